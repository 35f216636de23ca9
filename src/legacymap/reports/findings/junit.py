"""Findings as JUnit XML: a suite for each file, a case for each finding."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from legacymap.domain.findings import Diagnostic
from legacymap.domain.results import Validation
from legacymap.reports.escape import SUBSTITUTE, inert, message, sentences
from legacymap.reports.words import in_order

_ILLEGAL = re.compile("[\ufffe\uffff]")  # what XML 1.0 does not know, beyond what is made inert anyhow
_DIGITS = 8


def findings_junit(validation: Validation) -> str:
    """A suite for each file listed; one without a finding has a single case, which passes.

    A finding that fails the run is a failure; a warning that does not is a case that passes and says so; a
    waived finding, or one known from a baseline, is skipped with the reason.
    """
    by_file: dict[str, list[Diagnostic]] = {name: [] for name in validation.names}
    for found in in_order(validation.diagnostics):
        by_file.setdefault(found.place.file, []).append(found)
    suites = [_suite(file, found, strict=validation.strict) for file, found in sorted(by_file.items())]
    silent = sum(not found for found in by_file.values())
    counts = _counts(validation.diagnostics, silent, strict=validation.strict)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<testsuites name="legacymap validate" {counts}>',
            *suites,
            "</testsuites>\n",
        ]
    )


def _suite(file: str, found: Sequence[Diagnostic], *, strict: bool) -> str:
    name = _quoted(file)
    counts = _counts(found, int(not found), strict=strict)
    passed = [] if found else [f'    <testcase name="no findings" classname={name} file={name} time="0"/>']
    cases = [_case(each, strict=strict) for each in found]
    return "\n".join([f"  <testsuite name={name} {counts}>", *passed, *cases, "  </testsuite>"])


def _counts(found: Iterable[Diagnostic], silent: int, *, strict: bool) -> str:
    """How many cases there are, fail and are skipped, as attributes; a file without a finding is one."""
    every = list(found)
    failures = sum(_fails(each, strict=strict) for each in every)
    skipped = sum(not each.counts for each in every)
    return f'tests="{len(every) + silent}" failures="{failures}" errors="0" skipped="{skipped}" time="0"'


def _case(found: Diagnostic, *, strict: bool) -> str:
    """One finding; its name does not change when lines move, so that results of several runs compare."""
    about = f" {found.system}" if found.system else ""
    name = _quoted(f"{found.code} {found.name}{about} {found.fingerprint[:_DIGITS]}")
    file = _quoted(found.place.file)
    opening = f'    <testcase name={name} classname={file} file={file} line="{found.place.line}" time="0">'
    return f"{opening}\n      {_outcome(found, strict=strict)}\n    </testcase>"


def _outcome(found: Diagnostic, *, strict: bool) -> str:
    place = f"{found.place.file}:{found.place.line}:{found.place.column}"
    said = _escaped(f"{place}: {found.severity} {found.code} {found.name}: {sentences(found)}")
    if found.waived is not None:
        return f"<skipped message={_quoted(f'Waived: {found.waived}')}>{said}</skipped>"
    if found.known:
        return f'<skipped message="Known from the baseline">{said}</skipped>'
    if _fails(found, strict=strict):
        return f'<failure type="{found.severity}" message={_quoted(message(found))}>{said}</failure>'
    return f"<system-out>{said}</system-out>"


def _fails(found: Diagnostic, *, strict: bool) -> bool:
    return found.counts and (strict or found.severity == "error")


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return escape(_ILLEGAL.sub(SUBSTITUTE, inert(text)))
