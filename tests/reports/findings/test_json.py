import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.findings import Diagnostic, Place
from legacymap.domain.results import Validation
from legacymap.reports.findings.json import baseline_text, findings_json
from tests.reports.builders import diagnostic


def test_the_document_is_that_of_the_contract() -> None:
    found = (diagnostic("warning", waived="agreed"), diagnostic())
    assert json.loads(findings_json(Validation(12, 40, found)))["findings"][0] == {
        "rule": "LM201",
        "name": "dangling-dependency",
        "severity": "warning",
        "message": "`home-office/pnx` is not in the inventory",
        "hint": "Did you mean `home-office/pnc`?",
        "file": "inventory/dwp.yaml",
        "line": 12,
        "column": 13,
        "end_line": 12,
        "end_column": 28,
        "system": "dwp/searchlight",
        "path": "depends_on[0].system",
        "fingerprint": "0f" * 8,
        "waived": "agreed",
        "known": False,
        "related": [],
    }


def test_keys_stand_in_the_order_of_the_contract() -> None:
    document = json.loads(findings_json(Validation(12, 40, (diagnostic(),))))
    assert list(document) == ["format", "incomplete", "summary", "findings"]
    assert document["format"] == "legacymap.validate/1"
    assert list(document["findings"][0]) == [
        *("rule", "name", "severity", "message", "hint", "file", "line", "column"),
        *("end_line", "end_column", "system", "path", "fingerprint", "waived", "known", "related"),
    ]


def test_the_summary_counts_what_is_waived_apart() -> None:
    found = (diagnostic(), diagnostic("warning"), diagnostic(waived="agreed"))
    document = json.loads(findings_json(Validation(12, 40, found)))
    assert document["summary"] == {"files": 12, "systems": 40, "errors": 1, "warnings": 1, "waived": 1}
    assert list(document["summary"]) == ["files", "systems", "errors", "warnings", "waived"]


FOUND = [
    replace(diagnostic(place=Place(file, line)), fingerprint=f"{file}{line}", system=system)
    for file in ("b.yaml", "a.yaml")
    for line in (9, 1)
    for system in ("x/y", "")
]


@given(st.permutations(FOUND))
def test_the_order_of_findings_makes_no_difference(found: list[Diagnostic]) -> None:
    assert baseline_text(found) == baseline_text(FOUND)


def test_it_holds_no_line_and_no_message() -> None:
    document = json.loads(baseline_text([diagnostic()]))
    assert document == {
        "format": "legacymap.baseline/1",
        "findings": [
            {
                "rule": "LM201",
                "file": "inventory/dwp.yaml",
                "system": "dwp/searchlight",
                "fingerprint": "0f" * 8,
            }
        ],
    }


def test_what_a_waiver_accepts_is_left_to_the_waiver() -> None:
    assert json.loads(baseline_text([diagnostic(waived="agreed")]))["findings"] == []
