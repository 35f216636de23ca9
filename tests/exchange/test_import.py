"""Importing a table: twice is once, order does not count, hand work wins, nothing is lost in silence."""

import csv
import io
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legacymap.analysis.importing import imported
from legacymap.analysis.telling import ImportRequest, LedgerMismatchError
from legacymap.domain.errors import RequestError
from legacymap.domain.imports import Import
from legacymap.exchange.draft import Counts
from legacymap.reading.inventory import read_inventory

_NAMES = (
    "App ID|Application Name|Department|Lifecycle|Go live|Annual Cost (£k)|Owner|Platform|Depends on|TIME"
)
HEADINGS = tuple(_NAMES.split("|"))
_TRACKER = (
    "APP1|Case tracker|Home Office|Live|31/03/2008|4000|Asylum operations|Oracle Database 12.1; COBOL|APP2|"
    "Tolerate"
)
_HUB = "APP2|Identity hub|Home Office|Phase-out|01/02/2015|1.5|Identity team|Java 8||Invest"
_STATE = "APP3|Département d'État|DWP|Live|13/07/2019|20|Forms team|Windows Server 2012|Case tracker|Migrate"
ROWS = tuple(tuple(row.split("|")) for row in (_TRACKER, _HUB, _STATE))
CELLS: Mapping[str, Sequence[str]] = {
    "App ID": ["APP1", "APP2", "APP3", "00123", "Ж", ""],
    "Application Name": [
        "Case tracker",
        "Case Tracker",
        "Identity hub",
        "Система",
        "%",
        "a: b # c",
        "",
        "no",
    ],
    "Department": ["Home Office", "DWP", "Д", ""],
    "Lifecycle": ["Live", "Phase-out", "Under review", "7", "TBC", ""],
    "Go live": ["31/03/2008", "02/03/2008", "2028", "in service", "2023-31-01", "Mar-28", ""],
    "Annual Cost (£k)": ["4000", "1.5", "2-3 million", "€5", "10%", ""],
    "Owner": ["Asylum operations", "Jane Smith", "-", ""],
    "Platform": ["Oracle Database 12.1; COBOL", "Java 8", "n/a", "x,y", ""],
    "Depends on": ["APP2", "Case tracker; Identity hub", "Nope", "APP1", ""],
    "TIME": ["Tolerate", "=1+1", "[a]", "'quoted'", "line\nbreak", ""],
}


def text_of(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows([headings, *rows])
    return written.getvalue()


def put(folder: Path, rows: Sequence[Sequence[str]] = ROWS, headings: Sequence[str] = HEADINGS) -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    source = folder / "register.csv"
    source.write_text(text_of(headings, rows), encoding="utf-8", newline="")
    return source


def run(source: Path, into: Path, **flags: bool) -> Import:
    return imported(ImportRequest((source,), into, **flags))  # type: ignore[arg-type]


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in sorted(folder.rglob("*"))
        if each.is_file()
    }


rows = st.lists(st.tuples(*(st.sampled_from(CELLS[heading]) for heading in HEADINGS)), min_size=3, max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=rows, seed=st.integers(0, 5))
def test_twice_is_once_and_order_does_not_count(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], seed: int
) -> None:
    place = tmp_path_factory.mktemp("import")
    try:
        first = run(put(place / "a", rows), place / "one")
    except RequestError:
        return
    before = everything(place / "one")
    if any(path.endswith("/systems.yaml") for path in before):
        assert [fault.message for fault in read_inventory((place / "one",)).faults] == []
    second = run(place / "a/register.csv", place / "one")
    assert everything(place / "one") == before
    assert second.document["ledger"]["rows"]["new"] == second.document["ledger"]["rows"]["changed"] == 0
    for part in ("rows", "cells"):
        counts = dict(first.document["ledger"][part])
        assert counts.pop("read") == sum(counts.values())

    order = random.Random(seed)  # noqa: S311 - shuffles rows
    columns = order.sample(range(len(HEADINGS)), len(HEADINGS))
    shuffled = [tuple(row[column] for column in columns) for row in order.sample(rows, len(rows))]
    run(put(place / "b", shuffled, [HEADINGS[column] for column in columns]), place / "two")
    assert without_digest(everything(place / "two")) == without_digest(before)


