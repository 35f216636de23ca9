"""A newcomer's first hour: from a register of 300 rows to the first page, and to forty owners and back."""

import re
import subprocess
from pathlib import Path

import openpyxl
import pytest

from legacymap.cli.app import run
from legacymap.domain.imports import (
    Both,
    ImportMapping,
    MappedAssessment,
    MappedColumn,
    MappedRelations,
    MappedSource,
    RelationType,
)
from legacymap.domain.values import Model
from tests.exchange.department import ROWS, write_register

DOCS = Path(__file__).parents[2] / "docs"
MOST_LINES = 10
ANSWERED = 6  # workbooks: each takes a while to open and to save
# What the page says to mend in the mapping: a word of the status, and two columns that are only kept.
MENDED = {
    "      Under review:\n": "      Under review: live\n",
    "  Contract end: keep": (
        "  Contract end: {to: contracts[main].ends, dates: dmy, words: {rolling: not-announced}}"
    ),
    "  Hosting: keep": (
        "  Hosting: {to: hosting.type, values: {Cloud: public-cloud, On-prem: on-premises, "
        "AWS: public-cloud, SaaS: saas, Data centre: on-premises}}"
    ),
}


def typed(page: str) -> list[str]:
    """The commands of a page, in their order."""
    return re.findall(r"^(?:\$|   ) *legacymap ([^\n#]+)", page, re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_register(tmp_path / "register.xlsx")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_ten_typed_lines_lead_from_a_register_to_the_page(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (DOCS / "spreadsheet.md").read_text(encoding="utf-8").partition("## 4.")[0]
    commands = [each.replace("docs/examples/register.csv", "register.xlsx").split() for each in typed(page)]
    assert commands[0][:1] == ["import"]
    assert run(commands[0]) == 1, "something was not understood, and the rest was written"
    told = capsys.readouterr()
    assert "15 rows wait until imports/register.yaml says what each word of their status means" in told.err
    assert "Jane Smith" not in told.out + told.err
    mapping = folder / "estate/imports/register.yaml"
    text = mapping.read_text(encoding="utf-8")
    for old, new in MENDED.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    mapping.write_text(text, encoding="utf-8")
    assert run(commands[0]) == 1, "persons and words for nothing are still told"
    told = capsys.readouterr()
    assert f"{ROWS} rows: 15 new systems" in told.err
    assert "0 held back" in told.err
    for each in commands[1:]:
        assert run(each) == 0, each
    assert (folder / "estate.html").exists()
    assert f"of {ROWS} in 4 organisations" in capsys.readouterr().out
    assert len(commands) + 1 + len(MENDED) <= MOST_LINES


def test_answers_of_many_owners_come_back_and_say_who_gave_them(folder: Path) -> None:
    run(["import", "register.xlsx", "--into", "estate", "-q"])
    subprocess.run(["git", "init", "-q", "."], check=True, cwd=folder)
    subprocess.run(["git", "add", "estate"], check=True, cwd=folder)
    assert run(["export", "questions", "estate", "-o", "questions", "-q"]) == 0
    books = sorted((folder / "questions").iterdir())
    assert len(books) >= 40
    (folder / "answers").mkdir()
    for number, book in enumerate(books[:ANSWERED]):
        _fill(book, folder / "answers" / book.name, "SaaS" if number % 3 else "in the cellar")
    answers = sorted(str(each) for each in (folder / "answers").iterdir())
    assert run(["import", *answers, "--into", "estate", "--rejects", "back.xlsx", "-q"]) == 1
    assert run(["validate", "estate", "-q"]) == 0
    done = subprocess.run(["git", "diff", "-U0"], check=True, cwd=folder, capture_output=True, text=True)
    added = [line[1:] for line in done.stdout.splitlines() if line.startswith("+ ")]
    taken = sum(line == "  hosting: saas" for line in added)
    assert taken >= ANSWERED * 2 // 3
    assert sum("Answers of Head of berths: hosting" in line for line in added) == taken
    assert not any(line.startswith("- ") for line in done.stdout.splitlines()), "nothing is taken away"
    back = openpyxl.load_workbook(folder / "back.xlsx")["Questions"]
    reasons = {row[-1] for row in back.iter_rows(min_row=2, values_only=True)}
    assert len(reasons) == 1
    assert "in the cellar" in str(reasons.pop())


@pytest.mark.parametrize(
    "model",
    [Both, ImportMapping, MappedAssessment, MappedColumn, MappedRelations, MappedSource, RelationType],
)
def test_the_page_names_every_key_of_a_mapping(model: type[Model]) -> None:
    page = (DOCS / "spreadsheet.md").read_text(encoding="utf-8")
    keys = [each.alias or name for name, each in model.model_fields.items()]
    assert [key for key in keys if not re.search(rf"[`{{ ]{key}[`:,}}]", page)] == []


def _fill(book: Path, target: Path, words: str) -> None:
    """One answer in a workbook: where the first system runs."""
    held = openpyxl.load_workbook(book)
    page = held["Questions"]
    column = {str(cell.value): place for place, cell in enumerate(page[1], start=1)}
    row = next(
        row for row in range(2, page.max_row + 1) if "run" in str(page.cell(row, column["Question"]).value)
    )
    page.cell(row, column["Answer"]).value = words
    page.cell(row, column["Answered by (role)"]).value = "Head of berths"
    held.save(target)
