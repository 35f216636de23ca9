"""A system as the ranking lists it."""

from typing import cast

from typing_extensions import TypedDict

from legacymap.domain.results import Entry, Foundation, Reach
from legacymap.domain.system import Kind, Status
from legacymap.reports.objects.score import ScoreObject, score_object


class ReachObject(TypedDict):
    """Who stands on a system."""

    direct_dependents: int
    dependents: int
    hard_dependents: int
    services: int
    organisations: int
    underpinning: float
    weighted_risk: float
    underpinning_capability: bool
    underpinning_gap: bool


class FoundationObject(TypedDict):
    """What a system stands on."""

    dependencies: int
    weakest: str | None


class SystemObject(TypedDict):
    """A system's place in the ranking, its score, reach and foundation; the record's `x-` keys follow."""

    rank: int
    id: str
    name: str
    organisation: str
    kind: Kind
    status: Status
    score: ScoreObject | None
    reach: ReachObject | None
    foundation: FoundationObject | None


def system_object(entry: Entry) -> SystemObject:
    """An entry of the ranking; null for what does not apply to a system of its status or kind."""
    system = entry.record.system
    written: SystemObject = {
        "rank": entry.rank,
        "id": entry.record.id,
        "name": system.name,
        "organisation": entry.record.organisation,
        "kind": system.kind,
        "status": system.status,
        "score": score_object(entry.assessment) if entry.assessment else None,
        "reach": _reach(entry.reach) if entry.reach else None,
        "foundation": _foundation(entry.foundation) if entry.foundation else None,
    }
    # A TypedDict of Python 3.11 cannot say that keys in `x-` may follow.
    return cast("SystemObject", {**written, **entry.record.extensions})


def _reach(reach: Reach) -> ReachObject:
    return {
        "direct_dependents": reach.direct_dependents,
        "dependents": reach.dependents,
        "hard_dependents": reach.hard_dependents,
        "services": reach.services,
        "organisations": reach.organisations,
        "underpinning": reach.underpinning,
        "weighted_risk": reach.weighted_risk,
        "underpinning_capability": reach.underpinning_capability,
        "underpinning_gap": reach.underpinning_gap,
    }


def _foundation(foundation: Foundation) -> FoundationObject:
    return {"dependencies": foundation.dependencies, "weakest": foundation.weakest}
