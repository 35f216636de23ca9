"""The combination `weighted-sum`: overall = sum of weight x score over all criteria."""

from collections.abc import Collection, Sequence
from fractions import Fraction
from math import ceil, fsum, lcm

from legacymap.domain.framework import Framework, Group
from legacymap.scoring.distribution import (
    Interval,
    Outlook,
    Ratio,
    Totals,
    expected_level,
    totals_of,
    weighted_sum,
)


def group_total(group: Group, levels: Sequence[int]) -> Fraction:
    """The total of a group whose levels are known."""
    pairs = zip(group.criteria, levels, strict=True)
    return sum((criterion.weight * level for criterion, level in pairs), start=Fraction(0))


def totals(group: Group, intervals: Sequence[Interval], ratio: Ratio) -> Totals:
    """The total of a group whose levels are known within bounds."""
    pairs = zip(group.criteria, intervals, strict=True)
    mean = fsum(float(criterion.weight) * expected_level(interval, ratio) for criterion, interval in pairs)
    low = group_total(group, [low for low, _ in intervals])
    return totals_of(low, mean, group_total(group, [high for _, high in intervals]))


def overall(totals: Sequence[Fraction]) -> Fraction:
    """The overall score of known totals."""
    return sum(totals, start=Fraction(0))


def expected_overall(totals: Sequence[float]) -> float:
    """The mean overall score, by the mean totals."""
    return fsum(totals)


def chance_of_red(framework: Framework, by_group: Sequence[Sequence[Interval]], ratio: Ratio) -> float:
    """The chance that the sum reaches red; weights become whole numbers, so that nothing is rounded."""
    scale, whole = _whole_weights(framework)
    intervals = [interval for group in by_group for interval in group]
    lowest, above = weighted_sum(zip(whole, intervals, strict=True), ratio)
    return above.chance_of(ceil(framework.ratings.red * scale) - lowest)


def outlooks(
    framework: Framework, intervals: Sequence[Interval], asked: Collection[int], ratio: Ratio
) -> list[Outlook]:
    """The chance of red after each sum that the criteria at the places `asked` may have."""
    scale, whole = _whole_weights(framework)
    weighted = list(enumerate(zip(whole, intervals, strict=True)))
    least, told = weighted_sum((each for place, each in weighted if place in asked), ratio)
    lowest, above = weighted_sum((each for place, each in weighted if place not in asked), ratio)
    missing = ceil(framework.ratings.red * scale) - lowest - least
    return [
        Outlook(chance, above.chance_of(missing - step))
        for step, chance in zip(told.steps, told.chances, strict=True)
    ]


def _whole_weights(framework: Framework) -> tuple[int, list[int]]:
    """What the weights are multiplied by to become whole numbers, and those."""
    weights = [criterion.weight for _, criterion in framework.criteria]
    scale = lcm(*(weight.denominator for weight in weights))
    return scale, [int(weight * scale) for weight in weights]
