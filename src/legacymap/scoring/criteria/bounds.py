"""Bounds put together: the worst of several things, one of several that it may be, and over the years."""

from collections.abc import Iterable, Sequence
from datetime import date

from legacymap.domain.assessment import Levels
from legacymap.domain.dates import PartialDate
from legacymap.scoring.distribution import Interval


def worst(levels: Sequence[Levels]) -> Levels:
    """The worst of several: the highest low and the highest high, with the evidence that sets them."""
    if len(levels) == 1:
        return levels[0]
    highest = max(levels, key=lambda one: (one.high, one.low))
    firmest = max(levels, key=lambda one: (one.low, one.high))
    if highest.low == firmest.low:
        return highest
    return Levels(firmest.low, highest.high, f"{firmest.evidence}; {highest.evidence}")


def either(levels: Sequence[Levels]) -> Levels:
    """Any one of several: from the lowest low to the highest high, with the evidence that sets them."""
    if len(levels) == 1:
        return levels[0]
    lowest = min(levels, key=lambda one: (one.low, one.high))
    highest = max(levels, key=lambda one: (one.high, one.low))
    if lowest.high == highest.high and lowest.low == highest.low:
        return highest
    return Levels(lowest.low, highest.high, f"{highest.evidence}, or {lowest.evidence}")


# At the as-of date and then in each year.
Drift = tuple[Interval, ...]
# The same where facts may be silent.
Spoken = tuple[Interval | None, ...]


def never_falling(intervals: Iterable[Interval]) -> Drift:
    """The same bounds with none below what it was before."""
    found: list[Interval] = []
    for low, high in intervals:
        before = found[-1] if found else (low, high)
        found.append(higher(before, (low, high)))
    return tuple(found)


def higher(one: Interval, other: Interval) -> Interval:
    """The higher of two intervals, bound by bound."""
    return max(one[0], other[0]), max(one[1], other[1])


def worst_by_year(courses: Sequence[Drift]) -> Drift:
    """The worst of several things in each year: the highest low and the highest high."""
    if len(courses) == 1:
        return courses[0]
    return tuple(
        (max(low for low, _ in year), max(high for _, high in year)) for year in zip(*courses, strict=True)
    )


def when(end: PartialDate) -> str:
    """On which day, or within which stretch of time, something ends; a stretch counts from its first day."""
    return f"on {end.text}" if end.first == end.last else f"in {end.text} (counted from {end.first})"


def is_past(end: PartialDate, as_of: date) -> bool:
    """Whether all of a date has passed: what ends within a stretch that goes on may not have ended yet."""
    return end.last <= as_of


def first_day(end: PartialDate) -> str:
    """The day from which an end of support or of a contract counts, with the partial date behind it."""
    return end.text if end.first == end.last else f"{end.first} (the first day of {end.text})"
