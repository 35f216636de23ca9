"""Findings as a baseline, `legacymap.baseline/1`."""

from collections.abc import Iterable
from typing import Literal

from typing_extensions import TypedDict

from legacymap.domain.baseline import FORMAT
from legacymap.domain.fault import Diagnostic
from legacymap.reports.serial import json_text


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
