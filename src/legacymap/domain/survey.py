"""The ranked estate: what a scan finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from legacymap.domain.assessment import Assessment, Rating
from legacymap.domain.fault import Diagnostic
from legacymap.domain.inventory import Record
from legacymap.domain.losses import Losses
from legacymap.domain.words import Handling


@dataclass(frozen=True, slots=True)
class Edition:
    """A data file that figures rest on: what it is, its version, and the hash of its bytes."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an output was made from."""

    legacymap: str
    framework: Edition
    lifecycle: Edition
    inventory_sha256: str
    as_of: date
    prior: str
    reach_decay: float
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """Who stands on a system (method, section 4); weighted risk is 0 for a system that is not scored."""

    direct_dependents: int
    dependents: int
    hard_dependents: int
    services: int
    organisations: int
    underpinning: float
    weighted_risk: float
    underpinning_capability: bool
    underpinning_gap: bool


@dataclass(frozen=True, slots=True)
class Foundation:
    """What a system stands on: how many in all, and the weakest of those that it needs hard."""

    dependencies: int
    weakest: str | None


@dataclass(frozen=True, slots=True)
class Cycle:
    """Systems that need each other: members sorted, a shortest way round, and the arrows easiest to break."""

    members: tuple[str, ...]
    shortest: tuple[str, ...]
    breakable: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ranking; what is None does not apply to a system of its status or kind."""

    rank: int
    record: Record
    handling: Handling
    assessment: Assessment | None
    reach: Reach | None
    foundation: Foundation | None


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over the systems listed; dependencies are distinct arrows of the estate."""

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


@dataclass(frozen=True, slots=True)
class OldFoundation:
    """A system being proposed or built, and the red or possibly red systems that it will stand on."""

    system: str
    weak: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything that a scan shows.

    `entries` are those listed, `ratings` those of every scored system of the estate, `capabilities` the
    underpinning capabilities of the estate among the organisations listed, most underpinning first, `losses`
    of support those of the systems listed.
    """

    provenance: Provenance
    totals: Totals
    entries: tuple[Entry, ...]
    cycles: tuple[Cycle, ...]
    old_foundations: tuple[OldFoundation, ...]
    capabilities: tuple[str, ...]
    losses: Losses
    diagnostics: tuple[Diagnostic, ...]
    ratings: Mapping[str, Rating]
    handling: Handling
