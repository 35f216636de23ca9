"""What two sides settled, and the estate as it then is: arrows confirmed or gone, two records as one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from legacymap.domain.findings import Fault, Path, Route
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Inventory, Record
from legacymap.domain.sharing import Agreement
from legacymap.domain.system import Companion, Dependency, Remediation, Requirement, System

_Named = TypeVar("_Named", Requirement, Companion)
_DIFFERING = ("kind", "status", "hosting", "technologies", "contracts", "costs", "assessment", "remediation")


@dataclass(frozen=True, slots=True)
class DeclaredAgreement:
    """An agreement and where it stands; `about` are its two full ids."""

    agreement: Agreement
    route: Route

    @property
    def about(self) -> tuple[str, str]:
        """The two systems."""
        return self.agreement.about

    @property
    def pair(self) -> frozenset[str]:
        """The two systems, whichever comes first."""
        return frozenset(self.agreement.about)


@dataclass(frozen=True, slots=True)
class Settled:
    """An inventory as agreements have changed it, and what is wrong with them.

    `same` gives for each record that has become an alias the one that stays.
    """

    inventory: Inventory
    faults: tuple[Fault, ...]
    same: Mapping[str, str]


def settled(
    inventory: Inventory, agreements: Sequence[DeclaredAgreement], day_of: Callable[[Record], date | None]
) -> Settled:
    """The inventory with every agreement applied; `day_of` says as of when a record speaks, if known."""
    if not agreements:
        return Settled(inventory, (), {})
    faults = [fault for each in agreements for fault in _faults(each, inventory, day_of)]
    records = dict(inventory.records)
    same = _same(agreements, inventory)
    if same:
        records = _joined(records, same)
    for each in agreements:
        if not _matches(each, inventory):
            continue
        consumer, needed = (same.get(system, system) for system in each.about)
        if each.agreement.says == "no-arrow":
            _take_away(records, consumer, needed)
        elif each.agreement.says == "arrow-confirmed":
            _confirm(records, consumer, needed)
    return Settled(replace(inventory, records=records), tuple(faults), same)


def differences(one: System, other: System) -> tuple[str, ...]:
    """The keys under which two records that are one system say different things."""
    return tuple(
        key
        for key in _DIFFERING
        if getattr(other, key) is not None and getattr(one, key) != getattr(other, key)
    )


def _same(agreements: Iterable[DeclaredAgreement], inventory: Inventory) -> dict[str, str]:
    """For each alias the record that stays, followed to its end; a cycle of them changes nothing."""
    declared: dict[str, str] = {}
    for each in agreements:
        first, second = each.about
        if each.agreement.says == "same-system" and first != second and first in inventory.records:
            declared.setdefault(second, first)
    found = {}
    for alias in sorted(declared):
        trail = [alias]
        while trail[-1] in declared and len(trail) <= len(declared):
            trail.append(declared[trail[-1]])
        if trail[-1] not in declared:
            found[alias] = trail[-1]
    return found


def _joined(records: Mapping[str, Record], same: Mapping[str, str]) -> dict[str, Record]:
    """The records without aliases: every reference to one, and its own arrows, now belong to what stays."""
    found = {system: _redirected(record, same) for system, record in records.items() if system not in same}
    for alias, kept in sorted(same.items()):
        if alias in records and kept in found:
            found[kept] = _with_arrows_of(found[kept], _redirected(records[alias], same))
    return found


def _redirected(record: Record, same: Mapping[str, str]) -> Record:
    def now(reference: str) -> str:
        return same.get(record.full_id(reference), reference)

    system, changed = record.system, dict[str, object]()
    if any(record.full_id(each.system) in same for each in system.depends_on or ()):
        changed["depends_on"] = tuple(
            each.model_copy(update={"system": now(each.system)}) for each in system.depends_on or ()
        )
    if any(record.full_id(each) in same for each in system.used_by or ()):
        changed["used_by"] = tuple(now(each) for each in system.used_by or ())
    for key in ("part_of", "replaced_by"):
        reference = getattr(system, key)
        if reference and record.full_id(reference) in same:
            changed[key] = now(reference)
    if system.remediation and system.remediation.options:
        remediation = _options_redirected(system.remediation, now)
        if remediation != system.remediation:
            changed["remediation"] = remediation
    return replace(record, system=system.model_copy(update=changed)) if changed else record


def _options_redirected(remediation: Remediation, now: Callable[[str], str]) -> Remediation:
    def moved(items: tuple[_Named, ...] | None) -> tuple[_Named, ...] | None:
        return items and tuple(each.model_copy(update={"system": now(each.system)}) for each in items)

    options = tuple(
        option.model_copy(update={"requires": moved(option.requires), "moves_with": moved(option.moves_with)})
        for option in remediation.options or ()
    )
    return remediation.model_copy(update={"options": options})


def _with_arrows_of(kept: Record, alias: Record) -> Record:
    system, other = kept.system, alias.system
    needs = tuple(
        each.model_copy(update={"system": alias.full_id(each.system)}) for each in other.depends_on or ()
    )
    known = {kept.full_id(each.system) for each in system.depends_on or ()}
    needs = tuple(each for each in needs if each.system not in known | {kept.id})
    users = tuple(alias.full_id(each) for each in other.used_by or ())
    mine = {kept.full_id(each) for each in system.used_by or ()}
    users = tuple(each for each in dict.fromkeys(users) if each not in mine | {kept.id})
    names = dict.fromkeys((*(system.aliases or ()), other.name, *(other.aliases or ())))
    names.pop(system.name, None)
    changed = {
        "aliases": tuple(names) or None,
        "depends_on": (*(system.depends_on or ()), *needs) or system.depends_on,
        "used_by": (*(system.used_by or ()), *users) or system.used_by,
    }
    return replace(kept, system=system.model_copy(update=changed))


def _take_away(records: dict[str, Record], consumer: str, needed: str) -> None:
    if consumer in records:
        record = records[consumer]
        records[consumer] = _without(record, "depends_on", lambda item: record.full_id(item.system) == needed)
    if needed in records:
        provider = records[needed]
        records[needed] = _without(provider, "used_by", lambda item: provider.full_id(item) == consumer)


def _without(record: Record, key: str, is_gone: Callable[..., bool]) -> Record:
    """A record without some items of a list; those that remain are still found where they stand."""
    items = getattr(record.system, key) or ()
    gone: list[Path] = [
        record.at(key, number).path[-2:] for number, item in enumerate(items) if is_gone(item)
    ]
    if not gone:
        return record
    kept = tuple(item for item in items if not is_gone(item))
    system = record.system.model_copy(update={key: kept or None})
    return replace(record, system=system, invalid=(*record.invalid, *gone))


def _confirm(records: dict[str, Record], consumer: str, needed: str) -> None:
    record, provider = records.get(consumer), records.get(needed)
    if record is not None:
        declared = record.system.depends_on or ()
        known = [each for each in declared if record.full_id(each.system) == needed]
        confirmed = tuple(
            each.model_copy(update={"confidence": "confirmed"}) if each in known else each
            for each in declared
        )
        if not known:
            confirmed = (*confirmed, Dependency.model_construct(
                system=needed, kind=None, strength="hard", confidence="confirmed", note=None
            ))  # fmt: skip
        records[consumer] = replace(record, system=record.system.model_copy(update={"depends_on": confirmed}))
    if provider is not None and consumer not in map(provider.full_id, provider.system.used_by or ()):
        users = (*(provider.system.used_by or ()), consumer)
        records[needed] = replace(provider, system=provider.system.model_copy(update={"used_by": users}))


def _faults(
    declared: DeclaredAgreement, inventory: Inventory, day_of: Callable[[Record], date | None]
) -> Iterator[Fault]:
    first, second = (inventory.records.get(system) for system in declared.about)
    says = declared.agreement.says
    if not _matches(declared, inventory):
        yield Fault(
            "agreement-unused",
            f"The agreement on `{declared.about[0]}` and `{declared.about[1]}` ({says}) matches nothing",
            declared.route,
            "Correct its ids, or take it out: what it settled is no longer said.",
            subject=declared.route.path,
        )
    elif declared.agreement.date is not None and first is not None and second is not None:
        later = declared.agreement.date.last
        contrary = _contrary(says, first, second)
        day = None if contrary is None else day_of(contrary[0])
        if contrary is not None and day is not None and day > later:
            record, route, words = contrary
            yield Fault(
                "agreement-contradicted",
                f"`{record.id}` says the opposite of an agreement of {declared.agreement.date}: {words}",
                declared.route,
                "Settle it again, or correct the record; until then the agreement holds.",
                subject=declared.route.path,
                related=((route, "the later record"),),
            )


def _matches(declared: DeclaredAgreement, inventory: Inventory) -> bool:
    first, second = (inventory.records.get(system) for system in declared.about)
    if declared.about[0] == declared.about[1] or (first is None and second is None):
        return False
    needs = first is not None and _needs(first, declared.about[1])
    named = second is not None and _is_named(second, declared.about[0])
    if declared.agreement.says == "no-arrow":
        return needs or named
    if declared.agreement.says == "same-system":
        return first is not None and (second is not None or _is_anywhere(declared.about[1], inventory))
    if declared.agreement.says == "arrow-confirmed":
        return needs or named or (first is not None and second is not None)
    return first is not None and second is not None


def _is_anywhere(system: str, inventory: Inventory) -> bool:
    return any(_needs(each, system) or _is_named(each, system) for each in inventory.records.values())


def _contrary(says: str, first: Record, second: Record) -> tuple[Record, Route, str] | None:
    """The record that says the opposite, where it does, and in what words."""
    if says == "no-arrow":
        for number, each in enumerate(first.system.depends_on or ()):
            if first.full_id(each.system) == second.id:
                return first, first.at("depends_on", number), f"it needs `{second.id}`"
        for number, name in enumerate(second.system.used_by or ()):
            if second.full_id(name) == first.id:
                return second, second.at("used_by", number), f"it is used by `{first.id}`"
    if says == "arrow-confirmed":
        is_complete = second.system.consumers_complete and not _is_named(second, first.id)
        if is_complete:
            return second, second.at("consumers_complete"), f"all consumers are known, without `{first.id}`"
        if first.system.depends_on == ():
            return first, first.at("depends_on"), "it needs nothing"
    return None


def _needs(record: Record, system: str) -> bool:
    return any(record.full_id(each.system) == system for each in record.system.depends_on or ())


def _is_named(record: Record, consumer: str) -> bool:
    return any(record.full_id(each) == consumer for each in record.system.used_by or ())
