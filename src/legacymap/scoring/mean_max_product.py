"""The combination `mean-max-product`: each group gives (mean + maximum) / 2, and the two are multiplied."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import fsum, prod

from legacymap.domain.framework import Framework, Group
from legacymap.scoring.distribution import sum_and_peak
from legacymap.scoring.priors import Interval, Ratio


def group_total(_group: Group, levels: Sequence[int]) -> Fraction:
    """The total of a group whose levels are known."""
    return _total(sum(levels) + len(levels) * max(levels), len(levels))


def expected_total(_group: Group, intervals: Sequence[Interval], ratio: Ratio) -> float:
    """The mean total of a group."""
    lowest, above = sum_and_peak(intervals, ratio)
    return (lowest + above.mean) / (2 * len(intervals))


def overall(totals: Sequence[Fraction]) -> Fraction:
    """The overall score of known totals."""
    one, other = totals
    return one * other


def expected_overall(totals: Sequence[float]) -> float:
    """The mean overall score, by the mean totals: groups are independent."""
    return prod(totals)


def chance_of_red(framework: Framework, by_group: Sequence[Sequence[Interval]], ratio: Ratio) -> float:
    """The chance that (sumL + nL maxL)(sumI + nI maxI) >= red x 4 nL nI, compared in whole numbers."""
    one, other = by_group
    threshold = framework.ratings.red * 4 * len(one) * len(other)
    lowest, above = sum_and_peak(one, ratio)
    least, beyond = sum_and_peak(other, ratio)
    numerator, denominator = threshold.numerator, threshold.denominator
    if numerator <= 0:
        return 1.0
    # A factor of nought, which a scale from 0 allows, reaches no threshold above it.
    return fsum(
        chance * beyond.chance_of(-(-numerator // (denominator * (lowest + step))) - least)
        for step, chance in zip(above.steps, above.chances, strict=True)
        if lowest + step
    )


@lru_cache
def _total(sum_and_peak: int, count: int) -> Fraction:
    """The same few totals come up in every system; making a fraction costs more than finding one."""
    return Fraction(sum_and_peak, 2 * count)
