from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.dates import partial_date
from legacymap.exchange.draft import Asked, CellInDoubt, Read, Value
from legacymap.exchange.readings.quantities import date_order, read_date, read_end, read_financial_year


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
    assert isinstance(outcome, Asked)
    assert outcome.rule == "value-not-understood"


def test_an_error_cell_is_in_doubt() -> None:
    outcome = read_date(CellInDoubt("error", "#N/A"))
    assert isinstance(outcome, Asked)
    assert outcome.rule == "cell-in-doubt"


def test_ends_may_be_not_announced_or_unknown() -> None:
    assert read_end("Not announced") == Read("not-announced")
    assert read_end("unknown") == Read("unknown")
    assert isinstance(read_date("unknown"), Asked)


def test_a_first_part_over_twelve_says_day_first_and_a_second_month_first() -> None:
    assert date_order(["03/04/2028", "31/03/2028"]).order == "dmy"
    assert date_order(["03/04/2028", "03/31/2028"]).order == "mdy"
    assert read_date("03/04/2028", "mdy") == Read("2028-03-04")
    assert read_date("03/04/2028", "dmy") == Read("2028-04-03")


def test_a_column_that_says_both_is_none_and_names_a_cell_of_each() -> None:
    order = date_order(["31/03/2028", None, "03/31/2028", "03/04/2028"])
    assert (order.order, order.only_dmy, order.only_mdy, order.either) == (None, (0,), (2,), 1)
    assert isinstance(asked := read_date("03/04/2028", None), Asked)
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
    assert isinstance(read_financial_year("2026"), Asked)


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
