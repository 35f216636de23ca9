"""The amounts of money in a record and in an organisation's description."""

from collections.abc import Iterator

from legacymap.domain.inventory import Record
from legacymap.domain.money import Money
from legacymap.domain.place import Path

Amount = tuple[Path, Money]


def amounts(record: Record) -> Iterator[Amount]:
    """Every amount of a record, by its path in the model, in the order of the format's pages."""
    system = record.system
    for number, contract in enumerate(system.contracts or ()):
        yield from _stated(("contracts", number, "exit_cost"), contract.exit_cost)
    if system.costs:
        yield from _stated(("costs", "annual_run"), system.costs.annual_run)
        yield from _stated(("costs", "cost_of_failure"), system.costs.cost_of_failure)
    if system.remediation:
        yield from _of_remediation(record)


def as_written(money: Money) -> str:
    """The amount with its symbol, as people write it."""
    sign = "-" if money.amount < 0 else ""
    return f"{sign}{money.symbol}{abs(money.amount):f}"


def _of_remediation(record: Record) -> Iterator[Amount]:
    remediation = record.system.remediation
    if remediation is None:
        return
    if remediation.plan:
        yield from _stated(("remediation", "plan", "ringfenced"), remediation.plan.ringfenced)
    for number, option in enumerate(remediation.options or ()):
        above: Path = ("remediation", "options", number)
        for year, cost in enumerate(option.rdel or ()):
            yield (*above, "rdel", year), cost
        for year, cost in enumerate(option.cdel or ()):
            yield (*above, "cdel", year), cost
        yield from _stated((*above, "annual_saving"), option.annual_saving)


def _stated(path: Path, money: Money | None) -> Iterator[Amount]:
    if money is not None:
        yield path, money
