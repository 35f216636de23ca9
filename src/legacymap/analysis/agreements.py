"""The estate as agreements have changed it, before anything else is asked of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from legacymap.domain.findings import Fault
from legacymap.domain.inventory import Inventory, Record
from legacymap.domain.sharing import Agreements, Manifest
from legacymap.reading.inventory import InventoryReading
from legacymap.reading.single import read_single
from legacymap.sharing.agreements import Stated, settled


@dataclass(frozen=True, slots=True)
class AgreedEstate:
    """The inventory with agreements applied, those agreements, which records became aliases, and faults."""

    inventory: Inventory
    agreements: tuple[Stated, ...] = ()
    same: Mapping[str, str] | None = None
    faults: tuple[Fault, ...] = ()


def agreed_estate(reading: InventoryReading, as_of: date) -> AgreedEstate:
    """What was read, as the agreements in it say; those dated after the day do not count yet."""
    faults = list(_shared_outside_returns(reading))
    if not reading.agreements:
        return AgreedEstate(reading.inventory, faults=tuple(faults))
    stated: list[Stated] = []
    for file in reading.agreements:
        read = read_single(file.path, "agreements", Agreements)
        faults += read.faults
        items = (read.model and read.model.agreements) or ()
        stated += [
            Stated(each, read.route.to("agreements", number))
            for number, each in enumerate(items)
            if each.date is None or each.date.first <= as_of
        ]
    days = dict(_return_days(reading))

    def day_of(record: Record) -> date | None:
        folder = _folder(record)
        assessed = record.system.assessment and record.system.assessment.date
        return days.get(folder) or (assessed.last if assessed else None)

    done = settled(reading.inventory, stated, day_of)
    return AgreedEstate(done.inventory, tuple(stated), done.same, (*faults, *done.faults))


def returned(reading: InventoryReading) -> frozenset[str]:
    """The full ids of the records that came in returns."""
    folders = _return_folders(reading)
    records = reading.inventory.records.values() if folders else ()
    return frozenset(record.id for record in records if _folder(record) in folders)


def _return_folders(reading: InventoryReading) -> frozenset[str]:
    return frozenset(str(PurePosixPath(file.shown).parent) for file in reading.shares)


def _folder(record: Record) -> str:
    return str(PurePosixPath(record.route.file).parent)


def _shared_outside_returns(reading: InventoryReading) -> Iterator[Fault]:
    """Levels that say they were shared, in records that came in no return."""
    folders = _return_folders(reading)
    for record in reading.inventory.records.values():
        scores = (record.system.assessment and record.system.assessment.scores) or {}
        key = next((each for each, score in scores.items() if score is not None and score.basis), None)
        if key is not None and _folder(record) not in folders:
            path = ("assessment", "scores", key, "basis")
            yield Fault(
                "shared-outside-return",
                f"`{record.id}` has a level that another department shared, and is in no return",
                record.at(*path),
                "Delete `basis`, or dock the return that the record came in.",
                record.id,
                path,
                "A level that another department shared stands in no return",
            )


def shared_for(reading: InventoryReading) -> tuple[str, ...] | None:
    """The titles of the audiences for which what was read was shared; None where nothing was."""
    titles = {manifest.title for _, manifest in _manifests(reading)}
    return tuple(sorted(titles)) or None


def partial_returns(reading: InventoryReading) -> tuple[str, ...] | None:
    """The departments whose returns say that not all could be read at home; None where none does."""
    found = {manifest.department for _, manifest in _manifests(reading) if manifest.not_read}
    return tuple(sorted(found)) or None


def _return_days(reading: InventoryReading) -> Iterator[tuple[str, date]]:
    """As of when the records of each folder speak that holds a return."""
    for folder, manifest in _manifests(reading):
        yield folder, manifest.as_of.last


def _manifests(reading: InventoryReading) -> Iterator[tuple[str, Manifest]]:
    """The manifests of the returns among what was read, with their folders."""
    for file in reading.shares:
        manifest = read_single(file.path, "share", Manifest, inner=True).model
        if manifest is not None:
            yield str(PurePosixPath(file.shown).parent), manifest
