from legacymap.domain.framework import Framework
from legacymap.domain.system import Option
from legacymap.scoring.assess import assess
from legacymap.scoring.effects import effect_of
from legacymap.scoring.frameworks import without_criterion
from tests.scoring.builders import example_framework, facts, record, uk_litraf

SCORED = "assessment: {scores: {L1: 6, L3: 5, L4: 4, C1: 4, C2: 4, C3: 5, C4: 4, C5: 4, C6: 1}}"


def ids(framework: Framework) -> list[str]:
    return [criterion.id for _, criterion in framework.criteria]


def test_totals_are_over_the_criteria_that_remain() -> None:
    five = without_criterion(uk_litraf(), "other_systems")
    assert ids(five) == ids(uk_litraf())[:-1]
    found = assess(record(SCORED), facts(dependents=4), five, "calibrated")
    assert found.impact == (21 / 5 + 5) / 2
    assert assess(record(SCORED), facts(), uk_litraf(), "calibrated").impact == (22 / 6 + 5) / 2
    assert len(found.criteria) == 12


def test_the_framework_itself_is_left_whole() -> None:
    without_criterion(uk_litraf(), "other_systems")
    assert len(uk_litraf().criteria) == 13
    assert "C6" in uk_litraf().by_word


def test_what_options_say_of_the_criterion_is_passed_over() -> None:
    five = without_criterion(uk_litraf(), "other_systems")
    option = Option.model_validate({"id": "a", "approach": "refactor", "after": {"C5": "1", "C6": "2"}})
    assert effect_of(option, five).stated == {11: 1}


def test_a_criterion_that_is_not_there_or_all_that_is_there_cannot_be_left_out() -> None:
    assert without_criterion(uk_litraf(), "weather") == uk_litraf()
    one_each = without_criterion(without_criterion(example_framework(), "skills"), "citizens")
    assert ids(one_each) == ["end_of_support", "other_systems"]
    assert without_criterion(one_each, "other_systems") == one_each
