from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.money import money
from legacymap.exchange.draft import Asked, Read, Value
from legacymap.exchange.readings.quantities import (
    MoneyColumn,
    decimal_mark,
    money_column,
    read_count,
    read_money,
    read_share,
    without_unit,
    written,
)

PLAIN = MoneyColumn()


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (1_250_000, "£1.25m"),
        (0, "0"),
        (950, "950"),
        (1234567, "1234567"),
        (1234.5, "1234.5"),
        ("£1.2m", "£1.2m"),
        ("1,250,000", "£1.25m"),
        ("£ 300k", "£300k"),
        ("300 K", "£300k"),
        ("2bn", "£2bn"),
        ("1.5 million", "£1.5m"),
        ("GBP 4000", "£4k"),
        ("4000 GBP", "£4k"),
        ("1 250 000", "£1.25m"),
    ],
)
def test_amounts_as_registers_write_them_are_read(cell: Value, said: str) -> None:
    assert read_money(cell, "", PLAIN) == Read(said)
    money(said)


@pytest.mark.parametrize(
    "cell",
    ["2-3 million", "£2m - £3m", "12%", "lots", "TBC", "-5", "(1,200)", "1,25,000", "1.2.3", "four million"],
)
def test_what_is_no_amount_is_a_question(cell: str) -> None:
    outcome = read_money(cell, "", PLAIN)
    assert isinstance(outcome, Asked)
    assert outcome.rule == "value-not-understood"


def test_a_number_shown_as_a_percentage_is_a_question() -> None:
    assert isinstance(read_money(0.12, "0%", PLAIN), Asked)


@pytest.mark.parametrize(
    ("heading", "unit", "currency", "bare"),
    [
        ("Annual Cost (£k)", 1_000, "£", "Annual Cost"),
        ("Annual cost (£000)", 1_000, "£", "Annual cost"),
        ("Cost £000s", 1_000, "£", "Cost"),
        ("Run cost £m", 1_000_000, "£", "Run cost"),
        ("Budget_EUR", 1, "EUR", "Budget"),
        ("Budget (EUR)", 1, "EUR", "Budget"),
        ("Kosten (T€)", 1_000, "€", "Kosten"),
        ("Annual cost", 1, "", "Annual cost"),
        ("Cost in thousands", 1_000, "", "Cost"),
        ("Europe", 1, "", "Europe"),
        ("Costs (k)", 1_000, "", "Costs"),
    ],
)
def test_a_heading_says_unit_and_currency(heading: str, unit: int, currency: str, bare: str) -> None:
    column = money_column(heading)
    assert (column.unit, column.currency, without_unit(heading)) == (unit, currency, bare)


def test_a_unit_counts_for_bare_numbers_and_not_for_amounts_with_their_own() -> None:
    thousands = MoneyColumn(1_000, "£")
    assert read_money(250, "", thousands) == Read("£250k")
    assert read_money("1,250", "", thousands) == Read("£1.25m")
    assert read_money("£1.2m", "", thousands) == Read("£1.2m")


@pytest.mark.parametrize(
    ("cell", "number_format", "column"),
    [
        ("€5m", "", PLAIN),
        ("$5m", "", PLAIN),
        (5, "", MoneyColumn(1, "EUR")),
        (5, "[$€-407] #,##0.00", PLAIN),
        (5, '#,##0.00 "€"', PLAIN),
        ("5 CHF", "", PLAIN),
    ],
)
def test_another_currency_is_a_question_and_never_converted(
    cell: Value, number_format: str, column: MoneyColumn
) -> None:
    outcome = read_money(cell, number_format, column)
    assert isinstance(outcome, Asked)
    assert outcome.rule == "other-currency"


def test_the_organisations_own_currency_is_taken() -> None:
    assert read_money(5000, "[$€-407] #,##0", MoneyColumn(), "EUR") == Read("5k")
    assert read_money("5000 EUR", "", MoneyColumn(), "EUR") == Read("5k")
    assert read_money(5, '"£"#,##0', PLAIN) == Read("5")


def test_a_column_decides_what_points_and_commas_mean() -> None:
    assert decimal_mark(["1.250", "1.250.000,00"]) == ","
    assert decimal_mark(["1.250", "3,5"]) == ","
    assert decimal_mark(["1,250", "1.250"]) == "."
    german = MoneyColumn(1, "", ",")
    assert read_money("1.250.000,00", "", german) == Read("£1.25m")
    assert read_money("1.250", "", german) == Read("£1.25k")


@given(st.decimals(0, 10**11, places=2, allow_nan=False, allow_infinity=False))
def test_no_amount_is_changed_by_writing_it(amount: Decimal) -> None:
    assert money(written(amount)).amount == amount


@given(st.text(st.sampled_from("0123456789.,-£€%km () EURbn"), max_size=15))
def test_whatever_is_read_is_money_of_the_format(cell: str) -> None:
    outcome = read_money(cell, "", PLAIN)
    if isinstance(outcome, Read):
        money(outcome.value)


def test_counts_and_shares() -> None:
    assert read_count("1,250") == Read("1250")
    assert read_count(1250.0) == Read("1250")
    assert isinstance(read_count("about 50"), Asked)
    assert isinstance(read_count(1.5), Asked)
    assert read_share("2%") == Read("0.02")
    assert read_share(0.02) == Read("0.02")
    assert isinstance(read_share("200%"), Asked)
