import pytest

from legacymap.scoring.combining import outcome, probability_red
from tests.scoring.builders import EXAMPLE, example_framework, framework_from


def test_weights_multiply_scores_and_groups_add_up() -> None:
    found = outcome(((5, 5), (4, 4), (5, 5), (2, 2)), example_framework(), (4, 5))
    assert found.groups["likelihood"].expected == 2 * 5 + 4
    assert found.groups["impact"].expected == 1.5 * 5 + 0.5 * 2
    assert (found.overall.low, found.overall.expected, found.overall.high) == (22.5, 22.5, 22.5)
    assert found.rating == "red"


def test_exactly_the_threshold_is_red() -> None:
    assert outcome(((4, 4), (4, 4), (4, 4), (4, 4)), example_framework(), (1, 1)).rating == "red"
    assert outcome(((4, 4), (4, 4), (4, 4), (3, 3)), example_framework(), (1, 1)).rating == "not-red"


def test_decimal_weights_are_not_rounded() -> None:
    # In floating point 0.1 x 3 exceeds 0.3, and 0.7 + 0.1 stays below 0.8.
    text = EXAMPLE.read_text().replace("weight: 2", "weight: 0.7").replace("weight: 1.5", "weight: 0.1")
    framework = framework_from(text.replace("red: 20", "red: 2.3"))
    at_threshold = ((1, 1), (1, 1), (1, 1), (1, 2))
    assert outcome(at_threshold, framework, (1, 1)).rating == "red"
    assert probability_red(((1, 1), (1, 1), (1, 2), (1, 1)), framework, "uniform") == 1.0
    stricter = framework_from(text.replace("red: 20", "red: 2.4"))
    assert probability_red(((1, 1), (1, 1), (1, 2), (1, 1)), stricter, "uniform") == pytest.approx(0.5)


def test_a_criterion_of_no_weight_decides_nothing() -> None:
    framework = framework_from(EXAMPLE.read_text().replace("weight: 0.5", "weight: 0"))
    known = outcome(((4, 4), (4, 4), (5, 5), (1, 5)), framework, (1, 1))
    assert (known.overall.low, known.overall.high, known.rating) == (19.5, 19.5, "not-red")
