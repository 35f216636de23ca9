"""The picture of a map: its drawing, or the matrix of a map that is summed up."""

from legacymap.domain.map import EstateMap
from legacymap.reports.blocks.provenance import provenance
from legacymap.reports.drawing.canvas import canvas
from legacymap.reports.drawing.drawing import drawing
from legacymap.reports.drawing.heat import heat
from legacymap.reports.drawing.legend import legend, rating_legend
from legacymap.reports.drawing.lettering import fitted
from legacymap.reports.drawing.sheet import LEAST_WIDTH, Piece, lines_piece, paragraph, sheet
from legacymap.reports.figures import counted, day, shown
from legacymap.reports.judgements import marking_text
from legacymap.reports.maps.extent import is_summed_up, left_out, scope_text
from legacymap.reports.views.map import underpinning_most

_READ = (
    "Rows need columns: each cell counts the arrows from the organisation of its row to that of the column "
    "with its number, and says the worst rating among the systems that they lead to."
)


def embedded_picture(found: EstateMap, limit: int = 80, prefix: str = "map-") -> str:
    """The picture as an `svg` element for a page, which has the marking and the provenance itself.

    Ids begin with `prefix`. A page that sets `--ink`, `--paper` and the like lends them to the picture.
    """
    return sheet(_pieces(found, limit, prefix), _title(found), description(found, limit), prefix)


def whole_picture(found: EstateMap, limit: int = 80, prefix: str = "map-") -> str:
    """The picture with its title, the marking at top and bottom, what it leaves out, and its provenance."""
    body = _pieces(found, limit, prefix)
    width = max(LEAST_WIDTH, *(piece.width for piece in body))
    marking = lines_piece([marking_text(found.handling)], "marking", 14.0, bold=True)
    notes = [paragraph(text, "", 13.0, width) for text in left_out(found, limit)]
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
    ratings = [each.assessment.rating for each in found.spots if each.assessment]
    size = (
        f"{counted(len(found.spots), 'system')} of {counted(len(found.regions), 'organisation')} and "
        f"{counted(len(found.arrows), 'arrow')} between them: {ratings.count('red'):,} red, "
        f"{ratings.count('possibly-red'):,} could be red, {ratings.count('not-red'):,} not red, "
        f"{len(found.spots) - len(ratings):,} not scored."
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
