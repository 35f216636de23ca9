from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from legacymap.reports.formats.pdf import lettered, named, pdf_bytes
from legacymap.reports.view import Column, Heading, Prose, Table, View
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


def opened(view: View) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf_bytes(view, DAY)))


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Every element of the structure, in the order of reading."""

    def below(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
        yield element
        children = element.get("/K")
        kids = list(children) if isinstance(children, pikepdf.Array) else [children]
        for kid in kids:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from below(kid)

    return [each for each in below(pdf.Root.StructTreeRoot) if "/S" in each]


def kinds(pdf: pikepdf.Pdf) -> list[str]:
    return [str(element.S) for element in elements(pdf)]


def outline(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    def listed(items: list[pikepdf.OutlineItem], level: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield level, item.title
            yield from listed(list(item.children), level + 1)

    with pdf.open_outline() as found:
        return list(listed(list(found.root), 1))


def test_it_is_a_tagged_document_for_everybody() -> None:
    pdf = opened(full_view())
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert about["dc:title"] == "A submission"


def test_headings_are_bookmarks_of_their_level() -> None:
    assert outline(opened(full_view())) == [
        (1, "The case for change"),
        (2, "What it costs"),
        (3, "In detail"),
        (1, "Assumptions"),
        (1, "Provenance"),
    ]


def test_tables_have_header_cells_and_pictures_have_words() -> None:
    pdf = opened(full_view())
    found = kinds(pdf)
    assert found.count("/Table") == 2
    assert found.count("/TH") == 8 + 2
    assert found.count("/TD") == 3 * 8 + 2 * 2
    assert {"/H1", "/H2", "/H3", "/Caption", "/L", "/TOC"} <= set(found)
    said = [str(element.Alt) for element in elements(pdf) if element.S == "/Figure" and "/Alt" in element]
    assert said == ["Systems over the years. Four, then twelve."]


def test_a_long_table_repeats_its_header() -> None:
    pdf = opened(full_view(90))
    assert len(pdf.pages) >= 4
    assert kinds(pdf).count("/THead") == 2  # read once, shown on each page as an artefact


def test_no_heading_skips_a_level() -> None:
    view = View("t", "", (Heading("a", 3), Heading("b", 2), Heading("c", 3), Heading("d", 3), Heading("e")))
    assert outline(opened(view)) == [(1, "a"), (2, "b"), (3, "c"), (3, "d"), (1, "e")]


def test_pages_are_a4_and_lie_on_their_side_where_a_table_needs_it() -> None:
    columns = tuple(Column(f"c{at}", f"heading{at}", "money") for at in range(14))
    view = View(
        "t", "", (Prose("before"), Heading("Over it"), Table("Wide", columns, ((1e9,) * 14,)), Prose("after"))
    )
    sizes = [tuple(round(float(side)) for side in page.mediabox[2:]) for page in opened(view).pages]
    assert sizes == [(595, 842), (595, 842), (842, 595), (595, 842)]


def test_the_properties_are_those_of_the_report() -> None:
    pdf = opened(full_view())
    assert str(pdf.docinfo["/Subject"]) == "As of 22 November 2026"
    assert str(pdf.docinfo["/Keywords"]) == MARKING
    assert "/Author" not in pdf.docinfo
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261122000000")


def test_fonts_are_those_of_the_typesetter() -> None:
    found = {
        str(font.BaseFont).partition("+")[2].partition("-")[0]
        for page in opened(full_view()).pages
        for font in page.resources.get("/Font", pikepdf.Dictionary()).values()
    }
    assert found <= {"LibertinusSerif", "DejaVuSansMono"}


@settings(max_examples=20)
@given(hostile)
@example("".join(NASTY))
@example("=" * 300)
@example("\ufe02\ufe0b\u0341\ufe05\u0361 ，\u205f\uffa0\u1160 \U000e0061 a\ufe0f")
def test_any_text_is_set_and_nothing_runs(text: str) -> None:
    pdf = opened(view_of(text))
    assert "/AA" not in pdf.Root
    assert "/Names" not in pdf.Root or "/JavaScript" not in pdf.Root.Names
    links = [note for page in pdf.pages for note in page.get("/Annots", [])]
    assert all("/A" not in link or link.A.S == "/GoTo" for link in links)
    (*_, last) = outline(pdf)
    assert last == (1, "Provenance")
    (only, *_) = outline(pdf)
    values = lettered({"text": text}, named([text]))
    assert isinstance(values, dict)
    assert only == (1, values["text"] or "-")


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=30))
def test_letters_that_are_missing_are_named(text: str) -> None:
    names = named([text])
    assert all(name in {f"[U+{sign:04X}]", " "} and sign > 0xFF for sign, name in names.items())
    assert named([str(lettered(text, names))]) == {}


def test_latin_greek_and_cyrillic_are_there() -> None:
    assert named(["Ŵŷ Ελλάδα Київ “–” € → ≥ … �"]) == {}
    assert named(["法"]) == {0x6CD5: "[U+6CD5]"}


def test_the_same_view_gives_the_same_bytes_anywhere() -> None:
    assert bytes_here("pdf") == bytes_here("pdf") == bytes_elsewhere("pdf")


def test_a_view_of_nothing_is_a_page() -> None:
    assert len(opened(View("", "", ())).pages) == 1


@pytest.mark.parametrize("year", [1, 1969, 1980, 2026, 9999])
def test_any_day_will_do(year: int) -> None:
    assert pdf_bytes(View("t", "", ()), DAY.replace(year=year))


def test_a_text_longer_than_can_be_set_is_cut_with_a_mark() -> None:
    said = lettered("word " * 10_000, {})
    assert isinstance(said, str)
    assert said.endswith("[cut here: 29,999 more characters]")
    assert lettered("word", {}) == "word"
