"""A new framework accepts what was assessed under the older one; `diff` shows what the method alone did."""

from datetime import date
from pathlib import Path

import pytest

from legacymap.analysis.diff import diff
from legacymap.analysis.diff_sides import DiffRequest
from legacymap.analysis.request import Request
from legacymap.analysis.scan import scan
from legacymap.analysis.validate import validate
from tests.cli.running import ROOT, write

DAY = date(2026, 11, 22)
TABLE = """
accepts:
  uk-litraf:
    version: 2025-03-13
    criteria:
      skills: {to: skills, levels: {1: 1, 2: 2, 3: 3, 4: 5, 5: 6, 6: 6}}
      C4: {to: citizens, levels: {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}}
"""
ESTATE = """
organisation: {id: a, name: Agency}
systems:
- id: one
  name: One
  assessment: {framework: uk-litraf, date: 2026-10, scores: {L3: 5, stakeholders: 4, operations: 3}}
- {id: two, name: Two, assessment: {date: 2026-10, scores: {skills: 4}}}
"""


@pytest.fixture
def newer(tmp_path: Path) -> str:
    text = (ROOT / "docs" / "example-framework.yaml").read_text() + TABLE
    return str(write(tmp_path, "newer.yaml", text))


def test_scores_count_by_name_and_by_code_of_the_older_framework(tmp_path: Path, newer: str) -> None:
    path = write(tmp_path, "estate/a.yaml", ESTATE).parent
    found = {each.id: each.score for each in scan(Request((path,), DAY, newer)).systems}
    one = {each.criterion: each for each in found["a/one"].criteria}  # type: ignore[union-attr]
    assert (one["skills"].low, one["skills"].high, one["skills"].through) == (6, 6, "uk-litraf 2025-03-13")
    assert (one["citizens"].low, one["citizens"].basis) == (4, "assessed")
    two = {each.criterion: each for each in found["a/two"].criteria}  # type: ignore[union-attr]
    assert (two["skills"].low, two["skills"].through) == (5, "uk-litraf 2025-03-13")


def test_one_finding_a_system_counts_what_has_no_counterpart(tmp_path: Path, newer: str) -> None:
    path = write(tmp_path, "estate/a.yaml", ESTATE).parent
    found = [each for each in validate(Request((path,), DAY, newer)).every if each.code == "LM308"]
    assert [(each.system, "1 of its 3 scores has no counterpart" in each.message) for each in found] == [
        ("a/one", True)
    ]
    assert "`uk-litraf`" in found[0].message


def test_the_estate_under_both_shows_what_the_method_alone_moved(tmp_path: Path, newer: str) -> None:
    path = write(tmp_path, "estate/a.yaml", ESTATE).parent
    found = diff(DiffRequest((str(path),), (str(path),), DAY, framework=newer, old_framework="uk-litraf"))
    before = {each.id: each.score for each in scan(Request((path,), DAY, "uk-litraf")).systems}
    after = {each.id: each.score for each in scan(Request((path,), DAY, newer)).systems}
    assert [each.id for each in found.systems] == ["a/one", "a/two"]
    for each in found.systems:
        old, new = before[each.id], after[each.id]
        assert old is not None
        assert new is not None
        assert each.expected == (old.expected, new.expected)
        assert each.parts.method == each.parts.whole == new.expected - old.expected
        skills = next(one for one in each.criteria if one.id == "skills")
        assert skills.facts == ()
