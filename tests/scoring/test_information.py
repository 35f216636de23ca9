from collections import defaultdict
from collections.abc import Collection
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.domain.framework import Framework
from legacymap.scoring.combining import probability_red
from legacymap.scoring.information import Information, variance
from tests.scoring import enumeration
from tests.scoring.builders import EXAMPLE as EXAMPLE_FILE
from tests.scoring.builders import example_framework, framework_from, uk_litraf

Intervals = tuple[tuple[int, int], ...]
UNKNOWN: Intervals = ((1, 6),) * 7 + ((1, 5),) * 6
FRAMEWORKS = {"uk-litraf": uk_litraf(), "example-weighted": example_framework()}
PRIORS = {"uk-litraf": "calibrated", "example-weighted": "cautious"}
RATIOS = {"uk-litraf": (77, 100), "example-weighted": (4, 5)}


def information(name: str) -> Information:
    return Information(FRAMEWORKS[name], PRIORS[name])


@st.composite
def partly_known(draw: st.DrawFn, framework: Framework, most_open: int) -> Intervals:
    places = st.integers(0, len(framework.criteria) - 1)
    open_places = draw(st.sets(places, max_size=most_open))
    found = []
    for place, (group, _) in enumerate(framework.criteria):
        low = draw(st.integers(group.low, group.high))
        found.append((low, draw(st.integers(low, group.high)) if place in open_places else low))
    return tuple(found)


@pytest.mark.parametrize("name", FRAMEWORKS)
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_values_agree_with_every_combination_written_out(name: str, data: st.DataObject) -> None:
    intervals = data.draw(partly_known(FRAMEWORKS[name], 4))
    for place, value in enumerate(information(name).values(intervals)):
        low, high = intervals[place]
        assert (value is None) == (low == high)
        if value is not None:
            assert value == pytest.approx(float(fall(name, intervals, {place})), abs=1e-14)


@pytest.mark.parametrize("name", FRAMEWORKS)
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_several_answers_agree_with_every_combination_written_out(name: str, data: st.DataObject) -> None:
    intervals = data.draw(partly_known(FRAMEWORKS[name], 5))
    asked = data.draw(st.sets(st.integers(0, len(intervals) - 1)))
    found = information(name).removed(intervals, asked)
    assert found == pytest.approx(float(fall(name, intervals, asked)), abs=1e-14)


@pytest.mark.parametrize("name", FRAMEWORKS)
@settings(deadline=None)
@given(st.data())
def test_an_answer_never_adds_doubt_and_more_never_remove_less(name: str, data: st.DataObject) -> None:
    intervals = data.draw(partly_known(FRAMEWORKS[name], len(FRAMEWORKS[name].criteria)))
    asked = data.draw(st.sets(st.integers(0, len(intervals) - 1), max_size=3))
    more = asked | {data.draw(st.integers(0, len(intervals) - 1))}
    knows = information(name)
    p_red = probability_red(intervals, FRAMEWORKS[name], PRIORS[name])
    assert all(
        0 <= value <= variance(p_red) + 1e-12 for value in knows.values(intervals) if value is not None
    )
    assert -1e-12 <= knows.removed(intervals, asked) <= knows.removed(intervals, more) + 1e-12
    assert knows.removed(intervals, more) <= variance(p_red) + 1e-12


@pytest.mark.parametrize("name", FRAMEWORKS)
@settings(deadline=None)
@given(st.data())
def test_one_answer_removes_its_value_and_all_of_them_remove_the_doubt(
    name: str, data: st.DataObject
) -> None:
    intervals = data.draw(partly_known(FRAMEWORKS[name], len(FRAMEWORKS[name].criteria)))
    knows = information(name)
    for place, value in enumerate(knows.values(intervals)):
        assert knows.removed(intervals, {place}) == pytest.approx(value or 0.0, abs=1e-15)
    p_red = probability_red(intervals, FRAMEWORKS[name], PRIORS[name])
    assert knows.removed(intervals, range(len(intervals))) == pytest.approx(variance(p_red), abs=1e-12)


def test_values_of_one_system_do_not_add_up() -> None:
    # Two open criteria of which both must be high for red: each alone tells little, together they tell all.
    knows = information("example-weighted")
    intervals = ((1, 6), (1, 6), (5, 5), (5, 5))
    values = [value for value in knows.values(intervals) if value is not None]
    assert sum(values) != pytest.approx(knows.removed(intervals, {0, 1}), abs=1e-3)


def test_what_can_change_nothing_is_worth_nothing_and_stays_open() -> None:
    knows = information("uk-litraf")
    surely_red = ((6, 6),) * 6 + ((1, 6),) + ((5, 5),) * 5 + ((1, 5),)
    values = knows.values(surely_red)
    assert [value for value in values if value is not None] == [0.0, 0.0]
    surely_not = ((1, 1),) * 6 + ((1, 2),) + ((1, 1),) * 6
    assert knows.values(surely_not)[6] == 0.0


def test_a_criterion_without_weight_is_worth_nothing() -> None:
    text = EXAMPLE_FILE.read_text(encoding="utf-8").replace("weight: 0.5", "weight: 0")
    values = Information(framework_from(text), "cautious").values(((1, 6), (1, 6), (1, 5), (1, 5)))
    assert values[3] == 0.0
    assert all(value for value in values[:3])


def test_answers_alike_are_worth_the_same() -> None:
    values = information("uk-litraf").values(UNKNOWN)
    assert len(set(values[:7])) == len(set(values[7:])) == 1
    assert values[0] == pytest.approx(0.006874824123537, abs=1e-14)
    assert values[7] == pytest.approx(0.008353472129130, abs=1e-14)


def test_the_example_of_the_manual_can_be_redone() -> None:
    # docs/gaps.md works these by hand.
    likelihood = ((5, 5), (4, 4), (3, 3), (3, 3), (2, 2), (4, 6), (2, 2))
    intervals = (*likelihood, (4, 4), (3, 3), (3, 3), (4, 5), (3, 3), (3, 3))
    values = information("uk-litraf").values(intervals)
    p_red = probability_red(intervals, uk_litraf(), "calibrated")
    assert (round(p_red, 4), round(values[5] or 0, 4), round(values[10] or 0, 4)) == (0.5768, 0.06, 0.1379)
    assert information("uk-litraf").removed(intervals, {5, 10}) == pytest.approx(0.2441, abs=5e-5)


def fall(name: str, intervals: Intervals, asked: Collection[int]) -> Fraction:
    """p(1-p) less the mean of p'(1-p') over all levels of what is asked, in fractions."""
    framework, ratio = FRAMEWORKS[name], RATIOS[name]
    told: dict[tuple[int, ...], list[Fraction]] = defaultdict(lambda: [Fraction(0), Fraction(0)])
    for levels, chance in enumeration.possibilities(intervals, ratio):
        found = told[tuple(levels[place] for place in sorted(asked))]
        found[0] += chance
        if enumeration.overall(levels, framework) >= framework.ratings.red:
            found[1] += chance
    red = sum((red for _, red in told.values()), start=Fraction(0))
    left = sum((red * (1 - red / chance) for chance, red in told.values()), start=Fraction(0))
    return red * (1 - red) - left
