"""Exact distributions of `uk-litraf` (`method.md`, sections 1 and 3), in whole numbers and fractions."""

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


def weights(interval: Interval, ratio: Fraction) -> dict[int, Fraction]:
    """The probability of each level of one criterion."""
    low, high = interval
    raw = {level: ratio ** (level - low) for level in range(low, high + 1)}
    return {level: weight / sum(raw.values()) for level, weight in raw.items()}


def expected_level(interval: Interval, ratio: Fraction) -> Fraction:
    """The mean level of one criterion."""
    return sum((level * weight for level, weight in weights(interval, ratio).items()), Fraction(0))


@cache
def sums_and_maxima(group: Group, ratio: Fraction) -> dict[tuple[int, int], Fraction]:
    """The probability of each (sum, highest) of a group."""
    # Whole-number weights, divided once at the end: fractions all the way give the same, slowly.
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
    return {key: Fraction(count, whole) for key, count in counts.items()}


def spread(group: Group, ratio: Fraction) -> Spread:
    """The total of a group, (mean + maximum) / 2, at its lowest, on average and at its highest."""
    expected = Fraction(0)
    for (total, highest), chance in sums_and_maxima(group, ratio).items():
        expected += chance * _total(total, highest, len(group))
    lows, highs = [low for low, _ in group], [high for _, high in group]
    low, high = _total(sum(lows), max(lows), len(group)), _total(sum(highs), max(highs), len(group))
    return Spread(low, expected, high)


@cache
def chance_of_red(likelihood: Group, impact: Group, ratio: Fraction) -> Fraction:
    """P(red), by the whole-number comparison of section 1."""
    chance = Fraction(0)
    right = sums_and_maxima(impact, ratio)
    for (total, highest), left_chance in sums_and_maxima(likelihood, ratio).items():
        left = total + 7 * highest
        for (sum_impact, max_impact), right_chance in right.items():
            if left * (sum_impact + 6 * max_impact) >= 2688:
                chance += left_chance * right_chance
    return chance


def chance_of_legacy(likelihood: Group, ratio: Fraction) -> Fraction:
    """P(some likelihood criterion is 3 or more)."""
    none = Fraction(1)
    for interval in likelihood:
        none *= sum((weight for level, weight in weights(interval, ratio).items() if level < 3), Fraction(0))
    return 1 - none


def _total(total: int, highest: int, count: int) -> Fraction:
    return (Fraction(total, count) + highest) / 2
