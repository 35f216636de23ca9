"""The dependency map: the systems chosen for it, and the arrows among them."""

from dataclasses import dataclass

from legacymap.domain.arrow import Arrow
from legacymap.domain.assessment import Assessment
from legacymap.domain.fault import Diagnostic
from legacymap.domain.survey import Cycle, Provenance, Reach
from legacymap.domain.system import Kind, Status
from legacymap.domain.words import Handling


@dataclass(frozen=True, slots=True)
class Spot:
    """A system on the map; without a name and a status it is a stub, which only arrows name.

    `outside` is one beyond the organisation that the map is of, shown as its direct neighbour.
    """

    system: str
    name: str | None
    organisation: str
    kind: Kind
    status: Status | None
    assessment: Assessment | None
    reach: Reach | None
    outside: bool = False

    @property
    def title(self) -> str:
        """Its name, or its id where it has none."""
        return self.name or self.system


@dataclass(frozen=True, slots=True)
class Scope:
    """What the map is of: an organisation and all below it, the surroundings of a system, or everything."""

    organisation: str | None = None
    around: str | None = None
    hops: int = 0


@dataclass(frozen=True, slots=True)
class Region:
    """An organisation on the map: its name where one is described, and the topmost organisation above it."""

    organisation: str
    name: str | None
    family: str

    @property
    def title(self) -> str:
        """Its name, or its id where it has none."""
        return self.name or self.organisation


@dataclass(frozen=True, slots=True)
class EstateMap:
    """Everything that a map shows; `systems` and `dependencies` count those of the whole estate.

    Spots, arrows and regions are sorted by id; `cycles` are those of the estate that touch the map.
    """

    provenance: Provenance
    scope: Scope
    systems: int
    dependencies: int
    spots: tuple[Spot, ...]
    arrows: tuple[Arrow, ...]
    regions: tuple[Region, ...]
    cycles: tuple[Cycle, ...]
    diagnostics: tuple[Diagnostic, ...]
    handling: Handling
