"""What a plan is made for, and what stands in the way of an option from the start."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from legacymap.domain.assessment import Legacy
from legacymap.domain.inventory import Record
from legacymap.domain.plan import WhyNot
from legacymap.domain.scenario import ALL, Scenario
from legacymap.domain.system import Option
from legacymap.estate import Estate


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


def stated_options(record: Record) -> tuple[Option, ...]:
    """The options that a record describes."""
    remediation = record.system.remediation
    return (remediation and remediation.options) or ()
