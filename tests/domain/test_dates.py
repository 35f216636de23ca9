"""Partial dates, ends of cover and financial years: what each text means, and what it cannot mean."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from legacymap.domain.dates import (
    end_of_cover,
    financial_year,
    financial_year_text,
    partial_date,
    years_on,
)

DAYS = st.dates(min_value=date(1, 1, 1))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1974", date(1974, 1, 1), date(1974, 12, 31)),
        ("1974-05", date(1974, 5, 1), date(1974, 5, 31)),
        ("1974-05-17", date(1974, 5, 17), date(1974, 5, 17)),
        ("2028-29", date(2028, 4, 1), date(2029, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2011-12", date(2011, 12, 1), date(2011, 12, 31)),
        ("1999-00", date(1999, 4, 1), date(2000, 3, 31)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_a_partial_date_is_the_interval_that_it_names(text: str, first: date, last: date) -> None:
    found = partial_date(text)
    assert (found.first, found.last, str(found)) == (first, last, text)


@given(DAYS)
def test_every_day_of_the_calendar_lies_in_its_month_and_year(day: date) -> None:
    text = day.isoformat()
    exact, month, year = (partial_date(text[:length]) for length in (10, 7, 4))
    assert exact.first == exact.last == day
    assert year.first <= month.first <= day <= month.last <= year.last
    assert month.first.day == 1
    assert month.last == date.max or (month.last + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    "text",
    [
        "", "0000", "0000-01", "74", "1974-", "1974-5", "1974-13", "1974-00", "2028-30", "2027-29",
        "1974-02-30",
        "1974-05-00", "1974-13-01", "1974/05", " 1974", "1974\n", "17-05-1974", "19740517",
        "1974-05-17T00:00",
        "9999-00", "١٩٧٤", "not-announced", "unknown", "9" * 5000, "1974-05-17" * 1000,
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        partial_date(text)
    assert refused.value.type == "bad-date"


@pytest.mark.parametrize("value", [["1974"], {"1974": None}, None])
def test_a_list_or_mapping_is_no_date(value: object) -> None:
    for read in (partial_date, end_of_cover, financial_year):
        with pytest.raises(PydanticCustomError):
            read(value)


def test_the_two_words_for_no_date_stay_two() -> None:
    assert end_of_cover("not-announced") == "not-announced"
    assert end_of_cover("unknown") == "unknown"
    assert end_of_cover("2028-03") == partial_date("2028-03")
    with pytest.raises(PydanticCustomError):
        end_of_cover("Unknown")


def test_a_date_that_contains_a_day_is_that_day_and_else_its_last() -> None:
    day = date(2026, 11, 22)
    assert partial_date("2026").point(day) == day
    assert partial_date("2026-27").point(day) == day
    assert partial_date("2025").point(day) == date(2025, 12, 31)
    assert partial_date("2027-01").point(day) == date(2027, 1, 31)


@given(st.integers(1, 9998))
def test_a_financial_year_reads_as_it_is_written(year: int) -> None:
    assert financial_year(financial_year_text(year)) == year


@given(st.integers(1, 9998), st.integers(0, 99))
def test_only_the_next_year_ends_a_financial_year(year: int, end: int) -> None:
    text = f"{year:04d}-{end:02d}"
    if end == (year + 1) % 100:
        assert financial_year(text) == year
    else:
        with pytest.raises(PydanticCustomError, match="not one financial year"):
            financial_year(text)


@pytest.mark.parametrize(
    "text", ["2027", "2027-2028", "2027/28", "0000-01", "9999-00", "27-28", "2027-28 ", "x" * 9999]
)
def test_what_is_no_financial_year_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        financial_year(text)
    assert refused.value.type == "bad-financial-year"


def test_a_leap_day_some_years_on_is_the_28th_where_there_is_no_29th() -> None:
    assert years_on(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert years_on(date(2024, 2, 29), 4) == date(2028, 2, 29)


@given(DAYS, st.integers(-12_000, 12_000))
def test_counting_years_never_leaves_the_calendar(day: date, years: int) -> None:
    moved = years_on(day, years)
    assert moved.month == day.month
    assert moved.year == min(max(day.year + years, 1), 9999)


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("Unknown", "Did you mean `unknown`?"),
        ("not announced", "Did you mean `not-announced`?"),
        ("NOT_ANNOUNCED", "Did you mean `not-announced`?"),
        ("tbc", "not-announced or unknown."),
        (["2028"], "not-announced or unknown."),
    ],
)
def test_an_end_that_is_none_is_told_its_two_words(value: object, hint: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        end_of_cover(value)
    assert refused.value.type == "bad-date"
    assert str((refused.value.context or {})["hint"]).endswith(hint)
