import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.errors import RequestError
from legacymap.exchange.archives import looked_through
from legacymap.exchange.delimited import opened
from legacymap.exchange.draft import CellInDoubt
from legacymap.exchange.sheets import RawRow, Table, Wanted, table, without_footnotes
from legacymap.exchange.workbooks import Workbook

HEADINGS = ("Application ID", "Name", "Status")


def workbook(rows: Sequence[Sequence[object]], title: str = "Applications") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return book


def content(book: openpyxl.Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def read(source: bytes, name: str = "register.csv", wanted: Wanted | None = None) -> Table:
    found = table(opened(source, name), wanted)
    assert found is not None
    return found


def cells(found: Table) -> list[list[object]]:
    return [list(row.cells) for row in found.rows]


def test_the_headings_are_the_first_row_of_three_texts_and_the_rows_above_are_the_title() -> None:
    book = workbook([["Register of applications"], [2026, 1, 2, 3], [], HEADINGS, ["A1", "Payroll", "Live"]])
    found = read(content(book), "register.xlsx")
    assert found.sheet.headings == HEADINGS
    assert found.sheet.header_row == 4
    assert found.sheet.title[0] == "Register of applications"
    assert cells(found) == [["A1", "Payroll", "Live"]]
    assert str(found.sheet.place(found.rows[0], 1)) == "register.xlsx:Applications!B5"


def test_five_empty_rows_end_a_table_and_four_do_not() -> None:
    row = ["A", "b", "c"]
    assert len(read(content(workbook([HEADINGS, row, [], [], [], [], row])), "r.xlsx").rows) == 2
    assert len(read(content(workbook([HEADINGS, row, [], [], [], [], [], row])), "r.xlsx").rows) == 1
    text = b"Application ID,Name,Status\nA,b,c\n\n\n\n\nA,b,c\n"
    assert len(read(text).rows) == 2
    assert len(read(text.replace(b"\n\n\n\n\n", b"\n\n\n\n\n\n")).rows) == 1


def test_the_word_of_until_ends_a_table() -> None:
    found = read(b"ID,Name,Status\n1,a,b\nTotal,,\n2,a,b\n", wanted=Wanted(until="total"))
    assert len(found.rows) == 1


def test_footnotes_end_a_table_but_a_lone_cell_in_the_middle_does_not() -> None:
    found = read(b"ID,Name,Status\n1,a,b\nHome Office,,\n2,a,b\nSource: finance,,\nPrinted in May,,\n")
    cut = without_footnotes(found, 1)
    assert [row.number for row in cut.rows] == [2, 3, 4]
    assert cut.footnotes == ("Source: finance", "Printed in May")


def test_a_name_alone_is_no_footnote() -> None:
    assert without_footnotes(read(b"ID,Name,Status\n1,a,b\n,Payroll,\n"), 1).footnotes == ()


def test_a_short_footnote_of_a_text_file_is_no_ragged_record() -> None:
    found = without_footnotes(read(b"ID,Name,Status\n1,a,b\nSource: finance\n"), 1)
    assert found.findings == ()
    assert found.footnotes == ("Source: finance",)


def test_a_merged_department_fills_its_rows_and_a_merge_across_is_in_doubt() -> None:
    book = workbook(
        [["Department", "Name", "Status"], ["Home Office", "a", "Live"], [None, "b", "Live"], ["x", "y", "z"]]
    )
    sheet = book["Applications"]
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B4:C4")
    found = read(content(book), "r.xlsx")
    assert [row[0] for row in cells(found)] == ["Home Office", "Home Office", "x"]
    assert cells(found)[2][1] == CellInDoubt("merged", "y")


def test_headings_below_a_row_of_groups_are_taken() -> None:
    book = workbook(
        [
            ["General", None, "Money", None, "People"],
            ["Name", "Status", "Cost", "Saving", "Owner"],
            list("abcde"),
        ]
    )
    book["Applications"].merge_cells("A1:B1")
    assert read(content(book), "r.xlsx").sheet.headings == ("Name", "Status", "Cost", "Saving", "Owner")


def test_error_cells_and_formulas_without_a_value_are_doubts_not_nothing() -> None:
    book = workbook([HEADINGS, ["A1", "#N/A", "=1+1"]])
    book["Applications"]["B2"].data_type = "e"
    assert cells(read(content(book), "r.xlsx")) == [
        ["A1", CellInDoubt("error", "#N/A"), CellInDoubt("formula", "=1+1")]
    ]


def test_dates_numbers_and_their_formats_come_through() -> None:
    book = workbook([["ID", "Name", "Go live", "Cost"], [123, "a", datetime(2020, 5, 4), 4.5]])  # noqa: DTZ001
    sheet = book["Applications"]
    sheet["A2"].number_format = "00000"
    sheet["D2"].number_format = "[$€-407] #,##0.00"
    found = read(content(book), "r.xlsx")
    assert cells(found) == [[123, "a", date(2020, 5, 4), 4.5]]
    assert dict(found.rows[0].formats) == {0: "00000", 3: "[$€-407] #,##0.00"}


def test_hidden_rows_are_read_and_told_and_hidden_sheets_are_not() -> None:
    book = workbook([HEADINGS, ["A1", "a", "b"], ["A2", "c", "d"]])
    book["Applications"].row_dimensions[3].hidden = True
    hidden = book.create_sheet("Old", 0)
    hidden.append(["x", "y", "z"])
    hidden.append(["1", "2", "3"])
    hidden.sheet_state = "hidden"
    source = opened(content(book), "r.xlsx")
    found = table(source)
    assert found is not None
    assert found.sheet.name == "Applications"
    assert (len(found.rows), found.notes) == (2, ("1 hidden row was read",))
    assert source.hidden == ("Old",)
    asked = table(source, Wanted(sheet="Old"))
    assert asked is not None
    assert asked.sheet.headings == ("x", "y", "z")


def test_a_sheet_that_is_not_there_is_refused_with_the_nearest() -> None:
    with pytest.raises(RequestError) as refused:
        table(opened(content(workbook([HEADINGS])), "r.xlsx"), Wanted(sheet="Aplications"))
    assert "Applications" in refused.value.hint


def test_a_workbook_of_empty_formatted_rows_holds_no_table() -> None:
    book = workbook([HEADINGS])
    for row in range(2, 1002):
        book["Applications"].cell(row, 1).number_format = "0.00"
    assert table(opened(content(book), "r.xlsx")) is None


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_records_have_in_common(delimiter: str) -> None:
    lines = [delimiter.join(HEADINGS), delimiter.join(["A1", '"a; b, c"', "Live"]), delimiter.join("xyz")]
    assert read("\n".join(lines).encode()).sheet.headings == HEADINGS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_read_and_an_assumed_one_is_told(encoding: str) -> None:
    found = read("ID,Name,Status\n1,Département d’État,b\n".encode(encoding))
    assert cells(found)[0][1] == "Département d’État"
    assert bool(found.notes) == (encoding == "cp1252")


def test_a_ragged_record_is_told_and_its_cells_are_not_guessed() -> None:
    found = read(b'ID,Name,Status\n1,a\n2,"b\nb",c\n3,Human Resources",d\n4,e,f\n')
    assert [row.line for row in found.rows] == [3, 6]
    assert [str(each.place) for each in found.findings] == ["register.csv:2", "register.csv:5"]
    assert {each.rule for each in found.findings} == {"ragged-record"}
    assert [len(row.cells) for row in found.set_aside] == [2, 3]


def test_a_quote_that_is_never_closed_costs_one_record() -> None:
    found = read(b'ID,Name,Status\n1,"a,b\n2,c,d\n')
    assert cells(found) == [["2", "c", "d"]]


def test_an_apostrophe_against_formulas_is_taken_off_and_any_other_stays() -> None:
    assert cells(read(b"ID,Name,Status\n'=1+1,'t Hart,'-x\n")) == [["=1+1", "'t Hart", "-x"]]


def test_a_cell_beyond_the_headings_is_told_and_counted() -> None:
    found = read(content(workbook([HEADINGS, ["1", "a", "b", None, "stray"]])), "r.xlsx")
    assert found.beyond == 1
    assert str(found.findings[0].place) == "r.xlsx:Applications!E2"


def test_one_heading_twice_becomes_two() -> None:
    assert read(b"ID,Name,Owner,owner\n1,a,b,c\n").sheet.headings == ("ID", "Name", "Owner", "owner (2)")


@given(
    st.lists(
        st.lists(st.text(st.sampled_from('ab",;\n \r'), max_size=6), min_size=3, max_size=3),
        min_size=1,
        max_size=5,
    )
)
def test_what_a_writer_of_csv_writes_comes_back(rows: list[list[str]]) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    text = (
        ",".join(HEADINGS)
        + "\n"
        + "\n".join(",".join(map(quoted, ["k" + row[0], *row[1:]])) for row in rows)
        + "\n"
    )
    found = read(text.encode(), wanted=Wanted(header_row=1))
    expected = [["k" + row[0], *row[1:]] for row in rows]
    assert [[cell or "" for cell in row] for row in cells(found)] == [
        [cell if cell.strip() else "" for cell in row] for row in expected
    ]


def replaced_part(source: bytes, part: str, change: bytes) -> bytes:
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            new.writestr(entry.filename, change if entry.filename == part else old.read(entry))
    return written.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def hostile(xml: str) -> bytes:
    return replaced_part(content(workbook([HEADINGS])), SHEET, xml.encode())


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_far_cell_costs_one_cell() -> None:
    head = "".join(inline(f"{letter}1", f"head {letter}") for letter in "ABC") + inline("XFD1", "far")
    rows = f'<row r="1">{head}</row><row r="2">{inline("A2", "x")}</row>'
    far = f'<row r="1048576">{inline("XFD1048576", "y")}</row>'
    found = read(hostile(f"<worksheet {MAIN}><sheetData>{rows}{far}</sheetData></worksheet>"), "r.xlsx")
    assert found.sheet.headings == ("head A", "head B", "head C")
    assert cells(found) == [["x", None, None]]


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>', "LM501"),
        (f"<worksheet {MAIN}><sheetData><row r='1'><c r='A1'", "LM501"),
        (f"<worksheet {MAIN}><sheetData><row r='x'></row></sheetData></worksheet>", "LM501"),
        (f"<worksheet {MAIN}><sheetData>{'x' * (2**20 + 2**19)}</sheetData></worksheet>", "LM519"),
    ],
)
def test_a_hostile_sheet_is_one_refusal(xml: str, code: str) -> None:
    with pytest.raises(RequestError) as refused:
        table(opened(hostile(xml), "r.xlsx"))
    assert code in refused.value.message


