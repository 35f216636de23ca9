"""The planning problem in numbers: what may be started when, what it is worth, and what limits it.

Years are counted from the scenario's first, which is 0. Money is in whole currency units of the price base,
after optimism bias. Method, section 6.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from legacymap.domain.scenario import Fund
from legacymap.domain.system import Approach

LEAVING: frozenset[Approach] = frozenset({"retire", "replace", "rebuild", "rearchitect"})
Start = tuple[str, int]
Schedule = Mapping[str, Start]
"""The option and the first year of work of every system that something is done to."""


@dataclass(frozen=True, slots=True)
class Need:
    """A system that must have completed one of these options."""

    system: str
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Job:
    """An option of a system as a thing to schedule.

    `rdel` and `cdel` have one amount for each year of work (equal lengths, at least one). `values` has the
    value of every start that is allowed (constraint 1; a start before year 0 only where it is committed).
    `needs` must complete before the start (3); `leavers` are the systems that must have completed an option
    that leaves this one no later than its last year of work (4); `partners` must start an option in the same
    year (5).
    """

    system: str
    option: str
    approach: Approach
    rdel: tuple[float, ...]
    cdel: tuple[float, ...]
    values: Mapping[int, float]
    needs: tuple[Need, ...] = ()
    leavers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()

    @property
    def years(self) -> int:
        """How many years the work takes."""
        return len(self.rdel)

    @property
    def leaves(self) -> bool:
        """Whether its system stops needing what it needed."""
        return self.approach in LEAVING


@dataclass(frozen=True, slots=True)
class Line:
    """A budget line: what the systems of an organisation and all below it may spend of a fund, by year.

    With `carries_forward`, spend up to each year is limited by the caps up to that year.
    """

    organisation: str
    fund: Fund
    caps: tuple[float, ...]
    carries_forward: bool
    systems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many options may be under way at once among the systems of an organisation and all below it."""

    organisation: str
    at_most: int
    systems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that a plan must obey, and what it is worth.

    `years` is the number of years of the scenario (H), `factors` has the discount factor of every appraisal
    year (A of them). `jobs` come by system, then option; options that can never be chosen are not among them.
    `fixed` are the choices that every plan holds, by system. `tail` caps what is spent from year H on, by
    fund. `lines` limit the years 0 to H-1.
    """

    years: int
    factors: tuple[float, ...]
    jobs: tuple[Job, ...]
    lines: tuple[Line, ...] = ()
    tail: Mapping[Fund, float] | None = None
    capacities: tuple[Capacity, ...] = ()
    fixed: Mapping[str, Start] | None = None
