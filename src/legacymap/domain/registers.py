"""What registers of an estate hold: each service with what it stands on, each supplier and place."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from legacymap.domain.assessment import Rating
from legacymap.domain.documents import FinancialYear
from legacymap.domain.frozen import dataclass
from legacymap.domain.results import Findings, HiddenHandling, Incomplete, Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """A service, its rating, and what stands beneath it: its foundations, without itself.

    `red` and `possibly_red` count its foundations by rating; `weakest` is the first of them in the order of a
    scan, `weakest_confirmed` whether confirmed dependencies lead there. `annual_run` adds up what `stated` of
    them cost to run a year, in pounds; None where no record says. `planned` are those with a remediation
    plan, `funded` those of them whose plan is funded in full.
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
