"""The combination `weighted-sum`: overall = sum of weight x score over all criteria."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, fsum, lcm

from legacymap.domain.framework import Framework, Group
from legacymap.scoring.distribution import weighted_sum
from legacymap.scoring.priors import Interval, Ratio, expected_level


def group_total(group: Group, levels: Sequence[int]) -> Fraction:
    """The total of a group whose levels are known."""
    pairs = zip(group.criteria, levels, strict=True)
    return sum((criterion.weight * level for criterion, level in pairs), start=Fraction(0))


def expected_total(group: Group, intervals: Sequence[Interval], ratio: Ratio) -> float:
    """The mean total of a group."""
    pairs = zip(group.criteria, intervals, strict=True)
    return fsum(float(criterion.weight) * expected_level(interval, ratio) for criterion, interval in pairs)


def overall(totals: Sequence[Fraction]) -> Fraction:
    """The overall score of known totals."""
    return sum(totals, start=Fraction(0))


def expected_overall(totals: Sequence[float]) -> float:
    """The mean overall score, by the mean totals."""
    return fsum(totals)


def chance_of_red(framework: Framework, by_group: Sequence[Sequence[Interval]], ratio: Ratio) -> float:
    """The chance that the sum reaches red; weights become whole numbers, so that nothing is rounded."""
    weights = [criterion.weight for _, criterion in framework.criteria]
    scale = lcm(*(weight.denominator for weight in weights))
    whole = [int(weight * scale) for weight in weights]
    intervals = [interval for group in by_group for interval in group]
    lowest, above = weighted_sum(zip(whole, intervals, strict=True), ratio)
    return above.chance_of(ceil(framework.ratings.red * scale) - lowest)
