"""`legacymap report` from end to end: every format holds the figures of the plan."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from legacymap.domain.money import pounds_text
from legacymap.reports.formats.markdown import escape
from tests.cli.running import DAY, Run, legacymap
from tests.verbs.submissions import SCENARIO, write

Row = tuple[str, ...]
_FORMATS = {"markdown": "md", "html": "html", "docx": "docx", "xlsx": "xlsx", "pdf": "pdf"}
_NAMES = {"ports/register": "Register of Ships", "shared/identity": "Identity hub"}
_ACTIONS, _MONEY = "What is done, by year of start", "Options in present values"


@cache
def written() -> dict[str, bytes]:
    """The submission for the small estate in every format, from one run, and under `json` its plan."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        write(folder)
        run = report(folder, *(flag for suffix in _FORMATS.values() for flag in ("-o", f"report.{suffix}")))
        assert (run.code, run.out, run.err) == (0, "", "")
        found = {suffix: (folder / f"report.{suffix}").read_bytes() for suffix in _FORMATS.values()}
        flags = ("--scenario", "baseline.yaml", "--sensitivity", "-f", "json")
        run = legacymap("plan", "estate.yaml", *flags, "--as-of", DAY, folder=folder)
        return {**found, "json": run.out.encode()}


def report(folder: Path, *flags: str) -> Run:
    scenarios = ("--scenario", "baseline.yaml", "--scenario", "tight.yaml")
    return legacymap("report", "estate.yaml", *scenarios, "--as-of", DAY, *flags, folder=folder)


def plan() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written()["json"])
    return found


def actions() -> list[Row]:
    """The rows of the actions as people are shown them: start, system, option, complete, cost, value."""
    return [
        (
            each["start"],
            _NAMES[each["system"]],
            each["option"],
            each["complete"],
            pounds_text(sum(each["rdel"].values()) + sum(each["cdel"].values())),
            f"{each['value']:,.1f}",
        )
        for each in plan()["actions"]
    ]


def money() -> list[Row]:
    """The present values of doing nothing, the minimum and the plan, as people are shown them."""
    keys = ("cost", "running_cost_saved", "net_present_cost")
    courses = (plan()["money"][name] for name in ("do_nothing", "do_minimum", "plan"))
    return [tuple(pounds_text(course[key]) for key in keys) for course in courses]


def in_markdown(title: str) -> list[Row]:
    text = written()["md"].decode()
    part = text.partition(f"### {escape(title)}\n")[2].partition("\n\n#")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines[2:]]


