"""A view as a Word document.

Contents, captions and page numbers are fields, which Word keeps up when somebody edits the document.
"""

import dataclasses
import struct
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Package
from docx.enum.section import WD_ORIENTATION
from docx.enum.text import WD_BREAK
from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.oxml.table import CT_Tbl
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from legacymap.domain.frozen import dataclass
from legacymap.reports.escape import defused, legible, marked_up, sanitised
from legacymap.reports.formats.paper import (
    LANDSCAPE_WIDTH,
    LONG_SIDE,
    MARGIN,
    PORTRAIT_WIDTH,
    SHORT_SIDE,
    TALLEST,
    PrintedCell,
    PrintedTable,
    contents_depth,
    dated,
    orientations,
    printed,
)
from legacymap.reports.view import (
    Block,
    Chart,
    Code,
    Fact,
    Facts,
    Figures,
    Heading,
    Picture,
    Points,
    Prose,
    Table,
    Tone,
    View,
)
from legacymap.reports.words import day, shown

_DAMAGED = (  # what the library says of a file that is no whole picture
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
    struct.error,
    ValueError,
    KeyError,
    EOFError,
    ZeroDivisionError,
)
_TONES = {"alarm": "red", "caution": "amber", "calm": "green", "quiet": "grey"}


def docx_bytes(view: View, as_of: date) -> bytes:
    """The view as a document: title, contents, blocks, appendix, provenance; the marking on every page.

    Its properties and its members are dated `as_of`.
    """
    package = empty_package(view, as_of)
    units = list(_units(view))
    _front(package, view, as_of, _entries(units))
    _Writer(package).write(units)
    written = BytesIO()
    package.save(written)
    return dated(written.getvalue(), as_of)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A block that is written at one go; a table as it is printed; whether its page lies on its side."""

    block: Block
    table: PrintedTable | None = None
    is_landscape: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the contents: its level (0: a table), words and bookmark."""

    level: int
    words: str
    bookmark: str


def _units(view: View) -> list[_Unit]:
    """Every block in order, a chart before its table, a heading on the same kind of page as what it heads."""
    provenance = (Heading("Provenance"), Facts(view.provenance)) if view.provenance else ()
    alone = list(_alone((*view.blocks, *view.appendix, *provenance)))
    turned = orientations([(isinstance(unit.block, Heading), unit.is_landscape) for unit in alone])
    return [
        _Unit(unit.block, unit.table, is_landscape=is_landscape)
        for unit, is_landscape in zip(alone, turned, strict=True)
    ]


def _alone(blocks: Iterable[Block]) -> Iterator[_Unit]:
    for block in blocks:
        if not isinstance(block, Table):
            yield _Unit(block, is_landscape=isinstance(block, Chart) and block.is_wide)
        table = block.table if isinstance(block, Chart) else block
        if isinstance(table, Table):
            made = printed(table)
            yield _Unit(table, made, made.is_landscape)


def _entries(units: Iterable[_Unit]) -> list[_Entry]:
    """What has a bookmark, in order: headings and tables."""
    found: list[_Entry] = []
    tables = 0
    for unit in units:
        bookmark = f"_Toc{len(found) + 1:08d}"
        match unit.block:
            case Heading(words, level):
                found.append(_Entry(level, words, bookmark))
            case Table(title):
                tables += 1
                found.append(_Entry(0, f"Table {tables}: {title}", bookmark))
            case _:
                pass
    return found


def _run(paragraph: Paragraph, words: str, *, strong: bool = False) -> Run:
    """A run of words of the view, whatever they hold."""
    run = paragraph.add_run(legible(sanitised(words)))
    if strong:
        run.bold = run.font.cs_bold = True
    return run


def _add(package: Package, style: str, words: str = "") -> Paragraph:
    paragraph = package.add_paragraph(style=style)
    if words:
        _run(paragraph, words)
    return paragraph


# Fields, bookmarks and links within a document, for which the library has no words.


