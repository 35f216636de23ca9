import re
from datetime import datetime
from io import BytesIO
from math import fsum
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from legacymap.reports.escape import legible, sanitised
from legacymap.reports.formats.xlsx import sheet_names, xlsx_bytes
from legacymap.reports.view import Column, Fact, Prose, Table, View
from tests import golden
from tests.reports.formats.papers import (
    DAY,
    MARKING,
    NASTY,
    bytes_elsewhere,
    bytes_here,
    full_view,
    hostile,
    view_of,
)


def opened(content: bytes, *, values: bool = False) -> Workbook:
    return load_workbook(BytesIO(content), data_only=values)


def values_of(book: Workbook) -> list[object]:
    return [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]


def test_every_table_has_a_sheet_after_what_they_rest_on() -> None:
    book = opened(xlsx_bytes(full_view(), DAY))
    assert book.sheetnames == ["Contents", "Words", "What the systems cost", "Systems by year"]
    listed = [row[0] for row in book["Contents"].iter_rows(values_only=True)]
    assert {"A submission", MARKING, "Provenance", "made by", *book.sheetnames[1:]} <= set(listed)
    words = list(book["Words"].iter_rows(values_only=True))
    assert ("Assumptions", None) in words
    assert (None, "Nothing unknown is low.") in words


def test_every_column_is_there_with_its_type_and_unrounded() -> None:
    sheet = opened(xlsx_bytes(full_view(), DAY))["What the systems cost"]
    header = [cell.value for cell in sheet[4]]
    assert header[:6] == [
        "system",
        "what is known",
        "cost",
        "score, lowest",
        "score, expected",
        "score, highest",
    ]
    assert header[6:] == ["share", "day", "rating", "paid", "raw"]
    first = sheet[5]
    assert [cell.value for cell in first[2:7]] == pytest.approx([1e6 / 3, 1, 1 / 3 + 2, 4, 0.125], rel=1e-15)
    assert first[7].value == datetime(2026, 11, 22)  # noqa: DTZ001 - a workbook knows no time zone
    assert (first[8].value, first[9].value) == ("red", 1250000.25)
    assert first[10].value == pytest.approx(1 / 7, rel=1e-15)
    assert [first[at].number_format for at in (2, 4, 6, 7)] == [
        '"£"#,##0;-"£"#,##0',
        "#,##0.0",
        "0.0%",
        "yyyy-mm-dd",
    ]
    assert first[9].number_format == "\\€#,##0;-\\€#,##0"
    assert {cell.value for cell in sheet[6]} == {None}


def test_the_header_stays_and_filters() -> None:
    sheet = opened(xlsx_bytes(full_view(), DAY))["What the systems cost"]
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:K7"
    assert sheet.print_title_rows == "$4:$4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_the_marking_is_on_every_sheet_and_every_page() -> None:
    book = opened(xlsx_bytes(full_view(), DAY))
    for sheet in book.worksheets:
        for found in (sheet.oddHeader, sheet.oddFooter):
            assert found is not None
            assert MARKING in str(found.center.text)
        assert sheet["A2"].value == MARKING


@given(st.lists(st.one_of(st.none(), st.floats(-1e12, 1e12)), min_size=1, max_size=20))
def test_sums_are_formulas_that_agree_with_the_values(amounts: list[float | None]) -> None:
    columns = (Column("a", "a"), Column("b", "b", "money", total=True))
    view = View("t", "", (Table("t", columns, tuple(("x", amount) for amount in amounts)),))
    content = xlsx_bytes(view, DAY)
    place = f"B{5 + len(amounts)}"
    cells = "B5" if len(amounts) == 1 else f"B5:B{4 + len(amounts)}"
    assert opened(content)["t"][place].value == f"=SUBTOTAL(109,{cells})"
    found = opened(content, values=True)["t"]
    assert found[place].value == pytest.approx(fsum(amount for amount in amounts if amount))
    assert found[f"A{5 + len(amounts)}"].value == "Total"


def test_a_table_whose_sums_mean_nothing_has_none() -> None:
    sheet = opened(xlsx_bytes(full_view(), DAY))["Systems by year"]
    assert [cell.value for cell in sheet[sheet.max_row]] == ["2027-28", 12_000]


@settings(max_examples=25)
@given(hostile)
@example("".join(NASTY))
def test_text_is_found_again_and_nothing_runs(text: str) -> None:
    content = xlsx_bytes(view_of(text), DAY)
    found = values_of(opened(content))
    formulas = [value for value in found if isinstance(value, str) and value.startswith("=SUBTOTAL(109,C")]
    assert len(formulas) == 2
    written = legible(sanitised(text))
    assert not written or found.count(written) >= 12
    with ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        sheets = [archive.read(name).decode() for name in names if name.startswith("xl/worksheets/sheet")]
    assert sum(sheet.count("<f>") for sheet in sheets) == 2
    assert not any("rels" in name for name in names if "worksheets" in name)
    assert not any("externalLink" in name or "vba" in name for name in names)


