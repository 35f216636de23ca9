"""The register: out and in changes no byte, one edited cell changes one value, and hand work wins."""

import csv
import io
import shutil
from pathlib import Path
from typing import Literal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.analysis.importing import imported
from legacymap.analysis.register import RegisterRequest, exported
from legacymap.analysis.telling import ImportRequest
from legacymap.domain.imports import Import
from legacymap.writing.plain import Value, record_lines

Kind = Literal["xlsx", "csv"]
SAMPLES = Path(__file__).parents[2] / "inventories"
TEXT = """\
organisation: {id: a, name: A}
systems:
- id: hub
  name: Identity Hub   # shared
  owner: Hub team
  costs: {annual_run: £4m}
  tags: [one, two]
  technologies: [java 8, {product: oracle-database, version: 19}]
  remediation:
    options:
    - {id: replace, approach: replace, cdel: [£1m, £2m]}
- id: tracker
  name: "=1+1"
  depends_on:
  - hub   # since ever
"""
_TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff"), min_size=1, max_size=8
).filter(lambda text: bool(text.strip()))
_ODD = st.sampled_from(
    ["=1+1", "'=x", "-5", "@a", "_x0041_", "a\nb", "a;b", "1.0", "#N/A", "TRUE", "00123", "~", "\u00a0"]
)
_VALUES = st.one_of(_ODD, _TEXTS)


def inventory(folder: Path, text: str = TEXT) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "systems.yaml").write_text(text, encoding="utf-8", newline="")
    return folder


def out(folder: Path, kind: Kind, place: Path) -> Path:
    made = exported(RegisterRequest((folder,)))
    file = place / f"r.{kind}"
    if kind == "csv":
        file.write_text("\ufeff" + made.csv, encoding="utf-8", newline="")
    else:
        file.write_bytes(made.workbook)
    return file


def back(file: Path, folder: Path, **flags: bool) -> Import:
    return imported(ImportRequest((file,), folder, **flags))  # type: ignore[arg-type]


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in sorted(folder.rglob("*"))
        if each.is_file()
    }


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("sample", ["example-department", "uk-public-record"])
def test_out_and_in_changes_no_byte_of_the_samples(tmp_path: Path, kind: Kind, sample: str) -> None:
    folder = SAMPLES / sample
    before = everything(folder)
    done = back(out(folder, kind, tmp_path), folder)
    assert (done.document["findings"], dict(done.files)) == ([], {})
    assert everything(folder) == before


@settings(max_examples=40, deadline=None)
@given(
    name=_VALUES, notes=_VALUES, tags=st.lists(_VALUES, min_size=1, max_size=3), own=_VALUES, product=_VALUES,
    summary=_VALUES, kind=st.sampled_from(["xlsx", "csv"]),
)  # fmt: skip
def test_out_and_in_changes_nothing_of_any_inventory(
    tmp_path_factory: pytest.TempPathFactory,
    *, name: str, notes: str, tags: list[str], own: str, product: str, summary: str, kind: Kind,
) -> None:  # fmt: skip
    place = tmp_path_factory.mktemp("register")
    record: dict[str, Value] = {
        "id": "s", "name": name, "notes": notes, "tags": tags, "x-own": {"k": own},
        "technologies": [{"product": product}], "incidents": [{"summary": summary}],
    }  # fmt: skip
    folder = inventory(place / "inv", "\n".join(["organisation: a", "systems:", *record_lines(record), ""]))
    before = everything(folder)
    done = back(out(folder, kind, place), folder)
    assert (done.document["findings"], everything(folder)) == ([], before)


def edited(file: Path, sheet: str, row: int, heading: str, value: str | float | None) -> Path:
    """The register with one cell changed, as a person would in a spreadsheet."""
    if file.suffix == ".csv":
        lines = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
        lines[row - 1][lines[0].index(heading)] = "" if value is None else str(value)
        written = io.StringIO()
        csv.writer(written).writerows(lines)
        file.write_text(written.getvalue(), encoding="utf-8", newline="")
        return file
    book = openpyxl.load_workbook(file)
    page = book[sheet]
    headings = [cell.value for cell in page[1]]
    page.cell(row, headings.index(heading) + 1).value = value
    book.save(file)
    return file


