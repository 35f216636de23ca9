"""The picture of a map: its drawing, or the matrix of a map that is summed up."""

from markupsafe import Markup

from legacymap.domain.connections import EstateMap
from legacymap.reports.content.provenance import provenance
from legacymap.reports.formats.html import Page, Section, blocks_html, numbering, page_html
from legacymap.reports.map.content import map_view, underpinning_most
from legacymap.reports.map.drawing import (
    LEAST_WIDTH,
    Piece,
    canvas,
    drawing,
    legend,
    lines_piece,
    paragraph,
    rating_legend,
    sheet,
)
from legacymap.reports.map.groups import MOST_DRAWN, caveats, is_summed_up, scope_text
from legacymap.reports.map.layout import fitted
from legacymap.reports.map.matrix import heat
from legacymap.reports.serial import document_text
from legacymap.reports.view import Heading, Table
from legacymap.reports.words import counted, day, marking_text, shown

_READ = (
    "Rows need columns: each cell counts the arrows from the organisation of its row to that of the column "
    "with its number, and says the worst rating among the systems that they lead to."
)


def embedded_picture(found: EstateMap, limit: int = MOST_DRAWN, prefix: str = "map-") -> str:
    """The picture as an `svg` element for a page, which has the marking and the provenance itself.

    Ids begin with `prefix`. A page that sets `--ink`, `--paper` and the like lends them to the picture.
    """
    return sheet(_pieces(found, limit, prefix), _title(found), description(found, limit), prefix)


def whole_picture(found: EstateMap, limit: int = MOST_DRAWN, prefix: str = "map-") -> str:
    """The picture with its title, the marking at top and bottom, what it leaves out, and its provenance."""
    body = _pieces(found, limit, prefix)
    width = max(LEAST_WIDTH, *(piece.width for piece in body))
    marking = lines_piece([marking_text(found.handling, found.provenance)], "marking", 14.0, bold=True)
    notes = [paragraph(text, "", 13.0, width) for text in caveats(found, limit)]
    made_from = "; ".join(
        f"{fact.label}: {shown(fact.value, fact.kind)}" for fact in provenance(found.provenance)
    )
    pieces = [
        marking,
        paragraph(_title(found), "title", 20.0, width, bold=True),
        *notes,
        *body,
        paragraph(made_from, "small", 11.0, width),
        marking,
    ]
    return sheet(pieces, _title(found), description(found, limit), prefix)


def description(found: EstateMap, limit: int) -> str:
    """The picture in sentences, for those who do not see it."""
    ratings = [each.rating for each in found.systems if each.rating]
    size = (
        f"{counted(len(found.systems), 'system')} of {counted(len(found.organisations), 'organisation')} and "
        f"{counted(len(found.dependencies), 'arrow')} between them: {ratings.count('red'):,} red, "
        f"{ratings.count('possibly-red'):,} could be red, {ratings.count('not-red'):,} not red, "
        f"{len(found.systems) - len(ratings):,} not scored."
    )
    if is_summed_up(found, limit):
        how = "A grid counts the arrows from the organisations of its rows to those of its columns."
    else:
        how = "Systems stand above what they need. " + " ".join(
            f"In a cycle: {', '.join(cycle.members)}." for cycle in found.cycles[:10]
        )
    return f"{size} {how}".strip()


def _pieces(found: EstateMap, limit: int, prefix: str) -> list[Piece]:
    if not is_summed_up(found, limit):
        made = drawing(found)
        drawn = canvas(found, made, prefix)
        return [drawn, legend(found, made, drawn.width, prefix)]
    grid = heat(found)
    width = max(grid.width, LEAST_WIDTH)
    return [paragraph(_READ, "", 13.0, width), rating_legend(width), grid, *_most(found, width)]


def _most(found: EstateMap, width: float) -> list[Piece]:
    lines = []
    for table in underpinning_most(found):
        lines += [
            f"{place}. {shown(name, 'text')} ({system}): {shown(rating, 'text')}, underpins "
            f"{shown(underpins, 'score')}, needed in the end by {shown(dependents, 'count')}"
            for place, (system, name, rating, underpins, _, dependents) in enumerate(table.rows, start=1)
        ]
    if not lines:
        return []
    shown_lines = [fitted(line, 13.0, width) for line in lines]
    head = lines_piece(["Capabilities that underpin most"], "strong", 13.0, bold=True)
    return [head, lines_piece(shown_lines, "", 13.0)]


def _title(found: EstateMap) -> str:
    return f"Dependency map on {day(found.provenance.as_of)}. {scope_text(found)}"


def json_text(found: EstateMap, _: int) -> str:
    """All of the map, whatever the limit of drawings."""
    return document_text(found)


def svg_text(found: EstateMap, limit: int) -> str:
    """The picture as an SVG document: no script, nothing from outside."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + whole_picture(found, limit)


_LAYERS = "A system stands above what it needs."
_ROWS = "The organisation of a row needs those of the columns."
_PICTURE = Markup(
    "<p>{} The tables below say the same in words.</p>\n"
    '<figure class="map"><div class="scroll" role="region" tabindex="0" aria-label="Dependency map">'
    "{}</div></figure>"
)


def html_text(found: EstateMap, limit: int) -> str:
    """The page: marking, figures, picture, the same in tables, provenance, marking; it loads nothing."""
    view = map_view(found, limit)
    starts = [at for at, block in enumerate(view.blocks) if isinstance(block, Heading | Table)]
    first = starts[0] if starts else len(view.blocks)
    drawn = Markup(embedded_picture(found, limit))  # noqa: S704 - the drawing escapes its texts
    words = _ROWS if is_summed_up(found, limit) else _LAYERS
    number = numbering()
    sections = (
        Section("map", "The map", _PICTURE.format(words, drawn)),
        Section("tables", "In words", blocks_html(view.blocks[first:], number)),
    )
    page = Page(view.title, view.marking, sections, view.blocks[:first], view.provenance)
    return page_html(page, scripts=("map",), number=number)
