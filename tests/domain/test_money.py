"""Money as people write it."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from legacymap.domain.money import SYMBOLS as BY_SYMBOL
from legacymap.domain.money import Money, money, signed_money

SYMBOLS = st.sampled_from(["", "£", "€", "$", "¥"])
SUFFIXES = st.sampled_from([("", 1), ("k", 10**3), ("m", 10**6), ("bn", 10**9), ("M", 10**6), ("Bn", 10**9)])


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1250000", 1_250_000),
        ("1_250_000", 1_250_000),
        ("£1.25m", 1_250_000),
        ("300k", 300_000),
        ("2bn", 2 * 10**9),
        ("£1,250,000", 1_250_000),
        ("£4m", 4_000_000),
        ("£ 4 m", 4_000_000),
        ("£4M", 4_000_000),
        ("2BN", 2 * 10**9),
        (".5m", 500_000),
        ("0", 0),
        ("£0", 0),
        ("+£2m", 2_000_000),
        ("£+2m", 2_000_000),
        ("0.1k", 100),
        ("00012", 12),
    ],
)
def test_every_form_of_the_page_is_an_amount(text: str, amount: int) -> None:
    assert money(text).amount == amount


@pytest.mark.parametrize("text", ["-£2m", "£-2m", "−£2m", "-2000000", "-2m"])
def test_a_sign_may_stand_before_or_after_the_symbol_but_only_savings_are_negative(text: str) -> None:
    assert signed_money(text).amount == -2_000_000
    with pytest.raises(PydanticCustomError) as refused:
        money(text)
    assert refused.value.type == "negative-money"


@given(st.integers(0, 10**12), SYMBOLS, SUFFIXES, st.sampled_from(["", ",", "_"]))
def test_what_is_written_is_what_is_read(
    whole: int, symbol: str, suffix: tuple[str, int], between: str
) -> None:
    word, times = suffix
    digits = f"{whole:,}".replace(",", between)
    assert signed_money(f"{symbol}{digits}{word}") == Money(Decimal(whole * times), symbol, bool(word))
    assert signed_money(f"-{symbol}{digits}{word}").amount == -whole * times


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "£",
        "m",
        "£m",
        "two",
        "2mn",
        "2mm",
        "2 million",
        "1.2.3",
        "1,25",
        "1,2500",
        "1,250,00",
        "12,50m",
        "_1",
        "1_",
        "1__0",
        "1e6",
        "inf",
        "nan",
        "0x10",
        "--2",
        "-£-2",
        "££2",
        "2£",
        "£2m£",
        "5.",
        "2m a year",
        "£1.25m?",
        "１２",
        "9" * 100,
        "0." + "0" * 5000 + "1",
        "1,000" * 1000,
    ],
)
def test_what_is_no_amount_is_refused_in_one_short_sentence(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        money(text)
    assert refused.value.type == "bad-money"
    assert len(refused.value.message()) < 120


@pytest.mark.parametrize("text", ["000", "050", "007"])
def test_the_rest_of_a_split_number_says_so(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        money(text)
    assert refused.value.type == "split-number"


@pytest.mark.parametrize("value", [["1"], {"1": None}, None])
def test_a_list_or_mapping_is_no_amount(value: object) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        money(value)
    assert refused.value.type == "wrong-type"


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    with suppress(PydanticCustomError):
        assert signed_money(text).amount.is_finite()


def test_a_symbol_stands_for_codes_of_iso_4217_and_each_code_has_one_symbol() -> None:
    codes = [code for currencies in BY_SYMBOL.values() for code in sorted(currencies)]
    assert len(codes) == len(set(codes))
    assert all(len(code) == 3 and code.isalpha() and code.isupper() for code in codes)
    assert set(BY_SYMBOL) == set("£€$¥")


@pytest.mark.parametrize(
    ("symbol", "code"), [("$", "MXN"), ("$", "TWD"), ("$", "BRL"), ("£", "LBP"), ("£", "SYP"), ("¥", "CNY")]
)
def test_a_symbol_is_that_of_every_currency_written_with_it(symbol: str, code: str) -> None:
    assert code in BY_SYMBOL[symbol]