def text(folder: Path) -> str:
    return (folder / "systems.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize(
    ("heading", "value", "old", "new"),
    [
        ("costs.annual_run", "£5 million", "annual_run: £4m", "annual_run: £5m"),
        ("name", "Hub", "name: Identity Hub   # shared", "name: Hub   # shared"),
        ("owner.technical", "Ops", "owner: Hub team", "owner: {business: Hub team, technical: Ops}"),
        ("tags", "one; three", "tags: [one, two]", "tags: [one, three]"),
        ("retires", "31/03/2028", "cdel: [£1m, £2m]}\n", "cdel: [£1m, £2m]}\n  retires: 2028-03-31\n"),
    ],
)
def test_an_edited_cell_changes_one_value(
    tmp_path: Path, kind: Kind, heading: str, value: str, old: str, new: str
) -> None:
    folder = inventory(tmp_path / "inv")
    back(edited(out(folder, kind, tmp_path), "Systems", 2, heading, value), folder)
    assert text(folder) == TEXT.replace(old, new, 1)


@pytest.mark.parametrize(
    ("sheet", "row", "heading", "value", "old", "new"),
    [
        ("Technologies", 2, "version", "11", "java 8", "java 11"),
        ("Technologies", 3, "role", "database", "version: 19}", "version: 19, role: database}"),
        ("Dependencies", 2, "note", "nightly", "  - hub   #", "  - {system: hub, note: nightly}   #"),
        ("Options", 2, "cdel", "£1m; £3m", "[£1m, £2m]", "[£1m, £3m]"),
    ],
)
def test_an_edited_item_changes_one_value(
    tmp_path: Path, *, sheet: str, row: int, heading: str, value: str, old: str, new: str
) -> None:
    folder = inventory(tmp_path / "inv")
    done = back(edited(out(folder, "xlsx", tmp_path), sheet, row, heading, value), folder)
    assert text(folder) == TEXT.replace(old, new, 1)
    assert not done.document["findings"]


def test_an_emptied_cell_is_a_note_and_goes_when_asked(tmp_path: Path) -> None:
    folder = inventory(tmp_path / "inv")
    file = edited(out(folder, "csv", tmp_path), "Systems", 2, "owner.business", None)
    done = back(file, folder)
    assert [each["rule"] for each in done.document["findings"]] == ["LM512"]
    assert text(folder) == TEXT
    back(file, folder, withdraws=True)
    assert text(folder) == TEXT.replace("  owner: Hub team\n", "")


def test_a_later_change_by_hand_wins(tmp_path: Path) -> None:
    folder = inventory(tmp_path / "inv")
    file = edited(out(folder, "xlsx", tmp_path), "Systems", 2, "costs.annual_run", "£6m")
    inventory(folder, TEXT.replace("£4m", "£5m"))
    assert [each["rule"] for each in back(file, folder).document["findings"]] == ["LM511"]
    assert "annual_run: £5m" in text(folder)
    back(file, folder, prefers_source=True)
    assert "annual_run: £6m" in text(folder)


def test_a_register_without_its_digests_changes_nothing_that_stands(tmp_path: Path) -> None:
    folder = inventory(tmp_path / "inv")
    file = out(folder, "csv", tmp_path)
    lines = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    head, *rest = [line.rpartition(",")[0] for line in lines]
    file.write_text(
        "\n".join([f"{head},as written (legacymap.register/1)", *(f"{each}," for each in rest)]),
        encoding="utf-8",
    )
    done = back(edited(file, "Systems", 2, "costs.annual_run", "£6m"), folder)
    assert [each["rule"] for each in done.document["findings"]] == ["LM511"]
    assert text(folder) == TEXT


def test_what_is_no_value_of_its_field_is_told_by_cell(tmp_path: Path) -> None:
    folder = inventory(tmp_path / "inv")
    done = back(edited(out(folder, "xlsx", tmp_path), "Systems", 2, "status", "under review"), folder)
    (found,) = done.document["findings"]
    assert (found["rule"], found["sheet"], found["heading"]) == ("LM506", "Systems", "status")
    assert found["text"].startswith("r.xlsx:Systems!")
    assert text(folder) == TEXT


