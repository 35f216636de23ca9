"""Who reaches whom: what stops with a system, and the map of an estate.

Documents as in `legacymap.domain.results`.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Annotated, Literal

from legacymap.domain.assessment import Rating
from legacymap.domain.documents import HIDDEN, WHERE_ASKED
from legacymap.domain.figures import Spread
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Arrow, Record
from legacymap.domain.results import Cycle, HiddenFindings, HiddenHandling, Incomplete, Provenance
from legacymap.domain.system import Confidence, DependencyKind, Kind, Status, Strength

Effect = Literal["stops", "degrades"]
Direction = Literal["downstream", "upstream"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A system; without a record (`stub`) its name is null. `part_of` is the whole that it belongs to.

    That is the topmost system that it is a part of.
    """

    id: str
    name: str | None
    organisation: str
    kind: Kind
    stub: bool
    rating: Rating | None
    part_of: str | None
    users: int | None
    transactions_per_year: int | None
    record: Annotated[Record | None, HIDDEN]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path, from who needs to what is needed."""

    strength: Strength
    confidence: Confidence
    kind: DependencyKind | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected(Member):
    """An affected system with a shortest path: the ids from who needs to what is needed, and its arrows.

    Who stops does so along hard arrows, and the path has none but those; who degrades is reached only along
    paths with a soft arrow. `is_confirmed`: the same effect comes along some path of confirmed arrows alone.
    """

    effect: Effect
    path: tuple[str, ...]
    arrows: tuple[Step, ...]
    is_confirmed: Annotated[bool, HIDDEN] = False


@dataclass(frozen=True, slots=True)
class Sum:
    """What `stated` of `systems` say, added up; null where none says anything: unknown is not 0."""

    total: int | None
    stated: int
    systems: int


@dataclass(frozen=True, slots=True)
class Sums:
    """How many stop and degrade, services among them, and what they say of users and transactions."""

    stop: int
    degrade: int
    services: int
    users: Sum
    transactions_per_year: Sum


@dataclass(frozen=True, slots=True)
class Share:
    """The same of the affected systems of one organisation."""

    organisation: str
    name: str | None
    stop: int
    degrade: int
    services: int
    users: Sum
    transactions_per_year: Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """Upstream, `stops` and `degrades` are what the systems listed would do to this one.

    Downstream those that stop come first, each by distance, then id; upstream those that would stop it, each
    in scan order, weakest first. `services` holds the same sums over services alone, `parts` the systems that
    are parts of this one, `in_estate` is no for one proposed or retired. `paths` is there where whole paths
    would be too much to write: each path is then the one step next to its own system, and from step to step
    one comes to the other end. `names` has the name of every system with a record.
    """

    format: Literal["legacymap.impact/1"] = "legacymap.impact/1"
    as_of: date
    provenance: Provenance
    incomplete: Incomplete | None = None
    direction: Direction
    system: Member
    in_estate: bool
    parts: tuple[str, ...]
    totals: Sums
    services: Sums
    organisations: tuple[Share, ...]
    affected: tuple[Affected, ...]
    paths: Annotated[Literal["steps"] | None, WHERE_ASKED] = None
    cycles: tuple[Cycle, ...]
    names: Annotated[Mapping[str, str], HIDDEN] = field(default_factory=dict)
    diagnostics: HiddenFindings
    handling: HiddenHandling

    def named(self, system: str) -> str:
        """The name of a system, as far as it has a record; its id else."""
        return self.names.get(system, system)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapNode:
    """A system; without a record (`stub`) it has no name. Null is what does not apply or is not scored.

    `outside` is one beyond the organisation that the map is of, shown as its direct neighbour.
    """

    id: str
    name: str | None = None
    organisation: str
    kind: Kind
    status: Status | None = None
    stub: bool = False
    outside: bool = False
    rating: Rating | None = None
    low: float | None = None
    expected: float | None = None
    high: float | None = None
    weighted_risk: float | None = None
    underpinning: float | None = None
    underpinning_capability: bool | None = None
    direct_dependents: Annotated[int, HIDDEN] = 0
    dependents: Annotated[int, HIDDEN] = 0
    confirmed_dependents: Annotated[int, HIDDEN] = 0

    @property
    def title(self) -> str:
        """Its name, or its id where it has none."""
        return self.name or self.id

    @property
    def overall(self) -> Spread | None:
        """The score: lowest, expected, highest; None where it is not scored."""
        if self.low is None or self.expected is None or self.high is None:
            return None
        return Spread(self.low, self.expected, self.high)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the map is of; all null and 0 where it is of the whole estate.

    It is of an organisation and all below it, or of the surroundings of a system.
    """

    organisation: str | None = None
    around: str | None = None
    hops: int = 0


@dataclass(frozen=True, slots=True)
class MapTotals:
    """How many systems and arrows the map has, and the whole estate."""

    systems: int
    dependencies: int
    systems_of_estate: int
    dependencies_of_estate: int


@dataclass(frozen=True, slots=True)
class Region:
    """An organisation with systems on the map; `family` is the topmost organisation above it.

    Its name is null where none is described.
    """

    id: str
    name: str | None
    family: str

    @property
    def title(self) -> str:
        """Its name, or its id where it has none."""
        return self.name or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class EstateMap:
    """Every system and every arrow of the map, whatever its size, by id.

    `cycles` are those of the estate that touch the map.
    """

    format: Literal["legacymap.map/1"] = "legacymap.map/1"
    as_of: date
    provenance: Provenance
    incomplete: Incomplete | None = None
    scope: Scope
    totals: MapTotals
    organisations: tuple[Region, ...]
    systems: tuple[MapNode, ...]
    dependencies: tuple[Arrow, ...]
    cycles: tuple[Cycle, ...]
    diagnostics: HiddenFindings
    handling: HiddenHandling
