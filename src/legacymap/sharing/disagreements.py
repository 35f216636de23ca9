"""All disagreements of an estate, grouped by who has to talk, and which of them an agreement has settled."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from rapidfuzz import fuzz, process

from legacymap.domain.dates import PartialDate, financial_year_of, financial_year_text
from legacymap.domain.findings import Path
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Inventory, Record, names, parent_cycles
from legacymap.domain.sharing import Agreement
from legacymap.domain.system import Dependency
from legacymap.sharing.agreements import DeclaredAgreement
from legacymap.sharing.entry import KINDS, Basis, Entry, Statement, between, company, folded
from legacymap.sharing.same_system import same_system

_SETTLING: Mapping[str, frozenset[str]] = {
    "one-sided": frozenset({"no-arrow", "arrow-confirmed"}),
    "told-differently": frozenset({"no-arrow", "arrow-confirmed"}),
    "not-found": frozenset({"no-arrow", "same-system"}),
    "same-system": frozenset({"same-system", "different"}),
    "ends-before": frozenset({"no-arrow", "accepted"}),
    "replaced-by": frozenset({"accepted", "same-system"}),
    "shared-contract": frozenset({"accepted"}),
}
_NEAR = 72.0  # likeness, of 100, from which a name is worth showing


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An entry of the list and the agreement that settles it, if any."""

    entry: Entry
    settled: Agreement | None


def disagreements(
    basis: Basis, support_ends: Mapping[str, date], agreements: Sequence[DeclaredAgreement]
) -> tuple[Disagreement, ...]:
    """Every disagreement, by those who have to talk, then by kind and systems; those settled say by what."""
    entries: list[Entry] = [
        *_one_sided(basis),
        *_told_differently(basis),
        *_not_found(basis),
        *same_system(basis),
        *_ends_too_early(basis, support_ends),
        *_replaced_by(basis),
        *_shared_contracts(basis),
    ]
    entries.sort(
        key=lambda each: (each.organisations, KINDS.index(each.kind), -(each.score or 0), each.systems)
    )
    by_pair: dict[frozenset[str], list[DeclaredAgreement]] = {}
    for declared in agreements:
        by_pair.setdefault(declared.pair, []).append(declared)
    return tuple(Disagreement(entry, _settling(entry, by_pair)) for entry in entries)


def _settling(
    entry: Entry, by_pair: Mapping[frozenset[str], Iterable[DeclaredAgreement]]
) -> Agreement | None:
    """The agreement that settles an entry; of an arrow the consumer comes first, else either may."""
    is_arrow = entry.kind in {"one-sided", "told-differently", "not-found", "ends-before"}
    for pair, declared in by_pair.items():
        if not pair <= set(entry.systems) or (len(entry.systems) == 2 and pair != set(entry.systems)):
            continue
        for each in declared:
            says = each.agreement.says
            in_order = (
                not is_arrow or each.about == entry.systems or not says.endswith(("arrow", "confirmed"))
            )
            if says in _SETTLING[entry.kind] and in_order:
                return each.agreement
    return None


def _one_sided(basis: Basis) -> Iterator[Entry]:
    """Arrows that a consumer states and its provider, who knows all consumers, does not; and the reverse."""
    for system in sorted(basis.inventory.records):
        record = basis.speaks(system)
        if record is None:
            continue
        for needed, (number, declared) in _needs(record).items():
            provider = basis.speaks(needed)
            if provider and provider.system.consumers_complete and system not in _users(provider):
                yield _unknown_to_provider(record, number, declared, provider)
        for consumer, number in _users(record).items():
            other = basis.speaks(consumer)
            if other and system not in _needs(other):
                yield _silent_consumer(record, number, other)


def _told_differently(basis: Basis) -> Iterator[Entry]:
    """Arrows that both records state, and not alike: to name a consumer is to say that it stops too."""
    for system in sorted(basis.inventory.records):
        record = basis.speaks(system)
        for needed, (number, declared) in _needs(record).items() if record else ():
            provider = basis.speaks(needed)
            if record is None or provider is None or declared.strength == "hard":
                continue
            place = _users(provider).get(system)
            if place is not None:
                yield _differing(record, number, declared, provider, place)


