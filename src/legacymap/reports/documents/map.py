"""The dependency map as a JSON document, `legacymap.map/1`."""

from typing import Literal

from typing_extensions import TypedDict

from legacymap.domain.assessment import Rating
from legacymap.domain.inventory import Arrow
from legacymap.domain.results import EstateMap, Spot
from legacymap.domain.system import Kind, Status
from legacymap.reports.objects.cycle import CycleObject, cycle_object
from legacymap.reports.objects.provenance import ProvenanceObject, provenance_object


class MapScopeObject(TypedDict):
    """What the map is of; all null and 0 where it is of the whole estate."""

    organisation: str | None
    around: str | None
    hops: int


class MapTotalsObject(TypedDict):
    """How many systems and arrows the map has, and the whole estate."""

    systems: int
    dependencies: int
    systems_of_estate: int
    dependencies_of_estate: int


class MapOrganisationObject(TypedDict):
    """An organisation with systems on the map; `family` is the topmost organisation above it."""

    id: str
    name: str | None
    family: str


class MapSystemObject(TypedDict):
    """A system; without a record (`stub`) it has no name. Null is what does not apply or is not scored.

    `outside` is one beyond the organisation that the map is of.
    """

    id: str
    name: str | None
    organisation: str
    kind: Kind
    status: Status | None
    stub: bool
    outside: bool
    rating: Rating | None
    low: float | None
    expected: float | None
    high: float | None
    weighted_risk: float | None
    underpinning: float | None
    underpinning_capability: bool | None


class MapArrowObject(TypedDict):
    """`consumer` needs `needed`."""

    consumer: str
    needed: str
    strength: Literal["hard", "soft"]
    confidence: Literal["confirmed", "assumed"]


class MapDocument(TypedDict):
    """Every system and every arrow of the map, whatever its size, by id."""

    format: Literal["legacymap.map/1"]
    as_of: str
    provenance: ProvenanceObject
    scope: MapScopeObject
    totals: MapTotalsObject
    organisations: list[MapOrganisationObject]
    systems: list[MapSystemObject]
    dependencies: list[MapArrowObject]
    cycles: list[CycleObject]


def map_document(found: EstateMap) -> MapDocument:
    """A map, unrounded and whole."""
    scope = found.scope
    return {
        "format": "legacymap.map/1",
        "as_of": found.provenance.as_of.isoformat(),
        "provenance": provenance_object(found.provenance),
        "scope": {"organisation": scope.organisation, "around": scope.around, "hops": scope.hops},
        "totals": {
            "systems": len(found.spots),
            "dependencies": len(found.arrows),
            "systems_of_estate": found.systems,
            "dependencies_of_estate": found.dependencies,
        },
        "organisations": [
            {"id": each.organisation, "name": each.name, "family": each.family} for each in found.regions
        ],
        "systems": [map_system(each) for each in found.spots],
        "dependencies": [_arrow(each) for each in found.arrows],
        "cycles": [cycle_object(each) for each in found.cycles],
    }


def map_system(spot: Spot) -> MapSystemObject:
    """What a map says of one system."""
    assessment, reach = spot.assessment, spot.reach
    return {
        "id": spot.system,
        "name": spot.name,
        "organisation": spot.organisation,
        "kind": spot.kind,
        "status": spot.status,
        "stub": spot.status is None,
        "outside": spot.outside,
        "rating": assessment.rating if assessment else None,
        "low": assessment.overall.low if assessment else None,
        "expected": assessment.overall.expected if assessment else None,
        "high": assessment.overall.high if assessment else None,
        "weighted_risk": reach.weighted_risk if reach and assessment else None,
        "underpinning": reach.underpinning if reach else None,
        "underpinning_capability": reach.underpinning_capability if reach else None,
    }


def _arrow(arrow: Arrow) -> MapArrowObject:
    return {
        "consumer": arrow.consumer,
        "needed": arrow.needed,
        "strength": "hard" if arrow.hard else "soft",
        "confidence": "confirmed" if arrow.confirmed else "assumed",
    }
