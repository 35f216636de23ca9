"""What is decided before a plan is made: the scenario's fixed choices and the inventory's commitments."""

from collections.abc import Iterator
from dataclasses import dataclass

from legacymap.domain.dates import financial_year_text
from legacymap.domain.inventory import Inventory, Record
from legacymap.domain.place import Route
from legacymap.domain.remediation import Option
from legacymap.domain.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Decision:
    """An option, by its record and its number there, that starts in a year; `where` says so."""

    record: Record
    number: int
    option: Option
    start: int
    where: Route
    is_commitment: bool

    @property
    def years(self) -> int:
        """How many years the work takes."""
        return max(len(self.option.rdel or ()), len(self.option.cdel or ()))

    @property
    def end(self) -> int:
        """The first year after the work."""
        return self.start + self.years

    @property
    def text(self) -> str:
        """Which option starts when, and who said so."""
        how = "is committed to" if self.is_commitment else "is fixed to"
        return f"`{self.option.id}` of `{self.record.id}` {how} start in {financial_year_text(self.start)}"

    def at(self, *path: str | int) -> Route:
        """The route to a field of the option."""
        return self.record.at("remediation", "options", self.number, *path)


def options_of(record: Record) -> tuple[Option, ...]:
    """The options of a record, in the order written."""
    return (record.system.remediation and record.system.remediation.options) or ()


def fixed(scenario: Scenario, route: Route, inventory: Inventory) -> Iterator[Decision]:
    """Each fixed choice of an option that the inventory has."""
    for number, choice in enumerate(scenario.fix):
        record = inventory.records.get(choice.system)
        for place, option in enumerate(options_of(record) if record else ()):
            if record and option.id == choice.option:
                yield Decision(
                    record, place, option, choice.start, route.to("fix", number), is_commitment=False
                )
                break


def committed(inventory: Inventory) -> Iterator[Decision]:
    """Each committed option of a system of the estate that does something."""
    for record in inventory.records.values():
        for number, option in enumerate(options_of(record) if record.in_estate else ()):
            if option.committed is not None and option.approach != "retain":
                where = record.at("remediation", "options", number, "committed")
                yield Decision(record, number, option, option.committed, where, is_commitment=True)
