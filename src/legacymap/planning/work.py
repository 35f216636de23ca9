"""What could be done under a scenario: the case that is planned for, and each option as work (method, 6)."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property

from legacymap.domain.assessment import Legacy
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Record
from legacymap.domain.plan import WhyNot
from legacymap.domain.scenario import ALL, Scenario
from legacymap.domain.system import Approach, Option
from legacymap.estate.questions import Estate
from legacymap.planning.problem import Edge

LEAVING: frozenset[Approach] = frozenset({"retire", "replace", "rebuild", "rearchitect"})
Start = tuple[str, int]
"""An option and the first year of its work, which may be before year 0."""
Choices = Mapping[str, Start]
"""The start of every system that something is done to."""


@dataclass(frozen=True)
class Case:
    """The estate, the scenario, and whether each scored system is legacy.

    `delay` is the number of years by which every effect comes late: 0, but for a variant. `risk_counts_alike`
    says, for another, that risk is not discounted; money is all the same.
    """

    estate: Estate
    scenario: Scenario
    legacy: Mapping[str, Legacy]
    delay: int = 0
    risk_counts_alike: bool = False

    @property
    def first_year(self) -> int:
        """The calendar year in which year 0 begins."""
        return self.scenario.years[0]

    @cached_property
    def options(self) -> Mapping[str, Mapping[str, Option]]:
        """What could be done to each system that is not retired, by full id and option id; never `retain`."""
        found: dict[str, dict[str, Option]] = {}
        for record in self.estate.inventory.records.values():
            if record.system.status == "retired":
                continue
            for option in stated_options(record):
                if option.approach != "retain":
                    found.setdefault(record.id, {}).setdefault(option.id, option)
        return found

    @cached_property
    def below(self) -> Mapping[str, frozenset[str]]:
        """The systems with options of each organisation and all below it; of `all`, every one."""
        found: dict[str, set[str]] = {ALL: set()}
        inventory = self.estate.inventory
        for system in self.options:
            for organisation in (ALL, *inventory.lineage(inventory.records[system].organisation)):
                found.setdefault(organisation, set()).add(system)
        return {organisation: frozenset(systems) for organisation, systems in found.items()}

    def each_option(self) -> Iterator[tuple[Record, Option]]:
        """Every option of `options` with its record, by system, then option."""
        for system in sorted(self.options):
            record = self.estate.inventory.records[system]
            for option in sorted(self.options[system]):
                yield record, self.options[system][option]


@dataclass(frozen=True, slots=True)
class Barrier:
    """Why an option can never be chosen: a code, a sentence, and the systems that stand in the way."""

    code: WhyNot
    text: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waited:
    """A system that must have completed one of these options."""

    system: str
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Partner:
    """A system that must do one of these options with the same first (or last) year of work."""

    system: str
    options: frozenset[str]
    at: Edge = "start"


@dataclass(frozen=True, slots=True)
class Work:
    """An option of a system as it stands in the records, with all years of its work.

    `rdel` and `cdel` have one amount for each year of work (equal lengths, at least one). `values` has the
    value of every start that is allowed (constraint 1; a start before year 0 only where it is committed).
    `needs` must complete before the start (3); `must_leave_first`: systems that must have completed an option
    that leaves this one no later than its last year of work (4); `partners` must start, or end, an option in
    the same year (5). `struck` has the value of starts that its own dates would allow, but nothing that it
    waits for.
    """

    system: str
    option: str
    approach: Approach
    rdel: tuple[float, ...]
    cdel: tuple[float, ...]
    values: Mapping[int, float]
    needs: tuple[Waited, ...] = ()
    must_leave_first: tuple[str, ...] = ()
    partners: tuple[Partner, ...] = ()
    size: float = 1
    struck: Mapping[int, float] = field(default_factory=dict)

    @property
    def years(self) -> int:
        """How many years the work takes."""
        return len(self.rdel)

    @property
    def leaves(self) -> bool:
        """Whether its system stops needing what it needed."""
        return self.approach in LEAVING

    @property
    def begun(self) -> int:
        """How many years before year 0 it began, for work that did."""
        return max(-min(self.values, default=0), 0)


def stated_options(record: Record) -> tuple[Option, ...]:
    """The options that a record describes."""
    remediation = record.system.remediation
    return (remediation and remediation.options) or ()
