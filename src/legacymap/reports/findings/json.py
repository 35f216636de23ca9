"""Findings as a JSON document, `legacymap.validate/1`."""

from collections.abc import Iterable
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from legacymap.domain.findings import Diagnostic, Severity
from legacymap.domain.results import Validation
from legacymap.domain.settings import FORMAT
from legacymap.reports.serial import json_text
from legacymap.reports.words import in_order, tally


class SummaryObject(TypedDict):
    """How much was read, and how many findings it has; errors and warnings are those that count.

    `known` are those of the baseline, where one is used.
    """

    files: int
    systems: int
    errors: int
    warnings: int
    waived: int
    known: NotRequired[int]


class FindingObject(TypedDict):
    """One finding; `waived` is the waiver's reason, or null; `known` is there where a baseline is used."""

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
    known: NotRequired[bool]


class ValidateDocument(TypedDict):
    """Everything that a validation finds, by file, line, column and code."""

    format: Literal["legacymap.validate/1"]
    summary: SummaryObject
    findings: list[FindingObject]


def validate_document(validation: Validation) -> ValidateDocument:
    """A validation as the document of the contract."""
    counts = tally(validation.diagnostics)
    summary: SummaryObject = {
        "files": validation.files,
        "systems": validation.systems,
        "errors": counts.errors,
        "warnings": counts.warnings,
        "waived": counts.waived,
    }
    findings = [_finding(diagnostic) for diagnostic in in_order(validation.diagnostics)]
    if validation.against_baseline:
        summary["known"] = counts.known
        for finding, diagnostic in zip(findings, in_order(validation.diagnostics), strict=True):
            finding["known"] = diagnostic.known
    return {"format": "legacymap.validate/1", "summary": summary, "findings": findings}


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


class KnownObject(TypedDict):
    """One finding; its fingerprint is what a later run compares, the rest is for readers."""

    rule: str
    file: str
    system: str
    fingerprint: str


class BaselineDocument(TypedDict):
    """Every finding that no waiver accepts, by file, system, rule and fingerprint."""

    format: Literal["legacymap.baseline/1"]
    findings: list[KnownObject]


def baseline_document(diagnostics: Iterable[Diagnostic]) -> BaselineDocument:
    """The findings to leave for later, sorted so that changes to the file read well."""
    kept = [each for each in diagnostics if each.waived is None]
    kept.sort(key=lambda each: (each.place.file, each.system, each.code, each.fingerprint))
    return {"format": FORMAT, "findings": [_known(each) for each in kept]}


def baseline_text(diagnostics: Iterable[Diagnostic]) -> str:
    """The same as text."""
    return json_text(baseline_document(diagnostics))


def _known(found: Diagnostic) -> KnownObject:
    return {
        "rule": found.code,
        "file": found.place.file,
        "system": found.system,
        "fingerprint": found.fingerprint,
    }
