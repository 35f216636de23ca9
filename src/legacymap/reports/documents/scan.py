"""The ranked estate as a JSON document, `legacymap.scan/1`."""

from typing import Literal

from typing_extensions import TypedDict

from legacymap.domain.results import Survey, Totals
from legacymap.reports.objects.cycle import CycleObject, cycle_object
from legacymap.reports.objects.provenance import ProvenanceObject, provenance_object
from legacymap.reports.objects.system import SystemObject, system_object
from legacymap.reports.words import tally


class TotalsObject(TypedDict):
    """Counts over the systems listed."""

    organisations: int
    systems: int
    dependencies: int
    scored: int
    legacy: int
    possibly_legacy: int
    not_legacy: int
    red: int
    possibly_red: int
    not_red: int
    expected_red: float


class FindingCounts(TypedDict):
    """How many errors and warnings the inventory has that no waiver accepts."""

    errors: int
    warnings: int


class ScanDocument(TypedDict):
    """Everything that a scan finds, systems in the order of the ranking."""

    format: Literal["legacymap.scan/1"]
    as_of: str
    provenance: ProvenanceObject
    totals: TotalsObject
    systems: list[SystemObject]
    cycles: list[CycleObject]
    diagnostics: FindingCounts


def scan_document(survey: Survey, top: int | None = None) -> ScanDocument:
    """A survey, unrounded; only its first `top` systems, where given."""
    counts = tally(survey.diagnostics)
    return {
        "format": "legacymap.scan/1",
        "as_of": survey.provenance.as_of.isoformat(),
        "provenance": provenance_object(survey.provenance),
        "totals": _totals(survey.totals),
        "systems": [system_object(entry) for entry in survey.entries[:top]],
        "cycles": [cycle_object(cycle) for cycle in survey.cycles],
        "diagnostics": {"errors": counts.errors, "warnings": counts.warnings},
    }


def _totals(totals: Totals) -> TotalsObject:
    return {
        "organisations": totals.organisations,
        "systems": totals.systems,
        "dependencies": totals.dependencies,
        "scored": totals.scored,
        "legacy": totals.legacy,
        "possibly_legacy": totals.possibly_legacy,
        "not_legacy": totals.not_legacy,
        "red": totals.red,
        "possibly_red": totals.possibly_red,
        "not_red": totals.not_red,
        "expected_red": totals.expected_red,
    }
