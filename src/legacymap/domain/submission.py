"""What papers show: the roadmap of a plan, the report on an estate, and a submission with its sections.

A roadmap lays a plan out over years: work, what waits for what, dates that matter, and the money beneath it.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import Literal

from legacymap.domain.assessment import Rating
from legacymap.domain.connections import EstateMap
from legacymap.domain.dates import financial_year_of
from legacymap.domain.framework import Framework
from legacymap.domain.frozen import dataclass
from legacymap.domain.plan import NotPlanned, Plan
from legacymap.domain.registers import Services, Suppliers, Technologies
from legacymap.domain.results import Entry, Explanation, Gaps, Scan
from legacymap.domain.scenario import Scenario
from legacymap.domain.settings import OWN_PARTS, Section
from legacymap.domain.system import Approach
from legacymap.domain.values import Handling

MarkKind = Literal["milestone", "milestone-done", "end-of-support", "support-over", "retires", "must-by"]
LinkKind = Literal["requires", "leaves", "starts-with", "ends-with"]


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


@dataclass(frozen=True, slots=True)
class Work:
    """An option under way from its first to its last year; `cost` is all of it, None where not told."""

    option: str
    description: str
    approach: Approach
    start: int
    complete: int
    cost: float | None
    committed: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that matters to a system, and what happens then."""

    kind: MarkKind
    day: date
    words: str


@dataclass(frozen=True, slots=True)
class RoadmapRow:
    """A system: its rating now (None: not scored), that at the end under the plan, and what is done.

    `then` is None for a system that has left by then, or is not scored. `left` says of a system without work
    why there is none.
    """

    system: str
    name: str
    organisation: str
    now: Rating | None
    then: Rating | None
    work: Work | None
    marks: tuple[Mark, ...]
    left: NotPlanned | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """What one work waits for: `before` is complete in time, or starts or ends in the same year."""

    before: str
    after: str
    kind: LinkKind


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """What is spent in each year against a cap; a cap is None in years that have none."""

    name: str
    fund: str
    spend: Mapping[int, float]
    caps: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The rows by organisation, in the order of the scan within each; organisations by their first system.

    `years` are those shown; work may start in `scenario_years`. `end` names the year of the ratings at the
    end, empty where these are not shown. `organisations` has the name of each, `names` that of each system.
    """

    title: str
    as_of: date
    end: str
    years: tuple[int, ...]
    scenario_years: tuple[int, ...]
    organisations: Mapping[str, str]
    rows: tuple[RoadmapRow, ...]
    links: tuple[Link, ...]
    money: tuple[MoneyRow, ...]
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def groups(self) -> tuple[tuple[str, tuple[RoadmapRow, ...]], ...]:
        """The rows of each organisation, in their order."""
        found: dict[str, list[RoadmapRow]] = {}
        for row in self.rows:
            found.setdefault(row.organisation, []).append(row)
        return tuple((organisation, tuple(rows)) for organisation, rows in found.items())


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


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A plan laid out, and the plan of each point of its frontier; None where nothing fits at that share."""

    plan: Plan
    roadmap: Roadmap
    points: tuple[Roadmap | None, ...] = ()


def place_in_years(day: date) -> float:
    """A day as a year with its fraction, counted from 1 April: 1 October 2027 is about 2027.5."""
    year = financial_year_of(day)
    if not date.min.year <= year < date.max.year:
        return year
    first, end = date(year, 4, 1), date(year + 1, 4, 1)
    return year + (day - first).days / (end - first).days
