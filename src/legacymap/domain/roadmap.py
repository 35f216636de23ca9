"""A plan laid out over years: work, what waits for what, dates that matter, and the money beneath it."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Literal

from legacymap.domain.assessment import Rating
from legacymap.domain.dates import financial_year_of
from legacymap.domain.frozen import dataclass
from legacymap.domain.plan import NotPlanned, Plan
from legacymap.domain.system import Approach

MarkKind = Literal["milestone", "milestone-done", "end-of-support", "support-over", "retires", "must-by"]
LinkKind = Literal["requires", "leaves", "starts-with", "ends-with"]


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
