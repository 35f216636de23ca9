"""Findings as JUnit XML: a suite for each file, a case for each finding."""

import re
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from legacymap.domain.findings import Diagnostic
from legacymap.domain.results import Validation
from legacymap.reports.escape import SUBSTITUTE, sanitised
from legacymap.reports.words import in_order, message, sentences

_ILLEGAL = re.compile("[\ufffe\uffff]")  # what XML 1.0 does not know, beyond what is sanitised anyhow
_DIGITS = 8


def findings_junit(validation: Validation) -> str:
    """A suite for each file listed; one without a finding has a single case, which passes.

    A finding that fails the run is a failure; a warning that does not is a case that passes and says so; a
    waived finding, or one known from a baseline, is skipped with the reason.
    """
    by_file: dict[str, list[Diagnostic]] = {name: [] for name in validation.names}
    for found in in_order(validation.diagnostics):
        by_file.setdefault(found.place.file, []).append(found)
    silent = sum(not listed for listed in by_file.values())
    counts = _counts(validation.diagnostics, silent, strict=validation.strict)
    root = ET.Element("testsuites", {"name": "legacymap validate", **counts})
    for file, listed in sorted(by_file.items()):
        _add_suite(root, file, listed, strict=validation.strict)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _add_suite(root: ET.Element, file: str, found: Sequence[Diagnostic], *, strict: bool) -> None:
    name = _harmless(file)
    suite = ET.SubElement(root, "testsuite", {"name": name, **_counts(found, int(not found), strict=strict)})
    if not found:
        named = {"name": "no findings", "classname": name, "file": name, "time": "0"}
        ET.SubElement(suite, "testcase", named)
    for each in found:
        _add_case(suite, each, strict=strict)


def _counts(found: Iterable[Diagnostic], silent: int, *, strict: bool) -> dict[str, str]:
    """How many cases there are, fail and are skipped, as attributes; a file without a finding is one."""
    every = list(found)
    failures = sum(_fails(each, strict=strict) for each in every)
    skipped = sum(not each.counts for each in every)
    counted = {"tests": len(every) + silent, "failures": failures, "errors": 0, "skipped": skipped, "time": 0}
    return {key: str(count) for key, count in counted.items()}


def _add_case(suite: ET.Element, found: Diagnostic, *, strict: bool) -> None:
    """One finding; its name does not change when lines move, so that results of several runs compare."""
    about = f" {found.redacted_system}" if found.redacted_system else ""
    file = _harmless(found.place.file)
    name = _harmless(f"{found.code} {found.name}{about} {found.fingerprint[:_DIGITS]}")
    line = str(found.place.line)
    case = ET.SubElement(
        suite, "testcase", {"name": name, "classname": file, "file": file, "line": line, "time": "0"}
    )
    kind, attributes = _outcome(found, strict=strict)
    place = found.place.text
    outcome = ET.SubElement(case, kind, {key: _harmless(value) for key, value in attributes.items()})
    outcome.text = _harmless(f"{place}: {found.severity} {found.code} {found.name}: {sentences(found)}")


def _outcome(found: Diagnostic, *, strict: bool) -> tuple[str, dict[str, str]]:
    """The element that says how a finding ends its case, with its attributes."""
    if found.waived is not None:
        return "skipped", {"message": f"Waived: {found.waived}"}
    if found.known:
        return "skipped", {"message": "Known from the baseline"}
    if _fails(found, strict=strict):
        return "failure", {"type": found.severity, "message": message(found)}
    return "system-out", {}


def _fails(found: Diagnostic, *, strict: bool) -> bool:
    return found.counts and (strict or found.severity == "error")


def _harmless(text: str) -> str:
    return _ILLEGAL.sub(SUBSTITUTE, sanitised(text))
