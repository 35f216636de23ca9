"""The files of an inventory, put together."""

import gc
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Fault, Route
from legacymap.domain.inventory import Described, Inventory, Organisation, Record
from legacymap.domain.money import Money
from legacymap.domain.nearest import listed
from legacymap.reading.ahead import reading_ahead
from legacymap.reading.files import File, listing
from legacymap.reading.records import Reading, curtailed, keep_records, read_file

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class InventoryReading:
    """An inventory, what was wrong with its files, and where those are.

    `scenarios` are those files that hold a scenario, `settings` the places of settings; neither is read here.
    """

    inventory: Inventory
    faults: tuple[Fault, ...]
    files: tuple[File, ...]
    scenarios: tuple[File, ...] = ()
    settings: tuple[Route, ...] = ()


def read_inventory(paths: tuple[Path, ...], progress: Progress | None = None) -> InventoryReading:
    """The inventory at and below `paths`; `progress` is told the files read so far and in all.

    Raises RequestError when a path does not exist or nothing in them is an inventory.
    """
    found = listing(paths)
    with _collection_paused():
        readings = _readings(found.files, progress)
    if (
        not any(reading.holds_inventory or not reading.is_readable for reading in readings)
        and not found.faults
    ):
        where = ", ".join(f"`{path}`" for path in paths)
        raise RequestError(
            f"No inventory was found in {where}.",
            "An inventory is YAML with `organisation:` and `systems:`; name the folder that holds yours.",
        )
    is_read = all(reading.is_readable for reading in readings) and not found.faults
    whole = is_read and all(os.path.isdir(path) for path in paths)  # noqa: PTH112 - Path.is_dir may raise
    inventory, faults = assembled(readings, whole=whole)
    own = (fault for reading in readings for fault in reading.faults if not _is_consequence(fault, inventory))
    every = [*found.faults, *own, *faults]
    scenarios = tuple(reading.file for reading in readings if reading.holds_scenario)
    settings = tuple(route for reading in readings for route in reading.settings)
    return InventoryReading(inventory, tuple(every), tuple(found.files), scenarios, settings)


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
    )
    return inventory, curtailed(faults + disagreements)


def _readings(files: Sequence[File], progress: Progress | None) -> list[Reading]:
    readings = []
    with reading_ahead(files) as ahead:
        for number, file in enumerate(files):
            if progress is not None:
                progress(number, len(files))
            readings.append(read_file(file, keep_records, ahead.plain(number)))
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
    faults = []
    for full_id, others in again.items():
        every = [first[full_id], *others]
        for record in every:
            other = every[1] if record is every[0] else every[0]
            related = ((other.at("id"), "the same id here"),)
            message = f"The id `{full_id}` is given to {len(every)} records"
            hint = "Give each system an id of its own; until then only the first is used."
            faults.append(
                Fault(
                    "duplicate-system",
                    message,
                    record.at("id"),
                    hint,
                    system=full_id,
                    subject=("id",),
                    related=related,
                )
            )
    return first, faults


def _descriptions(described: Iterable[Described]) -> tuple[dict[str, Described], list[Fault]]:
    by_id: dict[str, list[Described]] = {}
    for each in described:
        by_id.setdefault(each.organisation.id, []).append(each)
    faults: list[Fault] = []
    merged = {}
    for organisation, every in by_id.items():
        agreed, disputed = _agreed(every)
        unfit = frozenset(disputed).union(*(each.unfit for each in every))
        merged[organisation] = Described(agreed, every[0].route, unfit, _elsewhere(every))
        if disputed:
            for here, other in pairwise([*every, every[0]]):
                faults.append(_disagreement(here, other, disputed))
    return merged, faults


def _agreed(every: list[Described]) -> tuple[Organisation, list[str]]:
    fields: dict[str, object] = {}
    disputed = []
    for key in Organisation.model_fields:
        usable = [each.organisation for each in every if key not in each.unfit]
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
    return bool(fault.named) and inventory.standing(fault.named) == "left-out"


def _digest(readings: Iterable[Reading]) -> str:
    """SHA-256 over the path below its root and the SHA-256 of each inventory file, sorted, one a line."""
    used = [each for each in readings if each.holds_inventory or not each.is_readable]
    lines = sorted(f"{each.file.below}\0{each.sha256}\n" for each in used)
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
