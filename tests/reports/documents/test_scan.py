import json
from dataclasses import replace

from legacymap.analysis.scan import first
from legacymap.domain.documents import as_json
from legacymap.reports.serial import document_text
from tests.reports.builders import diagnostic, entry, record, survey

_SYSTEM = ["rank", "id", "name", "organisation", "kind", "status", "score", "reach", "foundation"]
_SYSTEM += ["known", "why", "place", "tags", "data"]


def test_the_document_has_the_keys_of_the_contract_in_order() -> None:
    document = json.loads(document_text(survey()))
    assert list(document) == [
        *("format", "as_of", "provenance", "incomplete", "totals", "systems", "cycles", "diagnostics"),
    ]
    assert document["format"] == "legacymap.scan/1"
    assert document["as_of"] == "2026-11-22"
    assert list(document["provenance"]) == [
        *("legacymap", "framework", "lifecycle", "inventory_sha256", "prior", "reach_decay"),
    ]
    assert list(document["provenance"]["framework"]) == ["id", "version", "sha256"]
    assert list(document["provenance"]["lifecycle"]) == ["version", "sha256"]
    assert list(document["totals"]) == [
        *("organisations", "systems", "dependencies", "scored"),
        *("legacy", "possibly_legacy", "not_legacy"),
        *("red", "possibly_red", "not_red", "expected_red"),
    ]
    assert list(document["cycles"][0]) == ["members", "shortest", "breakable"]


def test_a_system_has_the_keys_of_the_contract_in_order() -> None:
    system = json.loads(document_text(survey()))["systems"][1]
    assert list(system) == _SYSTEM
    assert list(system["score"]) == [
        *("rating", "low", "expected", "high", "p_red", "legacy", "p_legacy", "groups", "criteria"),
    ]
    assert list(system["score"]["groups"]) == ["likelihood", "impact"]
    assert list(system["score"]["groups"]["impact"]) == ["low", "expected", "high"]
    assert list(system["score"]["criteria"][0]) == [
        *("id", "code", "low", "expected", "high", "basis", "evidence", "contradiction"),
    ]
    assert list(system["reach"]) == [
        *("confirmed", "direct_dependents", "dependents", "hard_dependents", "services", "organisations"),
        *("underpinning", "weighted_risk", "underpinning_capability", "underpinning_gap"),
    ]
    assert list(system["foundation"]) == ["dependencies", "weakest", "weakest_confirmed"]


def test_figures_are_unrounded() -> None:
    document = as_json(survey())
    assert document["systems"][0]["reach"] == {
        "confirmed": {
            "direct_dependents": 9,
            "dependents": 21,
            "hard_dependents": 16,
            "underpinning": 12.25,
        },
        "direct_dependents": 9,
        "dependents": 21,
        "hard_dependents": 16,
        "services": 4,
        "organisations": 3,
        "underpinning": 12.25,
        "weighted_risk": 92.3456,
        "underpinning_capability": True,
        "underpinning_gap": True,
    }


def test_what_does_not_apply_is_null() -> None:
    retired = json.loads(document_text(survey()))["systems"][-1]
    assert (retired["score"], retired["reach"], retired["foundation"]) == (None, None, None)


def test_keys_of_the_users_own_are_carried_untouched_after_the_contracts() -> None:
    kept = {"x-tier": "gold", "x-tags": ["a", {"b": None}]}
    system = replace(record(), extensions=kept)
    document = as_json(replace(survey(), systems=(entry(1, system),)))
    written = json.loads(json.dumps(document))["systems"][0]
    assert list(written) == [*_SYSTEM, "x-tier", "x-tags"]
    assert {key: written[key] for key in kept} == kept


def test_waived_findings_are_not_counted() -> None:
    found = (diagnostic(), diagnostic("warning"), diagnostic("warning", waived="agreed"))
    document = as_json(replace(survey(), diagnostics=found))
    assert document["diagnostics"] == {"errors": 1, "warnings": 1}


def test_top_leaves_the_totals_as_they_are() -> None:
    document = as_json(first(survey(), 2))
    assert [system["rank"] for system in document["systems"]] == [1, 2]
    assert document["totals"]["systems"] == 9


def test_one_survey_gives_one_text() -> None:
    assert document_text(survey()) == document_text(survey())
