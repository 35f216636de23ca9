from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.domain.framework import Framework
from legacymap.scoring.combining import Outcome, outcome, probability_red, rating_of
from tests.scoring import enumeration
from tests.scoring.builders import example_framework, uk_litraf

Intervals = tuple[tuple[int, int], ...]
UNKNOWN: Intervals = ((1, 6),) * 7 + ((1, 5),) * 6
RATIO = (77, 100)


def test_the_published_example_gives_80_thirds() -> None:
    found = _known((5, 5, 5, 5, 6, 6, 6), (5, 5, 2, 5, 5, 4))
    assert found.groups["likelihood"].expected == pytest.approx(40 / 7, rel=1e-15)
    assert found.groups["impact"].expected == pytest.approx(14 / 3, rel=1e-15)
    assert found.overall.low == found.overall.expected == found.overall.high == float(Fraction(80, 3))
    assert (found.rating, found.p_red) == ("red", 1.0)


def test_totals_that_would_round_to_16_are_not_red() -> None:
    # 61/14 x 11/3 = 15.976; rounded first, 4.36 x 3.67 = 16.00.
    for likelihood in ((5, 5, 5, 5, 3, 2, 1), (5, 4, 4, 4, 4, 4, 1)):
        for impact in ((4, 4, 4, 4, 2, 2), (5, 5, 1, 1, 1, 1)):
            found = _known(likelihood, impact)
            assert (found.groups["likelihood"].low, found.groups["impact"].low) == (61 / 14, 11 / 3)
            assert (found.rating, found.p_red) == ("not-red", 0.0)


@pytest.mark.parametrize(
    ("likelihood", "impact", "totals"),
    [
        ((4, 4, 4, 4, 2, 1, 1), (5, 5, 5, 5, 5, 1), (Fraction(24, 7), Fraction(14, 3))),
        ((4, 4, 4, 4, 4, 4, 4), (4, 4, 4, 4, 4, 4), (Fraction(4), Fraction(4))),
        ((6, 5, 5, 3, 1, 1, 1), (4, 4, 4, 2, 2, 2), (Fraction(32, 7), Fraction(7, 2))),
        ((6, 6, 6, 6, 6, 6, 6), (3, 3, 2, 2, 2, 2), (Fraction(6), Fraction(8, 3))),
    ],
)
def test_exactly_16_is_red(
    likelihood: tuple[int, ...], impact: tuple[int, ...], totals: tuple[Fraction, Fraction]
) -> None:
    found = _known(likelihood, impact)
    assert found.groups["likelihood"].low == float(totals[0])
    assert found.groups["impact"].low == float(totals[1])
    assert found.overall.low == 16.0
    assert found.rating == "red"
    lower = _known((likelihood[0], likelihood[1] - 1, *likelihood[2:]), impact)
    assert lower.rating == "not-red"


def test_one_certainty_at_full_impact_is_red() -> None:
    assert _known((6, 1, 1, 1, 1, 1, 1), (5,) * 6).overall.low == pytest.approx(19.29, abs=0.005)
    assert _known((5, 1, 1, 1, 1, 1, 1), (5,) * 6).overall.low == pytest.approx(16.43, abs=0.005)


def test_an_unknown_system_is_red_with_a_quarter_when_calibrated_and_72_per_cent_when_uniform() -> None:
    assert probability_red(UNKNOWN, uk_litraf(), "calibrated") == pytest.approx(0.251325297436852, abs=1e-14)
    assert probability_red(UNKNOWN, uk_litraf(), "uniform") == pytest.approx(0.715984479423868, abs=1e-14)
    assert rating_of(UNKNOWN, uk_litraf()) == "possibly-red"


def test_unknown_is_never_low() -> None:
    found = outcome(UNKNOWN, uk_litraf(), RATIO)
    assert (found.overall.low, found.overall.high) == (1.0, 30.0)
    assert found.overall.expected > 13


@st.composite
def _partly_known(draw: st.DrawFn, framework: Framework, most_open: int = 5) -> Intervals:
    open_places = draw(st.sets(st.integers(0, len(framework.criteria) - 1), max_size=most_open))
    found = []
    for place, (group, _) in enumerate(framework.criteria):
        level = st.integers(group.low, group.high)
        low = draw(level)
        high = draw(st.integers(low, group.high)) if place in open_places else low
        found.append((low, high))
    return tuple(found)


@settings(max_examples=60, deadline=None)
@given(_partly_known(uk_litraf()), st.sampled_from([(77, 100), (1, 1), (13, 10)]))
def test_the_product_agrees_with_enumeration(intervals: Intervals, ratio: tuple[int, int]) -> None:
    _agrees_with_enumeration(intervals, uk_litraf(), ratio)


