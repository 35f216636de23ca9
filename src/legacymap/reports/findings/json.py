"""Findings as a JSON document, `legacymap.validate/1`."""

from typing import Literal

from typing_extensions import TypedDict

from legacymap.domain.fault import Diagnostic, Severity
from legacymap.domain.validation import Validation
from legacymap.reports.serial import json_text
from legacymap.reports.tally import in_order, tally


class SummaryObject(TypedDict):
    """How much was read, and how many findings it has; errors and warnings are those not waived."""

    files: int
    systems: int
    errors: int
    warnings: int
    waived: int


class FindingObject(TypedDict):
    """One finding; `waived` is the waiver's reason, or null."""

    rule: str
    name: str
    severity: Severity
    message: str
    hint: str
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    system: str
    path: str
    fingerprint: str
    waived: str | None


class ValidateDocument(TypedDict):
    """Everything that a validation finds, by file, line, column and code."""

    format: Literal["legacymap.validate/1"]
    summary: SummaryObject
    findings: list[FindingObject]


def validate_document(validation: Validation) -> ValidateDocument:
    """A validation as the document of the contract."""
    counts = tally(validation.diagnostics)
    return {
        "format": "legacymap.validate/1",
        "summary": {
            "files": validation.files,
            "systems": validation.systems,
            "errors": counts.errors,
            "warnings": counts.warnings,
            "waived": counts.waived,
        },
        "findings": [_finding(diagnostic) for diagnostic in in_order(validation.diagnostics)],
    }


def findings_json(validation: Validation) -> str:
    """The same as text."""
    return json_text(validate_document(validation))


def _finding(found: Diagnostic) -> FindingObject:
    return {
        "rule": found.code,
        "name": found.name,
        "severity": found.severity,
        "message": found.message,
        "hint": found.hint,
        "file": found.place.file,
        "line": found.place.line,
        "column": found.place.column,
        "end_line": found.place.end_line,
        "end_column": found.place.end_column,
        "system": found.system,
        "path": found.path,
        "fingerprint": found.fingerprint,
        "waived": found.waived,
    }
