from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.results import Validation
from legacymap.reports.findings.github import step_summary
from tests.reports.builders import PROVENANCE
from tests.reports.findings.listed import many, sample, validations
from tests.reports.texts import is_harmless

ROOM = 1024 * 1024
_RULE = "| --- | --- | --- | --- | --- |"


def rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("| ") and line != _RULE][1:]


def test_every_finding_is_listed_the_worst_first() -> None:
    listed = [row.split(" | ")[0] for row in rows(step_summary(sample(), ROOM))]
    assert listed == ["| error", "| warning", "| waived", "| known"]


def test_it_says_counts_marking_and_source() -> None:
    text = step_summary(replace(sample(), handling="official-sensitive"), ROOM)
    assert text.startswith(
        "**OFFICIAL-SENSITIVE**\n\n## legacymap validate\n\n1 error, 1 warning and 1 waived"
    )
    assert text.endswith("**OFFICIAL-SENSITIVE**\n")
    assert f"inventory {PROVENANCE.inventory_sha256[:16]}" in text


@given(validations)
def test_no_text_leaves_its_cell(validation: Validation) -> None:
    text = step_summary(validation, ROOM)
    assert is_harmless(text)
    assert len(rows(text)) == len(validation.diagnostics)
    assert all(row.count("|") == 6 for row in rows(text))


@given(st.integers(-5, 9000))
def test_it_never_takes_more_room_than_there_is_and_counts_the_rest(room: int) -> None:
    text = step_summary(many(20, 40), room)
    assert len(text.encode()) <= max(room, 0)
    if text:
        more = [line for line in text.splitlines() if line.endswith("more findings do not fit here.")]
        assert len(rows(text)) + sum(int(line.split()[0]) for line in more) == 60


def test_nothing_found_is_said() -> None:
    assert step_summary(Validation(3, 4, ()), ROOM) == (
        "## legacymap validate\n\nNo findings in 3 files, 4 systems\n\n"
    )


@pytest.mark.parametrize("room", [0, 10])
def test_without_room_nothing_is_written(room: int) -> None:
    assert step_summary(sample(), room) == ""
