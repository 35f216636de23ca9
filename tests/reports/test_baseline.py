import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.findings import Diagnostic, Place
from legacymap.reports.findings.json import baseline_text
from tests.reports.builders import diagnostic

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
