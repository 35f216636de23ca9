import json

from legacymap.domain.results import Validation
from legacymap.reports.findings.json import findings_json
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
