"""Exact distributions of `uk-litraf` (`method.md`, sections 1 and 3), in whole numbers and fractions."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

Interval = tuple[int, int]
Group = tuple[Interval, ...]

PRIORS = {"calibrated": Fraction(77, 100), "uniform": Fraction(1)}


@dataclass(frozen=True)
class Spread:
    """The bounds of a number and its expectation."""

    low: Fraction
    expected: Fraction
    high: Fraction


@cache
def weights(interval: Interval, ratio: Fraction) -> dict[int, Fraction]:
    """The probability of each level of one criterion."""
    low, high = interval
    raw = {level: ratio ** (level - low) for level in range(low, high + 1)}
    whole = sum(raw.values())
    return {level: weight / whole for level, weight in raw.items()}


@cache
def expected_level(interval: Interval, ratio: Fraction) -> Fraction:
    """The mean level of one criterion."""
    return sum((level * weight for level, weight in weights(interval, ratio).items()), Fraction(0))


@cache
def sums_and_maxima(group: Group, ratio: Fraction) -> dict[tuple[int, int], Fraction]:
    """The probability of each (sum, highest) of a group."""
    counts, whole = _counted(group, ratio)
    return {key: Fraction(count, whole) for key, count in counts.items()}


@cache
def _counted(group: Group, ratio: Fraction) -> tuple[dict[tuple[int, int], int], int]:
    """The weight of each (sum, highest) in whole numbers, and of all together: fractions are slow."""
    counts = {(0, 0): 1}
    whole = 1
    for low, high in group:
        levels = range(low, high + 1)
        part, rest = ratio.numerator, ratio.denominator
        weight = {level: part ** (level - low) * rest ** (high - level) for level in levels}
        whole *= sum(weight.values())
        longer: dict[tuple[int, int], int] = {}
        for (total, highest), count in counts.items():
            for level in levels:
                key = (total + level, max(highest, level))
                longer[key] = longer.get(key, 0) + count * weight[level]
        counts = longer
    return counts, whole


@cache
def spread(group: Group, ratio: Fraction) -> Spread:
    """The total of a group, (mean + maximum) / 2, at its lowest, on average and at its highest."""
    counts, whole = _counted(group, ratio)
    size = len(group)
    twice = sum(count * (total + size * highest) for (total, highest), count in counts.items())
    lows, highs = [low for low, _ in group], [high for _, high in group]
    low, high = _total(sum(lows), max(lows), size), _total(sum(highs), max(highs), size)
    return Spread(low, Fraction(twice, whole * size * 2), high)


@cache
def chance_of_red(likelihood: Group, impact: Group, ratio: Fraction) -> Fraction:
    """P(red), by the whole-number comparison of section 1; its 2688 is that of seven and six criteria."""
    numbers = len(likelihood), len(impact)
    least = 64 * numbers[0] * numbers[1]
    left, all_left = _counted(likelihood, ratio)
    right, all_right = _counted(impact, ratio)
    lefts = _added((total + numbers[0] * highest, count) for (total, highest), count in left.items())
    rights = _added((total + numbers[1] * highest, count) for (total, highest), count in right.items())
    red = sum(
        count * times
        for one, count in lefts.items()
        for other, times in rights.items()
        if one * other >= least
    )
    return Fraction(red, all_left * all_right)


def _added(weighed: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The weights of equal values together."""
    found: dict[int, int] = {}
    for value, count in weighed:
        found[value] = found.get(value, 0) + count
    return found


@cache
def chance_of_legacy(likelihood: Group, ratio: Fraction) -> Fraction:
    """P(some likelihood criterion is 3 or more)."""
    none = Fraction(1)
    for interval in likelihood:
        none *= sum((weight for level, weight in weights(interval, ratio).items() if level < 3), Fraction(0))
    return 1 - none


def _total(total: int, highest: int, count: int) -> Fraction:
    return (Fraction(total, count) + highest) / 2