@given(st.lists(hostile, max_size=12))
def test_names_of_sheets_are_allowed_and_no_two_alike(titles: list[str]) -> None:
    names = sheet_names(titles, ("Contents",))
    assert len({name.casefold() for name in (*names, "Contents", "history")}) == len(titles) + 2
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) / 2 <= 31
        assert not re.search(r"[\[\]:*?/\\']", name)


def test_a_long_title_is_cut_between_words() -> None:
    title = "Contracts that end before the money does, by year"
    assert sheet_names([title, title]) == ["Contracts that end before the", "Contracts that end before (2)"]


def test_a_text_that_is_too_long_is_cut() -> None:
    sheet = opened(xlsx_bytes(View("t", "", (Table("t", (Column("a", "a"),), (("x" * 40_000,),)),)), DAY))[
        "t"
    ]
    assert len(str(sheet["A5"].value)) == 32_767


def test_a_row_is_as_high_as_its_longest_text_takes_lines() -> None:
    # A column is at most 60 characters wide, of which 59 hold text; a line is 13.5 points high.
    texts = ("x" * 60, "short", "x" * 59, "x" * 118, "x" * 119, "x" * 30_000)
    columns = (Column("a", "a"), Column("b", "b"))
    rows = tuple((text, "y") for text in texts)
    sheet = opened(xlsx_bytes(View("t", "", (Table("t", columns, rows),)), DAY))["t"]
    heights = [sheet.row_dimensions[row].height for row in range(5, 5 + len(texts))]
    assert heights == [27.0, None, None, 27.0, 40.5, 399.75]  # in steps of a quarter
    assert sheet.row_dimensions[1].height == 21.75


def test_a_long_paragraph_has_its_lines_in_the_words() -> None:
    sheet = opened(xlsx_bytes(View("t", "", (Prose("x" * 200), Prose("short"))), DAY))["Words"]
    rows = {str(row[1].value)[:1]: sheet.row_dimensions[row[1].row or 0].height for row in sheet.iter_rows()}
    assert (rows["x"], rows["s"]) == (40.5, None)


def test_rows_that_were_left_out_are_counted() -> None:
    sheet = opened(xlsx_bytes(full_view(), DAY))["What the systems cost"]
    assert sheet["A3"].value == "7 more rows are not listed. A note."


def test_the_properties_are_those_of_the_report() -> None:
    about = opened(xlsx_bytes(full_view(), DAY)).properties
    assert (about.title, about.subject, about.category) == ("A submission", "As of 22 November 2026", MARKING)
    assert not about.creator
    assert about.created == about.modified == datetime(2026, 11, 22)  # noqa: DTZ001 - openpyxl gives it so


def test_the_same_view_gives_the_same_bytes_anywhere() -> None:
    assert bytes_here("xlsx") == bytes_here("xlsx") == bytes_elsewhere("xlsx")


def test_who_hands_a_document_in_stands_on_its_first_sheet() -> None:
    view = View("A submission", "OFFICIAL", (Prose("Words."),), cover=(Fact("Department", "Ports Office"),))
    first = load_workbook(BytesIO(xlsx_bytes(view, DAY))).worksheets[0]
    assert ("Department", "Ports Office") in [row[:2] for row in first.iter_rows(values_only=True)]


def test_a_text_that_no_cell_holds_says_that_it_is_cut() -> None:
    view = View("A submission", "", (Prose("x" * 40_000),))
    words = load_workbook(BytesIO(xlsx_bytes(view, DAY)))["Words"]
    [text] = [cell for row in words.iter_rows(values_only=True) for cell in row if str(cell).startswith("xx")]
    assert len(str(text)) == 32_767
    assert str(text).endswith("[cut here: a cell holds no more]")


def test_the_layout_of_every_sheet_is_as_accepted() -> None:
    golden.check(
        "reports/workbook.txt", "".join(map(_layout, opened(xlsx_bytes(full_view(), DAY)).worksheets))
    )


def _layout(sheet: Worksheet) -> str:
    """Paper, panes, widths, heights and kinds of numbers of a sheet, a line each."""
    widths = {
        f"{each.min}-{each.max}": round(each.width, 2) for _, each in sorted(sheet.column_dimensions.items())
    }
    heights = {row: each.height for row, each in sorted(sheet.row_dimensions.items()) if each.height}
    formats = sorted({cell.number_format for row in sheet.iter_rows() for cell in row})
    page, margins = sheet.page_setup, sheet.page_margins
    return (
        f"{sheet.title}\n"
        f"  paper {page.paperSize} {page.orientation}, fit {page.fitToWidth} x {page.fitToHeight}\n"
        f"  margins {margins.left} {margins.right} {margins.top} {margins.bottom}\n"
        f"  header {_centred(sheet.oddHeader)!r}, footer {_centred(sheet.oddFooter)!r}\n"
        f"  frozen {sheet.freeze_panes}, repeated {sheet.print_title_rows}, filter {sheet.auto_filter.ref}\n"
        f"  widths {widths}\n  heights {heights}\n  numbers {formats}\n"
    )


def _centred(edge: HeaderFooterItem | None) -> str | None:
    return edge.center.text if edge else None
