"""What people see of a map: its drawing, or the matrix where it is summed up; and its words and tables."""

from collections.abc import Mapping

from markupsafe import Markup

from legacymap.domain.connections import EstateMap, MapNode
from legacymap.domain.inventory import Arrow
from legacymap.reports.content.explain import ARROW_NOTE, arrow_columns
from legacymap.reports.content.provenance import lacks, provenance
from legacymap.reports.content.scan import cycles, findings
from legacymap.reports.formats.html import Page, Section, blocks_html, numbering, page_html
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
from legacymap.reports.map.groups import MOST_DRAWN, caveats, is_summed_up, left_out, scope_text
from legacymap.reports.map.layout import fitted
from legacymap.reports.map.matrix import heat, matrix_table
from legacymap.reports.serial import document_text
from legacymap.reports.view import (
    SENTENCE,
    WHOLE_ID,
    Block,
    Cell,
    Column,
    Fact,
    Figures,
    Heading,
    Judgement,
    Points,
    Prose,
    Table,
    View,
)
from legacymap.reports.words import confirmed_of, counted, day, marking_text, rating_of, shown

_MOST = 10
_CAPABILITIES = (
    Column("name", "system", "prose", least=SENTENCE),
    Column("id", "id", priority=3, least=WHOLE_ID),
    Column("rating", "rating"),
    Column("underpinning", "underpins", "score"),
    Column("direct_dependents", "needed directly by", "count", priority=2),
    Column("dependents", "needed in the end by", "count", priority=2),
)
_SYSTEMS = (
    Column("name", "system", "prose", least=SENTENCE),
    Column("id", "id", priority=2, least=WHOLE_ID),
    Column("kind", "kind", priority=3),
    Column("status", "status", priority=4),
    Column("rating", "rating"),
    Column("score", "score", "bounds"),
    Column("weighted_risk", "risk", "score"),
)
_ARROWS = (
    Column("consumer", "system", "prose", least=SENTENCE),
    Column("needed", "needs", "prose", least=SENTENCE),
)
_READ = (
    "Rows need columns: each cell counts the arrows from the organisation of its row to that of the column "
    "with its number, and says the worst rating among the systems that they lead to."
)
_LAYERS = "A system stands above what it needs."
_ROWS = "The organisation of a row needs those of the columns."
_PICTURE = Markup(
    "<p>{} The tables below say the same in words.</p>\n"
    '<figure class="map"><div class="scroll" role="region" tabindex="0" aria-label="Dependency map">'
    "{}</div></figure>"
)


def map_view(found: EstateMap, limit: int = MOST_DRAWN) -> View:
    """The matrix of a map that is summed up, what underpins most, every system and every arrow otherwise."""
    summed_up = is_summed_up(found, limit)
    tables: tuple[Block, ...] = (_systems(found), *_arrows(found))
    notes = left_out(found, limit)
    return View(
        title=f"{scope_text(found)}: dependency map on {day(found.provenance.as_of)}",
        marking=marking_text(found.handling, found.provenance),
        blocks=(
            *lacks(found.incomplete, found.provenance),
            _figures(found),
            Prose(
                "A map shows systems in build, live or retiring; what is proposed or retired is not on it."
            ),
            *((Points(notes),) if notes else ()),
            *((matrix_table(found),) if summed_up else ()),
            *underpinning_most(found),
            *(() if summed_up else tables),
            *cycles(found.cycles, _titles(found)),
            findings(found.diagnostics),
        ),
        provenance=provenance(found.provenance),
    )


def underpinning_most(found: EstateMap) -> tuple[Table, ...]:
    """The shared capabilities on which most stands; nothing where there are none."""
    shared = [each for each in found.systems if each.underpinning_capability]
    shared.sort(key=lambda each: (-float(f"{each.underpinning:.9g}"), each.id))
    rows = tuple(
        (
            _name(each),
            each.id,
            rating_of(each.rating),
            each.underpinning,
            each.direct_dependents,
            confirmed_of(each.dependents, each.confirmed_dependents),
        )
        for each in shared[:_MOST]
    )
    more = max(len(shared) - _MOST, 0)
    note = (
        "Underpins: the impact of all that stands on it, less with each step away. Confirmed: how many need "
        "it along arrows of which none is assumed."
    )
    return (Table("Capabilities that underpin most", _CAPABILITIES, rows, note, more),) if rows else ()


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
        titles = _titles(found)
        how = "Systems stand above what they need. " + " ".join(
            f"In a cycle: {'; '.join(titles.get(each, each) for each in cycle.members)}."
            for cycle in found.cycles[:10]
        )
    return f"{size} {how}".strip()


def json_text(found: EstateMap, _: int) -> str:
    """All of the map, whatever the limit of drawings."""
    return document_text(found)


def svg_text(found: EstateMap, limit: int) -> str:
    """The picture as an SVG document: no script, nothing from outside."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + whole_picture(found, limit)


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


def _figures(found: EstateMap) -> Figures:
    ratings = [each.rating for each in found.systems]
    size = (
        Fact("systems" if len(found.systems) != 1 else "system", len(found.systems), "count"),
        Fact("arrows" if len(found.dependencies) != 1 else "arrow", len(found.dependencies), "count"),
        Fact(
            "organisations" if len(found.organisations) != 1 else "organisation",
            len(found.organisations),
            "count",
        ),
    )
    rated = (
        Fact("red", ratings.count("red"), "count"),
        Fact("could be red", ratings.count("possibly-red"), "count"),
        Fact("not red", ratings.count("not-red"), "count"),
    )
    return Figures((size, rated))


def _systems(found: EstateMap) -> Table:
    return Table("Systems on the map", _SYSTEMS, tuple(_system(each) for each in found.systems))


def _system(node: MapNode) -> tuple[Cell, ...]:
    return (
        _name(node),
        node.id,
        node.kind,
        "outside" if node.outside else node.status or "no record",
        rating_of(node.rating),
        node.overall,
        node.weighted_risk,
    )


def _arrows(found: EstateMap) -> tuple[Table, ...]:
    titles = _titles(found)
    rows = tuple(_arrow(each, titles) for each in found.dependencies)
    return (
        (Table("Arrows of the map", (*_ARROWS, *arrow_columns(found.dependencies)), rows, ARROW_NOTE),)
        if rows
        else ()
    )


def _titles(found: EstateMap) -> dict[str, str]:
    return {each.id: each.title for each in found.systems}


def _name(node: MapNode) -> Judgement:
    """A system by its title; in data a name is only what a record states."""
    return Judgement(node.name or "", node.title)


def _arrow(arrow: Arrow, titles: Mapping[str, str]) -> tuple[Cell, ...]:
    ends = [Judgement(each, titles.get(each, each)) for each in (arrow.consumer, arrow.needed)]
    strength, confidence = "hard" if arrow.hard else "soft", "confirmed" if arrow.confirmed else "assumed"
    return (*ends, strength, confidence, arrow.kind, arrow.note)


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
            for place, (name, system, rating, underpins, _, dependents) in enumerate(table.rows, start=1)
        ]
    if not lines:
        return []
    shown_lines = [fitted(line, 13.0, width) for line in lines]
    head = lines_piece(["Capabilities that underpin most"], "strong", 13.0, bold=True)
    return [head, lines_piece(shown_lines, "", 13.0)]


def _title(found: EstateMap) -> str:
    return f"Dependency map on {day(found.provenance.as_of)}. {scope_text(found)}"
