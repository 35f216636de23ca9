"""Partial dates, ends of support, financial years, and counting in years."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import PlainSerializer, PlainValidator
from pydantic_core import PydanticCustomError

from legacymap.domain.frozen import dataclass
from legacymap.domain.values import invalid, with_hint

_PATTERN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_FORMS = "Write a year, a month, a day or a financial year: 2028, 2028-03, 2028-03-31 or 2028-29."
_END_FORMS = "Write 2028, 2028-03, 2028-03-31, the financial year 2028-29, not-announced or unknown."
_LONGEST = 40  # of a word that may be meant for another
_MONTHS = 12
_APRIL = 4
_REMEMBERED = 4096
Unstated = Literal["not-announced", "unknown"]
_AS_WRITTEN = PlainSerializer(str, return_type=str)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """The days that a date as written may mean, first and last included."""

    first: date
    last: date
    text: str

    def __hash__(self) -> int:
        return hash(self.text)  # quicker than that of two days; what is remembered goes by dates

    def __str__(self) -> str:
        return self.text

    def point(self, as_of: date) -> date:
        """The last day; or `as_of` itself when the date contains it (method, section 2)."""
        return as_of if self.first <= as_of <= self.last else self.last


End = PartialDate | Unstated


def partial_date(value: object) -> PartialDate:
    """The interval that `1974`, `1974-05`, `1974-05-17` or `2028-29` names.

    The second part of a two-part date is a month where it can be one, else the end of a financial year.
    Raises the fault `bad-date` for anything else.
    """
    if not isinstance(value, str):
        raise invalid("bad-date", "A list or mapping is not a date", _FORMS)
    return _interval(value)


def end_of_cover(value: object) -> End:
    """A partial date, `not-announced` or `unknown`, as ends of support and of contracts are written."""
    if value == "not-announced":
        return "not-announced"
    if value == "unknown":
        return "unknown"
    try:
        return partial_date(value)
    except PydanticCustomError as error:
        text = value[:_LONGEST] if isinstance(value, str) else ""
        word = "-".join(text.lower().replace("_", " ").split())
        hint = f"Did you mean `{word}`?" if word in {"not-announced", "unknown"} else _END_FORMS
        raise with_hint(error, hint) from None


def financial_year(value: object) -> int:
    """The calendar year in which the financial year `2027-28` begins (1 April).

    Raises the fault `bad-financial-year` where the second part is not the next year.
    """
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})", value) if isinstance(value, str) else None
    if found is None:
        raise invalid(
            "bad-financial-year",
            "is not a financial year"
            if isinstance(value, str)
            else "A list or mapping is not a financial year",
            "Write it as 2027-28: April of the first year to March of the second.",
            value if isinstance(value, str) else "",
        )
    year = int(found[1])
    if int(found[2]) != (year + 1) % 100 or not 1 <= year < date.max.year:
        raise invalid(
            "bad-financial-year",
            "is not one financial year",
            f"Did you mean {financial_year_text(year)}?"
            if 1 <= year < date.max.year
            else "Years run from 0001-02 to 9998-99.",
            found[0],
        )
    return year


def financial_year_text(year: int) -> str:
    """The financial year that begins in April of `year`, as written: 2027 is `2027-28`."""
    return f"{year:04d}-{(year + 1) % 100:02d}"


def financial_year_of(day: date) -> int:
    """The calendar year in which the financial year that holds a day begins."""
    return day.year if day.month >= _APRIL else day.year - 1


def years_on(day: date, years: int) -> date:
    """The same day `years` later (or earlier when negative); 29 February becomes 28 February where needed."""
    year = min(max(day.year + years, date.min.year), date.max.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


@lru_cache(maxsize=_REMEMBERED)  # records share dates: one value of each is faster, and smaller
def _interval(text: str) -> PartialDate:
    found = _PATTERN.fullmatch(text)
    if found is None or found[1] == "0000":
        raise invalid("bad-date", "is not a date", _FORMS, text)
    year, second, third = int(found[1]), found[2], found[3]
    if second is None:
        return PartialDate(date(year, 1, 1), date(year, 12, 31), text)
    part = int(second)
    if third is not None:
        return _day(year, part, int(third), text)
    if 1 <= part <= _MONTHS:
        return PartialDate(date(year, part, 1), date(year, part, monthrange(year, part)[1]), text)
    if part == (year + 1) % 100 and year < date.max.year:
        return PartialDate(date(year, 4, 1), date(year + 1, 3, 31), text)
    raise invalid("bad-date", "is neither a month nor a financial year", _FORMS, text)


def _day(year: int, month: int, day: int, text: str) -> PartialDate:
    try:
        exact = date(year, month, day)
    except ValueError:
        raise invalid("bad-date", "is not a day of the calendar", _FORMS, text) from None
    return PartialDate(exact, exact, text)


DateField = Annotated[PartialDate, PlainValidator(partial_date), _AS_WRITTEN]
EndField = Annotated[End, PlainValidator(end_of_cover), _AS_WRITTEN]
YearField = Annotated[int, PlainValidator(financial_year)]