def without_digest(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files, the lock without its first line, which has digests, the mapping without comments."""
    found = dict(files)
    found["imports/register.lock"] = found["imports/register.lock"].partition(b"\n")[2]
    mapping = found["imports/register.yaml"].splitlines()
    found["imports/register.yaml"] = b"\n".join(line.partition(b"   # ")[0] for line in mapping)
    return found


def test_the_first_import_writes_what_a_person_would_write(tmp_path: Path) -> None:
    run(put(tmp_path), tmp_path / "inv")
    assert (tmp_path / "inv/home-office/systems.yaml").read_text(encoding="utf-8") == (
        "organisation: {id: home-office, name: Home Office}\n"
        "systems:\n\n"
        "- id: case-tracker\n"
        "  name: Case tracker\n"
        "  ids: {register: APP1}\n"
        "  status: live\n"
        "  in_service: 2008-03-31\n"
        "  owner: Asylum operations\n"
        "  technologies: [Oracle Database 12.1, COBOL]\n"
        "  depends_on:\n"
        "  - {system: identity-hub, confidence: assumed}\n"
        "  costs: {annual_run: £4m}\n"
        "  x-register: {time: Tolerate}\n\n"
        "- id: identity-hub\n"
        "  name: Identity hub\n"
        "  ids: {register: APP2}\n"
        "  status: retiring\n"
        "  in_service: 2015-02-01\n"
        "  owner: Identity team\n"
        "  technologies: [Java 8]\n"
        "  costs: {annual_run: £1.5k}\n"
        "  x-register: {time: Invest}\n"
    )
    reading = read_inventory((tmp_path / "inv",))
    assert not reading.faults
    assert sorted(reading.inventory.records) == [
        "dwp/departement-detat", "home-office/case-tracker", "home-office/identity-hub",
    ]  # fmt: skip


def changed(row: int, heading: str, value: str) -> list[tuple[str, ...]]:
    """The rows with one cell changed."""
    made = [list(each) for each in ROWS]
    made[row][HEADINGS.index(heading)] = value
    return [tuple(each) for each in made]


def edit(tmp_path: Path, old: str, new: str, name: str = "home-office/systems.yaml") -> None:
    file = tmp_path / "inv" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def value(tmp_path: Path, system: str, *path: str) -> object:
    found: object = read_inventory((tmp_path / "inv",)).inventory.records[system].system
    for step in path:
        found = getattr(found, step)
    return found


@pytest.mark.parametrize(
    ("stands", "says", "expected", "rule"),
    [
        # B = £4m throughout: what the inventory says now, what the source says now, the result.
        ("£4m", "4000", "4000000", None),
        ("4_000_000", "4000", "4000000", None),
        ("£3m", "4000", "3000000", None),
        ("£4m", "5000", "5000000", None),
        ("4000000", "5000", "5000000", None),
        ("£5m", "5000", "5000000", None),
        ("£3m", "5000", "3000000", "LM511"),
        ("£4m", "", "4000000", "LM512"),
        ("£3m", "", "3000000", None),
    ],
)
def test_three_ways(tmp_path: Path, stands: str, says: str, expected: str, rule: str | None) -> None:
    run(put(tmp_path), tmp_path / "inv")
    edit(tmp_path, "£4m}", f"{stands}}}  # as we know it")
    done = run(put(tmp_path, changed(0, "Annual Cost (£k)", says)), tmp_path / "inv")
    amount = value(tmp_path, "home-office/case-tracker", "costs", "annual_run", "amount")
    assert float(str(amount)) == float(expected)
    found = [each["rule"] for each in done.document["findings"] if each["rule"] in {"LM511", "LM512"}]
    assert found == ([rule] if rule else [])
    assert "# as we know it" in (tmp_path / "inv/home-office/systems.yaml").read_text(encoding="utf-8")


def test_what_stood_before_the_first_import_stays(tmp_path: Path) -> None:
    (tmp_path / "inv").mkdir()
    record = "- {id: ct, name: Mine, costs: {annual_run: £3m}}\n"
    own = f"organisation: {{id: home-office, name: Home Office}}\nsystems:\n{record}"
    (tmp_path / "inv/own.yaml").write_text(own, encoding="utf-8")
    mapping = tmp_path / "m.yaml"
    run(put(tmp_path), tmp_path / "guess", is_dry=False)
    text = (tmp_path / "guess/imports/register.yaml").read_text(encoding="utf-8")
    mapping.write_text(f"{text}matches: {{APP1: home-office/ct}}\n", encoding="utf-8")
    done = imported(ImportRequest((tmp_path / "register.csv",), tmp_path / "inv", mapping=mapping))
    told = {each["route"] for each in done.document["findings"] if each["rule"] == "LM511"}
    assert told == {"name", "costs.annual_run"}
    assert value(tmp_path, "home-office/ct", "name") == "Mine"
    assert value(tmp_path, "home-office/ct", "status") == "live"


def test_what_a_person_took_out_stays_out(tmp_path: Path) -> None:
    run(put(tmp_path), tmp_path / "inv")
    edit(tmp_path, "  owner: Asylum operations\n", "")
    edit(tmp_path, "Oracle Database 12.1, ", "")
    before = everything(tmp_path / "inv")
    run(tmp_path / "register.csv", tmp_path / "inv")
    assert everything(tmp_path / "inv") == before
    run(put(tmp_path, changed(0, "TIME", "Eliminate")), tmp_path / "inv")  # something else has changed
    text = (tmp_path / "inv/home-office/systems.yaml").read_text(encoding="utf-8")
    assert text == before["home-office/systems.yaml"].decode().replace("Tolerate", "Eliminate")


def test_two_truths_are_told_with_both_places_and_settled_by_a_flag(tmp_path: Path) -> None:
    run(put(tmp_path), tmp_path / "inv")
    edit(tmp_path, "£4m", "£3m")
    source = put(tmp_path, changed(0, "Annual Cost (£k)", "5000"))
    (found,) = run(source, tmp_path / "inv", is_dry=True).document["findings"]
    assert found["rule"] == "LM511"
    assert (found["cell"], found["line"], found["column"]) == ("", 2, 6)
    written = (tmp_path / "inv/home-office/systems.yaml").read_text(encoding="utf-8").split("\n")
    place = found["related"][0]
    assert written[place["line"] - 1][place["column"] - 1 :] == "annual_run: £3m}"
    run(source, tmp_path / "inv", prefers_source=True)
    assert "annual_run: £5m" in (tmp_path / "inv/home-office/systems.yaml").read_text(encoding="utf-8")


def test_two_truths_are_told_once_and_may_be_settled_by_the_flag_later(tmp_path: Path) -> None:
    run(put(tmp_path), tmp_path / "inv")
    edit(tmp_path, "£4m", "£3m")
    source = put(tmp_path, changed(0, "Annual Cost (£k)", "5000"))
    assert [each["rule"] for each in run(source, tmp_path / "inv").document["findings"]] == ["LM511"]
    before = everything(tmp_path / "inv")
    assert run(source, tmp_path / "inv").document["findings"] == []
    assert everything(tmp_path / "inv") == before
    done = run(source, tmp_path / "inv", prefers_source=True)
    assert value(tmp_path, "home-office/case-tracker", "costs", "annual_run") is not None
    assert "annual_run: £5m" in (tmp_path / "inv/home-office/systems.yaml").read_text(encoding="utf-8")
    assert any("1 value" in line for line in done.ledger)
    assert '"open"' not in (tmp_path / "inv/imports/register.lock").read_text(encoding="utf-8")


def test_an_item_that_is_no_longer_said_goes_whole_unless_a_person_has_added_to_it(tmp_path: Path) -> None:
    run(put(tmp_path), tmp_path / "inv")
    edit(
        tmp_path,
        "[Windows Server 2012]",
        "[{product: Windows Server, version: 2012, role: other}]",
        "dwp/systems.yaml",
    )
    rows = [list(row) for row in changed(0, "Platform", "COBOL")]
    rows[1][HEADINGS.index("Platform")] = rows[2][HEADINGS.index("Platform")] = ""
    source = put(tmp_path, [tuple(row) for row in rows])
    done = run(source, tmp_path / "inv")
    assert {each["rule"] for each in done.document["findings"]} == {"LM512"}
    run(source, tmp_path / "inv", withdraws=True)
    assert value(tmp_path, "home-office/identity-hub", "technologies") is None
    written = (tmp_path / "inv/home-office/systems.yaml").read_text(encoding="utf-8")
    assert "technologies: [COBOL]" in written
    assert "role: other" in (tmp_path / "inv/dwp/systems.yaml").read_text(encoding="utf-8")


def test_what_is_no_longer_said_goes_only_when_asked(tmp_path: Path) -> None:
    run(put(tmp_path), tmp_path / "inv")
    source = put(tmp_path, changed(0, "Owner", ""))
    run(source, tmp_path / "inv")
    assert value(tmp_path, "home-office/case-tracker", "owner", "business") == "Asylum operations"
    run(source, tmp_path / "inv", withdraws=True)
    assert value(tmp_path, "home-office/case-tracker", "owner") is None


def test_a_row_that_is_gone_is_a_note_each_time(tmp_path: Path) -> None:
    run(put(tmp_path), tmp_path / "inv")
    source = put(tmp_path, ROWS[:2])
    for _ in range(2):
        done = run(source, tmp_path / "inv")
        assert [each["rule"] for each in done.document["findings"]] == ["LM513"]
        assert not done.has_findings
    assert value(tmp_path, "dwp/departement-detat", "status") == "live"


def test_a_new_name_keeps_the_id_and_the_old_name(tmp_path: Path) -> None:
    run(put(tmp_path), tmp_path / "inv")
    run(put(tmp_path, changed(0, "Application Name", "Case tracking")), tmp_path / "inv")
    assert value(tmp_path, "home-office/case-tracker", "name") == "Case tracking"
    assert value(tmp_path, "home-office/case-tracker", "aliases") == ("Case tracker",)


def test_a_status_that_is_not_understood_holds_the_row_back(tmp_path: Path) -> None:
    done = run(put(tmp_path, changed(0, "Lifecycle", "Under review")), tmp_path / "inv")
    (found,) = [each for each in done.document["findings"] if each["rule"] == "LM506"]
    assert found["severity"] == "error"
    assert found["text"] == "register.csv:2:4"
    assert "home-office/case-tracker" not in read_inventory((tmp_path / "inv",)).inventory.records


def test_a_status_whose_cell_is_an_error_is_never_left_to_default_to_live(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(HEADINGS))
    for row in ROWS:
        sheet.append(list(row))
    sheet["D2"] = "#N/A"
    book.save(tmp_path / "register.xlsx")
    done = run(tmp_path / "register.xlsx", tmp_path / "inv")
    assert ("LM503", "register.xlsx:Sheet!D2") in [
        (each["rule"], each["text"]) for each in done.document["findings"]
    ]
    assert done.document["ledger"]["rows"]["held"] == 1
    assert "home-office/case-tracker" not in read_inventory((tmp_path / "inv",)).inventory.records
    assert any("no cell of it is in doubt" in each for each in done.ledger)


def test_strict_writes_nothing_while_there_are_errors(tmp_path: Path) -> None:
    run(put(tmp_path, changed(0, "Lifecycle", "Under review")), tmp_path / "inv", is_strict=True)
    assert not (tmp_path / "inv").exists()


def test_a_dry_run_writes_nothing_and_shows_everything(tmp_path: Path) -> None:
    done = run(put(tmp_path), tmp_path / "inv", is_dry=True)
    assert not (tmp_path / "inv").exists()
    for file in (
        "home-office/systems.yaml",
        "dwp/systems.yaml",
        "imports/register.lock",
        "imports/register.yaml",
    ):
        assert f"+++ b/{file}" in done.difference


def test_persons_are_neither_written_nor_kept_nor_shown(tmp_path: Path) -> None:
    done = run(put(tmp_path, changed(0, "Owner", "Jane Smith")), tmp_path / "inv")
    written = b"".join(everything(tmp_path / "inv").values()).decode() + str(done)
    assert "Jane" not in written
    assert "LM515" in {each["rule"] for each in done.document["findings"]}


def test_the_same_name_by_hand_is_held_back_until_it_is_confirmed(tmp_path: Path) -> None:
    (tmp_path / "inv").mkdir()
    own = tmp_path / "inv/own.yaml"
    own.write_text(
        "organisation: {id: home-office, name: Home Office}\nsystems:\n- {id: ct, name: CASE-TRACKER}\n"
    )
    done = run(put(tmp_path), tmp_path / "inv")
    assert [each["system"] for each in done.document["findings"] if each["rule"] == "LM510"] == [
        "home-office/ct"
    ]
    assert done.document["ledger"]["rows"]["held"] == 1
    mapping = tmp_path / "inv/imports/register.yaml"
    with mapping.open("a", encoding="utf-8") as opened:
        opened.write("matches: {APP1: home-office/ct}\n")
    run(tmp_path / "register.csv", tmp_path / "inv")
    assert value(tmp_path, "home-office/ct", "status") == "live"
    assert "name: CASE-TRACKER, ids: {register: APP1}" in own.read_text()


def test_two_rows_of_one_name_have_ids_that_do_not_move(tmp_path: Path) -> None:
    twin = [ROWS[0], ("APP9", *ROWS[0][1:]), *ROWS[1:]]
    for number, rows in enumerate((twin, twin[::-1])):
        run(put(tmp_path, rows), tmp_path / f"inv{number}")
        assert {"home-office/case-tracker", "home-office/case-tracker-app9"} <= set(
            read_inventory((tmp_path / f"inv{number}",)).inventory.records
        )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no table"),
        (",,,\n" * 1000, "no table"),
        ("a,b,c\n1,2,3\n", "looks like the name"),
        ("App ID,Application Name,Department\n", "no table"),
        ("App ID,Application Name,Department\nA1,,x\n", "no row with a name|looks like the name"),
    ],
)
def test_what_holds_no_record_cannot_be_done(tmp_path: Path, text: str, why: str) -> None:
    source = tmp_path / "register.csv"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(RequestError, match=why):
        run(source, tmp_path / "inv")
    assert not (tmp_path / "inv").exists()


def test_rows_of_too_many_cells_are_told_where_nothing_else_has_a_name(tmp_path: Path) -> None:
    source = tmp_path / "register.csv"
    source.write_text("App ID,Application Name,Department\nA1,Tides, tables,x\n", encoding="utf-8")
    with pytest.raises(RequestError, match="no row with a name that can be read") as raised:
        run(source, tmp_path / "inv")
    assert raised.value.lines[1].startswith("register.csv:2: The record is not read as it stands")
    assert "between quotes" in raised.value.hint


def test_a_key_given_many_times_is_one_finding(tmp_path: Path) -> None:
    many = [*ROWS, *((*ROWS[0][:1], f"N{n}", *ROWS[0][2:]) for n in range(500))]
    mapping = tmp_path / "m.yaml"
    mapping.write_text("import: register\nkey: App ID\ncolumns: {Application Name: name}\n", encoding="utf-8")
    done = imported(ImportRequest((put(tmp_path, many),), tmp_path / "inv", mapping=mapping))
    (found,) = [each for each in done.document["findings"] if each["rule"] == "LM508"]
    assert found["count"] == 501


def test_more_than_two_hundred_new_systems_get_a_file_of_their_own(tmp_path: Path) -> None:
    many = [(f"A{n:03}", f"System {n}", *ROWS[1][2:]) for n in range(201)]
    run(put(tmp_path, many), tmp_path / "inv")
    assert (tmp_path / "inv/home-office/systems-register.yaml").exists()


def test_a_mapping_is_validated_with_places(tmp_path: Path) -> None:
    source = put(tmp_path)
    mapping = tmp_path / "m.yaml"
    mapping.write_text("import: register\ncolumns: {Application Name: {to: name, date: dmy}}\n")
    with pytest.raises(RequestError, match=r"m.yaml.* cannot be used: it has 1 fault") as caught:
        imported(ImportRequest((source,), tmp_path / "inv", mapping=mapping))
    assert "m.yaml:2:40: error" in caught.value.lines[1]
    assert "`date` is not a key" in caught.value.lines[1]


_SCORE = "TIME: {to: assessment.scores.skills, values: {Migrate: 5}}"
_NO_LEVELS = (
    "assessment: {assessor: A, date: 2026}\ncolumns: {Application Name: name, TIME: assessment.scores.skills}"
)


@pytest.mark.parametrize(
    ("more", "why"),
    [(f"columns: {{Application Name: name, {_SCORE}}}", "whose it is"), (_NO_LEVELS, "no levels")],
)
def test_no_word_of_another_scale_becomes_a_score_by_itself(tmp_path: Path, more: str, why: str) -> None:
    mapping = tmp_path / "m.yaml"
    mapping.write_text(f"import: register\n{more}\n")
    with pytest.raises(RequestError) as caught:
        imported(ImportRequest((put(tmp_path),), tmp_path / "inv", mapping=mapping))
    assert why in caught.value.lines[1]


def test_a_level_that_the_mapping_does_not_list_is_a_question(tmp_path: Path) -> None:
    mapping = tmp_path / "m.yaml"
    mapping.write_text(
        "import: register\nkey: App ID\norganisation: d\nassessment: {assessor: Risk team, date: 2026-05}\n"
        "columns: {Application Name: name, TIME: {to: assessment.scores.skills, values: {Migrate: 5}}}\n"
    )
    source = put(tmp_path, changed(0, "TIME", "3"))
    done = imported(ImportRequest((source,), tmp_path / "inv", mapping=mapping))
    assert "LM506" in {each["rule"] for each in done.document["findings"]}
    written = (tmp_path / "inv/d/systems.yaml").read_text(encoding="utf-8")
    assert "assessment: {date: 2026-05, assessor: Risk team, scores: {skills: 5}}" in written
    assert "skills: 3" not in written


def test_an_alias_of_the_source_that_the_inventory_knows_is_asked(tmp_path: Path) -> None:
    (tmp_path / "inv").mkdir()
    text = "organisation: {id: d, name: D}\nsystems:\n- {id: x, name: CT}\n"
    (tmp_path / "inv/s.yaml").write_text(text, encoding="utf-8")
    rows = [("A1", "Case tracker", "D", "ct"), ("A2", "Hub", "D", "IH")]
    done = run(put(tmp_path, rows, ("App ID", "Application Name", "Department", "Acronym")), tmp_path / "inv")
    assert [(each["rule"], each["key"]) for each in done.document["findings"]] == [("LM510", "A1")]


def test_relations_have_their_direction(tmp_path: Path) -> None:
    mapping = tmp_path / "m.yaml"
    mapping.write_text(
        "import: register\norganisation: {column: Department}\nkey: App ID\n"
        "columns: {Application Name: name, TIME: ignore}\n"
        "relations:\n- {from: App ID, to: {column: TIME, by: key}, types: {column: Lifecycle}}\n",
        encoding="utf-8",
    )
    ends = [
        ("APP1", "A", "Data flow", "APP2"),
        ("APP2", "B", "Runs on", "APP1"),
        ("APP3", "C", "Whatever", "APP1"),
    ]
    rows = [(key, name, "D", kind, "", "", "", "", "", to) for key, name, kind, to in ends]
    rows.append(("APP4", "E", "D", "Uses", "", "", "", "", "", "APP4"))
    done = imported(ImportRequest((put(tmp_path, rows),), tmp_path / "inv", mapping=mapping))
    records = read_inventory((tmp_path / "inv",)).inventory.records
    arrows = [(each.system, each.kind, each.strength) for each in records["d/b"].system.depends_on or ()]
    assert arrows == [("a", "data", "soft")]
    assert {each["rule"] for each in done.document["findings"]} >= {"LM517", "LM518"}


def test_persons_in_columns_that_are_only_kept_are_not_kept(tmp_path: Path) -> None:
    headings = ("App ID", "Application Name", "Department", "Contact for questions")
    rows = [
        ("A1", "Case tracker", "D", "Jane Smith"),
        ("A2", "Hub", "D", "Service desk"),
        ("A3", "Post", "D", "x"),
    ]
    done = run(put(tmp_path, rows, headings), tmp_path / "inv")
    written = b"".join(everything(tmp_path / "inv").values()).decode() + str(done)
    assert "Jane" not in written
    assert "contact-for-questions: Service desk" in written
    assert [each["rule"] for each in done.document["findings"]] == ["LM505", "LM515"]


def test_a_mapping_that_is_named_gives_the_import_its_name(tmp_path: Path) -> None:
    run(put(tmp_path), tmp_path / "inv")
    before = everything(tmp_path / "inv")
    again = tmp_path / "register-of-may.csv"
    again.write_bytes((tmp_path / "register.csv").read_bytes())
    mapping = tmp_path / "inv/imports/register.yaml"
    done = imported(ImportRequest((again,), tmp_path / "inv", mapping=mapping))
    assert done.document["ledger"]["rows"]["same"] == 3
    assert without_digest(everything(tmp_path / "inv")) == without_digest(before)


def test_values_that_are_sensitive_are_quoted_nowhere(tmp_path: Path) -> None:
    mapping = tmp_path / "m.yaml"
    mapping.write_text(
        "import: register\nkey: App ID\ncolumns: {Application Name: name, TIME: vulnerabilities.known}\n",
        encoding="utf-8",
    )
    done = imported(ImportRequest((put(tmp_path),), tmp_path / "inv", mapping=mapping))
    found = [each for each in done.document["findings"] if each["route"] == "vulnerabilities.known"]
    assert found
    assert not [each for each in found if each["value"] or "Tolerate" in each["message"]]


def test_a_crowd_of_persons_is_one_finding_by_heading(tmp_path: Path) -> None:
    rows = [(f"A{n}", f"System {n}", "D", *ROWS[0][3:6], "Jane Smith", *ROWS[0][7:]) for n in range(30)]
    done = run(put(tmp_path, rows), tmp_path / "inv")
    (found,) = [each for each in done.document["findings"] if each["rule"] == "LM515"]
    assert (found["count"], len(found["places"]), found["value"]) == (30, 9, None)


@pytest.mark.parametrize(
    ("where", "left"),
    [("{Lifecycle: {not: [phase-OUT]}}", 1), ("{Lifecycle: {is: [Phase-out]}}", 2), ("{}", 0)],
)
def test_rows_that_are_not_wanted_are_counted(tmp_path: Path, where: str, left: int) -> None:
    mapping = tmp_path / "m.yaml"
    text = f"import: register\nkey: App ID\nwhere: {where}\ncolumns: {{Application Name: name}}\n"
    mapping.write_text(text, encoding="utf-8")
    done = imported(ImportRequest((put(tmp_path),), tmp_path / "inv", mapping=mapping))
    ledger = done.document["ledger"]
    assert (ledger["rows"]["left_out"], ledger["rows"]["new"]) == (left, 3 - left)
    assert (ledger["cells"]["read"], ledger["cells"]["reported"]) == (30, 0)


def test_a_ledger_that_does_not_sum_stops_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Counts, "sums", False)
    with pytest.raises(LedgerMismatchError):
        run(put(tmp_path), tmp_path / "inv")
    assert not (tmp_path / "inv").exists()


@pytest.mark.parametrize(
    ("id_cell", "made", "rule"), [("tracker-1", "tracker-1", ""), ("Tracker 1", "case-tracker", "LM509")]
)
def test_an_id_that_the_source_gives_is_taken_where_it_is_one(
    tmp_path: Path, id_cell: str, made: str, rule: str
) -> None:
    mapping = tmp_path / "m.yaml"
    columns = "columns: {Application Name: name, TIME: id}\n"
    text = f"import: register\nkey: App ID\norganisation: {{column: Department}}\n{columns}"
    mapping.write_text(text, encoding="utf-8")
    source = put(tmp_path, [changed(0, "TIME", id_cell)[0], (*ROWS[1][:9], "hub")])
    done = imported(ImportRequest((source,), tmp_path / "inv", mapping=mapping))
    assert {each["id"] for each in done.document["systems"]} == {f"home-office/{made}", "home-office/hub"}
    assert [each["rule"] for each in done.document["findings"] if each["rule"] == "LM509"] == (
        [rule] if rule else []
    )


def test_what_the_flag_takes_is_counted(tmp_path: Path) -> None:
    run(put(tmp_path), tmp_path / "inv")
    edit(tmp_path, "£4m", "£3m")
    done = run(put(tmp_path, changed(0, "Annual Cost (£k)", "5000")), tmp_path / "inv", prefers_source=True)
    assert any(line.startswith("note: 1 value of the source") for line in done.ledger)


def test_a_column_that_the_mapping_gives_a_field_later_moves_there(tmp_path: Path) -> None:
    run(put(tmp_path), tmp_path / "inv")
    mapping = tmp_path / "inv/imports/register.yaml"
    text = mapping.read_text(encoding="utf-8")
    mapping.write_text(text.replace("  TIME: keep", "  TIME: purpose"), encoding="utf-8")
    done = run(put(tmp_path), tmp_path / "inv")
    assert done.document["findings"] == []
    assert value(tmp_path, "home-office/case-tracker", "purpose") == "Tolerate"
    assert "x-register" not in (tmp_path / "inv/home-office/systems.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("supplier", ["Internal", "In-house", "bespoke"])
def test_who_has_no_supplier_has_no_contract(tmp_path: Path, supplier: str) -> None:
    rows = [("A1", "Case tracker", "D", supplier), ("A2", "Hub", "D", "Acme"), ("A3", "Post", "D", "Acme")]
    run(put(tmp_path, rows, ("App ID", "Application Name", "Department", "Supplier")), tmp_path / "inv")
    assert value(tmp_path, "d/case-tracker", "contracts") is None
    written = (tmp_path / "inv/d/systems.yaml").read_text(encoding="utf-8")
    assert f"x-register: {{supplier: {supplier}}}" in written


def test_headings_below_a_row_of_groups_are_found_in_a_text_file_too(tmp_path: Path) -> None:
    rows = [("App ID", "Application Name", "Department"), ("A1", "Case tracker", "D")]
    done = run(put(tmp_path, rows, ("General", "What", "Who")), tmp_path / "inv")
    assert [each["id"] for each in done.document["systems"]] == ["d/case-tracker"]


def test_a_column_that_is_kept_comes_with_what_could_stand_there(tmp_path: Path) -> None:
    rows = [(f"A{n}", f"S{n}", "D", "AWS" if n < 2 else "Capita site", "rolling") for n in range(4)]
    headings = ("App ID", "Application Name", "Department", "Hosting", "Contract end")
    run(put(tmp_path, rows, headings), tmp_path / "inv")
    mapping = tmp_path / "inv/imports/register.yaml"
    text = mapping.read_text(encoding="utf-8")
    lines = text.splitlines()
    for heading in ("Hosting", "Contract end"):
        kept = next(line for line in lines if line.startswith(f"  {heading}: keep"))
        instead = next(line for line in lines if line.startswith(f"  # {heading}: "))
        text = text.replace(f"{kept}\n", "").replace(instead, instead.replace("# ", ""))
    text = text.replace("Capita site: ", "Capita site: supplier-hosted").replace(
        "rolling: ", "rolling: not-announced"
    )
    mapping.write_text(text, encoding="utf-8")
    assert not run(put(tmp_path, rows, headings), tmp_path / "inv").has_findings
    assert value(tmp_path, "d/s3", "hosting", "type") == "supplier-hosted"


def test_whose_systems_they_are_is_remembered_by_the_mapping(tmp_path: Path) -> None:
    rows, headings = [("A1", "Case tracker", "Live")], ("App ID", "Application Name", "Lifecycle")
    source = put(tmp_path, rows, headings)
    imported(ImportRequest((source,), tmp_path / "inv", organisation="home-office"))
    (tmp_path / "inv/other.yaml").write_text("organisation: x\nsystems:\n- {id: q, name: Q}\n")
    done = run(put(tmp_path, [*rows, ("A2", "Hub", "Live")], headings), tmp_path / "inv")
    assert [each["id"] for each in done.document["systems"]] == [
        "home-office/case-tracker",
        "home-office/hub",
    ]


def test_a_score_is_edited_under_the_spelling_that_the_record_uses(tmp_path: Path) -> None:
    (tmp_path / "inv").mkdir()
    record = "{id: x, name: X, ids: {register: A1}, assessment: {scores: {L3: {score: 3, evidence: e}}}}"
    (tmp_path / "inv/s.yaml").write_text(f"organisation: {{id: d, name: D}}\nsystems:\n- {record}\n")
    mapping = tmp_path / "m.yaml"
    mapping.write_text(
        "import: register\nkey: App ID\norganisation: d\nassessment: {assessor: Risk team, date: 2026-05}\n"
        "columns: {Application Name: name, Debt: {to: assessment.scores.skills, values: {High: 5}}}\n"
    )
    source = put(tmp_path, [("A1", "X", "High")], ("App ID", "Application Name", "Debt"))
    imported(ImportRequest((source,), tmp_path / "inv", mapping=mapping, prefers_source=True))
    assert "scores: {L3: {score: 5, evidence: e}}" in (tmp_path / "inv/s.yaml").read_text(encoding="utf-8")


def test_a_person_for_whom_the_mapping_gives_a_role_is_not_in_the_lock(tmp_path: Path) -> None:
    rows = [("A1", "Case tracker", "D", "Jane Smith"), ("A2", "Hub", "D", "Hub team")]
    headings = ("App ID", "Application Name", "Department", "Owner")
    run(put(tmp_path, rows, headings), tmp_path / "inv")
    mapping = tmp_path / "inv/imports/register.yaml"
    text = mapping.read_text(encoding="utf-8")
    line = next(each for each in text.splitlines() if each.startswith("  Owner:"))
    mapping.write_text(
        text.replace(line, "  Owner: {to: owner.business, values: {Jane Smith: Head of cases}}"),
        encoding="utf-8",
    )
    run(put(tmp_path, rows, headings), tmp_path / "inv")
    assert value(tmp_path, "d/case-tracker", "owner", "business") == "Head of cases"
    assert "Jane" not in (tmp_path / "inv/imports/register.lock").read_text(encoding="utf-8")
    before = everything(tmp_path / "inv")
    assert run(put(tmp_path, rows, headings), tmp_path / "inv").document["findings"] == []
    assert everything(tmp_path / "inv") == before


def test_routes_with_brackets_need_no_quotes_in_a_mapping(tmp_path: Path) -> None:
    (tmp_path / "inv/imports").mkdir(parents=True)
    (tmp_path / "inv/imports/register.yaml").write_text(
        "import: register\nkey: App ID\norganisation: d\ncolumns:\n  Application Name: name\n"
        "  Ends: {to: contracts[main].ends, dates: dmy, words: {rolling: not-announced}}\n"
        "  Who: {to: contracts[main].supplier}\n  Product: {to: technologies[db].product, role: database}\n"
    )
    headings = ("App ID", "Application Name", "Ends", "Who", "Product")
    run(put(tmp_path, [("A1", "X", "rolling", "Acme", "COBOL")], headings), tmp_path / "inv")
    written = (tmp_path / "inv/d/systems.yaml").read_text(encoding="utf-8")
    assert "- {supplier: Acme, ends: not-announced}" in written
    assert "{product: COBOL, role: database}" in written
    read = read_inventory((tmp_path / "inv",))
    assert [each.rule for each in read.faults if each.rule == "invalid-yaml"] == []
