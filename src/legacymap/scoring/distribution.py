"""Exact distributions of what several independent criteria add up to; nothing is sampled (method, section 3).

Criteria of one level only shift a distribution, so that what is kept is the distribution of the open ones,
by their sorted intervals; a longer row of intervals goes on from the shorter one that it begins with.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import fsum
from typing import NamedTuple

from legacymap.domain.errors import RequestError
from legacymap.domain.figures import Spread
from legacymap.domain.framework import Framework
from legacymap.domain.frozen import dataclass
from legacymap.domain.nearest import did_you_mean, listed

Interval = tuple[int, int]
# Numerator and denominator, exact; much quicker to look things up by than a Fraction.
Ratio = tuple[int, int]
# The bounds of every criterion, in the framework's order.
Bounds = tuple[Interval, ...]


def prior_ratio(framework: Framework, prior: str) -> Ratio:
    """The weight of a level relative to the one below it; raises RequestError for an unknown prior."""
    found = framework.priors.get(prior)
    if found is None:
        known = f"It has {listed(sorted(framework.priors), 'and')}."
        hint = did_you_mean(prior, framework.priors) or known
        raise RequestError(f"The framework `{framework.framework}` has no prior `{prior}`.", hint)
    return found.ratio.as_integer_ratio()


@lru_cache(maxsize=4096)
def level_chances(interval: Interval, ratio: Ratio) -> tuple[float, ...]:
    """The chance of each level of the interval, lowest first; they add up to 1 (method, section 3).

    The weight of a level is ratio^(level - lowest); inside an interval only its powers from 0 up matter.
    """
    low, high = interval
    weights = [Fraction(*ratio) ** step for step in range(high - low + 1)]
    total = sum(weights)
    return tuple(float(weight / total) for weight in weights)


@lru_cache(maxsize=4096)
def expected_level(interval: Interval, ratio: Ratio) -> float:
    """The mean level of the interval, never outside it."""
    low, high = interval
    mean = fsum(level * chance for level, chance in enumerate(level_chances(interval, ratio), low))
    return min(max(mean, float(low)), float(high))


_KEPT = 16384


@dataclass(frozen=True, slots=True)
class Steps:
    """The distribution of a whole number above its lowest possible value.

    `steps` are the possible steps above it, ascending, `chances` theirs, `at_least` the chance of each step
    or a higher one, followed by 0 for more than the highest.
    """

    steps: tuple[int, ...]
    chances: tuple[float, ...]
    at_least: tuple[float, ...]
    mean: float

    def chance_of(self, step: int) -> float:
        """The chance of that many steps or more."""
        return self.at_least[bisect_left(self.steps, step)]


def sum_and_peak(intervals: Sequence[Interval], ratio: Ratio) -> tuple[int, Steps]:
    """The distribution of sum + count x maximum of a group's criteria, as (lowest value, steps above it)."""
    count = len(intervals)
    floor = max(low for low, _ in intervals)
    lowest = sum(low for low, _ in intervals) + count * floor
    is_open = sorted(_above_floor(low, high, floor) for low, high in intervals if low != high)
    return lowest, _peak_steps(tuple(is_open), count, ratio)


@dataclass(frozen=True, slots=True)
class Answered:
    """What some criteria of a group turn out to add up to, and their maximum, with the chance of that."""

    total: int
    peak: int
    chance: float


@lru_cache(maxsize=_KEPT)
def answered(intervals: tuple[Interval, ...], ratio: Ratio) -> tuple[Answered, ...]:
    """Every sum and maximum of some criteria, which must be sorted; nothing to answer is one, of 0 and 0."""
    if not intervals:
        return (Answered(0, 0, 1.0),)
    floor = max(low for low, _ in intervals)
    lowest = sum(low for low, _ in intervals)
    is_open = sorted(_above_floor(low, high, floor) for low, high in intervals if low != high)
    return tuple(
        Answered(lowest + step, floor + peak, chance)
        for peak, row in sorted(_rows(tuple(is_open), ratio).items())
        for step, chance in enumerate(row)
        if chance
    )


