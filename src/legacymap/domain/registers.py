"""What registers of an estate hold: services with what they stand on, suppliers, places, and technologies."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Annotated, Literal

from pydantic import PlainSerializer

from legacymap.domain.assessment import Levels, Rating
from legacymap.domain.catalogue import NEVER, Coverage, SupportEnd
from legacymap.domain.documents import HIDDEN, FinancialYear
from legacymap.domain.frozen import dataclass
from legacymap.domain.results import (
    Findings,
    HiddenFindings,
    HiddenHandling,
    Incomplete,
    Losses,
    Provenance,
    TotalLosses,
)

Needs = Literal["hard", "soft", "outside", "none", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """A service, its rating, and what stands beneath it: its foundations, without itself.

    `red` and `possibly_red` count its foundations by rating; `weakest` is the first of them in the order of a
    scan, `weakest_confirmed` whether confirmed dependencies lead there. `annual_run` adds up what `stated` of
    them cost to run a year, in pounds; None where no record says. `planned` are those with a remediation
    plan, `funded` those of them whose plan is funded in full. `needs` says how it depends on others: hard,
    softly only, on nothing that is in the estate, by its record on nothing, or nobody says.
    """

    system: str
    name: str
    organisation: str
    rating: Rating | None
    p_red: float | None
    foundations: tuple[str, ...]
    red: int
    possibly_red: int
    weakest: str | None
    weakest_name: str | None
    weakest_rating: Rating | None
    weakest_confirmed: bool
    annual_run: float | None
    stated: int
    planned: tuple[str, ...]
    funded: tuple[str, ...]
    needs: Annotated[Needs, HIDDEN]
    organisation_name: Annotated[str | None, HIDDEN] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Every service of the estate, or of an organisation and all below it, in the order of a scan."""

    format: Literal["legacymap.services/1"] = "legacymap.services/1"
    as_of: date
    provenance: Provenance
    incomplete: Incomplete | None = None
    services: tuple[ServiceLine, ...]
    diagnostics: Findings
    handling: HiddenHandling


@dataclass(frozen=True, slots=True)
class ContractEnds:
    """When contracts end: how many already have, how many in each financial year, and with no known end."""

    already: int
    by_year: Mapping[FinancialYear, int]
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierLine:
    """A supplier, the systems that have a contract with it, and when those contracts end.

    `dependents` counts the other systems that stop in the end when those of this supplier stop,
    `confirmed_dependents` those of them that do so along confirmed dependencies alone.
    """

    supplier: str
    systems: tuple[str, ...]
    red: int
    possibly_red: int
    organisations: tuple[str, ...]
    contracts: ContractEnds
    dependents: int
    confirmed_dependents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """A place, the systems that run there, and how many others stop in the end when they do.

    `confirmed_dependents` counts those of them that stop along confirmed dependencies alone.
    """

    place: str
    systems: tuple[str, ...]
    red: int
    possibly_red: int
    organisations: tuple[str, ...]
    dependents: int
    confirmed_dependents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppliers:
    """What stands with each supplier and in each place, those with most systems first.

    `systems` counts those that were asked, `without_supplier` those whose contracts name none or that list
    none, `without_place` those whose location is not stated.
    """

    format: Literal["legacymap.suppliers/1"] = "legacymap.suppliers/1"
    as_of: date
    provenance: Provenance
    incomplete: Incomplete | None = None
    systems: int
    without_supplier: int
    without_place: int
    suppliers: tuple[SupplierLine, ...]
    places: tuple[PlaceLine, ...]
    diagnostics: Findings
    handling: HiddenHandling


def _cover_text(ends: date | None) -> str | None:
    return "not-announced" if ends == NEVER else ends.isoformat() if ends else None


@dataclass(frozen=True, slots=True)
class TechnologyUse:
    """A technology and its systems; ends are dates, `not-announced`, `unknown` or `ended`.

    `technology` is the product's name of the catalogue with the cycles that match, else as written; `product`
    its id and `cycles` their names, None and empty where nothing matches; `written` every spelling of the
    records. `organisations` are those of the systems. `support` is the worst of any system, `standard_ends`
    the earliest end of any, `past` the systems whose own standard support is over, `cover_ends` the earliest
    end of cover that any states (NEVER: none announced; None: none states cover). `loses_support` is of these
    systems by this technology alone. `skills` are the bounds of the worst skills score among the systems;
    None where the framework has no such criterion or none of the systems is scored.
    """

    technology: str
    product: str | None
    cycles: tuple[str, ...]
    written: tuple[str, ...]
    systems: tuple[str, ...]
    organisations: tuple[str, ...]
    support: Coverage
    standard_ends: Annotated[SupportEnd, PlainSerializer(str, return_type=str)]
    past: int
    cover_ends: Annotated[date | None, PlainSerializer(_cover_text, return_type=str | None)]
    loses_support: Losses
    skills: Levels | None


@dataclass(frozen=True, slots=True)
class TechnologyCounts:
    """Systems of the estate, technologies that they list, and how many of those the catalogue knows.

    `listings` counts each technology of each record, `known` those of them whose product the catalogue knows,
    `dated` those whose version it knows too, or that are services kept current.
    """

    systems: int
    technologies: int
    listings: int
    known: int
    dated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Technologies:
    """Every technology of the systems listed, the most shared first, and the losses over all of them.

    `names` has the name of every system with a record.
    """

    format: Literal["legacymap.technologies/1"] = "legacymap.technologies/1"
    as_of: date
    provenance: Provenance
    incomplete: Incomplete | None = None
    totals: TechnologyCounts
    loses_support: TotalLosses
    technologies: tuple[TechnologyUse, ...]
    names: Annotated[Mapping[str, str], HIDDEN] = field(default_factory=dict)
    diagnostics: HiddenFindings
    handling: HiddenHandling