def _part(tag: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _begin_field(paragraph: Paragraph, instruction: str) -> None:
    """Begins a field whose result follows, in other paragraphs too."""
    paragraph.add_run().element.append(_part("fldChar", fldCharType="begin"))
    words = _part("instrText")
    words.text = f" {instruction} "
    words.set(qn("xml:space"), "preserve")
    paragraph.add_run().element.append(words)
    paragraph.add_run().element.append(_part("fldChar", fldCharType="separate"))


def _end_field(paragraph: Paragraph) -> None:
    paragraph.add_run().element.append(_part("fldChar", fldCharType="end"))


def _add_field(paragraph: Paragraph, instruction: str, result: str) -> None:
    """A field with what it shows until it is reckoned anew."""
    _begin_field(paragraph, instruction)
    paragraph.add_run(result)
    _end_field(paragraph)


def _bookmark(paragraph: Paragraph, number: int) -> None:
    """A bookmark round all runs of a paragraph."""
    properties = paragraph.paragraph_format.element.pPr
    properties.addnext(_part("bookmarkStart", id=str(number), name=f"_Toc{number:08d}"))
    paragraph.paragraph_format.element.append(_part("bookmarkEnd", id=str(number)))


def _link(paragraph: Paragraph, entry: _Entry) -> None:
    """The words of an entry, which lead to its place within the document."""
    link = _part("hyperlink", anchor=entry.bookmark, history="1")
    link.append(_run(paragraph, entry.words).element)
    paragraph.paragraph_format.element.append(link)


def _front(package: Package, view: View, as_of: date, entries: Sequence[_Entry]) -> None:
    """Title, day, and what the document contains: the headings, then the tables, where there are any."""
    _add(package, "Title", view.title)
    _add(package, "Subtitle", f"As of {day(as_of)}")
    if view.cover:
        _words(package, Facts(view.cover))
    depth = contents_depth([entry.level for entry in entries if entry.level])
    headings = [entry for entry in entries if 0 < entry.level <= depth]
    _contents(package, "Contents", f'TOC \\o "1-{depth}" \\h \\z \\u', headings)
    _add(package, "End of Section").add_run().add_break(WD_BREAK.PAGE)


def _contents(package: Package, title: str, instruction: str, entries: Sequence[_Entry]) -> None:
    if not entries:
        return
    _add(package, "TOC Heading", title)
    for place, entry in enumerate(entries):
        paragraph = _add(package, f"toc {entry.level}" if entry.level else "table of figures")
        if place == 0:
            _begin_field(paragraph, instruction)
        _link(paragraph, entry)
        if place == len(entries) - 1:
            _end_field(paragraph)


@dataclasses.dataclass(slots=True)
class _Writer:
    """Writes blocks one after the other, on pages upright or on their side, and counts what has a number."""

    package: Package
    bookmarks: int = 0
    tables: int = 0
    figures: int = 0
    is_landscape: bool = False

    def write(self, units: Iterable[_Unit]) -> None:
        """Every unit, after a new section where the pages turn."""
        for unit in units:
            if unit.is_landscape != self.is_landscape:
                self.is_landscape = unit.is_landscape
                self._turn()
            self._write(unit)

    def _turn(self) -> None:
        section = self.package.add_section()
        ended = self.package.element.body[-2]  # the library ends a section by a paragraph of no style
        Paragraph(ended, self.package._body).style = "End of Section"  # noqa: SLF001 - no public name
        _turn(section, is_landscape=self.is_landscape)

    def _write(self, unit: _Unit) -> None:
        match unit.block:
            case Heading(words, level):
                self._marked(_add(self.package, f"Heading {level}", words))
            case Table() if unit.table is not None:
                self._table(unit.block, unit.table)
            case Chart():
                self._chart(unit.block)
            case Picture(words, content):
                self._picture(words, content)
            case Prose() | Code() | Points() | Figures() | Facts():
                _words(self.package, unit.block)

    def _marked(self, paragraph: Paragraph) -> None:
        self.bookmarks += 1
        _bookmark(paragraph, self.bookmarks)

    def _table(self, table: Table, made: PrintedTable) -> None:
        self.tables += 1
        self._marked(self._caption("Table", self.tables, table.title))
        self.package.element.body.sectPr.addprevious(_table_element(made, table.title, table.note))
        for words in made.below or ("",):
            _add(self.package, "Note", words)

    def _caption(self, label: str, number: int, title: str) -> Paragraph:
        paragraph = _add(self.package, "Caption")
        paragraph.add_run(f"{label} ")
        _add_field(paragraph, f"SEQ {label} \\* ARABIC", str(number))
        paragraph.add_run(": ")
        _run(paragraph, title)
        return paragraph

    def _chart(self, chart: Chart) -> None:
        """The picture, where one can be drawn, its words also as alternative text; else the words alone."""
        picture = _drawn(chart)
        if picture is not None:
            self._figure(chart.title, f"{chart.title}. {chart.words}", picture, is_landscape=chart.is_wide)
        _add(self.package, "Normal", chart.words)
        keys = ", ".join(f"{_TONES[tone]}: {words}" for tone, words in chart.keys)
        if picture is not None and keys:
            _add(self.package, "Note", f"Colours: {keys}.")

    def _picture(self, words: str, content: bytes) -> None:
        """A picture that somebody gave; its words alone where its file is damaged."""
        before = len(self.package.element.body)
        try:
            self._figure(words, words, content)
        except _DAMAGED:
            for element in self.package.element.body[before - 1 : -1]:
                self.package.element.body.remove(element)
            self.figures -= 1
            _add(self.package, "Normal", f"Picture that cannot be shown: {words}")

    def _figure(self, title: str, words: str, picture: bytes, *, is_landscape: bool = False) -> None:
        self.figures += 1
        self._caption("Figure", self.figures, title)
        paragraph = _add(self.package, "Normal")
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(BytesIO(picture), width=Pt(PORTRAIT_WIDTH))
        if is_landscape:
            width = min(LANDSCAPE_WIDTH, TALLEST * shape.width / shape.height)
            shape.height, shape.width = Pt(width * shape.height / shape.width), Pt(width)
        for about in paragraph.paragraph_format.element.iter(qn("wp:docPr"), qn("pic:cNvPr")):
            about.set("name", f"Figure {self.figures}")
            about.set("descr", legible(sanitised(words)))


def _words(package: Package, block: Prose | Code | Points | Figures | Facts) -> None:
    match block:
        case Prose(words):
            _add(package, "Normal", words)
        case Code(words):
            for line in words.splitlines():
                _add(package, "Code").add_run(legible(defused(line)))
        case Points(items):
            for item in items:
                _add(package, "List Bullet", item)
        case Figures(lines):
            for facts in lines:
                _figures(_add(package, "Normal"), facts)
        case Facts(facts, title):
            _facts(package, facts, title)


def _facts(package: Package, facts: tuple[Fact, ...], title: str) -> None:
    """Facts, a paragraph each; with a title in a frame."""
    if title:
        _run(_box(_add(package, "Fact")), title, strong=True)
    for fact in facts:
        paragraph = _add(package, "Fact")
        _run(paragraph, fact.label, strong=True)
        paragraph.add_run(": ")
        _run(paragraph, shown(fact.value, fact.kind))
        if title:
            _box(paragraph)


def _box(paragraph: Paragraph) -> Paragraph:
    """The paragraph with a frame round it; neighbours share one."""
    borders = _part("pBdr")
    for side in ("top", "left", "bottom", "right"):
        borders.append(_part(side, val="single", sz="4", space="4", color="505A5F"))
    properties = paragraph.paragraph_format.element.get_or_add_pPr()
    style = properties.find(qn("w:pStyle"))
    if style is None:
        properties.insert(0, borders)
    else:
        style.addnext(borders)
    return paragraph


def _figures(paragraph: Paragraph, facts: tuple[Fact, ...]) -> None:
    for place, fact in enumerate(facts):
        if place:
            paragraph.add_run(" · ")
        _run(paragraph, shown(fact.value, fact.kind), strong=True)
        paragraph.add_run(" ")
        _run(paragraph, fact.label)


def _drawn(chart: Chart) -> bytes | None:
    """The chart as a picture; None where nothing can draw it or set it."""
    if find_spec("typst") is None:
        return None
    from legacymap.reports.formats.pdf import chart_png  # noqa: PLC0415 - only where typst is installed

    return chart_png(chart)


def _turn(section: Section, *, is_landscape: bool) -> None:
    section.orientation = WD_ORIENTATION.LANDSCAPE if is_landscape else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = (
        (Pt(LONG_SIDE), Pt(SHORT_SIDE)) if is_landscape else (Pt(SHORT_SIDE), Pt(LONG_SIDE))
    )


_HERE = Path(__file__).parent
_UNUSED = (
    "/thumbnail",
    "/extended-properties",
    "/stylesWithEffects",
    "/customXml",
    "/webSettings",
    "/fontTable",
)
_SETTINGS_LEFT_OUT = ("w:savePreviewPicture", "w:rsids", "w:proofState", "w:shapeDefaults")
_LONGEST_PROPERTY = 255


def empty_package(view: View, as_of: date) -> Package:
    """A document without a body, of A4 pages that carry the marking and their number."""
    package = Document()
    for relations in (package.part.rels, package.part.package.rels):
        for name in [each for each, found in relations.items() if found.reltype.endswith(_UNUSED)]:
            del relations[name]
    package.styles.element[:] = list(parse_xml((_HERE / "styles.xml").read_bytes()))
    package.part.numbering_part.element[:] = list(parse_xml((_HERE / "numbering.xml").read_bytes()))
    _set_up(package)
    _describe(package, view, as_of)
    _frame(package.sections[0], view.marking)
    return package


def _set_up(package: Package) -> None:
    """The language and the look of today's Word; nothing that would differ from one machine to the next."""
    settings = package.settings.element
    for name in _SETTINGS_LEFT_OUT:
        for found in settings.findall(qn(name)):
            settings.remove(found)
    for found in settings.iter(qn("w:compatSetting")):
        if found.get(qn("w:name")) == "compatibilityMode":
            found.set(qn("w:val"), "15")
    language = settings.find(qn("w:themeFontLang"))
    language.set(qn("w:val"), "en-GB")


def _describe(package: Package, view: View, as_of: date) -> None:
    moment = datetime.combine(as_of, time())
    about = package.core_properties
    about.title = legible(sanitised(view.title))[:_LONGEST_PROPERTY]
    about.subject = f"As of {day(as_of)}"
    about.category = legible(sanitised(view.marking))[:_LONGEST_PROPERTY]
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.language = "en-GB"
    about.revision = 1
    about.created = about.modified = moment


def _frame(section: Section, marking: str) -> None:
    """A4, upright; the marking above and below, and the number of the page."""
    section.page_width, section.page_height = Pt(SHORT_SIDE), Pt(LONG_SIDE)
    section.left_margin = section.right_margin = Pt(MARGIN)
    section.top_margin = section.bottom_margin = Pt(MARGIN)
    section.header_distance = section.footer_distance = Pt(MARGIN / 2)
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    _stamp(section.header.paragraphs[0], marking)
    number = section.footer.paragraphs[0]
    number.style = "Footer"
    number.add_run("Page ")
    _add_field(number, "PAGE", "1")
    number.add_run(" of ")
    _add_field(number, "NUMPAGES", "1")
    _stamp(section.footer.add_paragraph(), marking)


def _stamp(paragraph: Paragraph, marking: str) -> None:
    paragraph.style = "Header"
    if marking:
        _run(paragraph, marking, strong=True)


_COLOURS: dict[Tone, str] = {"alarm": "9C1F17", "caution": "7A4A00", "calm": "22593F"}
_STRONG: frozenset[Tone] = frozenset({"alarm", "caution"})
_TWENTIETHS = 20


def _table_element(table: PrintedTable, title: str, note: str) -> CT_Tbl:
    """The table, with its title and a note for those who have it read to them."""
    widths = [round(width * _TWENTIETHS) for width in table.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    header = [PrintedCell(heading) for heading in table.headings]
    rows = [
        _row(header, widths, table, is_header=True),
        *(_row(list(row), widths, table) for row in table.rows),
    ]
    xml = (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblStyle w:val="Figures"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{marked_up(title)}"/><w:tblDescription w:val="{marked_up(note)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    element = parse_xml(xml)
    assert isinstance(element, CT_Tbl)  # noqa: S101 - what a `w:tbl` becomes
    return element


def _row(cells: list[PrintedCell], widths: list[int], table: PrintedTable, *, is_header: bool = False) -> str:
    looks = "<w:cantSplit/><w:tblHeader/>" if is_header else "<w:cantSplit/>"
    size = "Small" if table.is_small else ""
    styles = [f"Table{'Number' if right else 'Text'}{size}" for right in table.to_the_right]
    columns = zip(cells, widths, styles, strict=True)
    return f"<w:tr><w:trPr>{looks}</w:trPr>{''.join(_cell(*each) for each in columns)}</w:tr>"


def _cell(cell: PrintedCell, width: int, style: str) -> str:
    words = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_cell_run(cell)}</w:p>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{words}</w:tc>'


def _cell_run(cell: PrintedCell) -> str:
    """The words of a cell; a tone adds weight and colour to words that say as much themselves."""
    looks = "<w:b/><w:bCs/>" if cell.tone in _STRONG else ""
    looks += f'<w:color w:val="{_COLOURS[cell.tone]}"/>' if cell.tone in _COLOURS else ""
    about = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{marked_up(cell.text)}</w:t></w:r>'