def test_a_bomb_is_refused_by_its_directory() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part in range(5):
            with archive.open(f"xl/{part}.bin", "w") as opened_part:
                for _ in range(52):
                    opened_part.write(bytes(2**20))
    with pytest.raises(RequestError, match="LM519"):
        opened(written.getvalue(), "r.xlsx")


def test_too_many_columns_rows_and_old_kinds_are_refused() -> None:
    wide = ",".join(f"head{chr(97 + n % 26)}{n}" for n in range(1_100))
    with pytest.raises(RequestError, match="LM519"):
        read(f"{wide}\n{wide}\n".encode())
    for name in ("a.xls", "a.xlsb", "a.ods"):
        with pytest.raises(RequestError) as refused:
            opened(b"x", name)
        assert "xlsx or csv" in refused.value.hint


@pytest.mark.parametrize("junk", [b"PK\x03\x04", b"PK\x03\x04" + bytes(100), b"\x00\x01", b"\xff\xfe\x00"])
def test_junk_is_one_refusal(junk: bytes) -> None:
    with pytest.raises(RequestError, match="LM501"):
        table(opened(junk, "r.xlsx" if junk.startswith(b"PK") else "r.csv"))


SHOWN: dict[str, object] = {
    "text": "Payroll", "blank": "  ", "escaped": "a < b & c > d", "number": 12, "part": 1.5, "large": 10**15,
    "negative": -3, "small": 1e-7, "yes": True, "no": False, "nothing": None, "day": date(2028, 3, 31),
    "moment": datetime(2028, 3, 31, 12, 30),  # noqa: DTZ001 - as cells hold it
    "formula": "=1+1", "error": "#N/A",
}  # fmt: skip


