"""What stops or degrades with one system, as a JSON document, `legacymap.impact/1`."""

from typing import Literal

from typing_extensions import TypedDict

from legacymap.domain.assessment import Rating
from legacymap.domain.inventory import Arrow
from legacymap.domain.results import Affected, Direction, Effect, Impact, Member, Share, Sum
from legacymap.domain.system import Kind
from legacymap.reports.objects.cycle import CycleObject, cycle_object
from legacymap.reports.objects.provenance import ProvenanceObject, provenance_object


class SumObject(TypedDict):
    """What `stated` of `systems` say, added up; null where none says anything."""

    total: int | None
    stated: int
    systems: int


class SumsObject(TypedDict):
    """How many stop and degrade, services among them, and what they say of users and transactions."""

    stop: int
    degrade: int
    services: int
    users: SumObject
    transactions_per_year: SumObject


class OrganisationObject(SumsObject):
    """The same of the affected systems of one organisation."""

    organisation: str
    name: str | None


class MemberObject(TypedDict):
    """A system; without a record (`stub`) its name is null. `part_of` is the whole that it belongs to."""

    id: str
    name: str | None
    organisation: str
    kind: Kind
    stub: bool
    rating: Rating | None
    part_of: str | None
    users: int | None
    transactions_per_year: int | None


class ArrowObject(TypedDict):
    """One step of a path."""

    strength: Literal["hard", "soft"]
    confidence: Literal["confirmed", "assumed"]


class AffectedObject(MemberObject):
    """An affected system with a shortest path: the ids from who needs to what is needed, and its arrows."""

    effect: Effect
    path: list[str]
    arrows: list[ArrowObject]


class ImpactDocument(TypedDict):
    """Upstream, `stops` and `degrades` are what the systems listed would do to this one."""

    format: Literal["legacymap.impact/1"]
    as_of: str
    provenance: ProvenanceObject
    direction: Direction
    system: MemberObject
    in_estate: bool
    parts: list[str]
    totals: SumsObject
    services: SumsObject
    organisations: list[OrganisationObject]
    affected: list[AffectedObject]
    cycles: list[CycleObject]


def impact_document(impact: Impact) -> ImpactDocument:
    """An impact as it is."""
    return {
        "format": "legacymap.impact/1",
        "as_of": impact.provenance.as_of.isoformat(),
        "provenance": provenance_object(impact.provenance),
        "direction": impact.direction,
        "system": _member(impact.subject),
        "in_estate": impact.in_estate,
        "parts": list(impact.parts),
        "totals": _sums(impact.total),
        "services": _sums(impact.services),
        "organisations": [
            {"organisation": share.organisation, "name": share.name, **_sums(share)}
            for share in impact.organisations
        ],
        "affected": [_affected(each) for each in impact.affected],
        "cycles": [cycle_object(cycle) for cycle in impact.cycles],
    }


def _member(member: Member) -> MemberObject:
    system = member.record.system if member.record else None
    return {
        "id": member.system,
        "name": system.name if system else None,
        "organisation": member.organisation,
        "kind": member.kind,
        "stub": system is None,
        "rating": member.rating,
        "part_of": member.whole,
        "users": system.users.count if system and system.users else None,
        "transactions_per_year": system.transactions_per_year if system else None,
    }


def _affected(each: Affected) -> AffectedObject:
    return {
        **_member(each.member),
        "effect": each.effect,
        "path": [each.way[0].consumer, *(arrow.needed for arrow in each.way)],
        "arrows": [_arrow(arrow) for arrow in each.way],
    }


def _arrow(arrow: Arrow) -> ArrowObject:
    return {
        "strength": "hard" if arrow.hard else "soft",
        "confidence": "confirmed" if arrow.confirmed else "assumed",
    }


def _sums(share: Share) -> SumsObject:
    return {
        "stop": share.stop,
        "degrade": share.degrade,
        "services": share.services,
        "users": _sum(share.users),
        "transactions_per_year": _sum(share.transactions_per_year),
    }


def _sum(found: Sum) -> SumObject:
    return {"total": found.total, "stated": found.stated, "systems": found.systems}
