"""The planning problem in numbers: what may be started when, what it is worth, and what limits it.

Years are counted from the first, which is 0; jobs go by their place. Work that had begun before year 0 is
stated by what is left of it. Method, section 6; as a file, `legacymap.problem/1`.
"""

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from math import fsum
from typing import Literal

from legacymap.domain.frozen import dataclass

Edge = Literal["start", "end"]
Choice = tuple[int, int]
"""A job and the year in which it starts."""
Schedule = tuple[Choice, ...]
"""What is chosen, by job; at most one job a system."""
Jobs = tuple[int, ...] | None
"""Some jobs by their places; None stands for all."""


@dataclass(frozen=True, slots=True)
class Job:
    """An option of a system as a thing to schedule.

    `years` is how long the work takes. `values` and `present_costs` have an entry for each year in which it
    may start, None where it may not; `spend` has an amount for each year of work by fund. With `must_start`
    it is chosen, in that year. `size` is what it takes of a capacity.
    """

    system: str
    option: str
    years: int
    values: tuple[float | None, ...]
    spend: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    present_costs: tuple[float | None, ...] | None = None
    size: float = 1
    must_start: int | None = None

    @property
    def starts(self) -> tuple[int, ...]:
        """The years in which it may start."""
        return tuple(year for year, value in enumerate(self.values) if value is not None)

    def value(self, start: int) -> float:
        """What a start is worth; nought where it may not start then."""
        return self.values[start] or 0.0

    def present_cost(self, start: int) -> float:
        """The present cost of a start; nought where none is stated."""
        return (self.present_costs[start] or 0.0) if self.present_costs else 0.0

    def amount(self, funds: tuple[str, ...] | None, year_of_work: int) -> float:
        """What it spends of some funds (None: of all) in one year of its work."""
        return sum(
            amounts[year_of_work]
            for fund, amounts in self.spend.items()
            if (funds is None or fund in funds) and 0 <= year_of_work < len(amounts)
        )


@dataclass(frozen=True, slots=True)
class Line:
    """What some jobs may (`caps`) and must (`floors`) spend of some funds in each year; None: no limit.

    With `carries_forward`, spend up to each year is limited by the caps up to that year; a floor never
    carries.
    """

    name: str
    caps: tuple[float | None, ...] | None
    floors: tuple[float | None, ...] | None = None
    funds: tuple[str, ...] | None = None
    jobs: Jobs = None
    carries_forward: bool = False


@dataclass(frozen=True, slots=True)
class Tail:
    """What some jobs may spend of some funds after the last year, all later years together."""

    name: str
    cap: float
    funds: tuple[str, ...] | None = None
    jobs: Jobs = None


@dataclass(frozen=True, slots=True)
class Need:
    """When the job is chosen, one of the others is in time: what in time means depends on where it stands."""

    job: int
    any_of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OnlyWith:
    """When the job is chosen, one of the others is too, with the same first (or last) year of work."""

    job: int
    any_of: tuple[int, ...]
    at: Edge = "start"


@dataclass(frozen=True, slots=True)
class Together:
    """All of these jobs are chosen, with the same first (or last) year of work, or none of them."""

    jobs: tuple[int, ...]
    at: Edge = "start"


@dataclass(frozen=True, slots=True)
class Count:
    """How much of some jobs may be under way (a capacity) or begin (starts) in each year; None: no limit."""

    name: str
    most: tuple[float | None, ...]
    jobs: Jobs = None


@dataclass(frozen=True, slots=True)
class Must:
    """A decision: one of these starts is chosen; `name` says whose decision it is, for people."""

    any_of: tuple[Choice, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class SumLimit:
    """What chosen starts add up to is at most `most`, which is below nought where some must be chosen.

    `amounts` has by job what a start in each year adds. Targets are such sums; they are no part of the file
    format.
    """

    name: str
    most: float
    amounts: Mapping[int, tuple[float, ...]]

    def amount(self, job: int, start: int) -> float:
        """What a start adds."""
        return self.amounts[job][start] if job in self.amounts else 0.0

    def holds(self, schedule: Schedule) -> bool:
        """Whether a schedule keeps it, but for what sums of so many numbers may be off."""
        return fsum(self.amount(*choice) for choice in schedule) <= self.most + SLACK * self.size

    @property
    def size(self) -> float:
        """The largest of its numbers."""
        every = (abs(amount) for amounts in self.amounts.values() for amount in amounts)
        return max(abs(self.most), max(every, default=0.0))


SLACK = 1e-9
"""By how much of its largest number a sum may be exceeded."""


@dataclass(frozen=True)
class Problem:
    """Everything that a plan must obey, and what it is worth.

    At most one job of a system is chosen. `requires`: one of the others has completed by the year before the
    job starts; `leaves`: one of them completes no later than the job does. In a problem of money (`is_money`)
    amounts are pounds to the penny and limits are kept to the penny; in others to a billionth of each limit.
    """

    years: int
    jobs: tuple[Job, ...]
    lines: tuple[Line, ...] = ()
    tails: tuple[Tail, ...] = ()
    requires: tuple[Need, ...] = ()
    leaves: tuple[Need, ...] = ()
    together: tuple[Together, ...] = ()
    only_with: tuple[OnlyWith, ...] = ()
    capacities: tuple[Count, ...] = ()
    starts: tuple[Count, ...] = ()
    must: tuple[Must, ...] = ()
    sum_limits: tuple[SumLimit, ...] = ()
    title: str | None = None
    year_names: tuple[str, ...] | None = None
    is_money: bool = False

    @cached_property
    def places(self) -> Mapping[tuple[str, str], int]:
        """The place of every job, by system and option."""
        return {(job.system, job.option): place for place, job in enumerate(self.jobs)}

    def members(self, jobs: Jobs) -> tuple[int, ...] | range:
        """The places of some jobs, all where None."""
        return range(len(self.jobs)) if jobs is None else jobs