def test_a_row_that_is_new_is_a_new_system(tmp_path: Path) -> None:
    folder = inventory(tmp_path / "inv")
    file = out(folder, "csv", tmp_path)
    commas = file.read_bytes().partition(b"\r\n")[0].count(b",")
    file.write_bytes(file.read_bytes() + b"a/new,New system" + b"," * (commas - 1) + b"\r\n")
    done = back(file, folder)
    assert done.document["ledger"]["rows"]["new"] == 1
    assert text(folder) == f"{TEXT}- id: new\n  name: New system\n"


def test_an_empty_register_is_a_start(tmp_path: Path) -> None:
    file = tmp_path / "start.xlsx"
    file.write_bytes(exported(RegisterRequest((), is_empty=True)).workbook)
    book = openpyxl.load_workbook(file)
    headings = {cell.value: number for number, cell in enumerate(book["Systems"][1], start=1)}
    values = {"name": "Case tracker", "status": "Live", "costs.annual_run": "£1.2 million"}
    for heading, value in values.items():
        book["Systems"].cell(2, headings[heading]).value = value
    book.save(file)
    done = imported(ImportRequest((file,), tmp_path / "inv", organisation="home-office"))
    assert done.document["ledger"]["rows"]["new"] == 1
    assert (
        (tmp_path / "inv/home-office/systems.yaml")
        .read_text(encoding="utf-8")
        .endswith("- id: case-tracker\n  name: Case tracker\n  status: live\n  costs: {annual_run: £1.2m}\n")
    )


def test_what_is_marked_higher_is_withheld(tmp_path: Path) -> None:
    folder = inventory(tmp_path / "inv", TEXT.replace("  owner: Hub", "  handling: secret\n  owner: Hub"))
    made = exported(RegisterRequest((folder,), up_to="official"))
    assert (made.systems, made.withheld) == (2, 1)
    assert "Hub team" not in made.csv
    assert "SECRET" not in made.csv


def test_texts_are_never_formulas(tmp_path: Path) -> None:
    file = out(inventory(tmp_path / "inv"), "xlsx", tmp_path)
    book = openpyxl.load_workbook(file)
    kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    assert "f" not in kinds
    assert "'=1+1" in exported(RegisterRequest((tmp_path / "inv",))).csv


def test_csv_that_a_spreadsheet_program_saved_as_a_workbook_is_still_a_register(tmp_path: Path) -> None:
    made = exported(RegisterRequest((SAMPLES / "example-department",)))
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in csv.reader(io.StringIO(made.csv)):
        sheet.append([cell.removeprefix("'") or None for cell in row])
    book.save(tmp_path / "saved.xlsx")
    inventory = tmp_path / "inv"
    shutil.copytree(SAMPLES / "example-department", inventory)
    done = imported(ImportRequest((tmp_path / "saved.xlsx",), inventory))
    assert done.document["source"]["kind"] == "register"
    assert (done.files, done.document["findings"]) == ({}, [])
    assert {each["state"] for each in done.document["systems"]} == {"same"}


def test_a_score_typed_under_the_name_of_a_criterion_that_has_its_code_is_no_second_one(
    tmp_path: Path,
) -> None:
    text = "organisation: {id: a, name: A}\nsystems:\n"
    text += "- {id: x, name: X, assessment: {scores: {L3: 4}}}\n"
    text += "- {id: y, name: Y, assessment: {scores: {skills: 2}}}\n"
    folder = inventory(tmp_path / "inv", text)
    made = exported(RegisterRequest((folder,))).csv
    rows = list(csv.reader(io.StringIO(made)))
    rows[1][rows[0].index("assessment.scores.skills")] = "5"
    back = io.StringIO()
    csv.writer(back).writerows(rows)
    (tmp_path / "back.csv").write_text(back.getvalue(), encoding="utf-8", newline="")
    imported(ImportRequest((tmp_path / "back.csv",), folder))
    assert "{scores: {L3: 5}}" in (folder / "systems.yaml").read_text(encoding="utf-8")
