"""A view as a document for Word and LibreOffice, to be read, printed and edited."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import chain

from legacymap.reports.archive import dated
from legacymap.reports.figures import day
from legacymap.reports.view import Block, Chart, Heading, View
from legacymap.reports.word.blocks import Piece, Writer, facts_xml
from legacymap.reports.word.body import fill, picture_run
from legacymap.reports.word.contents import contents_xml
from legacymap.reports.word.markup import page_break, paragraph, run
from legacymap.reports.word.package import empty_package


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