def parsed_by_openpyxl(source: bytes) -> list[RawRow]:
    """The rows as openpyxl's own walk through the sheet gives them."""
    parts = {name: replace(part, is_plain=False) for name, part in looked_through(source, "r.xlsx").items()}
    book = Workbook(source, "r.xlsx", parts)
    return list(book.raw(book.names[0]).rows)


@given(st.lists(st.lists(st.sampled_from(sorted(SHOWN)), max_size=6), max_size=8), st.data())
def test_the_quick_way_through_a_sheet_reads_what_openpyxl_reads(
    names: list[list[str]], data: st.DataObject
) -> None:
    book = workbook([[SHOWN[name] for name in row] for row in names])
    sheet = book.active
    assert sheet is not None
    forms = ["General", "0000", "#,##0", "[$€-407]0.00", "0%", "dd/mm/yyyy", "[h]:mm"]
    for row in sheet.iter_rows():
        for cell in row:
            cell.number_format = data.draw(st.sampled_from(forms))
    sheet.row_dimensions[2].hidden = data.draw(st.booleans())
    source = content(book)
    quick = opened(source, "r.xlsx")
    assert list(quick.raw(quick.names[0]).rows) == parsed_by_openpyxl(source)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<sheetData>", b"<!-- </row> --><sheetData>"),
        (b"</row>", b"</row >"),
        (b'<c r="A2"', b'<c  r = "A2"'),
        (b"<worksheet ", b'<worksheet xmlns:x="urn:x" '),
        (b"</v>", b'</v><!-- <row r="9"> -->'),
        (b"<sheetData>", b"<sheetData \t>"),
    ],
)
def test_a_sheet_written_in_another_way_is_read_alike(old: bytes, new: bytes) -> None:
    source = content(workbook([HEADINGS, ["A1", 12, "Live"], ["A2", 13.5, "Live"]]))
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as before, zipfile.ZipFile(changed, "w") as after:
        for entry in before.infolist():
            part = before.read(entry)
            is_sheet = entry.filename.startswith("xl/worksheets/")
            assert not is_sheet or old in part
            after.writestr(entry.filename, part.replace(old, new, 1) if is_sheet else part)
    assert cells(read(changed.getvalue(), "r.xlsx")) == [["A1", 12, "Live"], ["A2", 13.5, "Live"]]
