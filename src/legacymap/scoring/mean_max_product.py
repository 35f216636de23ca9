"""The combination `mean-max-product`: each group gives (mean + maximum) / 2, and the two are multiplied."""

from collections.abc import Collection, Sequence
from fractions import Fraction
from functools import lru_cache
from math import fsum, prod
from operator import mul

from legacymap.domain.framework import Framework, Group
from legacymap.domain.frozen import dataclass
from legacymap.scoring.distribution import (
    Answered,
    Interval,
    Outlook,
    Ratio,
    Steps,
    Totals,
    answered,
    sum_and_peak,
    sum_and_peak_beside,
    totals_of,
)

_KEPT = 65536


def group_total(_group: Group, levels: Sequence[int]) -> Fraction:
    """The total of a group whose levels are known."""
    return _total(sum(levels) + len(levels) * max(levels), len(levels))


def totals(_group: Group, intervals: Sequence[Interval], ratio: Ratio) -> Totals:
    """The total of a group whose levels are known within bounds."""
    return _totals(tuple(sorted(intervals)), ratio)


def overall(totals: Sequence[Fraction]) -> Fraction:
    """The overall score of known totals."""
    one, other = totals
    return _product(one.numerator, one.denominator, other.numerator, other.denominator)


def expected_overall(totals: Sequence[float]) -> float:
    """The mean overall score, by the mean totals: groups are independent."""
    return prod(totals)


def chance_of_red(framework: Framework, by_group: Sequence[Sequence[Interval]], ratio: Ratio) -> float:
    """The chance that (sumL + nL maxL)(sumI + nI maxI) >= red x 4 nL nI, compared in whole numbers."""
    one, other = by_group
    red, size = framework.ratings.red, 4 * len(one) * len(other)
    threshold = (red.numerator * size, red.denominator)
    if threshold[0] <= 0:
        return 1.0
    lowest, chances = _chances(tuple(sorted(one)), ratio)
    highest = 2 * len(one) * framework.groups[0].high
    tail = _tail(tuple(sorted(other)), ratio, threshold, highest)
    return fsum(map(mul, chances, tail[lowest:]))


def outlooks(
    framework: Framework, intervals: Sequence[Interval], asked: Collection[int], ratio: Ratio
) -> list[Outlook]:
    """The chance of red after each sum and maximum that the criteria at the places `asked` may have.

    More than those nobody learns from their levels that matters. One group gives, for each of them, the
    chances of its figure sum + count x maximum; the other the chance to reach red from each such figure.
    """
    sizes = [len(group.criteria) for group in framework.groups]
    threshold = framework.ratings.red * 4 * prod(sizes)
    own = _side(intervals[: sizes[0]], [place in asked for place in range(sizes[0])])
    other = _side(intervals[sizes[0] :], [place in asked for place in range(sizes[0], sum(sizes))])
    highest = 2 * sizes[0] * framework.groups[0].high
    figures = _figures(own, ratio)
    tails = _tails(other, ratio, threshold.as_integer_ratio(), highest)
    return [
        Outlook(chance * weight, fsum(map(mul, chances, tail[lowest:])))
        for chance, lowest, chances in figures
        for weight, tail in tails
    ]


@dataclass(frozen=True, slots=True)
class _Side:
    """A group's criteria as far as they matter: what is settled added up, what is asked, and the rest."""

    settled: Answered
    asked: tuple[Interval, ...]
    rest: tuple[Interval, ...]
    count: int


def _side(intervals: Sequence[Interval], asked: Sequence[bool]) -> _Side:
    settled = [low for low, high in intervals if low == high]
    is_open = [
        (each, is_asked) for each, is_asked in zip(intervals, asked, strict=True) if each[0] != each[1]
    ]
    return _Side(
        settled=Answered(sum(settled), max(settled, default=0), 1.0),
        asked=tuple(sorted(each for each, is_asked in is_open if is_asked)),
        rest=tuple(sorted(each for each, is_asked in is_open if not is_asked)),
        count=len(intervals),
    )


