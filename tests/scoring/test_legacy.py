import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.assessment import Legacy
from legacymap.domain.framework import Framework
from legacymap.scoring.combining import outcome
from legacymap.scoring.distribution import Bounds, Ratio
from tests.scoring import enumeration
from tests.scoring.builders import EXAMPLE, example_framework, framework_from

RATIO = (4, 5)
LEVELS = [(low, high) for low in range(1, 7) for high in range(low, 7)]
LOW = (1, 1)


def legacy(intervals: Bounds, framework: Framework) -> Legacy:
    return outcome(intervals, framework, RATIO).legacy


def probability_legacy(intervals: Bounds, framework: Framework, ratio: Ratio) -> float:
    return outcome(intervals, framework, ratio).p_legacy


def test_one_sure_level_of_3_makes_legacy_sure() -> None:
    assert legacy(((3, 6), LOW, LOW, LOW), example_framework()) == "yes"
    assert probability_legacy(((3, 6), LOW, LOW, LOW), example_framework(), RATIO) == 1.0


def test_legacy_is_open_while_a_level_may_reach_3() -> None:
    assert legacy(((1, 3), (2, 2), LOW, LOW), example_framework()) == "possibly"
    found = probability_legacy(((1, 3), (2, 2), LOW, LOW), example_framework(), RATIO)
    assert found == pytest.approx(0.64 / 2.44)


def test_below_3_throughout_is_not_legacy() -> None:
    assert legacy(((1, 2), (2, 2), (5, 5), (5, 5)), example_framework()) == "no"
    assert probability_legacy(((1, 2), (2, 2), (5, 5), (5, 5)), example_framework(), RATIO) == 0.0


def test_a_rule_without_a_group_hears_every_criterion() -> None:
    framework = framework_from(EXAMPLE.read_text().replace("group: likelihood, level", "level"))
    assert legacy((LOW, LOW, LOW, (3, 3)), framework) == "yes"


@given(st.tuples(*[st.sampled_from(LEVELS)] * 2, *[st.sampled_from(LEVELS[:4])] * 2))
def test_the_chance_of_legacy_agrees_with_enumeration(intervals: tuple[tuple[int, int], ...]) -> None:
    found = probability_legacy(intervals, example_framework(), RATIO)
    wanted = enumeration.chance_of_legacy(intervals, example_framework(), RATIO)
    assert found == pytest.approx(float(wanted), abs=1e-14)
    settled = legacy(intervals, example_framework())
    assert (settled == "yes") == (found == 1)
    assert (settled == "no") == (found == 0)
