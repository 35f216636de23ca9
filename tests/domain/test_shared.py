"""Values that records hold many of are made once."""

import pytest
from pydantic import ValidationError

from legacymap.domain.system import Support, System

RECORD = {
    "id": "a",
    "name": "b",
    "owner": "Operations",
    "hosting": {"type": "saas"},
    "technologies": ["rhel 7.9", {"product": "vb6", "support": {"standard_ends": "2028-03"}}],
    "assessment": {
        "scores": {"one": "5", "two": {"score": "4", "evidence": "Panel"}, "three": {"between": ["4", "6"]}}
    },
    "remediation": {"plan": {"agreed": "no"}},
}


def test_what_is_alike_is_one_value() -> None:
    one, other = System.model_validate(RECORD), System.model_validate({**RECORD, "id": "c"})
    assert one.technologies
    assert other.technologies
    assert one.remediation
    assert other.remediation
    assert one.owner is other.owner
    assert one.hosting is other.hosting
    assert one.technologies[0] is other.technologies[0]
    assert one.technologies[1].support is other.technologies[1].support
    assert one.remediation.plan is other.remediation.plan
    assert one.assessment == other.assessment
    scores = [each.assessment.scores or {} for each in (one, other) if each.assessment]
    assert [scores[0][key] is scores[1][key] for key in ("one", "two", "three")] == [True, True, False]


def test_what_differs_is_not() -> None:
    one = System.model_validate(RECORD)
    other = System.model_validate({**RECORD, "owner": {"technical": "Operations"}, "hosting": "hybrid"})
    assert (one.answers.business, one.answers.technical) == ("Operations", None)
    assert (other.answers.business, other.answers.technical) == (None, "Operations")
    assert one.hosting != other.hosting


def test_a_value_that_is_made_by_itself_is_whole() -> None:
    assert [Support().extended_ends for _ in range(2)] == [None, None]


def test_a_fault_is_found_each_time_at_its_place() -> None:
    record = {"id": "a", "name": "b", "assessment": {"scores": {"one": "5", "two": "high"}}}
    for _ in range(2):
        with pytest.raises(ValidationError) as refused:
            System.model_validate(record)
        (error,) = refused.value.errors()
        assert error["loc"] == ("assessment", "scores", "two", "score")
        assert error["type"] == "score-outside-scale"


def test_values_that_state_the_same_keys_share_the_set_of_those() -> None:
    value = {
        "id": "a",
        "name": "A",
        "contracts": [{"supplier": "Acme"}, {"supplier": "Calder", "ends": "2030"}],
        "remediation": {"plan": {"agreed": "no"}, "options": [{"id": "new", "approach": "replace"}]},
    }
    one, other = (System.model_validate({**value, "id": each}) for each in "ab")
    assert one.model_fields_set == value.keys()
    assert one.model_fields_set is other.model_fields_set
    assert one.remediation
    assert other.remediation
    assert one.remediation.options
    assert other.remediation.options
    assert one.remediation.options[0].model_fields_set is other.remediation.options[0].model_fields_set
    assert [each.model_fields_set for each in one.contracts or ()] == [{"supplier"}, {"supplier", "ends"}]


def test_a_copy_that_states_more_leaves_the_keys_of_others_alone() -> None:
    one, other = (System.model_validate({"id": each, "name": "A"}) for each in "ab")
    assert one.model_copy(update={"kind": "data"}).model_fields_set == {"id", "name", "kind"}
    assert other.model_fields_set == {"id", "name"}
