"""References by name: where exactly one system has the text as its name or alias, that one is taken."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import cast

from legacymap.domain.findings import Fault, Path
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Record, written
from legacymap.domain.nearest import listed
from legacymap.domain.system import Companion, Option, Requirement, System
from legacymap.domain.values import Model, is_reference, likely_slug

_FEW = 5
_PLAIN_NAME = re.compile(r"[\w][\w &'.()-]{1,59}")
_SHOWN = 60
_FORMS = "Write `system` for one of the same organisation, `organisation/system` for another's."

# What becomes of the reference at a path: another text, or None where it is set aside.
_Changes = dict[Path, str | None]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The records, with ids where names stood, and what is to be said of that."""

    records: dict[str, Record]
    faults: tuple[Fault, ...]


def resolved(
    records: Mapping[str, Record], standing: Callable[[str], str], left_out: Iterable[str] = ()
) -> Resolved:
    """Every record with references by id alone; `standing` says whether the system of a full id is there.

    A text that names no system, or several, is set aside where it cannot be an id; without a word where it
    is among the names of records that were `left_out`, for those were reported.
    """
    known = frozenset(map(_plain, left_out))
    found = dict(records)
    faults: list[Fault] = []
    names = _Names(records)
    for full_id, record in records.items():
        changes: _Changes = {}
        for path, text in _references(record.system):
            full = record.full_id(text)
            if full in records or (is_reference(text) and standing(full) != "missing"):
                continue
            meant = names.systems(text)
            if len(meant) == 1:
                organisation, _, short = meant[0].partition("/")
                changes[path] = reference = short if organisation == record.organisation else meant[0]
                faults.append(_advice(record, path, text, reference))
            elif not is_reference(text):
                changes[path] = None
                if standing(full) != "left-out" and _plain(text) not in known:
                    faults.append(_unknown(record, path, text, meant or names.alike(text, record)))
        if changes:
            found[full_id] = _changed(record, changes)
    return Resolved(found, tuple(faults))


class _Names:
    """Which systems have a name or alias; they are gone through only once one is asked for."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._records = records

    def systems(self, name: str) -> tuple[str, ...]:
        """The full ids of the systems with this name or alias."""
        return self._by_name.get(_plain(name), ())

    def alike(self, text: str, record: Record) -> tuple[str, ...]:
        """The system whose id a text in a record is, but for its spelling."""
        likely = record.full_id("/".join(map(likely_slug, text.split("/"))))
        return (likely,) if likely in self._records else ()

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for full_id, record in self._records.items():
            for name in (record.system.name, *(record.system.aliases or ())):
                found.setdefault(_plain(name), {})[full_id] = None
        return {name: tuple(systems) for name, systems in found.items()}


def _references(system: System) -> Iterator[tuple[Path, str]]:
    """The text of every reference of a system, by its path in the model."""
    if system.replaced_by:
        yield ("replaced_by",), system.replaced_by
    if system.part_of:
        yield ("part_of",), system.part_of
    yield from _texts(system.depends_on, ("depends_on",))
    yield from _texts(system.used_by, ("used_by",))
    options = system.remediation.options if system.remediation else None
    for number, option in enumerate(options or ()):
        yield from _texts(option.requires, ("remediation", "options", number, "requires"))
        yield from _texts(option.moves_with, ("remediation", "options", number, "moves_with"))


def _texts(items: Sequence[object] | None, above: Path) -> Iterator[tuple[Path, str]]:
    """The text of each item of a list, which is one itself or a model with the key `system`."""
    for number, item in enumerate(items or ()):
        if isinstance(item, str):
            yield (*above, number), item
        else:
            yield (*above, number, "system"), cast("Requirement | Companion", item).system


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _advice(record: Record, path: Path, text: str, reference: str) -> Fault:
    key = next(str(step) for step in reversed(path) if isinstance(step, str) and step != "system")
    return Fault(
        "name-for-id",
        f"`{key}` names `{text[:_SHOWN]}` by its name",
        record.at(*path),
        f"Write its id, `{reference}`: names may change, and another system may get the same.",
        record.id,
        written(path, record.invalid),
        mend=reference,
    )


def _unknown(record: Record, path: Path, text: str, meant: Iterable[str]) -> Fault:
    known = [f"`{each}`" for each in list(meant)[:_FEW]]
    hint = f"Write {listed(known)}." if known else _new_record(text) or _FORMS
    said = "is the name of several systems" if len(known) > 1 else "does not name a system"
    return Fault(
        "bad-reference",
        f"`{text[:_SHOWN]}` {said}",
        record.at(*path),
        hint,
        record.id,
        written(path, record.invalid),
        redacted="The value does not name a system",
    )


def _new_record(text: str) -> str:
    """How a record is added for a system that is named and has none."""
    likely = likely_slug(text)
    if "/" in text or not likely or not _PLAIN_NAME.fullmatch(text):
        return ""
    record = f"`- {{id: {likely}, name: {text}, kind: external}}`"
    return f"No record has this id or name: add one (for what others run {record}), or write another's id."


def _changed(record: Record, changes: _Changes) -> Record:
    """A record with some references written otherwise, and others set aside."""
    system = record.system
    update: dict[str, object] = {path[0]: text for path, text in changes.items() if len(path) == 1}  # type: ignore[misc]  # keys of the system
    for key in ("depends_on", "used_by"):
        update[key] = _items(getattr(system, key), (key,), changes)
    if system.remediation and system.remediation.options:
        options = tuple(
            _option(each, number, changes) for number, each in enumerate(system.remediation.options)
        )
        update["remediation"] = system.remediation.model_copy(update={"options": options})
    gone = [path[:-1] if path[-1] == "system" else path for path, text in changes.items() if text is None]
    invalid = (*record.invalid, *(written(path, record.invalid) for path in gone))
    return replace(record, system=system.model_copy(update=update), invalid=invalid)


def _option(option: Option, number: int, changes: _Changes) -> Option:
    above: Path = ("remediation", "options", number)
    lists = {key: _items(getattr(option, key), (*above, key), changes) for key in ("requires", "moves_with")}
    return option.model_copy(update=lists)


def _items(items: Sequence[object] | None, above: Path, changes: _Changes) -> tuple[object, ...] | None:
    """The items of a list with their references written otherwise, without those that are set aside."""
    if items is None:
        return None
    paths = [path for path, _ in _texts(items, above)]
    return tuple(
        item
        if text == ""
        else text
        if isinstance(item, str)
        else cast("Model", item).model_copy(update={"system": text})
        for item, path in zip(items, paths, strict=True)
        for text in (changes.get(path, ""),)
        if text is not None
    )
