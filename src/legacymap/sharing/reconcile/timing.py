"""What ends before others have moved off it, successors that are none, contracts to share."""

from collections.abc import Iterator, Mapping
from datetime import date

from legacymap.domain.dates import PartialDate, financial_year_of, financial_year_text
from legacymap.domain.inventory import Record, loops
from legacymap.sharing.reconcile.entry import Basis, Entry, Statement, between
from legacymap.sharing.reconcile.folding import company


def ends_before(basis: Basis, support_ends: Mapping[str, date]) -> Iterator[Entry]:
    """Providers that retire, or lose support, before a consumer's own plan moves off them.

    `support_ends` is the first day on which a technology of a system is without support, after the as-of day.
    A consumer without a plan never moves off what retires; lost support is held against stated plans alone.
    """
    for system in sorted(basis.inventory.records):
        consumer = basis.speaks(system)
        if consumer is None:
            continue
        moves = _moves_off(consumer)
        for number, stated in enumerate(consumer.system.depends_on or ()):
            provider = basis.inventory.records.get(consumer.full_id(stated.system))
            if provider is None or provider.id == system:
                continue
            ending = _ending(provider, moves, support_ends.get(provider.id))
            if ending is not None:
                yield _ends_before(consumer, number, moves, provider, ending)


def replaced_by(basis: Basis) -> Iterator[Entry]:
    """Successors that are retired, that nobody has a record of, or that go in a circle."""
    records = basis.inventory.records
    named = {
        system: record.full_id(record.system.replaced_by)
        for system, record in records.items()
        if record.system.replaced_by
    }
    circles = {member: loop for loop in loops(named) for member in loop}
    for system in sorted(named):
        successor, record = named[system], records[system]
        other = records.get(successor)
        if system in circles:
            if system == circles[system][0]:
                yield _circle(circles[system], records)
        elif other is not None and other.system.status == "retired":
            yield _no_successor(record, successor, Statement(successor, "is retired", other.at("status")))
        elif other is None and basis.inventory.presence(successor) == "missing":
            yield _no_successor(record, successor, Statement(successor, "is proposed by nobody", None))


def shared_contracts(basis: Basis) -> Iterator[Entry]:
    """Contracts of several organisations with one supplier that end within one financial year."""
    found: dict[tuple[str, int], list[tuple[Record, int, str]]] = {}
    this_year = financial_year_of(basis.as_of)
    for system in sorted(basis.inventory.records):
        record = basis.speaks(system)
        for number, contract in enumerate((record and record.system.contracts) or ()):
            if record is None or not contract.supplier or not isinstance(contract.ends, PartialDate):
                continue
            year = financial_year_of(contract.ends.first)
            name = company(contract.supplier)
            if name and year >= this_year and not contract.replacement_agreed:
                found.setdefault((name, year), []).append((record, number, contract.supplier))
    for (_, year), each in sorted(found.items()):
        systems = tuple(dict.fromkeys(record.id for record, _, _ in each))
        if len(between(*systems)) > 1:
            yield _shared_contract(systems, each, financial_year_text(year))


def _moves_off(consumer: Record) -> tuple[date, tuple[str | int, ...], str] | None:
    """When a consumer's own plan takes it off what it stands on, where it says so, and in what words."""
    system = consumer.system
    found: list[tuple[date, tuple[str | int, ...], str]] = []
    if system.retires:
        found.append((system.retires.last, ("retires",), f"retires {system.retires}"))
    plan = system.remediation and system.remediation.plan
    if plan and plan.target:
        found.append(
            (plan.target.last, ("remediation", "plan", "target"), f"plans to have moved by {plan.target}")
        )
    return min(found) if found else None


def _ending(
    provider: Record, moves: tuple[date, tuple[str | int, ...], str] | None, support_ends: date | None
) -> Statement | None:
    retires = provider.system.retires
    if retires is not None and (moves is None or moves[0] > retires.last):
        return Statement(provider.id, f"retires {retires}", provider.at("retires"))
    if support_ends is not None and moves is not None and moves[0] > support_ends:
        return Statement(provider.id, f"loses support on {support_ends}", provider.at("technologies"))
    return None


def _ends_before(
    consumer: Record,
    number: int,
    moves: tuple[date, tuple[str | int, ...], str] | None,
    provider: Record,
    ending: Statement,
) -> Entry:
    words = moves[2] if moves else "has no plan to move off it"
    words = f"needs `{provider.id}`, and {words}"
    route = consumer.at(*moves[1]) if moves else consumer.at("depends_on", number)
    return Entry(
        "ends-before",
        (consumer.id, provider.id),
        between(consumer.id, provider.id),
        (Statement(consumer.id, words, route), ending),
        "the consumer moves earlier, the provider keeps it longer, or both agree on `accepted`",
    )


def _no_successor(record: Record, successor: str, other: Statement) -> Entry:
    said = Statement(record.id, f"is replaced by `{successor}`", record.at("replaced_by"))
    settle = "name the system that takes its place, or agree on `accepted`"
    return Entry("replaced-by", (record.id, successor), between(record.id, successor), (said, other), settle)


def _circle(loop: tuple[str, ...], records: Mapping[str, Record]) -> Entry:
    statements = tuple(
        Statement(each, f"is replaced by `{loop[(number + 1) % len(loop)]}`", records[each].at("replaced_by"))
        for number, each in enumerate(loop)
    )
    return Entry("replaced-by", loop, between(*loop), statements, "decide which of them stays")


def _shared_contract(systems: tuple[str, ...], each: list[tuple[Record, int, str]], year: str) -> Entry:
    statements = tuple(
        Statement(
            record.id,
            f"has a contract with {supplier} that ends {record.system.contracts[number].ends}",  # type: ignore[index]  # it has that one
            record.at("contracts", number),
        )
        for record, number, supplier in each
    )
    settle = f"negotiate together what ends in {year}, or agree on `accepted`"
    return Entry("shared-contract", systems, between(*systems), statements, settle)
