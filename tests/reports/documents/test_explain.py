import json

from legacymap.domain.results import OldFoundation
from legacymap.reports.documents.explain import explain_document
from legacymap.reports.documents.scan import scan_document
from legacymap.reports.serial import json_text
from tests.reports.builders import entry, explanation, explanation_of, record, survey


def test_the_document_has_its_keys_in_order() -> None:
    document = json.loads(json_text(explain_document(explanation())))
    assert list(document) == [
        *("format", "as_of", "provenance", "system", "p_red", "needs", "needed_by"),
        *("foundations", "old_foundations", "cycles", "changes"),
    ]
    assert document["format"] == "legacymap.explain/1"


def test_the_system_is_that_of_the_scan() -> None:
    assert explain_document(explanation())["system"] == scan_document(survey())["systems"][0]


def test_neighbours_have_rating_strength_and_confidence() -> None:
    document = explain_document(explanation())
    assert document["needs"] == [
        {
            "system": "home-office/case-store",
            "rating": "red",
            "strength": "hard",
            "confidence": "confirmed",
        },
        {"system": "external/interpol", "rating": None, "strength": "soft", "confidence": "assumed"},
    ]
    assert [one["system"] for one in document["needed_by"]] == [
        "dvla/driver-database",
        "home-office/border-app",
    ]


def test_changes_name_the_levels() -> None:
    assert explain_document(explanation())["changes"][1] == {
        "criterion": "vendor_contract",
        "code": "L2",
        "levels": [5, 6],
        "rating": "not-red",
    }


def test_a_new_system_names_its_old_foundations() -> None:
    new = explanation_of(entry(8, record(status="build")), OldFoundation("x/y", ("home-office/pnc",)))
    assert explain_document(new)["old_foundations"] == [{"system": "home-office/pnc", "rating": "red"}]
    assert explain_document(explanation())["old_foundations"] == []
