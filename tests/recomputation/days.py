"""Partial dates as the first and last day that they name (`inventory-format.md`, section 3)."""

import calendar
import re
from datetime import date
from functools import cache


@cache
def span(said: str) -> tuple[date, date]:
    """The first and the last day of a year, a month, a day or a financial year."""
    if re.fullmatch(r"\d{4}", said):
        return date(int(said), 1, 1), date(int(said), 12, 31)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said):
        return date.fromisoformat(said), date.fromisoformat(said)
    assert re.fullmatch(r"\d{4}-\d{2}", said), said
    year, second = int(said[:4]), int(said[5:])
    if 1 <= second <= 12:
        return date(year, second, 1), date(year, second, calendar.monthrange(year, second)[1])
    assert second == (year + 1) % 100, said
    return date(year, 4, 1), date(year + 1, 3, 31)


def years_on(day: date, years: int) -> date:
    """The same day so many years later, or earlier when negative; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)
