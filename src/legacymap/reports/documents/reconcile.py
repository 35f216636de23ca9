"""Where records disagree, as a JSON document, `legacymap.reconcile/1`."""

from typing import Literal

from typing_extensions import TypedDict

from legacymap.domain.findings import Place
from legacymap.domain.sharing import Agreement, Difference, Reconciliation
from legacymap.reports.objects.provenance import ProvenanceObject, provenance_object


class StatementObject(TypedDict):
    """What one side says, and where; `file` and `line` are null where it is silence that speaks."""

    system: str
    name: str
    says: str
    file: str | None
    line: int | None
    column: int | None


class AgreementObject(TypedDict):
    """The agreement that settles an entry."""

    about: list[str]
    says: str
    by: str | None
    date: str | None
    reason: str | None


class DifferenceObject(TypedDict):
    """A disagreement; `score` and `evidence` are for records that may be one system."""

    kind: str
    organisations: list[str]
    systems: list[str]
    owners: list[str | None]
    statements: list[StatementObject]
    settle: str
    score: float | None
    evidence: list[str]
    nearest: str | None
    settled: AgreementObject | None


class MergedObject(TypedDict):
    """A record that an agreement has made the alias of another, and the keys in which they differ."""

    system: str
    alias: str
    differs: list[str]


class TotalsObject(TypedDict):
    """How many entries are open, and how many are settled."""

    open: int
    settled: int
    by_kind: dict[str, int]


class ReconcileDocument(TypedDict):
    """Disagreements, by those who have to talk."""

    format: Literal["legacymap.reconcile/1"]
    as_of: str
    provenance: ProvenanceObject
    totals: TotalsObject
    entries: list[DifferenceObject]
    merged: list[MergedObject]


def reconcile_document(found: Reconciliation) -> ReconcileDocument:
    """Every disagreement, those that are settled included."""
    kinds = sorted({each.kind for each in found.open})
    return {
        "format": "legacymap.reconcile/1",
        "as_of": found.provenance.as_of.isoformat(),
        "provenance": provenance_object(found.provenance),
        "totals": {
            "open": len(found.open),
            "settled": len(found.differences) - len(found.open),
            "by_kind": {kind: sum(each.kind == kind for each in found.open) for kind in kinds},
        },
        "entries": [_difference(each) for each in found.differences],
        "merged": [
            {"system": each.system, "alias": each.alias, "differs": list(each.differs)}
            for each in found.merged
        ],
    }


def _difference(each: Difference) -> DifferenceObject:
    return {
        "kind": each.kind,
        "organisations": list(each.organisations),
        "systems": list(each.systems),
        "owners": list(each.owners),
        "statements": [_statement(one.system, one.name, one.says, one.place) for one in each.statements],
        "settle": each.settle,
        "score": each.score,
        "evidence": list(each.evidence),
        "nearest": each.nearest,
        "settled": _agreement(each.settled),
    }


def _statement(system: str, name: str, says: str, place: Place | None) -> StatementObject:
    return {
        "system": system,
        "name": name,
        "says": says,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
    }


def _agreement(agreement: Agreement | None) -> AgreementObject | None:
    if agreement is None:
        return None
    return {
        "about": list(agreement.about),
        "says": agreement.says,
        "by": agreement.by,
        "date": str(agreement.date) if agreement.date else None,
        "reason": agreement.reason,
    }
