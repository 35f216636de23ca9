"""A table of a document: its header stands again on every page, and no row is torn apart."""

from legacymap.reports.markup import marked_up
from legacymap.reports.paper import PrintedCell, PrintedTable
from legacymap.reports.word.markup import paragraph, run

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
