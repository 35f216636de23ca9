"""What answers are worth, and what they would change.

An answer is worth by how much it is expected to lessen the doubt whether a system is red. The doubt about a
system of which red has the chance p is p(1-p), the variance of a thing that is red or not.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from math import fsum

from legacymap.domain.assessment import RATINGS, Assessment, Rating
from legacymap.domain.framework import Framework
from legacymap.domain.results import Change
from legacymap.scoring.assess import intervals_of
from legacymap.scoring.combining import COMBINATIONS, rating_of
from legacymap.scoring.distribution import Interval, Outlook, prior_ratio

_NOISE = 1e-13  # relative; what sums of chances that are equal may differ by


def variance(p_red: float) -> float:
    """p(1-p): how unsure it is whether a system is red; 0 when that is settled, 0.25 at most."""
    return p_red * (1.0 - p_red)


class Information:
    """What answers are worth under one framework and prior; equal intervals are worked out once.

    Raises RequestError for a prior that the framework lacks.
    """

    def __init__(self, framework: Framework, prior: str) -> None:
        self._framework = framework
        self._ratio = prior_ratio(framework, prior)
        self._alike = [(group.id, criterion.weight) for group, criterion in framework.criteria]
        self._values = lru_cache(maxsize=None)(self._values_of)
        self._removed = lru_cache(maxsize=None)(self._removed_by)

    def values(self, intervals: tuple[Interval, ...]) -> tuple[float | None, ...]:
        """For each criterion, in the framework's order, the value of its answer; None where it is known.

        The value is p(1-p) less the mean of p'(1-p'), where p' is the chance of red once the criterion is
        known (method, section 3).
        """
        return self._values(intervals)

    def removed(self, intervals: Sequence[Interval], asked: Collection[int]) -> float:
        """By how much the doubt is expected to fall once the criteria at the places `asked` are all known."""
        return self._removed(*self._arranged(intervals, frozenset(asked)))

    def _arranged(
        self, intervals: Sequence[Interval], asked: Collection[int]
    ) -> tuple[tuple[Interval, ...], tuple[int, ...]]:
        """The same with criteria of one group and weight in order, as they tell the same."""
        alike = sorted(range(len(intervals)), key=lambda place: (self._alike[place], place))
        told = sorted(alike, key=lambda place: (self._alike[place], intervals[place], place in asked))
        arranged, places = list(intervals), []
        for place, source in zip(alike, told, strict=True):
            arranged[place] = intervals[source]
            if source in asked:
                places.append(place)
        return tuple(arranged), tuple(sorted(places))

    def _removed_by(self, intervals: tuple[Interval, ...], asked: tuple[int, ...]) -> float:
        if rating_of(intervals, self._framework) != "possibly-red":
            return 0.0
        return _fall(self._outlooks(intervals, asked))

    def _values_of(self, intervals: tuple[Interval, ...]) -> tuple[float | None, ...]:
        is_open = [low != high for low, high in intervals]
        if rating_of(intervals, self._framework) != "possibly-red":
            return tuple(0.0 if opened else None for opened in is_open)
        # Criteria of one group, weight and interval tell the same.
        found: dict[object, float] = {}
        values: list[float | None] = []
        for place, interval in enumerate(intervals):
            key = (self._alike[place], interval)
            if is_open[place] and key not in found:
                found[key] = _fall(self._outlooks(intervals, {place}))
            values.append(found[key] if is_open[place] else None)
        return tuple(values)

    def _outlooks(self, intervals: Sequence[Interval], asked: Collection[int]) -> Sequence[Outlook]:
        return COMBINATIONS[self._framework.combination].outlooks(
            self._framework, intervals, asked, self._ratio
        )


def _fall(outlooks: Sequence[Outlook]) -> float:
    """The variance of the chance of red over what the answers may show.

    That is p(1-p) less the mean of p'(1-p'), because p is the mean of p'; taken so, it is never negative.
    """
    chances = [outlook.p_red for outlook in outlooks]
    least, most = min(chances), max(chances)
    if most - least <= _NOISE * most:
        return 0.0
    mean = fsum(outlook.chance * outlook.p_red for outlook in outlooks)
    return fsum(outlook.chance * (outlook.p_red - mean) ** 2 for outlook in outlooks)


def changes(assessment: Assessment, framework: Framework) -> tuple[Change, ...]:
    """The levels of each criterion at which the rating would be another, all other criteria left as they are.

    In the framework's order, then red before possibly red before not red; a criterion that alone decides
    nothing is left out. Ratings follow from bounds, so that no prior matters.
    """
    now = intervals_of(assessment.criteria)
    found = []
    for place, (group, criterion) in enumerate(framework.criteria):
        at_level: dict[Rating, list[int]] = {}
        for level in range(group.low, group.high + 1):
            supposed = (*now[:place], (level, level), *now[place + 1 :])
            at_level.setdefault(rating_of(supposed, framework), []).append(level)
        found += [
            Change(criterion.id, criterion.code, tuple(at_level[rating]), rating)
            for rating in RATINGS
            if rating != assessment.rating and rating in at_level
        ]
    return tuple(found)
