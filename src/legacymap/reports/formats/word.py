"""WordprocessingML in small pieces; every text is escaped and inert, whatever it holds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from dataclasses import field as field_in_blocks
from datetime import date, datetime, time
from importlib.util import find_spec
from io import BytesIO
from itertools import chain, groupby
from pathlib import Path

from docx import Document
from docx.document import Document as Package
from docx.enum.section import WD_ORIENTATION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.section import CT_SectPr
from docx.oxml.xmlchemy import serialize_for_reading
from docx.section import Section
from docx.shared import Pt

from legacymap.reports.archive import dated
from legacymap.reports.escape import defused, inert, legible, marked_up
from legacymap.reports.formats.paper import (
    LONG_SIDE,
    MARGIN,
    ON_ITS_SIDE,
    SHORT_SIDE,
    TALLEST,
    UPRIGHT,
    PrintedCell,
    PrintedTable,
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
    Points,
    Prose,
    Table,
    Tone,
    View,
)
from legacymap.reports.words import day, shown

_COLOURS: dict[Tone, str] = {"alarm": "9C1F17", "caution": "7A4A00", "calm": "22593F"}


def text(words: str) -> str:
    """A text for a run, without spaces around it."""
    return f'<w:t xml:space="preserve">{marked_up(words)}</w:t>'


def between(words: str) -> str:
    """A run of words of our own, such as `: `, its spaces kept."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def run(words: str, *, strong: bool = False, tone: Tone = "quiet") -> str:
    """A run of text; a tone adds weight and colour to words that say as much themselves."""
    strong = strong or tone in {"alarm", "caution"}
    looks = "<w:b/><w:bCs/>" if strong else ""
    looks += f'<w:color w:val="{_COLOURS[tone]}"/>' if tone in _COLOURS else ""
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{text(words)}</w:r>"


def line(words: str) -> str:
    """A run that keeps the spaces at the start of a line, for lines of an example."""
    indent = words[: len(words) - len(words.lstrip(" "))]
    return f'<w:r><w:t xml:space="preserve">{indent}{marked_up(defused(words))}</w:t></w:r>'


