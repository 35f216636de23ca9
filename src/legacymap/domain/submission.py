"""What papers show: the report on an estate, and a spending review submission with its sections."""

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import Literal

from legacymap.domain.connections import EstateMap
from legacymap.domain.framework import Framework
from legacymap.domain.frozen import dataclass
from legacymap.domain.plan import Plan
from legacymap.domain.registers import Services, Suppliers, Technologies
from legacymap.domain.results import Entry, Explanation, Gaps, Scan
from legacymap.domain.roadmap import Roadmap
from legacymap.domain.scenario import Scenario
from legacymap.domain.settings import OWN_PARTS, Section
from legacymap.domain.values import Handling


@dataclass(frozen=True, slots=True)
class EstateReport:
    """A scan with what belongs beside it on paper.

    `explanations` are those of the first systems of the scan, in its order; `gaps` holds the first few;
    `map` is None where no system listed is in the estate; `organisations` has the name of every organisation
    listed that has one, by id. `handling` is the highest marking of all of it.
    """

    scan: Scan
    framework: Framework
    gaps: Gaps
    technologies: Technologies
    services: Services
    suppliers: Suppliers
    map: EstateMap | None
    explanations: tuple[Explanation, ...]
    organisations: Mapping[str, str]
    handling: Handling


@dataclass(frozen=True, slots=True)
class RunningCost:
    """What the scored systems cost to run in one year, undiscounted, in the price base."""

    year: int
    do_nothing: float
    do_minimum: float
    plan: float


@dataclass(frozen=True, slots=True)
class Busy:
    """How many actions are under way in an organisation and below it in one year, and how many may be."""

    organisation: str
    year: int
    under_way: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a department's own text, as its file holds it."""

    content: bytes
    kind: Literal["png", "jpeg"]


@dataclass(frozen=True, slots=True)
class OwnPart:
    """A department's own text for a section, in Markdown, with its file and the pictures by their paths."""

    text: str
    file: str
    pictures: Mapping[str, Picture] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Front:
    """Who hands a submission in, why the first scenario is preferred, and the department's own parts.

    What nobody has stated is None; `parts` are by section.
    """

    department: str | None = None
    owner: str | None = None
    contact: str | None = None
    status: Literal["draft", "final"] | None = None
    reason: str | None = None
    parts: Mapping[str, OwnPart] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[Section, ...]:
        """The department's own parts that nobody has written."""
        return tuple(each for each in OWN_PARTS if not self._has(each.id))

    def _has(self, section: str) -> bool:
        part = self.parts.get(section)
        return part is not None and bool(part.text.strip())


@dataclass(frozen=True)
class Submission:
    """Everything that a submission shows.

    The first of `plans` and `scenarios` is the preferred one, with frontier and sensitivity. `expected_red`
    is by prior, `running_costs` and `busy` are those of the preferred plan, the latter for the capacities
    that its scenario states, and `roadmap` lays it out over years. `organisations` has the name of each that
    states one, `cut_short` names what the time limit, or an interruption, ended early.
    """

    scan: Scan
    framework: Framework
    gaps: Gaps
    plans: tuple[Plan, ...]
    scenarios: tuple[Scenario, ...]
    expected_red: Mapping[str, float]
    running_costs: tuple[RunningCost, ...]
    busy: tuple[Busy, ...]
    organisations: Mapping[str, str]
    front: Front
    services: Services
    roadmap: Roadmap
    cut_short: tuple[str, ...]
    is_interrupted: bool = False

    @property
    def plan(self) -> Plan:
        """The preferred plan."""
        return self.plans[0]

    @property
    def scenario(self) -> Scenario:
        """The scenario of the preferred plan."""
        return self.scenarios[0]

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """Every line of the scan by full id."""
        return {entry.id: entry for entry in self.scan.systems}

    def name(self, system: str) -> str:
        """The name of a system; its id where it has none here."""
        entry = self.entries.get(system)
        return entry.name if entry else system
