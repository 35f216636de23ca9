"""Bounds over the years: what never falls, and the worst of several things."""

from collections.abc import Iterable, Sequence

from legacymap.scoring.priors import Interval

# At the as-of date and then in each year.
Course = tuple[Interval, ...]
# The same where facts may be silent.
Spoken = tuple[Interval | None, ...]


def never_falling(each: Iterable[Interval]) -> Course:
    """The same bounds with none below what it was before."""
    found: list[Interval] = []
    for low, high in each:
        before = found[-1] if found else (low, high)
        found.append(higher(before, (low, high)))
    return tuple(found)


def higher(one: Interval, other: Interval) -> Interval:
    """The higher of two intervals, bound by bound."""
    return max(one[0], other[0]), max(one[1], other[1])


def worst_by_year(courses: Sequence[Course]) -> Course:
    """The worst of several things in each year: the highest low and the highest high."""
    if len(courses) == 1:
        return courses[0]
    return tuple(
        (max(low for low, _ in year), max(high for _, high in year)) for year in zip(*courses, strict=True)
    )
