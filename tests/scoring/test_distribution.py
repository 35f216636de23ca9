from fractions import Fraction
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.scoring.distribution import sum_and_peak, weighted_sum
from tests.scoring.enumeration import possibilities

RATIO = (77, 100)
LEVELS = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda pair: (min(pair), max(pair)))
GROUPS = st.lists(LEVELS, min_size=1, max_size=4)


@given(GROUPS)
def test_sum_and_peak_agrees_with_enumeration(intervals: list[tuple[int, int]]) -> None:
    wanted: dict[int, Fraction] = {}
    for levels, chance in possibilities(intervals, RATIO):
        value = sum(levels) + len(levels) * max(levels)
        wanted[value] = wanted.get(value, Fraction(0)) + chance
    lowest, above = sum_and_peak(intervals, RATIO)
    assert lowest == min(wanted)
    found = {lowest + step: chance for step, chance in zip(above.steps, above.chances, strict=True)}
    assert found.keys() == wanted.keys()
    assert all(found[value] == pytest.approx(float(wanted[value]), abs=1e-15) for value in wanted)
    mean = sum(value * chance for value, chance in wanted.items())
    assert lowest + above.mean == pytest.approx(float(mean), rel=1e-14)


@given(st.lists(st.tuples(st.integers(0, 4), LEVELS), min_size=1, max_size=4))
def test_weighted_sum_agrees_with_enumeration(weighted: list[tuple[int, tuple[int, int]]]) -> None:
    wanted: dict[int, Fraction] = {}
    for levels, chance in possibilities([interval for _, interval in weighted], RATIO):
        value = sum(weight * level for (weight, _), level in zip(weighted, levels, strict=True))
        wanted[value] = wanted.get(value, Fraction(0)) + chance
    lowest, above = weighted_sum(weighted, RATIO)
    found = {lowest + step: chance for step, chance in zip(above.steps, above.chances, strict=True)}
    assert found == pytest.approx({value: float(chance) for value, chance in wanted.items()}, abs=1e-15)


@given(GROUPS, st.integers(-3, 70))
def test_the_chance_of_a_step_counts_it_and_all_higher_ones(
    intervals: list[tuple[int, int]], step: int
) -> None:
    _, above = sum_and_peak(intervals, RATIO)
    wanted = fsum(chance for at, chance in zip(above.steps, above.chances, strict=True) if at >= step)
    assert above.chance_of(step) == pytest.approx(wanted, abs=1e-15)


@given(st.permutations([(1, 6), (2, 5), (3, 3), (1, 4)]))
def test_the_order_of_criteria_does_not_matter(intervals: list[tuple[int, int]]) -> None:
    assert sum_and_peak(intervals, RATIO) == sum_and_peak(sorted(intervals), RATIO)