def _not_found(basis: Basis) -> Iterator[Entry]:
    """References into an organisation that is there to a record that is not, with the nearest."""
    inventory = basis.inventory
    named: dict[str, dict[str, str]] = {}
    for system, record in sorted(inventory.records.items()):
        for target, path in _references(record):
            if inventory.presence(target) != "missing":
                continue
            organisation, _, short = target.partition("/")
            if organisation not in named:
                named[organisation] = _names_in(basis, organisation)
            near = _nearest(short, named[organisation])
            settle = f"`{near}` may be meant: correct the id" if near else "correct the id, or add a record"
            yield Entry(
                "not-found",
                (system, target),
                between(system, target),
                (
                    Statement(system, f"names `{target}` under `{path[0]}`", record.at(*path)),
                    _lacking(target, near, inventory),
                ),
                f"{settle}; where there is no such arrow, agree on `no-arrow`",
                nearest=near,
            )


def _lacking(target: str, near: str | None, inventory: Inventory) -> Statement:
    """What the other side has: the nearest record, or nothing."""
    organisation = target.partition("/")[0]
    if near is None:
        return Statement(target, f"has no record in `{organisation}`", None)
    said = f"is the nearest that `{organisation}` has to `{target}`, of which it has no record"
    return Statement(near, said, inventory.records[near].at("id"))


def _needs(record: Record | None) -> dict[str, tuple[int, Dependency]]:
    """What a record needs, with the first statement of each; the hardest of several counts."""
    found: dict[str, tuple[int, Dependency]] = {}
    for number, each in enumerate((record and record.system.depends_on) or ()):
        if record is None:
            break
        needed = record.full_id(each.system)
        if needed not in found or (each.strength == "hard" and found[needed][1].strength == "soft"):
            found[needed] = (number, each)
    return found


def _users(record: Record) -> dict[str, int]:
    """The consumers that a record names, with the place of each."""
    found: dict[str, int] = {}
    for number, each in enumerate(record.system.used_by or ()):
        found.setdefault(record.full_id(each), number)
    return found


def _words(declared: Dependency) -> str:
    kind = f", {declared.kind}" if declared.kind else ""
    return f"{declared.strength}, {declared.confidence}{kind}"


def _unknown_to_provider(record: Record, number: int, declared: Dependency, provider: Record) -> Entry:
    return Entry(
        "one-sided",
        (record.id, provider.id),
        between(record.id, provider.id),
        (
            Statement(
                record.id, f"needs `{provider.id}` ({_words(declared)})", record.at("depends_on", number)
            ),
            Statement(
                provider.id,
                f"says that all its consumers are known, and does not name `{record.id}`",
                provider.at("consumers_complete"),
            ),
        ),
        "both sides agree on `arrow-confirmed` or `no-arrow`",
    )


def _silent_consumer(provider: Record, number: int, consumer: Record) -> Entry:
    is_stated = consumer.system.depends_on is not None
    return Entry(
        "one-sided",
        (consumer.id, provider.id),
        between(consumer.id, provider.id),
        (
            Statement(
                consumer.id,
                f"does not name `{provider.id}` among what it needs"
                if is_stated
                else "says nothing of what it needs",
                consumer.at("depends_on") if is_stated else consumer.at("id"),
            ),
            Statement(provider.id, f"is used by `{consumer.id}`", provider.at("used_by", number)),
        ),
        "the consumer adds the arrow, or both sides agree on `no-arrow`",
    )


def _differing(record: Record, number: int, declared: Dependency, provider: Record, place: int) -> Entry:
    return Entry(
        "told-differently",
        (record.id, provider.id),
        between(record.id, provider.id),
        (
            Statement(
                record.id, f"needs `{provider.id}` ({_words(declared)})", record.at("depends_on", number)
            ),
            Statement(
                provider.id, f"is used by `{record.id}`, which is a hard arrow", provider.at("used_by", place)
            ),
        ),
        "the consumer's word counts; agree on `arrow-confirmed` where it is right",
    )


