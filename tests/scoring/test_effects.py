from typing import get_args

import pytest

from legacymap.domain.system import Approach, Option
from legacymap.scoring.doing_nothing import Bounds
from legacymap.scoring.effects import DEFAULTS, effect_of
from tests.scoring.builders import EXAMPLE, example_framework, framework_from, uk_litraf

OPEN: Bounds = ((1, 6),) * 7 + ((1, 5),) * 6
LOW: Bounds = ((1, 1),) * 13


def option(approach: str, after: dict[str, str] | None = None) -> Option:
    return Option.model_validate({"id": "a", "approach": approach, "after": after})


def changed(approach: str, after: dict[str, str] | None = None, bounds: Bounds = OPEN) -> dict[str, object]:
    """The criteria that are not as they were."""
    found = effect_of(option(approach, after), uk_litraf()).on(bounds)
    names = [criterion.id for _, criterion in uk_litraf().criteria]
    return {name: now for name, now, was in zip(names, found, bounds, strict=True) if now != was}


def test_every_approach_has_a_default() -> None:
    assert set(DEFAULTS) == set(get_args(Approach))


def test_stated_levels_are_reached_by_name_or_code_for_likelihood_or_impact() -> None:
    assert changed("refactor", {"skills": "1", "C4": "2"}) == {"skills": (1, 1), "stakeholders": (2, 2)}


def test_a_stated_level_may_be_a_rise() -> None:
    assert changed("refactor", {"skills": "4"}, LOW) == {"skills": (4, 4)}


def test_an_empty_statement_is_no_effect() -> None:
    assert changed("replace", {}) == {}
    assert not effect_of(option("replace", {}), uk_litraf()).is_default


@pytest.mark.parametrize("after", [{"skils": "1"}, {"skills": "7"}, {"skills": "1", "L3": "2"}])
def test_what_does_not_fit_the_framework_counts_as_absent(after: dict[str, str]) -> None:
    assert changed("replace", after | {"L1": "2"}) == {"end_of_support": (2, 2)}
    assert changed("replace", after) == {}


def test_without_a_statement_the_approach_says_what_is_reached() -> None:
    assert changed("replatform") == {
        "end_of_support": (1, 1),
        "physical_environment": (1, 1),
        "vulnerabilities": (1, 2),
    }
    assert effect_of(option("replatform"), uk_litraf()).is_default
    assert changed("encapsulate") == {"business_needs": (1, 2)}
    assert changed("rehost") == changed("relocate") == {"physical_environment": (1, 1)}
    assert set(changed("refactor")) == {"skills", "business_needs", "recorded_issues"}
    assert len(changed("replace")) == 7
    assert changed("replace") == changed("rebuild") == changed("rearchitect")


@pytest.mark.parametrize("approach", get_args(Approach))
def test_a_default_raises_nothing(approach: str) -> None:
    assert changed(approach, bounds=LOW) == {}


def test_defaults_speak_of_their_own_scale_only() -> None:
    # The example has two of the criteria, on the scale from 1 to 6.
    assert effect_of(option("replace"), example_framework()).levels == {0: 1, 1: 2}
    other = framework_from(
        EXAMPLE.read_text().replace("high: 6", "high: 5").replace(", 6: Over", "").replace(", 6: Nobody", "")
    )
    assert effect_of(option("replace"), other).levels == {}
