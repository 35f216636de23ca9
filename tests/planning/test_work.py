"""Money of different years is made comparable as the method says."""

from decimal import Decimal
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.money import Money
from legacymap.domain.scenario import Discount
from legacymap.domain.system import Option
from legacymap.planning.work import Prices, discount_factors
from tests.planning.cases import option, scenario

INDEX = {"2024-25": "0.95", "2026-27": "1.0", "2027-28": "1.02", "2028-29": "1.05", "2029-30": "1.08"}
GREEN_BOOK = discount_factors(Discount(schedule="green-book-2026"), 126)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (0, 1.0),
        (1, 1 / 1.035),
        (30, 1.035**-30),
        (31, 1.035**-30 / 1.03),
        (75, 1.035**-30 * 1.03**-45),
        (76, 1.035**-30 * 1.03**-45 / 1.025),
        (125, 1.035**-30 * 1.03**-45 * 1.025**-50),
    ],
)
def test_the_green_book_rate_falls_after_year_30_and_75(year: int, expected: float) -> None:
    assert isclose(GREEN_BOOK[year], expected, rel_tol=1e-14)


def test_the_green_book_factors_agree_with_its_own_table() -> None:
    # The printed tables give four digits: 0.9662 for year 1, 0.7089 for year 10, 0.3563 for year 30.
    assert [round(GREEN_BOOK[year], 4) for year in (1, 10, 30)] == [0.9662, 0.7089, 0.3563]


@given(st.decimals("0", "0.2", places=3), st.integers(1, 40))
def test_one_rate_counts_every_year_less_by_the_same_share(rate: Decimal, years: int) -> None:
    factors = discount_factors(Discount.model_validate({"rate": str(rate)}), years)
    assert all(isclose(factors[year], (1 + float(rate)) ** -year) for year in range(years))


def test_an_amount_of_another_year_is_brought_to_the_price_base() -> None:
    prices = Prices(scenario(deflators=INDEX))
    assert prices.real(Decimal(950_000), 2024) == 1_000_000
    assert prices.real(Decimal(950_000), 2026) == 950_000
    assert prices.real(Decimal(950_000), None) == 950_000


def test_optimism_bias_is_added_by_fund_after_the_prices() -> None:
    prices = Prices(scenario(deflators=INDEX, optimism_bias={"rdel": "0.1", "cdel": "0.5"}))
    amounts = (Money(Decimal(950_000)), Money(Decimal(0)))
    mine = Option.model_validate(option(price_base="2024-25"))
    assert prices.cost(amounts, mine, "rdel") == (1_100_000, 0)
    assert prices.cost(amounts, mine, "cdel") == (1_500_000, 0)


def test_an_option_s_own_bias_beats_the_scenario_s_fund_by_fund() -> None:
    prices = Prices(scenario(optimism_bias={"rdel": "0.1", "cdel": "0.5"}))
    mine = Option.model_validate(option(optimism_bias={"cdel": "0", "basis": "Tendered price"}))
    amounts = (Money(Decimal(100)),)
    assert (prices.cost(amounts, mine, "rdel"), prices.cost(amounts, mine, "cdel")) == ((110,), (100,))


def test_what_was_spent_is_as_it_was() -> None:
    prices = Prices(scenario(optimism_bias={"rdel": "0.1"}))
    amounts = (Money(Decimal(100)),) * 3
    assert prices.cost(amounts, Option.model_validate(option()), "rdel", 2) == (100, 100, 110)


def test_a_cap_in_cash_is_deflated_and_a_real_one_is_not() -> None:
    cash = Prices(scenario(deflators=INDEX, caps_in="cash"))
    assert cash.cap(Decimal(1_020_000), 2027) == 1_000_000
    assert cash.cap(Decimal(1_050_000), 2028) == 1_000_000
    assert Prices(scenario(deflators=INDEX)).cap(Decimal(1_020_000), 2027) == 1_020_000
