"""The files of an inventory, put together."""

import gc
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Fault, Place, Route
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Described, Inventory, Organisation, Record, Unread
from legacymap.domain.money import Money
from legacymap.domain.nearest import listed
from legacymap.domain.values import is_slug, likely_slug
from legacymap.reading.blocks import BLOCK, plain
from legacymap.reading.document import Budget
from legacymap.reading.file import Reading, curtailed, read_inventory_file
from legacymap.reading.files import IGNORED, Choice, File, Listing, content, listing
from legacymap.reading.foreign import Passed, has_systems
from legacymap.reading.records import keep_records
from legacymap.reading.resolving import resolved

_FEW = 5
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class InventoryReading:
    """An inventory, what was wrong with its files, and where those are.

    `scenarios` are those files that hold a scenario, `settings` the places of settings, `agreements` and
    `shares` the files that hold agreements and manifests of returns; none of these is read here.
    `passed` are the files that are nobody's inventory, or are left out, each with the reason.
    """

    inventory: Inventory
    faults: tuple[Fault, ...]
    files: tuple[File, ...]
    scenarios: tuple[File, ...] = ()
    settings: tuple[Route, ...] = ()
    passed: tuple[Passed, ...] = ()
    agreements: tuple[File, ...] = ()
    shares: tuple[File, ...] = ()


def read_inventory(
    paths: tuple[Path, ...],
    progress: Progress | None = None,
    choices: Mapping[Path, Choice] = MappingProxyType({}),
    held: Mapping[str, bytes] = MappingProxyType({}),
) -> InventoryReading:
    """The inventory at and below `paths`; `progress` is told the files read so far and in all.

    `choices` are what the settings of each path choose of it, `held` what is to be read instead of some
    files, by how these are shown. Raises RequestError when a path does not exist or nothing in them is an
    inventory.
    """
    found = listing(paths, choices)
    found.files = [replace(each, held=held.get(each.shown)) for each in found.files] if held else found.files
    with _collection_paused():
        readings = _readings(found.files, progress)
    ignored = [file for file in found.ignored if _has_systems(file)]
    passed = _passed(found, readings, ignored)
    barred = [fault for fault in found.faults if fault.rule != "link-leaves-folder"]
    own = [each for each in readings if not each.is_foreign]
    if not barred and not any(each.holds_inventory or not each.is_readable for each in own):
        own = [_as_unread(each) for each in readings if each.withheld]
        passed = tuple(each for each in passed if each.file not in {one.file.shown for one in own})
        if not own:
            is_scenario = any(each.holds_scenario for each in readings)
            raise _nothing_found(paths, passed, ignored, is_scenario=is_scenario)
    is_read = all(reading.is_readable for reading in own) and not found.faults and not ignored
    whole = is_read and all(os.path.isdir(path) for path in paths)  # noqa: PTH112 - Path.is_dir may raise
    inventory, faults = assembled(own, whole=whole)
    read = (fault for reading in own for fault in reading.faults if not _is_consequence(fault, inventory))
    every = [*found.faults, *map(_ignored, ignored), *read, *faults]
    scenarios = tuple(reading.file for reading in own if reading.holds_scenario)
    settings = tuple(route for reading in own for route in reading.settings)
    agreements, shares = (
        tuple(reading.file for reading in own if kind in reading.kinds) for kind in ("agreements", "share")
    )
    return InventoryReading(
        inventory, tuple(every), tuple(found.files), scenarios, settings, passed, agreements, shares
    )


def _as_unread(reading: Reading) -> Reading:
    """A file that is no YAML as one that nobody could read: where it is all that there is, it may be ours."""
    reading.is_readable = False
    reading.faults += reading.withheld
    return reading


