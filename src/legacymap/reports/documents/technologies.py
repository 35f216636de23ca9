"""Which technology is used where, as a JSON document, `legacymap.technologies/1`."""

from typing import Literal

from typing_extensions import TypedDict

from legacymap.domain.catalogue import NEVER, Coverage
from legacymap.domain.dates import financial_year_text
from legacymap.domain.results import Exposure, Losses, TechnologyUse
from legacymap.reports.objects.provenance import ProvenanceObject, provenance_object


class LevelsObject(TypedDict):
    """The lowest and highest level that a criterion may have."""

    low: int
    high: int


class LossesObject(TypedDict):
    """How many systems lose support: already, by financial year, and where the year is not known."""

    already: int
    by_year: dict[str, int]
    unknown: int


class TotalLossesObject(LossesObject):
    """The same over all systems, with how many list no technology."""

    silent: int


class CountsObject(TypedDict):
    """Systems of the estate, technologies that they list, and how many of those the catalogue knows."""

    systems: int
    technologies: int
    listings: int
    known: int
    dated: int


class TechnologyObject(TypedDict):
    """A technology and its systems; ends are dates, `not-announced`, `unknown` or `ended`."""

    technology: str
    product: str | None
    cycles: list[str]
    written: list[str]
    systems: list[str]
    organisations: list[str]
    support: Coverage
    standard_ends: str
    past: int
    cover_ends: str | None
    loses_support: LossesObject
    skills: LevelsObject | None


class TechnologiesDocument(TypedDict):
    """Every technology, the most shared first."""

    format: Literal["legacymap.technologies/1"]
    as_of: str
    provenance: ProvenanceObject
    totals: CountsObject
    loses_support: TotalLossesObject
    technologies: list[TechnologyObject]


def technologies_document(exposure: Exposure) -> TechnologiesDocument:
    """An exposure as it is."""
    return {
        "format": "legacymap.technologies/1",
        "as_of": exposure.provenance.as_of.isoformat(),
        "provenance": provenance_object(exposure.provenance),
        "totals": {
            "systems": exposure.systems,
            "technologies": len(exposure.uses),
            "listings": exposure.listings,
            "known": exposure.known,
            "dated": exposure.dated,
        },
        "loses_support": {**_losses(exposure.losses), "silent": exposure.losses.silent},
        "technologies": [_technology(use) for use in exposure.uses],
    }


def _technology(use: TechnologyUse) -> TechnologyObject:
    cover = use.cover_ends
    return {
        "technology": use.name,
        "product": use.product,
        "cycles": list(use.cycles),
        "written": list(use.written),
        "systems": list(use.systems),
        "organisations": list(use.organisations),
        "support": use.coverage,
        "standard_ends": str(use.standard_ends),
        "past": use.past,
        "cover_ends": "not-announced" if cover == NEVER else cover.isoformat() if cover else None,
        "loses_support": _losses(use.losses),
        "skills": {"low": use.skills.low, "high": use.skills.high} if use.skills else None,
    }


def _losses(losses: Losses) -> LossesObject:
    return {
        "already": losses.already,
        "by_year": {financial_year_text(year): count for year, count in losses.by_year.items()},
        "unknown": losses.unknown,
    }
