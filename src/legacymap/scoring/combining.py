"""What the bounds of every criterion make of a system: totals, score, rating, chances of red and legacy."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from math import fsum, nextafter, prod
from typing import Protocol

from legacymap.domain.assessment import Legacy, Rating
from legacymap.domain.figures import Spread
from legacymap.domain.framework import Combination, Framework, Group
from legacymap.domain.frozen import dataclass
from legacymap.scoring import mean_max_product, weighted_sum
from legacymap.scoring.distribution import (
    Interval,
    Outlook,
    Ratio,
    Totals,
    level_chances,
    prior_ratio,
    spread_of,
)

_KEPT = 16384


class Combining(Protocol):
    """How levels make totals, totals an overall score, and bounds a chance of red; a module each."""

    def group_total(self, group: Group, levels: Sequence[int], /) -> Fraction:
        """The total of a group whose levels are known."""

    def totals(self, group: Group, intervals: Sequence[Interval], ratio: Ratio, /) -> Totals:
        """The total of a group whose levels are known within bounds."""

    def overall(self, totals: Sequence[Fraction], /) -> Fraction:
        """The overall score of known totals."""

    def expected_overall(self, totals: Sequence[float], /) -> float:
        """The mean overall score, by the mean totals."""

    def chance_of_red(
        self, framework: Framework, by_group: Sequence[Sequence[Interval]], ratio: Ratio, /
    ) -> float:
        """The chance that the overall score reaches red."""

    def outlooks(
        self, framework: Framework, intervals: Sequence[Interval], asked: Collection[int], ratio: Ratio, /
    ) -> Sequence[Outlook]:
        """The chance of red after each thing that the criteria at the places `asked` may tell together."""


COMBINATIONS: dict[Combination, Combining] = {
    "mean-max-product": mean_max_product,
    "weighted-sum": weighted_sum,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A system's score: overall, by group id, its rating, and the chance that it is red."""

    overall: Spread
    groups: Mapping[str, Spread]
    rating: Rating
    p_red: float
    legacy: Legacy
    p_legacy: float


def outcome(intervals: Sequence[Interval], framework: Framework, ratio: Ratio) -> Outcome:
    """The score of a system by the bounds of its criteria, in the framework's order (method, section 3)."""
    combining = COMBINATIONS[framework.combination]
    parts = _by_group(intervals, framework)
    pairs = list(zip(framework.groups, parts, strict=True))
    totals = [combining.totals(group, part, ratio) for group, part in pairs]
    low = combining.overall([each.low for each in totals])
    high = combining.overall([each.high for each in totals])
    mean = combining.expected_overall([each.spread.expected for each in totals])
    rating = _rating(low, high, framework)
    legacy, p_legacy = _legacy(_telling(parts, framework), framework.ratings.legacy.level, ratio)
    return Outcome(
        overall=spread_of(low, mean, high),
        groups={group.id: each.spread for group, each in zip(framework.groups, totals, strict=True)},
        rating=rating,
        p_red=_chance_of_red(rating, parts, framework, ratio),
        legacy=legacy,
        p_legacy=p_legacy,
    )


def factors(found: Outcome, framework: Framework) -> tuple[float, float]:
    """The expected likelihood and impact totals; without a group of either role the overall score, and 1."""
    likelihood, impact = framework.group_of("likelihood"), framework.group_of("impact")
    if likelihood is None or impact is None:
        return found.overall.expected, 1.0
    return found.groups[likelihood.id].expected, found.groups[impact.id].expected


def rating_of(intervals: Sequence[Interval], framework: Framework) -> Rating:
    """The rating by bounds alone: red when the lowest score is, not red when the highest is not."""
    combining = COMBINATIONS[framework.combination]
    pairs = list(zip(framework.groups, _by_group(intervals, framework), strict=True))
    low = combining.overall([combining.group_total(group, [low for low, _ in part]) for group, part in pairs])
    high = combining.overall(
        [combining.group_total(group, [high for _, high in part]) for group, part in pairs]
    )
    return _rating(low, high, framework)


def probability_red(intervals: Sequence[Interval], framework: Framework, prior: str) -> float:
    """The chance that a system is red under the named prior, by the bounds of its criteria.

    To ask what one criterion at a known level would change, give it the interval (level, level).
    """
    parts = _by_group(intervals, framework)
    ratio = prior_ratio(framework, prior)
    return _chance_of_red(rating_of(intervals, framework), parts, framework, ratio)


def _by_group(intervals: Sequence[Interval], framework: Framework) -> list[Sequence[Interval]]:
    parts, start = [], 0
    for group in framework.groups:
        parts.append(intervals[start : start + len(group.criteria)])
        start += len(group.criteria)
    return parts


def _rating(low: Fraction, high: Fraction, framework: Framework) -> Rating:
    if low >= framework.ratings.red:
        return "red"
    return "possibly-red" if high >= framework.ratings.red else "not-red"


def _chance_of_red(
    rating: Rating, parts: Sequence[Sequence[Interval]], framework: Framework, ratio: Ratio
) -> float:
    if rating != "possibly-red":
        return 1.0 if rating == "red" else 0.0
    chance = COMBINATIONS[framework.combination].chance_of_red(framework, parts, ratio)
    # What is not settled is never shown as certain, however small the chance that is left.
    return min(max(chance, nextafter(0.0, 1.0)), nextafter(1.0, 0.0))


def _legacy(telling: tuple[Interval, ...], level: int, ratio: Ratio) -> tuple[Legacy, float]:
    """Yes when some criterion surely reaches the level, no when none can; and the chance that one does."""
    if max(telling)[0] >= level:  # nearly always
        return "yes", 1.0
    return _possibly_legacy(telling, level, ratio)


@lru_cache(maxsize=_KEPT)
def _possibly_legacy(telling: tuple[Interval, ...], level: int, ratio: Ratio) -> tuple[Legacy, float]:
    """That is one less the chance that each stays below the level (method, section 3)."""
    if not any(high >= level for _, high in telling):
        return "no", 0.0
    below = prod(fsum(level_chances((low, high), ratio)[: level - low]) for low, high in telling)
    return "possibly", min(max(1.0 - below, nextafter(0.0, 1.0)), nextafter(1.0, 0.0))


def _telling(parts: Sequence[Sequence[Interval]], framework: Framework) -> tuple[Interval, ...]:
    """The bounds of the criteria that make a system legacy."""
    named = framework.ratings.legacy.group
    if named is None:
        return tuple(chain.from_iterable(parts))
    return next(tuple(part) for group, part in zip(framework.groups, parts, strict=True) if group.id == named)