def _nothing_found(
    paths: Iterable[Path], passed: Sequence[Passed], ignored: Sequence[File], *, is_scenario: bool
) -> RequestError:
    where = ", ".join(f"`{path}`" for path in paths)
    hint = "An inventory is YAML with `organisation:` and `systems:`; name the folder that holds yours"
    hint += ", or start one with `legacymap init`."
    if is_scenario:
        hint += " A scenario is named with `legacymap plan --scenario FILE`."
    if ignored:
        hint = f"`.gitignore` leaves out {listed([f'`{file.shown}`' for file in ignored[:_FEW]], 'and')}."
    elif passed:
        some = listed([f"`{each.file}` ({each.why})" for each in passed[:_FEW]], "and")
        hint = f"Looked at and passed over: {some}{'' if len(passed) <= _FEW else ', and others'}. {hint}"
    return RequestError(f"No inventory was found in {where}.", hint)


def _passed(found: Listing, readings: Iterable[Reading], ignored: Sequence[File]) -> tuple[Passed, ...]:
    named = {file.shown for file in ignored}
    foreign = [Passed(each.file.shown, each.foreign[0]) for each in readings if each.is_foreign]
    left_out = [Passed(file.shown, IGNORED) for file in found.ignored if file.shown not in named]
    return tuple(sorted((*found.passed, *foreign, *left_out), key=lambda each: each.file))


def _has_systems(file: File) -> bool:
    """Whether a file that is left out seems to hold systems."""
    read = content(file)
    return not isinstance(read, Fault) and has_systems(read.decode("utf-8", "replace"))


def _ignored(file: File) -> Fault:
    message = "`.gitignore` leaves out this file, which has `systems`; it was not read"
    hint = "Take it out of `.gitignore`, or name it under `exclude` in legacymap.yaml if it is to stay out."
    return Fault("ignored-inventory", message, Place(file.shown), hint)


def assembled(readings: Iterable[Reading], *, whole: bool) -> tuple[Inventory, list[Fault]]:
    """One inventory out of the readings of its files, and what contradicts between them."""
    readings = list(readings)
    records, faults = _by_id(record for reading in readings for record in reading.records)
    described, disagreements = _descriptions(each for reading in readings for each in reading.described)
    named: dict[str, Route] = {}
    for reading in readings:
        for organisation, route in reading.named:
            named.setdefault(organisation, route)
    inventory = Inventory(
        records=records,
        described=described,
        named=named,
        waivers=tuple(waiver for reading in readings for waiver in reading.waivers),
        left_out=frozenset(full_id for reading in readings for full_id in reading.left_out),
        whole=frozenset(named) if whole else frozenset(),
        files=tuple(reading.file.shown for reading in readings),
        sha256=_digest(readings),
        unread=_unread(readings),
    )
    names = (name for reading in readings for name in reading.left_out_names)
    found = resolved(records, inventory.presence, names)
    inventory = replace(inventory, records=found.records)
    return inventory, curtailed([*faults, *disagreements, *found.faults, *_without_systems(readings)])


def _unread(readings: Sequence[Reading]) -> Unread | None:
    """What could not be read, if anything."""
    files = tuple(each.file.shown for each in readings if each.unread or not each.is_readable)
    kept = {record.id for reading in readings for record in reading.records}
    left_out = {each for reading in readings for each in reading.left_out if not each.startswith("/")}
    named = sorted(left_out - kept - _respelt(left_out))
    return Unread(sum(each.unread for each in readings), tuple(named), files) if files else None


def _respelt(ids: Iterable[str]) -> set[str]:
    """The ids that others of them would have if they could be ids: the same records once more."""
    found = set()
    for each in ids:
        organisation, _, short = each.partition("/")
        if not is_slug(short):
            found.add(f"{organisation}/{likely_slug(short)}")
    return found


def _without_systems(readings: Iterable[Reading]) -> Iterator[Fault]:
    """The lists of systems that are commented out: nothing of them is checked."""
    for route in (route for reading in readings for route in reading.empty):
        message = "Every item of `systems` is commented out here, so nothing was checked"
        hint = "Take the `#` away from those that are to count, or delete the document."
        yield Fault("no-systems", message, route, hint, subject=("systems",))


