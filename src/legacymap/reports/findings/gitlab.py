"""Findings as a GitLab code quality report."""

import json
from typing import Literal

from typing_extensions import TypedDict

from legacymap.domain.findings import Diagnostic
from legacymap.domain.results import Validation
from legacymap.reports.escape import escaped, sanitised
from legacymap.reports.words import finding_status, in_order, sentences

_written = json.JSONEncoder(ensure_ascii=False).encode
_SEVERITIES: dict[str, Literal["major", "minor", "info"]] = {"error": "major", "warning": "minor"}


class LinesObject(TypedDict):
    """The line on which a finding begins, from 1."""

    begin: int


class LocationObject(TypedDict):
    """A file, relative to the working directory, and a line in it."""

    path: str
    lines: LinesObject


class IssueObject(TypedDict):
    """One finding; waived ones and those known from a baseline are `info`."""

    description: str
    check_name: str
    fingerprint: str
    severity: Literal["major", "minor", "info"]
    location: LocationObject


def findings_gitlab(validation: Validation) -> str:
    """A JSON list with every finding, by file, line, column and code."""
    issues = [_issue(found) for found in in_order(validation.diagnostics)]
    if not issues:
        return "[]\n"
    lines = (escaped(_written(issue)) for issue in issues)
    return "[\n  " + ",\n  ".join(lines) + "\n]\n"


def _issue(found: Diagnostic) -> IssueObject:
    about = f"{sanitised(found.redacted_system)}: " if found.redacted_system else ""
    description = f"{about}{sentences(found)}"
    if found.waived is not None:
        description += f" Waived: {sanitised(found.waived)}"
    return {
        "description": description,
        "check_name": f"{found.code} {found.name}",
        "fingerprint": found.fingerprint,
        "severity": _SEVERITIES.get(finding_status(found), "info"),
        "location": {"path": found.place.file, "lines": {"begin": found.place.line}},
    }