@settings(max_examples=60, deadline=None)
@given(_partly_known(example_framework(), 4), st.sampled_from([(4, 5), (1, 1)]))
def test_the_weighted_sum_agrees_with_enumeration(intervals: Intervals, ratio: tuple[int, int]) -> None:
    _agrees_with_enumeration(intervals, example_framework(), ratio)


@given(_partly_known(uk_litraf(), 13))
def test_red_is_certain_exactly_when_the_rating_says_so(intervals: Intervals) -> None:
    found = outcome(intervals, uk_litraf(), RATIO)
    assert (found.p_red == 1) == (found.rating == "red")
    assert (found.p_red == 0) == (found.rating == "not-red")
    assert 0 <= found.p_red <= 1
    assert found.rating == rating_of(intervals, uk_litraf())


@given(_partly_known(uk_litraf(), 13), st.sampled_from(["1e-300", "0.000001", "0.77", "1", "1e300"]))
def test_bounds_contain_the_expectation(intervals: Intervals, ratio: str) -> None:
    found = outcome(intervals, uk_litraf(), Fraction(ratio).as_integer_ratio())
    for spread in (found.overall, *found.groups.values()):
        assert spread.low <= spread.expected <= spread.high
    assert (found.p_red == 1) == (found.rating == "red")
    assert (found.p_red == 0) == (found.rating == "not-red")


@given(_partly_known(uk_litraf(), 13), st.data())
def test_learning_a_level_never_widens_the_bounds(intervals: Intervals, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, 12))
    low, high = intervals[place]
    narrower = data.draw(st.integers(low, high))
    learnt = (narrower, data.draw(st.integers(narrower, high)))
    before = outcome(intervals, uk_litraf(), RATIO)
    after = outcome((*intervals[:place], learnt, *intervals[place + 1 :]), uk_litraf(), RATIO)
    assert before.overall.low <= after.overall.low <= after.overall.high <= before.overall.high
    if before.rating != "possibly-red":
        assert after.rating == before.rating


@given(_partly_known(uk_litraf(), 13), st.integers(0, 12))
def test_a_higher_level_never_lowers_anything(intervals: Intervals, place: int) -> None:
    low, high = intervals[place]
    top = 6 if place < 7 else 5
    if high == top:
        return
    higher = (*intervals[:place], (low + 1, high + 1), *intervals[place + 1 :])
    before, after = outcome(intervals, uk_litraf(), RATIO), outcome(higher, uk_litraf(), RATIO)
    assert before.overall.low < after.overall.low
    assert before.overall.expected < after.overall.expected
    assert before.overall.high < after.overall.high
    assert before.p_red <= after.p_red + 1e-14


@given(_partly_known(uk_litraf(), 6), st.integers(0, 12))
def test_a_chance_is_the_mean_of_the_chances_once_one_level_is_known(
    intervals: Intervals, place: int
) -> None:
    low, high = intervals[place]
    weights = [0.77**step for step in range(high - low + 1)]
    mean = sum(
        weight
        * probability_red(
            (*intervals[:place], (level, level), *intervals[place + 1 :]), uk_litraf(), "calibrated"
        )
        for level, weight in enumerate(weights, low)
    )
    assert probability_red(intervals, uk_litraf(), "calibrated") == pytest.approx(
        mean / sum(weights), abs=1e-13
    )


def _known(likelihood: tuple[int, ...], impact: tuple[int, ...]) -> Outcome:
    return outcome(tuple((level, level) for level in (*likelihood, *impact)), uk_litraf(), RATIO)


def _agrees_with_enumeration(intervals: Intervals, framework: Framework, ratio: tuple[int, int]) -> None:
    found = outcome(intervals, framework, ratio)
    expected = enumeration.expected_overall(intervals, framework, ratio)
    assert found.p_red == pytest.approx(
        float(enumeration.chance_of_red(intervals, framework, ratio)), abs=1e-13
    )
    assert found.overall.expected == pytest.approx(float(expected), rel=1e-13)
    lows, highs = [low for low, _ in intervals], [high for _, high in intervals]
    assert found.overall.low == float(enumeration.overall(lows, framework))
    assert found.overall.high == float(enumeration.overall(highs, framework))
    for group in framework.groups:
        total = enumeration.expected_total(intervals, framework, ratio, group.id)
        assert found.groups[group.id].expected == pytest.approx(float(total), rel=1e-13)
