"""Findings as a JSON document, `legacymap.validate/1`."""

from collections.abc import Iterable
from typing import Annotated, Literal

from legacymap.domain.documents import WHERE_ASKED
from legacymap.domain.findings import Diagnostic, Finding, listed_finding
from legacymap.domain.frozen import dataclass
from legacymap.domain.results import Incomplete, Validation
from legacymap.domain.settings import BASELINE_FORMAT
from legacymap.reports.serial import document_text
from legacymap.reports.words import in_order, tally


@dataclass(frozen=True, slots=True)
class Summary:
    """How much was read, and how many findings it has; errors and warnings are those that count.

    `known` are those of the baseline, where one is used.
    """

    files: int
    systems: int
    errors: int
    warnings: int
    waived: int
    known: Annotated[int | None, WHERE_ASKED] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidateDocument:
    """Everything that a validation finds, by file, line, column and code."""

    format: Literal["legacymap.validate/1"] = "legacymap.validate/1"
    incomplete: Incomplete | None = None
    summary: Summary
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """One finding; its fingerprint is what a later run compares, the rest is for readers."""

    rule: str
    file: str
    system: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineDocument:
    """Every finding that no waiver accepts, by file, system, rule and fingerprint."""

    format: Literal["legacymap.baseline/1"] = BASELINE_FORMAT
    findings: tuple[Known, ...]


def validate_document(validation: Validation) -> ValidateDocument:
    """A validation as the document of the contract."""
    counts = tally(validation.diagnostics)
    return ValidateDocument(
        incomplete=validation.incomplete,
        summary=Summary(
            files=validation.files,
            systems=validation.systems,
            errors=counts.errors,
            warnings=counts.warnings,
            waived=counts.waived,
            known=counts.known if validation.against_baseline else None,
        ),
        findings=tuple(listed_finding(diagnostic) for diagnostic in in_order(validation.diagnostics)),
    )


def findings_json(validation: Validation) -> str:
    """The same as text."""
    return document_text(validate_document(validation))


def baseline_document(diagnostics: Iterable[Diagnostic]) -> BaselineDocument:
    """The findings to leave for later, sorted so that changes to the file read well."""
    kept = [each for each in diagnostics if each.waived is None]
    kept.sort(key=lambda each: (each.place.file, each.system, each.code, each.fingerprint))
    return BaselineDocument(
        findings=tuple(Known(each.code, each.place.file, each.system, each.fingerprint) for each in kept)
    )


def baseline_text(diagnostics: Iterable[Diagnostic]) -> str:
    """The same as text."""
    return document_text(baseline_document(diagnostics))