class _Tables(HTMLParser):
    """The rows of every table, by the heading before it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, list[list[str]]] = {}
        self._title = self._tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "table":
            self._title = named.get("aria-label") or self._title
            self.rows.setdefault(self._title, [])
        elif tag in {"h2", "h3", "h4", "caption"}:
            self._title, self._tag = "", tag
        elif tag == "tr" and self._title in self.rows:
            self.rows[self._title].append([])
        elif tag in {"td", "th"}:
            self._tag = tag
            if self.rows.get(self._title):
                self.rows[self._title][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._tag:
            self._tag = ""

    def handle_data(self, data: str) -> None:
        if self._tag in {"h2", "h3", "h4", "caption"}:
            self._title += data.strip()
        elif self._tag in {"td", "th"} and self.rows.get(self._title):
            self.rows[self._title][-1][-1] += data.strip()


def in_html(title: str) -> list[Row]:
    found = _Tables()
    found.feed(written()["html"].decode())
    return [tuple(row) for row in found.rows[title][1:]]


def in_docx(title: str) -> list[Row]:
    document = docx.Document(BytesIO(written()["docx"]))
    first = {_ACTIONS: "start", _MONEY: "option"}[title]
    second = {_ACTIONS: "system", _MONEY: "actions"}[title]
    [table] = [
        each
        for each in document.tables
        if [cell.text.lower() for cell in each.rows[0].cells[:2]] == [first, second]
    ]
    return [tuple(cell.text for cell in row.cells) for row in table.rows[1:]]


def in_xlsx(title: str) -> list[tuple[object, ...]]:
    workbook = load_workbook(BytesIO(written()["xlsx"]))
    for sheet in workbook.worksheets:
        rows: list[tuple[object, ...]] = [tuple(row) for row in sheet.iter_rows(values_only=True)]
        if any(row[:1] == (title,) for row in rows[:6]):
            return rows
    raise AssertionError(title)


def in_pdf() -> str:
    pages = PdfReader(BytesIO(written()["pdf"])).pages
    return re.sub(r"[\s\u2060\u00ad\u200b]+", "", "".join(page.extract_text() for page in pages))


@pytest.mark.parametrize("rows", [in_markdown, in_html, in_docx], ids=["markdown", "html", "docx"])
def test_a_document_shows_the_actions_of_the_plan(rows: Callable[[str], list[Row]]) -> None:
    assert [plain(row[:6]) for row in rows(_ACTIONS)] == actions()


@pytest.mark.parametrize("rows", [in_markdown, in_html, in_docx], ids=["markdown", "html", "docx"])
def test_a_document_shows_the_money_of_the_plan(rows: Callable[[str], list[Row]]) -> None:
    shown = {row[0]: plain(row[2:5]) for row in rows(_MONEY)}
    preferred = next(name for name in shown if name.startswith("preferred"))
    assert [shown[name] for name in ("do nothing", "do minimum", preferred)] == money()


def plain(cells: Iterable[str]) -> Row:
    return tuple(re.sub("[\u2060\u00ad\u200b]", "", cell) for cell in cells)


def test_a_workbook_holds_the_actions_unrounded() -> None:
    rows = in_xlsx(_ACTIONS)
    for each in plan()["actions"]:
        [row] = [row for row in rows if each["system"] in row]
        assert {each["start"], each["option"], each["complete"]} <= set(row)
        numbers = [cell for cell in row if isinstance(cell, int | float)]
        for expected in (sum(each["rdel"].values()), sum(each["cdel"].values()), each["value"]):
            assert any(number == pytest.approx(expected) for number in numbers)


def test_a_workbook_holds_the_money_unrounded() -> None:
    rows = [row for row in in_xlsx(_MONEY) if str(row[0]).startswith(("do ", "preferred"))]
    for row, name in zip(rows, ("do_nothing", "do_minimum", "plan"), strict=True):
        course = plan()["money"][name]
        numbers = [cell for cell in row if isinstance(cell, int | float)]
        for key in ("rdel", "cdel", "running_cost", "net_present_cost"):
            assert any(number == pytest.approx(course[key], abs=1) for number in numbers), (name, key)


def test_a_pdf_shows_the_actions_and_the_money_of_the_plan() -> None:
    text = in_pdf()
    for row in [*actions(), *money()]:
        assert "".join(row).replace(" ", "") in text


def test_the_same_input_gives_the_same_bytes_in_every_format() -> None:
    first, second = written(), written.__wrapped__()
    assert [name for name in first if first[name] != second[name]] == []


def test_a_document_goes_through_a_pipe_and_is_the_same_in_another_process(tmp_path: Path) -> None:
    write(tmp_path)
    flags = ("--scenario", "baseline.yaml", "--scenario", "tight.yaml", "--as-of", DAY, "-f", "docx")
    command = [sys.executable, "-m", "legacymap", "report", "estate.yaml", *flags]
    environment = {**os.environ, "PYTHONHASHSEED": "4711"}
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, env=environment)
    assert run.stdout == written()["docx"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            SCENARIO.replace("  summary:", "  sumary:"),
            "LM320 unknown-section: The report has no section `sumary`",
        ),
        (SCENARIO.replace("price_base: 2026-27\n", "").replace("deflators", "x-d"), "its price base"),
        (SCENARIO.replace("optimism_bias", "x-bias"), "its optimism bias"),
        ("scenario: [", "cannot be used"),
    ],
)
def test_a_scenario_that_will_not_do_is_refused_and_nothing_is_written(
    tmp_path: Path, text: str, said: str
) -> None:
    write(tmp_path)
    (tmp_path / "baseline.yaml").write_text(text, encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    run = report(tmp_path, "-o", "report.md")
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert "baseline.yaml" in run.err
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("-o", "absent/report.docx"), "there is no such folder"),
        (("-o", "."), "it is a folder"),
        (("-o", "report.xyz"), "names no format"),
        (("-f", "json"), "There is no format `json` here"),
        (("--scenario", "absent.yaml"), "There is no scenario file"),
    ],
)
def test_what_cannot_be_done_is_one_clear_message(tmp_path: Path, flags: tuple[str, ...], said: str) -> None:
    write(tmp_path)
    run = report(tmp_path, *flags)
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert len(run.err.splitlines()) <= 2


def test_without_a_scenario_there_is_no_submission(tmp_path: Path) -> None:
    write(tmp_path)
    run = legacymap("report", "estate.yaml", folder=tmp_path)
    assert run.code == 2
    assert "needs a scenario" in run.err


def test_errors_of_the_inventory_are_named_and_counted_in_the_document(tmp_path: Path) -> None:
    write(tmp_path)
    with (tmp_path / "estate.yaml").open("a", encoding="utf-8") as opened:
        opened.write("- {id: broken, name: Broken, depends_on: [shared/nothing]}\n")
    run = report(tmp_path)
    assert run.code == 1
    assert "The inventory has 1 error" in run.out
    strict = report(tmp_path, "--strict")
    assert (strict.code, strict.out) == (1, "")
