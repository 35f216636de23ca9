from datetime import date
from typing import get_args

import pytest
from pydantic import ValidationError

from legacymap.domain.system import Approach, Option
from legacymap.scoring.distribution import Bounds
from legacymap.scoring.effects import DEFAULTS, effect_of
from tests.scoring.builders import EXAMPLE, TODAY, example_framework, framework_from, uk_litraf

OPEN: Bounds = ((1, 6),) * 7 + ((1, 5),) * 6
LOW: Bounds = ((1, 1),) * 13


def option(approach: str, after: dict[str, str] | None = None, until: str | None = None) -> Option:
    found = {"id": "a", "approach": approach, "after": after, "supported_until": until}
    return Option.model_validate(found)


UNCHANGED = {"others": "unchanged"}


def changed(approach: str, after: dict[str, str] | None = None, bounds: Bounds = OPEN) -> dict[str, object]:
    """The criteria that are not as they were."""
    found = effect_of(option(approach, after), uk_litraf()).on(bounds, TODAY, None)
    names = [criterion.id for _, criterion in uk_litraf().criteria]
    return {name: now for name, now, was in zip(names, found, bounds, strict=True) if now != was}


def test_every_approach_has_a_default() -> None:
    assert set(DEFAULTS) == set(get_args(Approach))


def test_stated_levels_are_reached_by_name_or_code_for_likelihood_or_impact() -> None:
    stated = {"skills": "1", "C4": "2"}
    assert changed("refactor", stated | UNCHANGED) == {"skills": (1, 1), "stakeholders": (2, 2)}


def test_a_stated_level_may_be_a_rise() -> None:
    assert changed("refactor", {"skills": "4"}, LOW) == {"skills": (4, 4)}


def test_to_state_one_effect_never_loses_the_others() -> None:
    assert changed("replatform", {"C4": "2", "L6": "1"}) == {
        "end_of_support": (1, 1),
        "physical_environment": (1, 1),
        "vulnerabilities": (1, 1),
        "stakeholders": (2, 2),
    }
    assert changed("replace", {}) == changed("replace")


def test_with_others_unchanged_only_what_is_stated_changes() -> None:
    assert changed("replace", UNCHANGED) == {}
    assert changed("replace", {"L1": "2"} | UNCHANGED) == {"end_of_support": (2, 2)}


def test_only_others_can_be_unchanged_and_nothing_else() -> None:
    for after in ({"others": "2"}, {"L1": "unchanged"}):
        with pytest.raises(ValidationError):
            option("replace", after)


@pytest.mark.parametrize("after", [{"skils": "1"}, {"skills": "7"}, {"skills": "1", "L3": "2"}])
def test_what_does_not_fit_the_framework_counts_as_absent(after: dict[str, str]) -> None:
    assert changed("replace", after | {"L1": "2"} | UNCHANGED) == {"end_of_support": (2, 2)}
    assert changed("replace", after) == changed("replace")


@pytest.mark.parametrize(
    ("day", "level"),
    [
        (date(2026, 11, 22), 1),
        (date(2029, 4, 1), 2),
        (date(2031, 4, 1), 5),
        (date(2034, 4, 1), 6),
        (date(2033, 4, 1), 5),
    ],
)
def test_support_of_what_is_put_in_place_runs_out(day: date, level: int) -> None:
    found = effect_of(option("replace", until="2034-04"), uk_litraf())
    assert found.on(OPEN, day, found.supported_until)[0] == (level, level)
    stated = effect_of(option("replace", {"L1": "3"}, until="2034-04"), uk_litraf())
    assert stated.on(OPEN, day, stated.supported_until)[0] == (max(3, level),) * 2


def test_support_raises_both_bounds_of_what_goes_on_drifting_too() -> None:
    found = effect_of(option("rehost", until="2026-01"), uk_litraf())
    assert not found.sets_support
    assert found.on(OPEN, TODAY, found.supported_until)[0] == (6, 6)
    assert found.on(((2, 4), *OPEN[1:]), TODAY, None)[0] == (2, 4)


def test_without_a_statement_the_approach_says_what_is_reached() -> None:
    assert changed("replatform") == {
        "end_of_support": (1, 1),
        "physical_environment": (1, 1),
        "vulnerabilities": (1, 2),
    }
    assert effect_of(option("replatform"), uk_litraf()).by_approach == {0: 1, 4: 1, 5: 2}
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
    assert effect_of(option("replace"), example_framework()).by_approach == {0: 1, 1: 2}
    other = framework_from(
        EXAMPLE.read_text().replace("high: 6", "high: 5").replace(", 6: Over", "").replace(", 6: Nobody", "")
    )
    assert effect_of(option("replace"), other).by_approach == {}


def test_support_of_what_is_put_in_place_is_nothing_to_a_framework_that_does_not_derive_it() -> None:
    other = framework_from(EXAMPLE.read_text().replace("    derived_from: end_of_support\n", ""))
    found = effect_of(option("replace", until="2026-01"), other)
    assert found.support is None
    assert not found.sets_support
    assert found.on(((4, 4),) * 4, TODAY, found.supported_until)[3] == (4, 4)
