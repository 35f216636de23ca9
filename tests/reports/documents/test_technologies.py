import json

from legacymap.domain.documents import as_json
from legacymap.reports.serial import document_text
from tests.reports.builders import exposure


def test_the_document_has_its_keys_in_order() -> None:
    document = json.loads(document_text(exposure()))
    assert list(document) == [
        *("format", "as_of", "provenance", "incomplete", "totals", "loses_support", "technologies"),
    ]
    assert document["format"] == "legacymap.technologies/1"
    assert list(document["totals"]) == ["systems", "technologies", "listings", "known", "dated"]
    assert list(document["loses_support"]) == ["already", "by_year", "unknown", "silent"]
    assert list(document["technologies"][0]) == [
        *("technology", "product", "cycles", "written", "systems", "organisations", "support"),
        *("standard_ends", "past", "cover_ends", "loses_support", "skills"),
    ]


def test_a_technology_has_its_systems_and_years() -> None:
    first, second, third, _ = as_json(exposure())["technologies"]
    assert first["systems"][0] == "dwp/customer-information-system"
    assert (first["standard_ends"], first["cover_ends"]) == ("2018-07-31", "2027-03-31")
    assert first["loses_support"] == {
        "already": 2,
        "by_year": {"2026-27": 1, "2027-28": 0, "2028-29": 1, "2029-30": 0, "2030-31": 0},
        "unknown": 0,
    }
    assert first["skills"] == {"low": 5, "high": 6}
    assert (second["standard_ends"], second["cover_ends"]) == ("ended", "not-announced")
    assert (third["product"], third["cover_ends"], third["skills"]) == (None, None, None)
