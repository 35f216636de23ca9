"""Questions out, answers in: end to end, on an inventory of two systems."""

from collections.abc import Callable
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from legacymap.analysis.answers import AnswersTaken, AnswersWanted, answers
from legacymap.analysis.questions import LOCK, QuestionsWanted, questions
from legacymap.analysis.request import Request
from legacymap.analysis.telling import told_finding
from legacymap.domain.errors import RequestError

AS_OF = date(2026, 11, 22)
TEXT = """\
organisation: {id: harbours, name: Harbours}
systems:
# the oldest one
- id: tides
  name: Tide tables      # printed too
  owner: Head of hydrography
  hosting: on-premises
  technologies:
  - oracle-database
  - product: cobol
  contracts: [{supplier: Acme, ends: 2028-03}]
  assessment: {date: 2025-01-05, scores: {L3: 5, reputation: 2}}
- {id: pilots, name: Pilot bookings, owner: Head of hydrography, costs: {annual_run: £2m}}
"""
BOOK = "harbours--head-of-hydrography.xlsx"
ANSWERED = {"Answer", "Evidence", "As of", "Answered by (role)"}
Fill = Callable[[openpyxl.Workbook], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "systems.yaml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def asked(folder: Path) -> dict[str, bytes]:
    return dict(questions(Request((folder,), AS_OF), QuestionsWanted()).workbooks)


@cache
def sent() -> bytes:
    """The workbook about the two systems as they are at first."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "systems.yaml").write_text(TEXT, encoding="utf-8")
        return asked(Path(folder))[BOOK]


def filled(content: bytes, fill: Fill) -> bytes:
    book = openpyxl.load_workbook(BytesIO(content))
    fill(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def row_of(sheet: Worksheet, key: str) -> int:
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == key)


def put(book: openpyxl.Workbook, sheet: str, key: str, **cells: object) -> None:
    """Fills cells of a row by heading; `_` in a heading stands for a space where the heading has one."""
    page = book[sheet]
    headings = {str(page.cell(1, column).value): column for column in range(1, page.max_column + 1)}
    for heading, value in cells.items():
        named = {"as_of": "As of", "role": "Answered by (role)", "none": "there are none"}.get(
            heading, heading if heading in headings else heading.capitalize()
        )
        page.cell(row_of(page, key), headings[named]).value = value  # type: ignore[assignment]


def come_back(folder: Path, *fills: Fill, rejects: Path | None = None) -> AnswersTaken:
    content = sent()
    books = {
        f"{number}-{BOOK}" if number else BOOK: filled(content, fill) for number, fill in enumerate(fills)
    }
    return answers(Request((folder,), AS_OF), AnswersWanted(books, folder, rejects=rejects))


def text(folder: Path) -> str:
    return (folder / "systems.yaml").read_text(encoding="utf-8")


def rules(taken: AnswersTaken) -> list[str]:
    return [each.rule for each in taken.findings]


def test_the_workbook_holds_the_sheets_and_the_hidden_keys() -> None:
    book = openpyxl.load_workbook(BytesIO(sent()))
    names = book.sheetnames
    assert names[:2] == ["Read me", "Questions"]
    assert {"Technologies", "Contracts", "Incidents", "Consumers", "Systems", "Lists", "legacymap"} <= set(
        names
    )
    assert (book["Lists"].sheet_state, book["legacymap"].sheet_state) == ("hidden", "veryHidden")
    assert [cell.value for cell in book["legacymap"][1]] == ["key", "route", "hash"]
    page = book["Questions"]
    assert [cell.value for cell in page[1]] == [
        "Key", "System", "Question", "Why it is asked", "What is on record",
        "Answer", "Evidence", "As of", "Answered by (role)",
    ]  # fmt: skip
    assert page.protection.sheet
    assert not page["F2"].protection.locked
    assert page["F2"].number_format == "@"
    assert page["C2"].protection.locked
    assert page.column_dimensions["A"].hidden
    assert page.oddHeader.center.text == "OFFICIAL-SENSITIVE"  # type: ignore[union-attr]
    assert not [each for sheet in book for each in sheet.merged_cells.ranges]
    assert book.properties.language == "en-GB"


def test_what_is_unlocked_and_checked_stands_in_the_columns_of_answers() -> None:
    book = openpyxl.load_workbook(BytesIO(sent()))
    checks = 0
    for page in (each for each in book if each.sheet_state == "visible"):
        headings = {place: str(cell.value) for place, cell in enumerate(page[1], start=1)}
        is_of_items = "there are none" in headings.values()
        never = {"Key", "System"} if is_of_items else {*headings.values()} - ANSWERED
        unlocked = {
            headings[place]
            for row in page.iter_rows(min_row=2)
            for place, cell in enumerate(row, start=1)
            if not cell.protection.locked
        }
        assert page.protection.sheet
        assert not unlocked & never, page.title
        for rule in page.data_validations.dataValidation:
            cells = next(iter(rule.sqref.ranges))
            assert cells.min_col == cells.max_col
            assert headings[cells.min_col] in unlocked, f"{page.title}: {rule.sqref}"
            if rule.type == "custom":
                checks += 1
                first = f"{get_column_letter(cells.min_col)}{cells.min_row}"
                assert f"LEFT({first},4)" in str(rule.formula1), "a check reads the cell that it is of"
    assert checks


def test_rows_are_as_high_as_their_texts() -> None:
    page = openpyxl.load_workbook(BytesIO(sent()))["Questions"]
    for row in range(2, page.max_row + 1):
        asked_for = str(page.cell(row, 3).value)
        assert (page.row_dimensions[row].height or 0) >= 15 * (len(asked_for) / 46)


def test_a_long_title_is_whole_in_its_larger_type() -> None:
    page = openpyxl.load_workbook(BytesIO(sent()))["Read me"]
    title = page.cell(2, 1)
    lines = -(-len(str(title.value)) // 66)  # in 14 points, 66 of them fill the column
    assert (page.row_dimensions[2].height or 0) >= 18 * lines


def test_one_estate_gives_one_workbook_byte_for_byte(folder: Path) -> None:
    assert asked(folder)[BOOK] == sent()


def test_facts_come_before_levels_and_what_is_known_is_not_asked() -> None:
    book = openpyxl.load_workbook(BytesIO(sent()))
    keys = [str(cell.value) for cell in book["Questions"]["A"][1:]]
    pilots = [key.partition(":")[2] for key in keys if key.startswith("harbours/pilots")]
    assert pilots.index("hosting") < pilots.index("assessment.scores.skills")
    assert "harbours/tides:assessment.scores.skills" not in keys
    assert "harbours/tides:hosting" not in keys


def test_answers_are_written_with_their_provenance_and_nothing_else_changes(folder: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        put(
            book,
            "Questions",
            "harbours/pilots:hosting",
            answer="SaaS",
            as_of="2026-11-20",
            role="Booking team",
        )
        put(
            book,
            "Questions",
            "harbours/pilots:vulnerabilities.known",
            answer="N",
            as_of="2026-11-20",
            role="Booking team",
        )
        put(
            book,
            "Questions",
            "harbours/pilots:costs.cost_of_failure",
            answer="£4m",
            as_of="2026-11-20",
            role="Booking team",
        )
        seen = {"as_of": "2026-11-20", "role": "Head of hydrography", "evidence": "Survey of users"}
        key = "harbours/tides:assessment.scores.business_needs"
        put(book, "Questions", key, answer="4 - needs are not met", **seen)

    taken = come_back(folder, fill)
    after = text(folder)
    assert taken.is_written
    assert (
        "- {id: pilots, name: Pilot bookings, owner: Head of hydrography, "
        "costs: {annual_run: £2m, cost_of_failure: £4m}, hosting: saas, "
        "vulnerabilities: {known: no, checked: 2026-11-20}, "
        "sources: [{title: 'Answers of Booking team: costs, hosting, vulnerabilities', date: 2026-11-20}]}"
    ) in after
    level = "business_needs: {score: 4, evidence: 'Survey of users (Head of hydrography, 2026-11-20)'}"
    assert level in after or level.replace("'", "") in after
    assert "assessment: {date: 2025-01-05" in after
    assert "# the oldest one" in after
    assert "name: Tide tables      # printed too" in after
    assert rules(taken) == ["assessment-older-than-answer"]


def test_items_are_changed_added_and_denied(folder: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        put(book, "Technologies", "harbours/tides:technologies[1]", version="6.1", upgrade_planned="no")
        put(book, "Technologies", "harbours/pilots:technologies+2", product="PostgreSQL", version="3.10")
        put(book, "Contracts", "harbours/tides:contracts[0]", replacement_agreed="yes")
        put(book, "Contracts", "harbours/pilots:contracts=none", none="yes")
        put(
            book,
            "Incidents",
            "harbours/tides:incidents+1",
            date="March 2026",
            severity="major",
            summary="Flood",
        )
        put(book, "Consumers", "harbours/tides:used_by+1", system="Pilot bookings")

    taken = come_back(folder, fill)
    after = text(folder)
    assert taken.findings == ()
    assert "{product: cobol, version: 6.1, upgrade_planned: no}" in after or "version: 6.1" in after
    assert "PostgreSQL 3.10" in after
    assert "contracts: [{supplier: Acme, ends: 2028-03, replacement_agreed: yes}]" in after
    assert "contracts: []" in after
    assert "{date: 2026-03, severity: major, summary: Flood}" in after
    assert "used_by: [pilots]" in after
    assert "Answers of Head of hydrography: contracts, incidents, technologies, used by" in after


def test_a_workbook_that_comes_back_empty_changes_nothing(folder: Path) -> None:
    taken = come_back(folder, lambda _: None)
    assert (taken.is_written, taken.findings, text(folder)) == (False, (), TEXT)


def test_what_was_taken_is_as_it_is_when_it_comes_again(folder: Path) -> None:
    content = sent()
    book = filled(content, lambda book: put(book, "Questions", "harbours/pilots:hosting", answer="saas"))
    wanted = AnswersWanted({BOOK: book}, folder)
    answers(Request((folder,), AS_OF), wanted)
    before = text(folder)
    again = answers(Request((folder,), AS_OF), wanted)
    assert (again.is_written, again.answered.same, again.findings, text(folder)) == (False, 1, (), before)


def test_an_answer_that_is_not_understood_is_told_by_cell_and_nothing_of_it_is_written(folder: Path) -> None:
    taken = come_back(
        folder, lambda book: put(book, "Questions", "harbours/pilots:costs.cost_of_failure", answer="tbc")
    )
    assert rules(taken) == ["answer-not-understood"]
    finding = taken.findings[0]
    assert finding.message.startswith('"tbc" is not an amount')
    assert str(finding.place).startswith(f"{BOOK}:Questions!F")
    assert text(folder) == TEXT


@pytest.mark.parametrize("level", ["7", "red", "4.5", "-1"])
def test_a_level_outside_the_scale_is_rejected_without_being_quoted(folder: Path, level: str) -> None:
    key = "harbours/pilots:assessment.scores.skills"
    taken = come_back(folder, lambda book: put(book, "Questions", key, answer=level))
    assert rules(taken) == ["answer-not-understood"]
    assert "is not a level of 1 to 6" in taken.findings[0].message
    assert level not in taken.findings[0].message.replace("1 to 6", "")
    assert told_finding(taken.findings[0], [])["message"] == taken.findings[0].message, "one sentence in both"
    assert text(folder) == TEXT


def test_a_record_that_changed_since_is_not_overwritten(folder: Path) -> None:
    content = sent()
    changed = TEXT.replace("costs: {annual_run: £2m}", "hosting: saas")
    (folder / "systems.yaml").write_text(changed, encoding="utf-8")
    for said, rule in (("hybrid", ["answered-in-two-ways"]), ("SaaS", [])):

        def fill(book: openpyxl.Workbook, said: str = said) -> None:
            put(book, "Questions", "harbours/pilots:hosting", answer=said)

        taken = answers(Request((folder,), AS_OF), AnswersWanted({BOOK: filled(content, fill)}, folder))
        assert rules(taken) == rule
        assert text(folder) == changed


def test_two_workbooks_that_disagree_write_nothing_and_both_cells_are_told(folder: Path) -> None:
    key = "harbours/pilots:hosting"
    taken = come_back(
        folder,
        lambda book: put(book, "Questions", key, answer="saas"),
        lambda book: put(book, "Questions", key, answer="hybrid"),
    )
    assert rules(taken) == ["answered-in-two-ways"] * 2
    assert {each.place.file for each in taken.findings} == {BOOK, f"1-{BOOK}"}
    assert text(folder) == TEXT


def test_two_workbooks_that_agree_are_one_answer(folder: Path) -> None:
    key = "harbours/pilots:hosting"
    taken = come_back(
        folder,
        lambda book: put(book, "Questions", key, answer="saas"),
        lambda book: put(book, "Questions", key, answer="SaaS"),
    )
    assert (taken.findings, taken.is_written) == ((), True)


def test_dont_know_writes_nothing_and_is_remembered_and_asked_last(folder: Path) -> None:
    key = "harbours/pilots:hosting"
    taken = come_back(
        folder,
        lambda book: put(
            book, "Questions", key, answer="don’t know", as_of="2026-11-20", role="Booking team"
        ),
    )
    assert (text(folder), taken.findings) == (TEXT, ())
    assert '{"key": "harbours/pilots:hosting", "date": "2026-11-20", "role": "Booking team"}' in (
        folder / LOCK
    ).read_text(encoding="utf-8")
    page = openpyxl.load_workbook(BytesIO(asked(folder)[BOOK]))["Questions"]
    last = page.max_row
    assert page.cell(last, 1).value == key
    assert "asked on 20 November 2026, not known" in str(page.cell(last, 4).value)


def test_a_person_who_answered_is_refused_and_named_nowhere(folder: Path, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.xlsx"
    taken = come_back(
        folder,
        lambda book: put(book, "Questions", "harbours/pilots:hosting", answer="saas", role="Jane Smith"),
        rejects=rejects,
    )
    assert rules(taken) == ["person-not-role"]
    assert "Jane" not in str(taken.findings)
    assert text(folder) == TEXT
    page = openpyxl.load_workbook(rejects)["Questions"]
    assert "Jane" not in str([[cell.value for cell in row] for row in page])


def test_rejects_come_as_a_workbook_that_can_be_answered(folder: Path, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.xlsx"

    def fill(book: openpyxl.Workbook) -> None:
        put(book, "Questions", "harbours/pilots:costs.cost_of_failure", answer="a lot")
        put(book, "Contracts", "harbours/pilots:contracts+1", supplier="Acme", ends="soon")
        put(book, "Questions", "harbours/pilots:hosting", answer="saas")

    taken = come_back(folder, fill, rejects=rejects)
    assert len(taken.answered.rejected) == 2
    content = rejects.read_bytes()
    book = openpyxl.load_workbook(BytesIO(content))
    rows = [[cell.value for cell in row] for row in book["Questions"].iter_rows(min_row=2)]
    assert [row[0] for row in rows] == ["harbours/pilots:costs.cost_of_failure"]
    assert rows[0][5] == "a lot"
    assert "is not an amount" in str(rows[0][-1])
    assert [row[0].value for row in book["Contracts"].iter_rows(min_row=2)] == ["harbours/pilots:contracts+1"]

    def mend(book: openpyxl.Workbook) -> None:
        put(book, "Questions", "harbours/pilots:costs.cost_of_failure", answer="£5m")
        put(book, "Contracts", "harbours/pilots:contracts+1", supplier="Acme", ends="2029-03")

    again = answers(Request((folder,), AS_OF), AnswersWanted({"rejects.xlsx": filled(content, mend)}, folder))
    assert again.findings == ()
    assert "cost_of_failure: £5m" in text(folder)


def test_a_system_that_is_gone_is_told(folder: Path) -> None:
    content = sent()
    (folder / "systems.yaml").write_text(TEXT.replace("id: pilots", "id: bookings"), encoding="utf-8")

    def fill(book: openpyxl.Workbook) -> None:
        put(book, "Questions", "harbours/pilots:hosting", answer="saas")
        put(book, "Questions", "harbours/tides:costs.cost_of_failure", answer="don't know")

    taken = answers(Request((folder,), AS_OF), AnswersWanted({BOOK: filled(content, fill)}, folder))
    assert rules(taken) == ["system-gone"]


def test_an_altered_workbook_is_told(folder: Path) -> None:
    def heading(book: openpyxl.Workbook) -> None:
        book["Questions"]["F1"] = "Reply"

    def stranger(book: openpyxl.Workbook) -> None:
        page = book["Questions"]
        page.append(["harbours/other:hosting", "Other", "?", "?", "", "saas"])

    def twice(book: openpyxl.Workbook) -> None:
        put(book, "Questions", "harbours/pilots:hosting", answer="saas")
        page = book["Questions"]
        page.append([cell.value for cell in page[row_of(page, "harbours/pilots:hosting")]])

    for fill in (heading, stranger, twice):
        (folder / "systems.yaml").write_text(TEXT, encoding="utf-8")
        assert "workbook-altered" in rules(come_back(folder, fill)), fill.__name__


def test_rows_and_columns_may_be_moved(folder: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        put(book, "Questions", "harbours/pilots:hosting", answer="saas")
        page = book["Questions"]
        rows = [[cell.value for cell in row] for row in page.iter_rows()]
        turned = [[*row[1:], row[0]] for row in (rows[0], *reversed(rows[1:]))]
        for number, row in enumerate(turned, start=1):
            for column, value in enumerate(row, start=1):
                page.cell(number, column).value = value

    taken = come_back(folder, fill)
    assert (taken.findings, taken.is_written) == ((), True)
    assert "hosting: saas" in text(folder)


def test_a_workbook_that_legacymap_did_not_write_is_refused(folder: Path) -> None:
    book = openpyxl.Workbook()
    out = BytesIO()
    book.save(out)
    with pytest.raises(RequestError, match="not a workbook of questions"):
        answers(Request((folder,), AS_OF), AnswersWanted({"x.xlsx": out.getvalue()}, folder))


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    content = filled(sent(), lambda book: put(book, "Questions", "harbours/pilots:hosting", answer="saas"))
    taken = answers(Request((folder,), AS_OF), AnswersWanted({BOOK: content}, folder, is_dry=True))
    assert (taken.is_written, text(folder)) == (False, TEXT)
    assert "+- {id: pilots, name: Pilot bookings" in taken.told.difference
    assert "hosting: saas" in taken.told.difference


def test_a_level_by_code_is_answered_under_its_code(folder: Path) -> None:
    changed = TEXT.replace("L3: 5", "L3: {between: [2, 5]}")
    (folder / "systems.yaml").write_text(changed, encoding="utf-8")
    key = "harbours/tides:assessment.scores.skills"
    content = filled(
        asked(folder)[BOOK], lambda book: put(book, "Questions", key, answer="4", role="Hydrography")
    )
    taken = answers(Request((folder,), AS_OF), AnswersWanted({BOOK: content}, folder))
    assert "skills" not in text(folder)
    assert "L3: {" in text(folder)
    assert "between: [4, 4]" in text(folder)
    assert taken.is_written


def test_a_range_that_cannot_become_a_word_is_told(folder: Path) -> None:
    changed = TEXT.replace("L3: 5", "L3: {between: [2, 5]}")
    (folder / "systems.yaml").write_text(changed, encoding="utf-8")
    key = "harbours/tides:assessment.scores.skills"
    content = filled(asked(folder)[BOOK], lambda book: put(book, "Questions", key, answer="not-applicable"))
    taken = answers(Request((folder,), AS_OF), AnswersWanted({BOOK: content}, folder))
    assert (rules(taken), text(folder)) == (["cannot-be-edited"], changed)


def test_no_more_than_forty_questions_and_the_rest_is_counted(tmp_path: Path) -> None:
    systems = "".join(f"- {{id: s{number}, name: System {number}, owner: Team}}\n" for number in range(9))
    (tmp_path / "a.yaml").write_text(f"organisation: dept\nsystems:\n{systems}", encoding="utf-8")
    made = questions(Request((tmp_path,), AS_OF), QuestionsWanted())
    assert [(len(each.questions), each.later > 0) for each in made.portions] == [(40, True)]
    asked_for = questions(Request((tmp_path,), AS_OF), QuestionsWanted(top=5))
    assert len(asked_for.portions[0].questions) > 40
    assert len({each.system for each in asked_for.portions[0].questions}) == 5


def test_without_an_owner_the_owner_is_asked_first(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("organisation: dept\nsystems:\n- {id: a, name: A}\n", encoding="utf-8")
    made = questions(Request((tmp_path,), AS_OF), QuestionsWanted())
    assert list(made.workbooks) == ["dept--no-owner.xlsx"]
    assert made.portions[0].questions[0].route == "owner"
