"""Tables of Word: rows by the thousand are written as one text, which the library would set cell by cell."""

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.table import CT_Tbl

from legacymap.reports.escape import marked_up
from legacymap.reports.formats.paper import PrintedCell, PrintedTable
from legacymap.reports.view import Tone

COLOURS: dict[Tone, str] = {"alarm": "9C1F17", "caution": "7A4A00", "calm": "22593F"}
STRONG: frozenset[Tone] = frozenset({"alarm", "caution"})
_TWENTIETHS = 20


def table_element(table: PrintedTable, title: str, note: str) -> CT_Tbl:
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
    words = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(cell)}</w:p>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{words}</w:tc>'


def _run(cell: PrintedCell) -> str:
    """The words of a cell; a tone adds weight and colour to words that say as much themselves."""
    looks = "<w:b/><w:bCs/>" if cell.tone in STRONG else ""
    looks += f'<w:color w:val="{COLOURS[cell.tone]}"/>' if cell.tone in COLOURS else ""
    about = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{marked_up(cell.text)}</w:t></w:r>'
