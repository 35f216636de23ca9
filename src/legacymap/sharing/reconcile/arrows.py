"""Arrows of which only one side speaks, or both but differently, and references that lead nowhere."""

from collections.abc import Iterator, Mapping

from rapidfuzz import fuzz, process

from legacymap.domain.findings import Path
from legacymap.domain.inventory import Inventory, Record, names
from legacymap.domain.system import Dependency
from legacymap.sharing.reconcile.entry import Basis, Entry, Statement, between
from legacymap.sharing.reconcile.folding import folded

_NEAR = 72.0  # likeness, of 100, from which a name is worth showing


def one_sided(basis: Basis) -> Iterator[Entry]:
    """Arrows that a consumer states and its provider, who knows all consumers, does not; and the reverse."""
    for system in sorted(basis.inventory.records):
        record = basis.speaks(system)
        if record is None:
            continue
        for needed, (number, stated) in _needs(record).items():
            provider = basis.speaks(needed)
            if provider and provider.system.consumers_complete and system not in _users(provider):
                yield _unknown_to_provider(record, number, stated, provider)
        for consumer, number in _users(record).items():
            other = basis.speaks(consumer)
            if other and system not in _needs(other):
                yield _silent_consumer(record, number, other)


def told_differently(basis: Basis) -> Iterator[Entry]:
    """Arrows that both records state, and not alike: to name a consumer is to say that it stops too."""
    for system in sorted(basis.inventory.records):
        record = basis.speaks(system)
        for needed, (number, stated) in _needs(record).items() if record else ():
            provider = basis.speaks(needed)
            if record is None or provider is None or stated.strength == "hard":
                continue
            place = _users(provider).get(system)
            if place is not None:
                yield _differing(record, number, stated, provider, place)


def not_found(basis: Basis) -> Iterator[Entry]:
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


def _words(stated: Dependency) -> str:
    kind = f", {stated.kind}" if stated.kind else ""
    return f"{stated.strength}, {stated.confidence}{kind}"


def _unknown_to_provider(record: Record, number: int, stated: Dependency, provider: Record) -> Entry:
    return Entry(
        "one-sided",
        (record.id, provider.id),
        between(record.id, provider.id),
        (
            Statement(
                record.id, f"needs `{provider.id}` ({_words(stated)})", record.at("depends_on", number)
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


def _differing(record: Record, number: int, stated: Dependency, provider: Record, place: int) -> Entry:
    return Entry(
        "told-differently",
        (record.id, provider.id),
        between(record.id, provider.id),
        (
            Statement(
                record.id, f"needs `{provider.id}` ({_words(stated)})", record.at("depends_on", number)
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
