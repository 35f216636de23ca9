"""How the figures of one system came about, as a JSON document, `legacymap.explain/1`."""

from typing import Literal

from typing_extensions import TypedDict

from legacymap.domain.assessment import Rating
from legacymap.domain.inventory import Arrow
from legacymap.domain.results import Change, Explanation
from legacymap.reports.objects.cycle import CycleObject, cycle_object
from legacymap.reports.objects.provenance import ProvenanceObject, provenance_object
from legacymap.reports.objects.system import SystemObject, system_object


class NamedObject(TypedDict):
    """Another system, with its rating (null: not scored)."""

    system: str
    rating: Rating | None


class NeighbourObject(NamedObject):
    """Another system that an arrow joins to this one."""

    strength: Literal["hard", "soft"]
    confidence: Literal["confirmed", "assumed"]


class ChangeObject(TypedDict):
    """A criterion that alone would change or settle the rating, and the levels at which it would."""

    criterion: str
    code: str
    levels: list[int]
    rating: Rating


class ExplainDocument(TypedDict):
    """One system as the scan has it, and all that it rests on; `p_red` is by prior."""

    format: Literal["legacymap.explain/1"]
    as_of: str
    provenance: ProvenanceObject
    system: SystemObject
    p_red: dict[str, float]
    needs: list[NeighbourObject]
    needed_by: list[NeighbourObject]
    foundations: list[NamedObject]
    old_foundations: list[NamedObject]
    cycles: list[CycleObject]
    changes: list[ChangeObject]


def explain_document(explanation: Explanation) -> ExplainDocument:
    """An explanation, unrounded; foundations in the order of the scan."""
    old = explanation.old_foundation
    return {
        "format": "legacymap.explain/1",
        "as_of": explanation.provenance.as_of.isoformat(),
        "provenance": provenance_object(explanation.provenance),
        "system": system_object(explanation.entry),
        "p_red": dict(explanation.p_red_by_prior),
        "needs": [_neighbour(explanation, arrow.needed, arrow) for arrow in explanation.needs],
        "needed_by": [_neighbour(explanation, arrow.consumer, arrow) for arrow in explanation.needed_by],
        "foundations": [_named(explanation, system) for system in explanation.foundations],
        "old_foundations": [_named(explanation, system) for system in (old.weak if old else ())],
        "cycles": [cycle_object(cycle) for cycle in explanation.cycles],
        "changes": [_change(change) for change in explanation.changes],
    }


def _neighbour(explanation: Explanation, system: str, arrow: Arrow) -> NeighbourObject:
    return {
        "system": system,
        "rating": explanation.ratings.get(system),
        "strength": "hard" if arrow.hard else "soft",
        "confidence": "confirmed" if arrow.confirmed else "assumed",
    }


def _named(explanation: Explanation, system: str) -> NamedObject:
    return {"system": system, "rating": explanation.ratings.get(system)}


def _change(change: Change) -> ChangeObject:
    return {
        "criterion": change.criterion,
        "code": change.code,
        "levels": list(change.levels),
        "rating": change.rating,
    }
