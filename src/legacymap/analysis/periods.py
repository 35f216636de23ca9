"""Periods of the calendar: weeks, months, quarters and years, by name and last day."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from legacymap.domain.history import Every

_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Span:
    """A period by its name (`2026-03`, `2026-Q1`, `2026-W09`, `2026`) and its last day."""

    name: str
    last: date


def spans(first: date, last: date, every: Every) -> Iterator[Span]:
    """The periods from the one that holds the first day to the one that holds the last."""
    at = first
    while True:
        span = _span(at, every)
        yield span
        if span.last >= last or span.last == date.max:
            return
        at = span.last + timedelta(days=1)


def _span(day: date, every: Every) -> Span:
    if every == "week":
        year, week, weekday = day.isocalendar()
        away = timedelta(days=_SUNDAY + 1 - weekday)
        return Span(f"{year}-W{week:02d}", date.max if date.max - day < away else day + away)
    if every == "year":
        return Span(f"{day.year}", date(day.year, 12, 31))
    month = day.month if every == "month" else (day.month + 2) // 3 * 3
    name = f"{day.year}-{month:02d}" if every == "month" else f"{day.year}-Q{month // 3}"
    return Span(name, date(day.year, month, monthrange(day.year, month)[1]))