def _readings(files: Sequence[File], progress: Progress | None) -> list[Reading]:
    readings: list[Reading] = []
    budget = Budget()
    for first in range(0, len(files), BLOCK):
        block = files[first : first + BLOCK]
        for file, each in zip(block, plain(block), strict=True):
            if progress is not None:
                progress(len(readings), len(files))
            readings.append(read_inventory_file(file, keep_records, each, budget))
    return readings


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Garbage collection off while many values are made; those made are then left out of it for good."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()


def _by_id(records: Iterable[Record]) -> tuple[dict[str, Record], list[Fault]]:
    first: dict[str, Record] = {}
    again: dict[str, list[Record]] = {}
    for record in records:
        if record.id in first:
            again.setdefault(record.id, []).append(record)
        else:
            first[record.id] = record
    return first, [_shared_id([first[full_id], *others]) for full_id, others in again.items()]


def _shared_id(records: Sequence[Record]) -> Fault:
    """One fault for all records of one id, at the second place, with the others beside it."""
    first, second, *rest = records
    full_id = first.id
    related = ((first.at("id"), "the same id here"), *((each.at("id"), "and here") for each in rest))
    message = f"The id `{full_id}` is given to {len(records)} records"
    hint = "Give each system an id of its own; until then only the first is used."
    return Fault(
        "duplicate-system", message, second.at("id"), hint, full_id, subject=("id",), related=related
    )


def _descriptions(described: Iterable[Described]) -> tuple[dict[str, Described], list[Fault]]:
    by_id: dict[str, list[Described]] = {}
    for each in described:
        by_id.setdefault(each.organisation.id, []).append(each)
    faults: list[Fault] = []
    merged = {}
    for organisation, every in by_id.items():
        agreed, disputed = _agreed(every)
        invalid = frozenset(disputed).union(*(each.invalid for each in every))
        merged[organisation] = Described(agreed, every[0].route, invalid, _elsewhere(every))
        if disputed:
            for here, other in pairwise([*every, every[0]]):
                faults.append(_disagreement(here, other, disputed))
    return merged, faults


def _agreed(every: list[Described]) -> tuple[Organisation, list[str]]:
    fields: dict[str, object] = {}
    disputed = []
    for key in Organisation.model_fields:
        usable = [each.organisation for each in every if key not in each.invalid]
        stated = [value for each in usable if (value := getattr(each, key)) is not None]
        if not all(_is_same(value, stated[0]) for value in stated):
            disputed.append(key)
        elif stated:
            fields[key] = stated[0]
    return Organisation.model_construct(**fields), disputed  # type: ignore[arg-type]  # values of its own fields


def _is_same(one: object, other: object) -> bool:
    if isinstance(one, Money) and isinstance(other, Money):
        return one.agrees_with(other)
    return one == other


def _elsewhere(every: list[Described]) -> dict[str, Route]:
    """Where the keys stand that the first description does not state."""
    stated: dict[str, Route] = {}
    for each in every:
        for key, value in each.organisation:
            if value is not None:
                stated.setdefault(key, each.route)
    return {key: route for key, route in stated.items() if route != every[0].route}


def _disagreement(here: Described, other: Described, disputed: list[str]) -> Fault:
    organisation = here.organisation.id
    return Fault(
        "organisation-conflict",
        f"Descriptions of the organisation `{organisation}` disagree about {listed(disputed, 'and')}",
        here.route,
        "Describe it in one file; the others name its id. Until then what differs counts as unknown.",
        subject=("organisation",),
        related=((other.route, "another description here"),),
    )


def _is_consequence(fault: Fault, inventory: Inventory) -> bool:
    """Whether a reference cannot be one because the id that it names, which was reported, cannot be an id."""
    return bool(fault.named) and inventory.presence(fault.named) == "left-out"


def _digest(readings: Iterable[Reading]) -> str:
    """SHA-256 over the path below its root and the SHA-256 of each inventory file, sorted, one a line."""
    used = [each for each in readings if each.holds_inventory or not each.is_readable]
    lines = sorted(f"{each.file.below}\0{each.sha256}\n" for each in used)
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