def _references(record: Record) -> Iterator[tuple[str, Path]]:
    """Every reference of a record that is an arrow or a whole, once each, with its path."""
    system = record.system
    seen: set[str] = set()
    named: list[tuple[str, Path]] = []
    named += [(each.system, ("depends_on", number)) for number, each in enumerate(system.depends_on or ())]
    named += [(each, ("used_by", number)) for number, each in enumerate(system.used_by or ())]
    named += [(system.part_of, ("part_of",))] if system.part_of else []
    options = (system.remediation and system.remediation.options) or ()
    for place, option in enumerate(options):
        at: Path = ("remediation", "options", place, "requires")
        named += [(each.system, (*at, number)) for number, each in enumerate(option.requires or ())]
    for reference, path in named:
        target = record.full_id(reference)
        if target not in seen:
            seen.add(target)
            yield target, path


def _names_in(basis: Basis, organisation: str) -> dict[str, str]:
    """Every name of an organisation's systems, folded: ids, names, aliases and other registers'."""
    found: dict[str, str] = {}
    for system, record in sorted(basis.inventory.records.items()):
        if record.organisation == organisation:
            for name in (record.system.id, *names(record)):
                found.setdefault(folded(name), system)
    return found


def _nearest(short: str, known: Mapping[str, str]) -> str | None:
    wanted = folded(short)
    if wanted in known:
        return known[wanted]
    found = process.extractOne(wanted, known.keys(), scorer=fuzz.WRatio, score_cutoff=_NEAR)
    return known[found[0]] if found else None


def _ends_too_early(basis: Basis, support_ends: Mapping[str, date]) -> Iterator[Entry]:
    """Providers that retire, or lose support, before a consumer's own plan moves off them.

    `support_ends` is the first day on which a technology of a system is without support, after the as-of day.
    A consumer without a plan never moves off what retires; lost support is held against stated plans alone.
    """
    for system in sorted(basis.inventory.records):
        consumer = basis.speaks(system)
        if consumer is None:
            continue
        moves = _moves_off(consumer)
        for number, declared in enumerate(consumer.system.depends_on or ()):
            provider = basis.inventory.records.get(consumer.full_id(declared.system))
            if provider is None or provider.id == system:
                continue
            ending = _ending(provider, moves, support_ends.get(provider.id))
            if ending is not None:
                yield _ends_before(consumer, number, moves, provider, ending)


def _replaced_by(basis: Basis) -> Iterator[Entry]:
    """Successors that are retired, that nobody has a record of, or that go in a cycle."""
    records = basis.inventory.records
    named = {
        system: record.full_id(record.system.replaced_by)
        for system, record in records.items()
        if record.system.replaced_by
    }
    cycles = {member: cycle for cycle in parent_cycles(named) for member in cycle}
    for system in sorted(named):
        successor, record = named[system], records[system]
        other = records.get(successor)
        if system in cycles:
            if system == cycles[system][0]:
                yield _cycle(cycles[system], records)
        elif other is not None and other.system.status == "retired":
            yield _no_successor(record, successor, Statement(successor, "is retired", other.at("status")))
        elif other is None and basis.inventory.presence(successor) == "missing":
            yield _no_successor(record, successor, Statement(successor, "is proposed by nobody", None))


def _shared_contracts(basis: Basis) -> Iterator[Entry]:
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


def _cycle(cycle: tuple[str, ...], records: Mapping[str, Record]) -> Entry:
    statements = tuple(
        Statement(
            each, f"is replaced by `{cycle[(number + 1) % len(cycle)]}`", records[each].at("replaced_by")
        )
        for number, each in enumerate(cycle)
    )
    return Entry("replaced-by", cycle, between(*cycle), statements, "decide which of them stays")


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
