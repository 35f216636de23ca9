from datetime import UTC, datetime
from importlib.util import find_spec
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from hypothesis import example, given, settings

from legacymap.reports.escape import legible, sanitised
from legacymap.reports.formats.word import docx_bytes
from legacymap.reports.view import Column, Fact, Facts, Heading, Prose, Table, View
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


def opened(view: View) -> Opened:
    return Document(BytesIO(docx_bytes(view, DAY)))


def members(content: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def styles_and_words(document: Opened) -> list[tuple[str, str]]:
    return [
        (paragraph.style.name or "", paragraph.text) for paragraph in document.paragraphs if paragraph.style
    ]


def test_headings_are_headings_of_their_level() -> None:
    found = styles_and_words(opened(full_view()))
    assert [pair for pair in found if pair[0].startswith(("Heading", "Title"))] == [
        ("Title", "A submission"),
        ("Heading 1", "The case for change"),
        ("Heading 2", "What it costs"),
        ("Heading 3", "In detail"),
        ("Heading 1", "Assumptions"),
        ("Heading 1", "Provenance"),
    ]


def test_the_contents_are_a_field_that_is_filled_in() -> None:
    document = opened(full_view())
    found = styles_and_words(document)
    assert ("toc 2", "What it costs") in found
    xml = document.element.xml
    assert 'TOC \\o "1-2"' in xml
    anchors = [found.get(qn("w:anchor")) for found in document.element.iter(qn("w:hyperlink"))]
    bookmarks = [found.get(qn("w:name")) for found in document.element.iter(qn("w:bookmarkStart"))]
    assert set(anchors) < set(bookmarks)
    assert len(set(bookmarks)) == len(bookmarks)


def test_fields_begin_and_end() -> None:
    kinds = [found.get(qn("w:fldCharType")) for found in opened(full_view()).element.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)


def test_a_table_repeats_its_header_and_tears_no_row() -> None:
    table = opened(full_view()).tables[0]
    rows = [row._tr.trPr for row in table.rows]  # noqa: SLF001 - the library has no word for it
    assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False, False]
    assert all(row.find(qn("w:cantSplit")) is not None for row in rows)
    assert [cell.text for cell in table.rows[0].cells][:3] == ["system", "what is known", "cost"]


def test_figures_stand_to_the_right() -> None:
    first = opened(full_view()).tables[0].rows[1].cells
    names = [cell.paragraphs[0].style.name for cell in first if cell.paragraphs[0].style]
    assert names == [f"Table {kind}{' Small' * ('Small' in str(names[0]))}" for kind in (
        "Text", "Text", "Number", "Text", "Number", "Text", "Text", "Number",
    )]  # fmt: skip


def test_captions_count_tables_and_figures_by_fields() -> None:
    document = opened(full_view())
    captions = [words for style, words in styles_and_words(document) if style == "Caption"]
    figures = ["Figure 1: Systems over the years"] if find_spec("vl_convert") else []
    assert captions == ["Table 1: What the systems cost", *figures, "Table 2: Systems by year"]
    assert document.element.xml.count("SEQ Table") == 2


@pytest.mark.skipif(
    not (find_spec("vl_convert") and find_spec("typst")), reason="charts cannot be drawn here"
)
def test_a_picture_says_what_it_shows() -> None:
    document = opened(full_view())
    (about,) = document.element.iter(qn("wp:docPr"))
    assert about.get("descr") == "Systems over the years. Four, then twelve."
    assert "word/media/image1.png" in members(docx_bytes(full_view(), DAY))


def test_the_marking_and_the_number_are_on_every_page() -> None:
    for section in opened(full_view(40, "a-rather-long-organisation/a-rather-long-name")).sections:
        assert section.header.paragraphs[0].text == MARKING
        assert [each.text for each in section.footer.paragraphs] == ["Page 1 of 1", MARKING]


def test_pages_are_a4_and_lie_on_their_side_where_a_table_needs_it() -> None:
    columns = tuple(Column(f"c{at}", f"heading{at}", "money") for at in range(14))
    wide = Table("Wide", columns, ((1e9,) * 14,))
    view = View("t", "", (Prose("before"), Heading("Over it"), wide, Prose("after")))
    sections = opened(view).sections
    assert [section.orientation == WD_ORIENTATION.LANDSCAPE for section in sections] == [False, True, False]
    assert {
        tuple(sorted((round(section.page_width.mm), round(section.page_height.mm))))
        for section in sections
        if section.page_width and section.page_height
    } == {(210, 297)}


def test_no_table_is_wider_than_its_page() -> None:
    document = opened(full_view(40, "a-rather-long-organisation/a-rather-long-name"))
    section = document.sections[0]
    assert section.page_width is not None
    room = max(each.page_width - each.left_margin - each.right_margin for each in document.sections)  # type: ignore[operator] # all are set
    for table in document.tables:
        assert sum(column.width or 0 for column in table.columns) <= room + 12_700


def test_the_language_and_the_properties_are_set() -> None:
    content = docx_bytes(full_view(), DAY)
    about = Document(BytesIO(content)).core_properties
    assert (about.title, about.subject, about.category) == ("A submission", "As of 22 November 2026", MARKING)
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.revision == 1
    assert about.created == about.modified == datetime(2026, 11, 22, tzinfo=UTC)
    found = members(content)
    assert 'w:lang w:val="en-GB"' in found["word/styles.xml"]
    assert "en-US" not in found["word/settings.xml"]


def test_nothing_of_a_template_is_left() -> None:
    found = members(docx_bytes(full_view(), DAY))
    assert not any("thumbnail" in name or "customXml" in name for name in found)
    assert "python-docx" not in found["docProps/core.xml"]


def test_nothing_leads_out_of_the_document() -> None:
    found = members(docx_bytes(view_of("https://example.org/"), DAY))
    assert not any('TargetMode="External"' in xml for name, xml in found.items() if name.endswith(".rels"))


@settings(max_examples=12)
@given(hostile)
@example("".join(NASTY))
def test_text_is_found_again_and_nothing_runs(text: str) -> None:
    document = opened(view_of(text))
    written = legible(sanitised(text))
    headings = [words for style, words in styles_and_words(document) if style == "Heading 2"]
    assert headings == [written]
    header, cell, *_ = (found.text for found in document.tables[0].columns[0].cells)
    assert header == written
    assert cell == written or {cell, written} <= {"", "-"}
    kinds = {found.text.split()[0] for found in document.element.iter(qn("w:instrText")) if found.text}
    assert kinds <= {"TOC", "SEQ"}


def test_the_same_view_gives_the_same_bytes_anywhere() -> None:
    assert bytes_here("docx") == bytes_here("docx") == bytes_elsewhere("docx")


def test_facts_with_a_title_stand_in_a_frame() -> None:
    view = View("Words", "", (Facts((Fact("red", "At the threshold."),), "Words used here"),))
    paragraphs = opened(view).element.body.iter(qn("w:p"))
    found = [each for each in paragraphs if each.find(f".//{qn('w:pBdr')}") is not None]
    framed = ["".join(text.text for text in each.iter(qn("w:t"))) for each in found]
    assert framed == ["Words used here", "red: At the threshold."]
