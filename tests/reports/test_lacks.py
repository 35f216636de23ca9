"""What could not be read is said first, in every output, and null where nothing is."""

import json
from pathlib import Path

import pytest

from legacymap.domain.plan import Plan
from legacymap.domain.results import Incomplete, lacking
from legacymap.reports.content.provenance import lacks, with_cut_short
from legacymap.reports.formats.csv import csv_text
from legacymap.reports.view import Column, Table, View
from tests.cli.running import DAY, legacymap, write

WHOLE = """organisation: dwp
systems:
- {id: cis, name: Customer information, kind: service}
- {id: pay, name: Pay}
"""
BROKEN = "organisation: hmt\nsystems:\n- id: oscar\n  name: [\n"
COMMANDS = (
    ("scan",),
    ("gaps",),
    ("explain", "cis"),
    ("impact", "cis"),
    ("map",),
    ("technologies",),
    ("services",),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "a.yaml", WHOLE)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_a_document_says_what_it_lacks_and_null_where_nothing_is(
    folder: Path, command: tuple[str, ...]
) -> None:
    def document() -> dict[str, object]:
        found: dict[str, object] = json.loads(
            legacymap(*command, "-f", "json", "--as-of", DAY, folder=folder).out
        )
        return found

    assert document()["incomplete"] is None
    write(folder, "b.yaml", BROKEN)
    lacking = document()["incomplete"]
    assert isinstance(lacking, dict)
    assert list(lacking) == ["records", "named", "files", "cut_short"]
    assert lacking["files"] == ["b.yaml"]


def test_people_are_told_first(folder: Path) -> None:
    write(folder, "b.yaml", BROKEN)
    out = legacymap("scan", "--as-of", DAY, folder=folder).out
    assert "Incomplete: " in out
    assert out.index("Incomplete: ") < out.index("scored of")


def test_many_names_are_cut_and_counted() -> None:
    names = tuple(f"a/s{number}" for number in range(7))
    (said,) = lacks(Incomplete(7, names, ("b.yaml",)))
    assert said.text == (
        "Incomplete: 7 records and 1 file (b.yaml) could not be read or used, "
        "a/s0, a/s1, a/s2, a/s3, a/s4 and 2 more among them."
    )
    assert lacks(None) == ()


def test_what_time_cut_short_is_added_to_what_could_not_be_read() -> None:
    unread = Incomplete(1, (), ("b.yaml",))
    assert lacking(unread, ()) is unread
    assert lacking(None, ()) is None
    assert lacking(unread, ("the frontier",)) == Incomplete(1, (), ("b.yaml",), ("the frontier",))
    assert (
        lacks(lacking(None, ("the frontier",)))[0].text
        == "Incomplete: the time limit ended early: the frontier."
    )
    assert "incomplete" in Plan.__dataclass_fields__


def test_a_table_of_data_says_in_every_row_what_was_ended_early() -> None:
    table = Table("Actions", (Column("system", "system"),), (("a",), ("b",)))
    assert with_cut_short(table, ()) is table
    text = csv_text(View("Plan", "", (with_cut_short(table, ("the frontier", "a variant")),)))
    assert text.splitlines() == ["system,cut_short", "a,the frontier; a variant", "b,the frontier; a variant"]
