"""The judge: every possible score of a system, one by one, in fractions; written apart from the product."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from legacymap.domain.framework import Framework

Interval = tuple[int, int]
Ratio = tuple[int, int]


def chance_of_red(intervals: Sequence[Interval], framework: Framework, ratio: Ratio) -> Fraction:
    red = framework.ratings.red
    return sum(
        (chance for levels, chance in possibilities(intervals, ratio) if overall(levels, framework) >= red),
        start=Fraction(0),
    )


def chance_of_legacy(intervals: Sequence[Interval], framework: Framework, ratio: Ratio) -> Fraction:
    rule = framework.ratings.legacy
    told = [place for place, (group, _) in enumerate(framework.criteria) if rule.group in {None, group.id}]
    return sum(
        (
            chance
            for levels, chance in possibilities(intervals, ratio)
            if any(levels[place] >= rule.level for place in told)
        ),
        start=Fraction(0),
    )


def expected_overall(intervals: Sequence[Interval], framework: Framework, ratio: Ratio) -> Fraction:
    return sum(
        (chance * overall(levels, framework) for levels, chance in possibilities(intervals, ratio)),
        start=Fraction(0),
    )


def expected_total(intervals: Sequence[Interval], framework: Framework, ratio: Ratio, group: str) -> Fraction:
    return sum(
        (chance * totals(levels, framework)[group] for levels, chance in possibilities(intervals, ratio)),
        start=Fraction(0),
    )


def possibilities(intervals: Sequence[Interval], ratio: Ratio) -> Iterator[tuple[tuple[int, ...], Fraction]]:
    """Every combination of levels with its chance."""
    share = Fraction(*ratio)
    for levels in product(*(range(low, high + 1) for low, high in intervals)):
        chance = Fraction(1)
        for level, (low, high) in zip(levels, intervals, strict=True):
            # Weights count from 1 here, not from the interval's low: the method's "lowest" is the scale's.
            every = sum(share ** (other - 1) for other in range(low, high + 1))
            chance *= share ** (level - 1) / every
        yield levels, chance


def overall(levels: Sequence[int], framework: Framework) -> Fraction:
    found = list(totals(levels, framework).values())
    if framework.combination == "weighted-sum":
        return sum(found, start=Fraction(0))
    return found[0] * found[1]


def totals(levels: Sequence[int], framework: Framework) -> dict[str, Fraction]:
    found = {}
    rest = list(levels)
    for group in framework.groups:
        own, rest = rest[: len(group.criteria)], rest[len(group.criteria) :]
        if framework.combination == "weighted-sum":
            weights = [criterion.weight for criterion in group.criteria]
            found[group.id] = sum((w * x for w, x in zip(weights, own, strict=True)), start=Fraction(0))
        else:
            found[group.id] = (Fraction(sum(own), len(own)) + max(own)) / 2
    return found
