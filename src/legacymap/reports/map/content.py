"""The dependency map in words and tables: what its drawing shows, for those who do not see it."""

from legacymap.domain.connections import EstateMap, MapNode
from legacymap.domain.inventory import Arrow
from legacymap.reports.content.explain import ARROW_NOTE, arrow_columns
from legacymap.reports.content.provenance import lacks, provenance
from legacymap.reports.content.scan import cycles, findings
from legacymap.reports.map.groups import MOST_DRAWN, is_summed_up, left_out, scope_text
from legacymap.reports.map.matrix import matrix_table
from legacymap.reports.view import Block, Cell, Column, Fact, Figures, Points, Prose, Table, View
from legacymap.reports.words import confirmed_of, day, marking_text, rating_of

_MOST = 10
_CAPABILITIES = (
    Column("id", "system", least=32),
    Column("name", "name", priority=3),
    Column("rating", "rating"),
    Column("underpinning", "underpins", "score"),
    Column("direct_dependents", "needed directly by", "count", priority=2),
    Column("dependents", "needed in the end by", "count", priority=2),
)
_SYSTEMS = (
    Column("id", "system", least=32),
    Column("name", "name", priority=2),
    Column("kind", "kind", priority=3),
    Column("status", "status", priority=4),
    Column("rating", "rating"),
    Column("score", "score", "bounds"),
    Column("weighted_risk", "risk", "score"),
)
_ARROWS = (
    Column("consumer", "system", least=32),
    Column("needed", "needs", least=32),
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
            *cycles(found.cycles),
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
            each.id,
            each.name,
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
        node.id,
        node.name,
        node.kind,
        "outside" if node.outside else node.status or "no record",
        rating_of(node.rating),
        node.overall,
        node.weighted_risk,
    )


def _arrows(found: EstateMap) -> tuple[Table, ...]:
    rows = tuple(_arrow(each) for each in found.dependencies)
    return (
        (Table("Arrows of the map", (*_ARROWS, *arrow_columns(found.dependencies)), rows, ARROW_NOTE),)
        if rows
        else ()
    )


def _arrow(arrow: Arrow) -> tuple[Cell, ...]:
    strength, confidence = "hard" if arrow.hard else "soft", "confirmed" if arrow.confirmed else "assumed"
    return (arrow.consumer, arrow.needed, strength, confidence, arrow.kind, arrow.note)
