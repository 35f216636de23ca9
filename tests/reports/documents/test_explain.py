import json

from legacymap.domain.documents import as_json
from legacymap.domain.results import Named
from legacymap.reports.serial import document_text
from tests.reports.builders import entry, explanation, explanation_of, record, survey


def test_the_document_has_its_keys_in_order() -> None:
    document = json.loads(document_text(explanation()))
    assert list(document) == [
        *("format", "as_of", "provenance", "incomplete", "system", "p_red", "needs", "needed_by"),
        *("foundations", "old_foundations", "cycles", "changes", "sources"),
    ]
    assert document["format"] == "legacymap.explain/1"


def test_the_system_is_that_of_the_scan() -> None:
    assert as_json(explanation())["system"] == as_json(survey())["systems"][0]


def test_neighbours_have_rating_strength_and_confidence() -> None:
    document = as_json(explanation())
    assert document["needs"] == [
        {
            "system": "home-office/case-store",
            "rating": "red",
            "strength": "hard",
            "confidence": "confirmed",
            "kind": "data",
            "note": "Nightly extract",
        },
        {
            "system": "external/interpol",
            "rating": None,
            "strength": "soft",
            "confidence": "assumed",
            "kind": None,
            "note": None,
        },
    ]
    assert [one["system"] for one in document["needed_by"]] == [
        "dvla/driver-database",
        "home-office/border-app",
    ]


def test_changes_name_the_levels() -> None:
    assert as_json(explanation())["changes"][1] == {
        "criterion": "vendor_contract",
        "code": "L2",
        "levels": [5, 6],
        "rating": "not-red",
    }


def test_a_new_system_names_its_old_foundations() -> None:
    new = explanation_of(entry(8, record(status="build")), Named("home-office/pnc", "red"))
    assert as_json(new)["old_foundations"] == [{"system": "home-office/pnc", "rating": "red"}]
    assert as_json(explanation())["old_foundations"] == []
