from pathlib import Path

import pytest
from pydantic import ValidationError

from legacymap.domain.errors import RequestError
from legacymap.scoring.criteria import derivation_problems
from legacymap.scoring.frameworks import SHIPPED, shipped_framework
from tests.scoring.builders import EXAMPLE, example_framework, framework_from, uk_litraf

CODES = {
    "L1": "end_of_support",
    "L2": "vendor_contract",
    "L3": "skills",
    "L4": "business_needs",
    "L5": "physical_environment",
    "L6": "vulnerabilities",
    "L7": "recorded_issues",
    "C1": "national_security",
    "C2": "reputation",
    "C3": "financial",
    "C4": "stakeholders",
    "C5": "operations",
    "C6": "other_systems",
}  # fmt: skip
ASSESSED_ONLY = {"skills", "business_needs", "national_security", "reputation", "stakeholders", "operations"}


def test_every_framework_file_is_named_in_shipped() -> None:
    files = Path(shipped_framework("uk-litraf")).parent.glob("*.yaml")
    assert sorted(file.stem for file in files) == sorted(SHIPPED)


def test_an_unknown_framework_is_a_request_error_with_a_hint() -> None:
    with pytest.raises(RequestError) as caught:
        shipped_framework("uk-litraff")
    assert caught.value.hint == "Did you mean `uk-litraf`?"


def test_uk_litraf_has_the_codes_and_scales_of_the_method() -> None:
    framework = uk_litraf()
    assert {criterion.code: criterion.id for _, criterion in framework.criteria} == CODES
    assert [(group.id, group.role, group.low, group.high) for group in framework.groups] == [
        ("likelihood", "likelihood", 1, 6),
        ("impact", "impact", 1, 5),
    ]
    assert (framework.framework, framework.version, framework.prior) == (
        "uk-litraf", "2025-03-13", "calibrated",
    )  # fmt: skip
    assert framework.ratings.red == 16
    assert (framework.ratings.legacy.group, framework.ratings.legacy.level) == ("likelihood", 3)


def test_uk_litraf_derives_all_but_the_criteria_that_are_assessed_only() -> None:
    derived = {criterion.id: criterion.derived_from for _, criterion in uk_litraf().criteria}
    assert {name for name, source in derived.items() if source is None} == ASSESSED_ONLY
    assert all(source in {None, name} for name, source in derived.items())


def test_every_question_can_be_sent_to_an_owner() -> None:
    for framework in (uk_litraf(), example_framework()):
        assert all(criterion.question.endswith("?") for _, criterion in framework.criteria)


def test_shipped_and_example_frameworks_name_derivations_of_their_scale() -> None:
    assert derivation_problems(uk_litraf()) == ()
    assert derivation_problems(example_framework()) == ()


def test_a_number_with_an_exponent_is_refused_at_once() -> None:
    with pytest.raises(ValidationError):
        framework_from(EXAMPLE.read_text().replace("red: 20", "red: 1e999999999"))