@lru_cache(maxsize=_KEPT)
def _figures(side: _Side, ratio: Ratio) -> tuple[tuple[float, int, tuple[float, ...]], ...]:
    """For each answer: its chance, the lowest figure, and the chance of that figure and of each above it."""
    found = []
    for answer in answered(side.asked, ratio):
        lowest, above = _beside(side, answer, ratio)
        found.append((answer.chance, lowest, _dense(above)))
    return tuple(found)


@lru_cache(maxsize=_KEPT)
def _tails(
    side: _Side, ratio: Ratio, threshold: tuple[int, int], highest: int
) -> tuple[tuple[float, tuple[float, ...]], ...]:
    """For each answer: its chance, and the chance of red by the other group's figure, 0 to the highest."""
    return tuple(
        (answer.chance, _beyond(*_beside(side, answer, ratio), threshold, highest))
        for answer in answered(side.asked, ratio)
    )


def _beside(side: _Side, answer: Answered, ratio: Ratio) -> tuple[int, Steps]:
    settled = side.settled
    known = Answered(settled.total + answer.total, max(settled.peak, answer.peak), answer.chance)
    return sum_and_peak_beside(known, side.rest, side.count, ratio)


@lru_cache(maxsize=_KEPT)
def _chances(intervals: tuple[Interval, ...], ratio: Ratio) -> tuple[int, tuple[float, ...]]:
    """The lowest figure of a group, and the chance of that figure and of each above it."""
    lowest, above = _distribution(intervals, ratio)
    return lowest, _dense(above)


def _dense(above: Steps) -> tuple[float, ...]:
    """The chance of every step from 0 on."""
    chances = [0.0] * (above.steps[-1] + 1)
    for step, chance in zip(above.steps, above.chances, strict=True):
        chances[step] = chance
    return tuple(chances)


@lru_cache(maxsize=_KEPT)
def _tail(
    intervals: tuple[Interval, ...], ratio: Ratio, threshold: tuple[int, int], highest: int
) -> tuple[float, ...]:
    """The chance of red by the other group's figure, 0 to the highest; many groups look alike."""
    return _beyond(*_distribution(intervals, ratio), threshold, highest)


def _beyond(lowest: int, above: Steps, threshold: tuple[int, int], highest: int) -> tuple[float, ...]:
    """The chance to reach the threshold beside each figure; one of nought reaches none that is above it."""
    numerator, denominator = threshold
    reached = [-(-numerator // (denominator * figure)) - lowest for figure in range(1, highest + 1)]
    return (0.0, *map(above.chance_of, reached))


@lru_cache(maxsize=_KEPT)
def _distribution(intervals: tuple[Interval, ...], ratio: Ratio) -> tuple[int, Steps]:
    """That of sum + count x maximum; the order of criteria does not matter, and many groups look alike."""
    return sum_and_peak(intervals, ratio)


@lru_cache(maxsize=_KEPT)
def _totals(intervals: tuple[Interval, ...], ratio: Ratio) -> Totals:
    """Of many systems some are alike in one group, although not in all."""
    count = len(intervals)
    lows, highs = [low for low, _ in intervals], [high for _, high in intervals]
    lowest, above = _distribution(intervals, ratio)
    low, high = (_total(sum(levels) + count * max(levels), count) for levels in (lows, highs))
    return totals_of(low, (lowest + above.mean) / (2 * count), high)


@lru_cache(maxsize=_KEPT)
def _product(one: int, below_one: int, other: int, below_other: int) -> Fraction:
    return Fraction(one * other, below_one * below_other)


@lru_cache(maxsize=_KEPT)
def _total(sum_and_peak: int, count: int) -> Fraction:
    """The same few totals come up in every system; making a fraction costs more than finding one."""
    return Fraction(sum_and_peak, 2 * count)
