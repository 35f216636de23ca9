"""The paths of a long chain are told as a tree of steps."""

from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from legacymap.analysis.impact import as_document, impact
from legacymap.analysis.request import Request
from legacymap.reports.content.impact import impact_view
from legacymap.reports.formats import FORMATS
from legacymap.reports.view import Screen

DAY = date(2026, 11, 22)


def chain(folder: Path, length: int) -> Request:
    systems = "".join(
        f"- {{id: s{at}, name: S{at}{f', depends_on: [s{at - 1}]' if at else ''}}}\n" for at in range(length)
    )
    (folder / "a.yaml").write_text(f"organisation: {{id: a, name: A}}\nsystems:\n{systems}")
    return Request((folder,), DAY)


@pytest.mark.parametrize(("direction", "start"), [("downstream", "a/s0"), ("upstream", "a/s499")])
def test_the_steps_of_a_long_chain_lead_to_its_other_end(
    tmp_path: Path, direction: Literal["downstream", "upstream"], start: str
) -> None:
    whole = impact(chain(tmp_path, 500), start, direction)
    told = as_document(whole)
    assert told.paths == "steps"
    at, far = (0, 1) if direction == "downstream" else (1, 0)
    following = {each.id: each.path[far] for each in told.affected}
    assert all(each.path[at] == each.id and len(each.arrows) == 1 for each in told.affected)
    farthest = max(whole.affected, key=lambda each: len(each.path)).id
    seen = {farthest}
    while farthest in following:
        farthest = following[farthest]
        seen.add(farthest)
    assert farthest == start
    assert len(seen) == 500


def test_short_paths_are_told_whole(tmp_path: Path) -> None:
    found = impact(chain(tmp_path, 20), "a/s0", "downstream")
    assert as_document(found) == found


@pytest.mark.parametrize("form", ["table", "csv", "markdown"])
def test_no_row_of_a_long_chain_tells_all_of_its_way(tmp_path: Path, form: str) -> None:
    view = impact_view(impact(chain(tmp_path, 500), "a/s0"))
    text = FORMATS[form](view, Screen(120, False))
    assert "… 483 more …" in " ".join(text.split())
    assert len(text) < 500 * 1_000
