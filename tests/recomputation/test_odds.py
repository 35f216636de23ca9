"""The oracle's own arithmetic, against numbers that the design pages print and against every case."""

from fractions import Fraction
from itertools import product

import pytest

from tests.recomputation.odds import (
    PRIORS,
    Group,
    chance_of_legacy,
    chance_of_red,
    spread,
    sums_and_maxima,
    weights,
)

UNKNOWN: tuple[Group, Group] = (((1, 6),) * 7, ((1, 5),) * 6)
SOME: tuple[Group, Group] = (
    ((5, 6), (1, 3), (2, 2), (1, 6), (6, 6), (4, 4), (2, 3)),
    ((1, 5), (5, 5), (3, 4), (1, 2), (5, 5), (2, 3)),
)


def test_the_test_vector_of_the_framework() -> None:
    likelihood = spread(tuple((level, level) for level in (5, 5, 5, 5, 6, 6, 6)), PRIORS["calibrated"])
    impact = spread(tuple((level, level) for level in (5, 5, 2, 5, 5, 4)), PRIORS["calibrated"])
    assert (likelihood.expected, impact.expected) == (Fraction(40, 7), Fraction(14, 3))
    assert likelihood.low * impact.low == Fraction(80, 3)


def test_a_system_with_nothing_known() -> None:
    # "Red with 72%", and the calibrated prior's quarter: 63 of 228, almost a quarter of 319.
    assert round(float(chance_of_red(*UNKNOWN, PRIORS["uniform"])), 2) == 0.72
    assert round(float(chance_of_red(*UNKNOWN, PRIORS["calibrated"])), 2) == 0.25


@pytest.mark.parametrize("ratio", PRIORS.values(), ids=PRIORS.keys())
@pytest.mark.parametrize("left_out", [0, 1])
def test_counting_every_case_gives_the_same(ratio: Fraction, left_out: int) -> None:
    groups = SOME[0], SOME[1][left_out:]
    cases = [_cases(group, ratio) for group in groups]
    for group, listed in zip(groups, cases, strict=True):
        added: dict[tuple[int, int], Fraction] = {}
        for levels, chance in listed:
            key = (sum(levels), max(levels))
            added[key] = added.get(key, Fraction(0)) + chance
        assert sums_and_maxima(group, ratio) == added
    red = [
        left_chance * right_chance
        for (left, left_chance), (right, right_chance) in product(*cases)
        if _total(left) * _total(right) >= 16
    ]
    assert chance_of_red(*groups, ratio) == sum(red)
    assert chance_of_legacy(SOME[0], ratio) == 1
    assert chance_of_legacy(((1, 3), (1, 2)), ratio) == weights((1, 3), ratio)[3]


def _cases(group: Group, ratio: Fraction) -> list[tuple[tuple[int, ...], Fraction]]:
    cases: list[tuple[tuple[int, ...], Fraction]] = [((), Fraction(1))]
    for interval in group:
        levels = weights(interval, ratio).items()
        cases = [((*before, level), chance * weight) for before, chance in cases for level, weight in levels]
    return cases


def _total(levels: tuple[int, ...]) -> Fraction:
    return (Fraction(sum(levels), len(levels)) + max(levels)) / 2
