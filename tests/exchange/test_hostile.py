"""What real registers and hostile files hold, carried all the way in: told by cell, never half-written."""

import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from legacymap.analysis.importing import imported
from legacymap.analysis.telling import ImportRequest
from legacymap.domain.errors import RequestError
from legacymap.domain.imported import Import
from legacymap.reading.inventory import read_inventory

Cells = Sequence[Sequence[object]]
HEADINGS = (
    "App ID",
    "Application Name",
    "Department",
    "Status",
    "Go live",
    "Annual cost",
    "Product",
    "Version",
)
ROW = ("A1", "Case tracker", "Home Office", "Live", "2008", "£4m", "Java", "8")


def workbook(place: Path, rows: Cells, *, first: int = 0) -> Path:
    file = place / "register.xlsx"
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": True})
    page = book.add_worksheet("Applications")
    for number, row in enumerate(rows, start=first):
        page.write_row(number, 0, row)
    book.close()
    return file


def run(file: Path, into: Path, mapping: str | None = None) -> Import:
    if mapping is not None:
        (file.parent / "m.yaml").write_text(mapping, encoding="utf-8")
        return imported(ImportRequest((file,), into, mapping=file.parent / "m.yaml"))
    return imported(ImportRequest((file,), into))


def with_cell(heading: str, value: object) -> Cells:
    """Five rows, the first of which has another value under a heading."""
    rows: list[list[object]] = [[f"A{number}", f"System {number}", *ROW[2:]] for number in range(1, 6)]
    rows[0][HEADINGS.index(heading)] = value
    return [HEADINGS, *rows]


@pytest.mark.parametrize(
    ("heading", "value", "rule", "cell"),
    [
        ("Go live", "in service", "LM506", "E2"),
        ("Go live", "2023-31-01", "LM506", "E2"),
        ("Annual cost", "€4m", "LM514", "F2"),
        ("Annual cost", "2-3 million", "LM506", "F2"),
        ("Status", 7, "", ""),
        ("Status", 2, "LM506", "D2"),
        ("Status", "Cancelled", "LM506", "D2"),
        ("Department", "=1/0", "", ""),
        ("Version", 3.1, "LM503", "H2"),
    ],
)
def test_a_cell_that_is_not_understood_is_told_by_its_cell(
    tmp_path: Path, heading: str, value: object, rule: str, cell: str
) -> None:
    mapping = (
        "import: register\nkey: App ID\norganisation: {column: Department}\n"
        "columns:\n  Application Name: name\n  Status: status\n  Go live: in_service\n"
        "  Annual cost: costs.annual_run\n  Product: {to: technologies, version: Version}\n"
    )
    done = run(workbook(tmp_path, with_cell(heading, value)), tmp_path / "inv", mapping)
    found = {(each["rule"], each["cell"]) for each in done.document["findings"]}
    assert (rule, cell) in found or not rule
    counts = dict(done.document["ledger"]["cells"])
    assert counts.pop("read") == sum(counts.values())


def test_titles_footnotes_and_other_sheets_are_named(tmp_path: Path) -> None:
    rows = [("Register of applications",), (), HEADINGS, ROW, ["A2", "Hub", *ROW[2:]], ("Source: everyone",)]
    done = run(workbook(tmp_path, rows), tmp_path / "inv")
    notes = [line for line in done.ledger if line.startswith("note: ")]
    assert any("Register of applications" in each for each in notes)
    assert any("Source: everyone" in each for each in notes)


def test_a_workbook_of_formatted_empty_rows_is_no_success(tmp_path: Path) -> None:
    file = tmp_path / "register.xlsx"
    book = xlsxwriter.Workbook(file)
    page, framed = book.add_worksheet(), book.add_format({"border": 1})
    page.write_row(0, 0, HEADINGS)
    for number in range(1, 1000):
        for column in range(len(HEADINGS)):
            page.write_blank(number, column, None, framed)
    book.close()
    with pytest.raises(RequestError):
        run(file, tmp_path / "inv")
    assert not (tmp_path / "inv").exists()


def test_a_far_cell_costs_one_cell(tmp_path: Path) -> None:
    file = tmp_path / "register.xlsx"
    book = xlsxwriter.Workbook(file)
    page = book.add_worksheet()
    for number, row in enumerate([HEADINGS, ROW, ["A2", "Hub", *ROW[2:]]]):
        page.write_row(number, 0, row)
    page.write(1_048_575, 16_383, "far")
    book.close()
    assert run(file, tmp_path / "inv").document["ledger"]["rows"]["new"] == 2


def test_a_bomb_is_over_the_limit(tmp_path: Path) -> None:
    file = workbook(tmp_path, [HEADINGS, ROW])
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/big.bin", bytes(300 * 2**20))
    with pytest.raises(RequestError, match="LM519"):
        run(file, tmp_path / "inv")


@pytest.mark.parametrize("organisation", ["../../etc", "/etc/passwd", "..", "a/b", "%", "con\n- x"])
def test_names_lead_nowhere_else(tmp_path: Path, organisation: str) -> None:
    into = tmp_path / "deep" / "inv"
    run(workbook(tmp_path, [HEADINGS, *[(f"A{n}", f"S{n}", organisation, *ROW[3:]) for n in range(3)]]), into)
    assert {each.name for each in tmp_path.iterdir()} == {"deep", "register.xlsx"}
    assert {each.name for each in (tmp_path / "deep").iterdir()} == {"inv"}
    assert not read_inventory((into,)).faults


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    into, elsewhere = tmp_path / "inv", tmp_path / "elsewhere"
    into.mkdir()
    elsewhere.mkdir()
    (into / "home-office").symlink_to(elsewhere)
    with pytest.raises(RequestError, match="it is a link"):
        run(workbook(tmp_path, [HEADINGS, ROW, ["A2", "Hub", *ROW[2:]]]), into)
    assert not list(elsewhere.iterdir())
    assert [each.name for each in into.iterdir()] == ["home-office"]


def test_a_broken_file_of_the_inventory_is_not_added_to(tmp_path: Path) -> None:
    into = tmp_path / "inv"
    into.mkdir()
    (into / "a.yaml").write_text("organisation: home-office\nsystems:\n- id: [broken\n", encoding="utf-8")
    with pytest.raises(RequestError, match=r"a\.yaml"):
        run(workbook(tmp_path, [HEADINGS, ROW, ["A2", "Hub", *ROW[2:]]]), into)
    assert [each.name for each in into.iterdir()] == ["a.yaml"]


def test_killed_at_any_time_it_leaves_whole_files_and_the_next_run_completes_them(tmp_path: Path) -> None:
    rows = [(f"A{n}", f"System {n}", f"Department {n % 25}", *ROW[3:]) for n in range(600)]
    file = workbook(tmp_path, [HEADINGS, *rows])
    whole = tmp_path / "whole"
    run(file, whole)
    command = [sys.executable, "-m", "legacymap", "import", str(file), "--into"]
    for number, pause in enumerate((0.7, 1.0)):
        into = tmp_path / f"inv{number}"
        process = subprocess.Popen([*command, str(into)], env=os.environ, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + pause
        while process.poll() is None and time.monotonic() < deadline:
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
        run(file, into)
        assert held(into) == held(whole)


def held(folder: Path) -> dict[str, bytes]:
    files = (each for each in folder.rglob("*") if each.is_file() and not each.name.startswith("."))
    return {str(each.relative_to(folder)): each.read_bytes() for each in files}