def paragraph(style: str, *runs: str, more: str = "") -> str:
    """A paragraph of a style; `more` are further properties of it."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{"".join(runs)}</w:p>'


def field(instruction: str, shown: str) -> str:
    """Runs of a field with what it shows until it is reckoned anew."""
    return f'{begun(instruction)}<w:r>{text(shown)}</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


def begun(instruction: str) -> str:
    """Runs that begin a field whose result follows in other paragraphs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {marked_up(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def marked(number: int, name: str, runs: str) -> str:
    """Runs within a bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def page_break() -> str:
    """A run after which the next page begins."""
    return '<w:r><w:br w:type="page"/></w:r>'


_TWENTIETHS = 20


def table_xml(table: PrintedTable, title: str, note: str) -> str:
    """The table as `w:tbl`, with its title and a note for those who have it read to them."""
    widths = [round(width * _TWENTIETHS) for width in table.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    header = [PrintedCell(heading) for heading in table.headings]
    rows = [
        _row(header, widths, table, is_header=True),
        *(_row(list(row), widths, table) for row in table.rows),
    ]
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Figures"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{marked_up(title)}"/><w:tblDescription w:val="{marked_up(note)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: list[PrintedCell], widths: list[int], table: PrintedTable, *, is_header: bool = False) -> str:
    looks = "<w:cantSplit/><w:tblHeader/>" if is_header else "<w:cantSplit/>"
    size = "Small" if table.is_small else ""
    styles = [f"Table{'Number' if right else 'Text'}{size}" for right in table.to_the_right]
    columns = zip(cells, widths, styles, strict=True)
    return f"<w:tr><w:trPr>{looks}</w:trPr>{''.join(_cell(*each) for each in columns)}</w:tr>"


def _cell(cell: PrintedCell, width: int, style: str) -> str:
    words = paragraph(style, run(cell.text, tone=cell.tone))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{words}</w:tc>'


_BLOCKS_COLOURS = {"alarm": "red", "caution": "amber", "calm": "green", "quiet": "grey"}


@dataclass(frozen=True, slots=True)
class Piece:
    """WordprocessingML of a block; whether it needs a page on its side, and stays with the next one."""

    xml: str
    is_wide: bool = False
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: its level (0: a table), words and bookmark."""

    level: int
    words: str
    bookmark: str


@dataclass(slots=True)
class Writer:
    """Writes blocks one after the other and remembers what the contents have to name.

    `picture` gives the run that shows a chart, or nothing where charts cannot be drawn.
    """

    picture: Callable[[Chart], str]
    entries: list[Entry] = field_in_blocks(default_factory=list)
    tables: int = 0
    charts: int = 0

    def pieces(self, block: Block) -> list[Piece]:
        """The block as pieces; a chart is one for its words and one for its table."""
        match block:
            case Heading(words, level):
                return [
                    Piece(paragraph(f"Heading{level}", self._entered(level, words, run(words))), leads=True)
                ]
            case Table():
                return [self._table(block)]
            case Chart():
                return [self._chart(block), self._table(block.table)]
            case _:
                return [Piece(_text(block))]

    def _entered(self, level: int, words: str, runs: str) -> str:
        number = len(self.entries) + 1
        self.entries.append(Entry(level, words, f"_Toc{number:08d}"))
        return marked(number, f"_Toc{number:08d}", runs)

    def _table(self, table: Table) -> Piece:
        self.tables += 1
        label = between("Table ") + field("SEQ Table \\* ARABIC", str(self.tables))
        words = f"Table {self.tables}: {table.title}"
        caption = paragraph("Caption", self._entered(0, words, f"{label}{between(': ')}{run(table.title)}"))
        found = printed(table)
        below = "".join(paragraph("Note", run(words)) for words in found.below) or paragraph("Note")
        return Piece(caption + table_xml(found, table.title, table.note) + below, found.is_wide)

    def _chart(self, chart: Chart) -> Piece:
        said = paragraph("Normal", run(chart.words))
        picture = self.picture(chart)
        if not picture:
            return Piece(said)
        self.charts += 1
        label = between("Figure ") + field("SEQ Figure \\* ARABIC", str(self.charts))
        caption = paragraph("Caption", label, between(": "), run(chart.title))
        keys = ", ".join(f"{_BLOCKS_COLOURS[tone]}: {words}" for tone, words in chart.keys)
        drawn = paragraph("Normal", picture, more="<w:keepNext/>")
        below = paragraph("Note", run(f"Colours: {keys}.")) if keys else ""
        return Piece(caption + drawn + said + below, chart.is_wide)


def facts_xml(facts: tuple[Fact, ...]) -> str:
    """Facts, a paragraph each."""
    return "".join(
        paragraph("Fact", run(fact.label, strong=True), between(": "), run(shown(fact.value, fact.kind)))
        for fact in facts
    )


def _text(block: Prose | Code | Points | Figures | Facts) -> str:
    match block:
        case Prose(words):
            return paragraph("Normal", run(words))
        case Code(words):
            return "".join(paragraph("Code", line(each)) for each in words.splitlines())
        case Points(items):
            return "".join(paragraph("ListBullet", run(item)) for item in items)
        case Figures(lines):
            return "".join(_figures(facts) for facts in lines)
        case Facts(facts):
            return facts_xml(facts)


def _figures(facts: tuple[Fact, ...]) -> str:
    figures = (
        run(shown(fact.value, fact.kind), strong=True) + between(" ") + run(fact.label) for fact in facts
    )
    return paragraph("Normal", between(" · ").join(figures))


DEPTH = 2  # levels of headings that the contents name
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def contents_xml(entries: list[Entry]) -> str:
    """The headings, then the tables, each under a title; nothing where there is nothing to list."""
    headings = [entry for entry in entries if 0 < entry.level <= DEPTH]
    tables = [entry for entry in entries if not entry.level]
    return _listed("Contents", f'TOC \\o "1-{DEPTH}" \\h \\z \\u', headings) + _listed(
        "Tables", 'TOC \\h \\z \\c "Table"', tables
    )


def _listed(title: str, instruction: str, entries: list[Entry]) -> str:
    if not entries:
        return ""
    first, *rest = (_linked(entry) for entry in entries)
    styles = [f"TOC{entry.level}" if entry.level else "TableofFigures" for entry in entries]
    runs = [begun(instruction) + first, *rest]
    runs[-1] += _END
    lines = (paragraph(style, words) for style, words in zip(styles, runs, strict=True))
    return paragraph("TOCHeading", run(title)) + "".join(lines)


def _linked(entry: Entry) -> str:
    """The words of an entry; they lead to its place within the document."""
    return (
        f'<w:hyperlink w:anchor="{marked_up(entry.bookmark)}" w:history="1">{run(entry.words)}</w:hyperlink>'
    )


_NAMESPACES = nsdecls("w", "wp", "a", "pic", "r")
_EMU = 12_700
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def picture_run(package: Package, chart: Chart, number: int) -> str:
    """The run that shows a chart, its words as alternative text; nothing where none can be drawn."""
    png = _drawn(chart)
    if png is None:
        return ""
    name, image = package.part.get_or_add_image(BytesIO(png))
    wide = round(UPRIGHT * _EMU)
    if chart.is_wide:
        wide = round(min(ON_ITS_SIDE, TALLEST * image.px_width / image.px_height) * _EMU)
    size = f'cx="{wide}" cy="{round(wide * image.px_height / image.px_width)}"'
    about = f'id="{number}" name="Figure {number}" descr="{marked_up(f"{chart.title}. {chart.words}")}"'
    return (
        f"<w:r><w:drawing><wp:inline><wp:extent {size}/><wp:docPr {about}/>"
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def fill(package: Package, pieces: Iterable[Piece]) -> None:
    """Puts pieces into the body; wide ones lie on pages of their own, neighbours together."""
    last = package.element.body.sectPr
    stretches = []
    for is_wide, found in groupby(pieces, key=lambda piece: piece.is_wide):
        _turn(last, is_wide=is_wide)
        section = serialize_for_reading(last)
        stretches.append(("".join(piece.xml for piece in found), section))
    *others, (ending, section) = stretches
    body = "".join(f"{xml}{paragraph('EndOfSection', more=end)}" for xml, end in others) + ending + section
    # parsed at one go: nodes that move from one tree to another do so in quadratic time
    package.part._element = parse_xml(f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>")  # noqa: SLF001 - no public name


def _turn(section: CT_SectPr, *, is_wide: bool) -> None:
    section.orientation = WD_ORIENTATION.LANDSCAPE if is_wide else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = (
        (Pt(LONG_SIDE), Pt(SHORT_SIDE)) if is_wide else (Pt(SHORT_SIDE), Pt(LONG_SIDE))
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
    about.title = legible(inert(view.title))[:_LONGEST_PROPERTY]
    about.subject = f"As of {day(as_of)}"
    about.category = legible(inert(view.marking))[:_LONGEST_PROPERTY]
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
    stamp = run(marking, strong=True) if marking else ""
    number = between("Page ") + field("PAGE", "1") + between(" of ") + field("NUMPAGES", "1")
    for part, xml in (
        (section.header, paragraph("Header", stamp)),
        (section.footer, paragraph("Footer", number) + paragraph("Header", stamp)),
    ):
        part.is_linked_to_previous = False
        part._element[:] = list(parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"))  # noqa: SLF001 - no public name


def docx_bytes(view: View, as_of: date) -> bytes:
    """The view as a document: title, contents, blocks, appendix, provenance; the marking on every page.

    Its properties and its members are dated `as_of`.
    """
    package = empty_package(view, as_of)

    def picture(chart: Chart) -> str:
        return picture_run(package, chart, writer.charts + 1)

    writer = Writer(picture)
    pieces = list(_pieces(view, writer))
    front = (
        paragraph("Title", run(view.title))
        + paragraph("Subtitle", run(f"As of {day(as_of)}"))
        + contents_xml(writer.entries)
        + paragraph("EndOfSection", page_break())
    )
    fill(package, _turned([Piece(front), *pieces]))
    written = BytesIO()
    package.save(written)
    return dated(written.getvalue(), as_of)


def _pieces(view: View, writer: Writer) -> Iterator[Piece]:
    blocks: Iterable[Block] = chain(view.blocks, view.appendix)
    for block in blocks:
        yield from writer.pieces(block)
    if view.provenance:
        yield from writer.pieces(Heading("Provenance"))
        yield Piece(facts_xml(view.provenance))


def _turned(pieces: list[Piece]) -> list[Piece]:
    """The pieces, a heading on the same kind of page as what follows it."""
    found: list[Piece] = []
    for piece in reversed(pieces):
        leads_in = piece.leads and found and found[-1].is_wide
        found.append(replace(piece, is_wide=True) if leads_in else piece)
    return found[::-1]


def _drawn(chart: Chart) -> bytes | None:
    """The chart as a picture; None where nothing can draw it or set it."""
    if find_spec("typst") is None:
        return None
    from legacymap.reports.formats.pdf import chart_png  # noqa: PLC0415 - only where typst is installed

    return chart_png(chart)