def sum_and_peak_beside(
    known: Answered, intervals: Sequence[Interval], count: int, ratio: Ratio
) -> tuple[int, Steps]:
    """The distribution of sum + count x maximum once some criteria are known and the rest is not."""
    floor = max(known.peak, max((low for low, _ in intervals), default=0))
    lowest = known.total + sum(low for low, _ in intervals) + count * floor
    is_open = sorted(_above_floor(low, high, floor) for low, high in intervals if low != high)
    return lowest, _peak_steps(tuple(is_open), count, ratio)


def weighted_sum(weighted: Iterable[tuple[int, Interval]], ratio: Ratio) -> tuple[int, Steps]:
    """The distribution of sum of weight x level, whole weights, as (lowest value, steps above it)."""
    every = tuple(weighted)
    lowest = sum(weight * low for weight, (low, _) in every)
    is_open = tuple(sorted(one for one in every if one[0] and one[1][0] != one[1][1]))
    return lowest, _weighted_steps(is_open, ratio)


def _above_floor(low: int, high: int, floor: int) -> Interval:
    # The maximum is never below the highest low. Seen from there, all that cannot rise above it is alike.
    return (low - high, 0) if high < floor else (low - floor, high - floor)


@lru_cache(maxsize=_KEPT)
def _peak_steps(is_open: tuple[Interval, ...], count: int, ratio: Ratio) -> Steps:
    by_step: dict[int, float] = {}
    for peak, row in _rows(is_open, ratio).items():
        for step, chance in enumerate(row, count * peak):
            if chance:
                by_step[step] = by_step.get(step, 0.0) + chance
    return _steps(by_step)


@lru_cache(maxsize=_KEPT)
def _rows(is_open: tuple[Interval, ...], ratio: Ratio) -> Mapping[int, Sequence[float]]:
    """For each possible rise of the maximum, the chance of each sum, counted from the lowest sum."""
    if not is_open:
        return {0: (1.0,)}
    low, high = is_open[-1]
    steps = tuple(enumerate(level_chances((low, high), ratio)))
    rows: dict[int, list[float]] = {}
    for peak, before in _rows(is_open[:-1], ratio).items():
        for step, chance in steps:
            row = rows.setdefault(max(peak, low + step), [0.0] * (len(before) + high - low))
            for place, earlier in enumerate(before, step):
                row[place] += earlier * chance
    return rows


@lru_cache(maxsize=_KEPT)
def _weighted_steps(is_open: tuple[tuple[int, Interval], ...], ratio: Ratio) -> Steps:
    return _steps(_weighted_chances(is_open, ratio))


@lru_cache(maxsize=_KEPT)
def _weighted_chances(is_open: tuple[tuple[int, Interval], ...], ratio: Ratio) -> Mapping[int, float]:
    if not is_open:
        return {0: 1.0}
    weight, interval = is_open[-1]
    rises = [(weight * rise, chance) for rise, chance in enumerate(level_chances(interval, ratio))]
    by_step: dict[int, float] = {}
    for step, earlier in _weighted_chances(is_open[:-1], ratio).items():
        for rise, chance in rises:
            by_step[step + rise] = by_step.get(step + rise, 0.0) + earlier * chance
    return by_step


def _steps(by_step: Mapping[int, float]) -> Steps:
    steps = tuple(sorted(by_step))
    chances = tuple(by_step[step] for step in steps)
    at_least = (*tuple(accumulate(reversed(chances)))[::-1], 0.0)
    mean = fsum(step * chance for step, chance in zip(steps, chances, strict=True))
    return Steps(steps, chances, at_least, mean)


@dataclass(frozen=True, slots=True)
class Totals:
    """The total when every criterion is at its lowest and at its highest, exactly, and as people read it."""

    low: Fraction
    high: Fraction
    spread: Spread


def totals_of(low: Fraction, mean: float, high: Fraction) -> Totals:
    """Totals whose mean is never outside their bounds."""
    return Totals(low, high, spread_of(low, mean, high))


def spread_of(low: Fraction, mean: float, high: Fraction) -> Spread:
    """Exact bounds as a spread, with the mean never outside them."""
    least, most = float(low), float(high)
    return Spread(least, min(max(mean, least), most), most)


class Outlook(NamedTuple):
    """One thing that answers may show: how likely it is, and the chance of red from there."""

    chance: float
    p_red: float
