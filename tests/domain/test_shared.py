"""Values that records hold many of are made once."""

import pytest
from pydantic import ValidationError

from legacymap.domain.system import Support, System
from legacymap.domain.values import compact

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


def test_a_compact_value_is_the_same_value_and_shares_the_sets_of_keys_that_it_states() -> None:
    value = {
        "id": "a",
        "name": "A",
        "owner": {"business": "Tax"},
        "contracts": [{"supplier": "Acme"}, {"supplier": "Calder", "ends": "2030"}],
        "remediation": {"plan": {"agreed": "no"}, "options": [{"id": "new", "approach": "replace"}]},
    }
    plain, one, other = (System.model_validate(value) for _ in range(3))
    compact(one)
    compact(other)
    assert plain == one == other
    assert plain.model_fields_set == one.model_fields_set
    assert one.model_fields_set is other.model_fields_set
    contracts = [each.contracts or () for each in (plain, one, other)]
    assert [each.model_fields_set for each in contracts[1]] == [
        each.model_fields_set for each in contracts[0]
    ]
    assert contracts[1][1].model_fields_set is contracts[2][1].model_fields_set
    assert contracts[1][0].model_fields_set is not contracts[1][1].model_fields_set
