"""The body of a document: its parts in order, on upright pages and on pages that lie on their side."""

from collections.abc import Iterable
from io import BytesIO
from itertools import groupby

from docx.document import Document as Package
from docx.enum.section import WD_ORIENTATION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.section import CT_SectPr
from docx.oxml.xmlchemy import serialize_for_reading
from docx.shared import Pt

from legacymap.reports.markup import marked_up
from legacymap.reports.paper import LONG_SIDE, SHORT_SIDE, UPRIGHT
from legacymap.reports.typeset.picture import chart_png
from legacymap.reports.view import Chart
from legacymap.reports.word.blocks import Piece
from legacymap.reports.word.markup import paragraph

_NAMESPACES = nsdecls("w", "wp", "a", "pic", "r")
_EMU = 12_700
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def picture_run(package: Package, chart: Chart, number: int) -> str:
    """The run that shows a chart, its words as alternative text; nothing where none can be drawn."""
    png = chart_png(chart)
    if png is None:
        return ""
    name, image = package.part.get_or_add_image(BytesIO(png))
    wide = round(UPRIGHT * _EMU)
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
