from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.dates import partial_date
from legacymap.domain.money import money
from legacymap.exchange.draft import CellInDoubt, Read, Refused, Value
from legacymap.exchange.readings.quantities import (
    MoneyColumn,
    date_order,
    decimal_mark,
    money_column,
    read_count,
    read_date,
    read_end,
    read_financial_year,
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
    assert isinstance(outcome, Refused)
    assert outcome.rule == "value-not-understood"


def test_a_number_shown_as_a_percentage_is_a_question() -> None:
    assert isinstance(read_money(0.12, "0%", PLAIN), Refused)


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
    assert isinstance(outcome, Refused)
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
    assert isinstance(read_count("about 50"), Refused)
    assert isinstance(read_count(1.5), Refused)
    assert read_share("2%") == Read("0.02")
    assert read_share(0.02) == Read("0.02")
    assert isinstance(read_share("200%"), Refused)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (date(2028, 3, 31), "2028-03-31"),
        (datetime(2028, 3, 31, 10, 5), "2028-03-31"),  # noqa: DTZ001 - workbooks have no zones
        ("2028-03-31", "2028-03-31"),
        ("2028/03/31", "2028-03-31"),
        ("2028-03-31 00:00:00", "2028-03-31"),
        ("2028-03-31T10:00:00Z", "2028-03-31"),
        ("2028-03", "2028-03"),
        ("31/03/2028", "2028-03-31"),
        ("31.03.28", "2028-03-31"),
        ("1-4-1999", "1999-04-01"),
        ("01/04/85", "1985-04-01"),
        ("March 2028", "2028-03"),
        ("Mar-28", "2028-03"),
        ("Mar '28", "2028-03"),
        ("31 March 2028", "2028-03-31"),
        ("3rd Mar 2028", "2028-03-03"),
        ("March 31, 2028", "2028-03-31"),
        ("März 2028", "2028-03"),
        ("03/2028", "2028-03"),
        ("2027/28", "2027-28"),
        ("2027/2028", "2027-28"),
        ("2027-28", "2027-28"),
        ("FY2027/28", "2027-28"),
        ("FY 27/28", "2027-28"),
        ("2028", "2028"),
        (2028, "2028"),
        (2028.0, "2028"),
        ("20280331", "2028-03-31"),
        ("2009/10", "2009-10"),  # a month as the format has it: October, and no financial year
    ],
)
def test_dates_as_registers_write_them_are_read(cell: Value, said: str) -> None:
    if cell == "2009/10":
        said = "2009-10"
    assert read_date(cell) == Read(said)
    partial_date(said)


@pytest.mark.parametrize(
    "cell",
    [
        *("in service", "2023-31-01", "TBC", "Q3 2028", "01/01/1900", "9999-12-31", "31/02/2028", "2027-29"),
        *("2027-2030", "Smarch 2028", "rolling", "2028-00", "13/2028", 44927, 44927.5, 1, "1", True, "0000"),
        *(date(1900, 1, 1), "99/99/9999", "²⁰²⁸"),
    ],
)
def test_what_is_no_date_is_a_question(cell: Value) -> None:
    outcome = read_date(cell)
    assert isinstance(outcome, Refused)
    assert outcome.rule == "value-not-understood"


def test_an_error_cell_is_in_doubt() -> None:
    outcome = read_date(CellInDoubt("error", "#N/A"))
    assert isinstance(outcome, Refused)
    assert outcome.rule == "cell-in-doubt"


def test_ends_may_be_not_announced_or_unknown() -> None:
    assert read_end("Not announced") == Read("not-announced")
    assert read_end("unknown") == Read("unknown")
    assert isinstance(read_date("unknown"), Refused)


def test_a_first_part_over_twelve_says_day_first_and_a_second_month_first() -> None:
    assert date_order(["03/04/2028", "31/03/2028"]).order == "dmy"
    assert date_order(["03/04/2028", "03/31/2028"]).order == "mdy"
    assert read_date("03/04/2028", "mdy") == Read("2028-03-04")
    assert read_date("03/04/2028", "dmy") == Read("2028-04-03")


def test_a_column_that_says_both_is_none_and_names_a_cell_of_each() -> None:
    order = date_order(["31/03/2028", None, "03/31/2028", "03/04/2028"])
    assert (order.order, order.only_dmy, order.only_mdy, order.either) == (None, (0,), (2,), 1)
    assert isinstance(asked := read_date("03/04/2028", None), Refused)
    assert asked.rule == "dates-read-both-ways"
    assert read_date("31/03/2028", None) == Read("2028-03-31")
    assert read_date("03/31/2028", None) == Read("2028-03-31")
    assert read_date("03/03/2028", None) == Read("2028-03-03")


def test_where_nothing_decides_the_day_comes_first_and_the_cells_are_counted() -> None:
    order = date_order(["03/04/2028", "05/05/2028", "2028", date(2028, 1, 1)])
    assert (order.order, order.either, order.is_decided) == ("dmy", 1, False)


def test_with_points_the_day_comes_first_whatever_the_column_says() -> None:
    assert date_order(["03.04.2028"]).either == 0
    assert read_date("03.04.2028", "mdy") == Read("2028-04-03")


def test_financial_years() -> None:
    assert read_financial_year("FY2026/27") == Read("2026-27")
    assert isinstance(read_financial_year("2026"), Refused)


@given(st.text(max_size=30))
def test_whatever_is_read_is_a_date_of_the_format(cell: str) -> None:
    outcome = read_date(cell)
    if isinstance(outcome, Read):
        partial_date(outcome.value)


@given(st.dates(date(1950, 1, 1), date(2190, 1, 1)))
def test_a_day_written_in_any_way_is_that_day(day: date) -> None:
    forms = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%d-%b-%Y"]
    assert {read_date(day.strftime(form)) for form in forms} == {Read(day.isoformat())}
    assert read_date(day.strftime("%m/%d/%Y"), "mdy") == Read(day.isoformat())
