"""The systems that one system touches: what it needs, who needs it, and what it stands on in the end."""

from collections.abc import Callable, Iterable

from legacymap.domain.arrow import Arrow
from legacymap.domain.explanation import Explanation
from legacymap.domain.nearest import listed
from legacymap.reports.judgements import rating_of
from legacymap.reports.view import Cell, Column, Prose, Table

_MOST = 20
_SYSTEM = (
    Column("id", "system", least=32),
    Column("name", "name", priority=2),
    Column("rating", "rating"),
)
_ARROW = (Column("strength", "strength"), Column("confidence", "confidence"))
ARROW_NOTE = (
    "Hard: it stops when the other stops. Assumed: not confirmed by the record of the system that needs it."
)


def needed_by(explanation: Explanation) -> Table | Prose:
    """Who needs it directly."""
    if explanation.entry.reach is None:
        status = explanation.entry.record.system.status
        return Prose(
            f"Its status is {status}, so it is not part of the estate: no arrow to it or from it counts."
        )
    rows = _rows(explanation, explanation.needed_by, lambda arrow: arrow.consumer)
    if not rows:
        return Prose("No system is known to need it directly.")
    return Table("Needed directly by", (*_SYSTEM, *_ARROW), rows, ARROW_NOTE)


def needs(explanation: Explanation) -> Table | Prose:
    """What it needs directly; outside the estate, where arrows do not count, what its record names."""
    if explanation.entry.reach is None:
        record = explanation.entry.record
        named = sorted({record.full_id(each.system) for each in record.system.depends_on or ()})
        said = f"what it needs: {listed(named, 'and')}" if named else "nothing that it needs"
        return Prose(f"Its record names {said}.")
    rows = _rows(explanation, explanation.needs, lambda arrow: arrow.needed)
    return Table("Needs", (*_SYSTEM, *_ARROW), rows) if rows else Prose("It is not known to need any system.")


def foundations(explanation: Explanation) -> tuple[Table, ...]:
    """All that it stands on along hard arrows, weakest first; nothing where it stands on nothing."""
    found = explanation.foundations
    rows = tuple(_named(explanation, system) for system in found[:_MOST])
    return (Table("Stands on, weakest first", _SYSTEM, rows, more=len(found) - len(rows)),) if rows else ()


def old_foundation(explanation: Explanation) -> tuple[Prose, ...]:
    """A warning where something new will stand on what is or could be red."""
    found = explanation.old_foundation
    if found is None or not found.weak:
        return ()
    weak = ", ".join(
        f"{system} ({rating_of(explanation.ratings.get(system)).words})" for system in found.weak
    )
    status = explanation.entry.record.system.status
    return (Prose(f"New on old: its status is {status}, and it will stand on {weak}."),)


def _rows(
    explanation: Explanation, arrows: Iterable[Arrow], other: Callable[[Arrow], str]
) -> tuple[tuple[Cell, ...], ...]:
    return tuple((*_named(explanation, other(arrow)), *_strength(arrow)) for arrow in arrows)


def _strength(arrow: Arrow) -> tuple[Cell, ...]:
    return "hard" if arrow.hard else "soft", "confirmed" if arrow.confirmed else "assumed"


def _named(explanation: Explanation, system: str) -> tuple[Cell, ...]:
    return system, explanation.names.get(system), rating_of(explanation.ratings.get(system))
