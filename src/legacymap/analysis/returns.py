"""What returns and agreements among the data say: for whom, as of when, what they hold back and settle.

Loaded only where there are any: whoever asks, asks `agreements.py`, its light front.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import PurePosixPath

from legacymap.domain.findings import Fault
from legacymap.domain.inventory import Record
from legacymap.domain.nearest import listed
from legacymap.domain.results import Edition
from legacymap.domain.sharing import Agreements, Manifest
from legacymap.reading.inventory import InventoryReading
from legacymap.reading.single import read_single
from legacymap.reports.words import counted
from legacymap.sharing.agreements import DeclaredAgreement, Settled, settled

Manifests = Sequence[tuple[str, Manifest]]


def manifests(reading: InventoryReading) -> Manifests:
    """The manifests of the returns among what was read, each with its folder."""
    found = []
    for file in reading.shares:
        manifest = read_single(file.path, "share", Manifest, inner=True).model
        if manifest is not None:
            found.append((str(PurePosixPath(file.shown).parent), manifest))
    return found


def shared_for(declared: Manifests) -> tuple[str, ...] | None:
    """The titles of the audiences for which returns were made; None where there are none."""
    titles = {manifest.title for _, manifest in declared}
    return tuple(sorted(titles)) or None


def partial_returns(declared: Manifests) -> tuple[str, ...] | None:
    """The departments whose returns say that not all could be read at home; None where none does."""
    found = {manifest.department for _, manifest in declared if manifest.not_read}
    return tuple(sorted(found)) or None


def of_returns(
    reading: InventoryReading, declared: Manifests, as_of: date, framework: Edition
) -> tuple[str, ...] | None:
    """What returns among the data hold back, and how they differ; None where there are none, or nothing.

    Their levels are those of the day and of the framework of each return, whatever is asked for.
    """
    by_folder = dict(declared)
    said = (
        *_withheld(reading, by_folder),
        *_other_days(by_folder.values(), as_of),
        *_other_frameworks(by_folder.values(), framework),
        *_changed(reading, by_folder),
    )
    return said or None


def days_of_returns(declared: Manifests) -> Iterator[tuple[str, date]]:
    """As of when the records of each folder speak that holds a return."""
    for folder, manifest in declared:
        yield folder, manifest.as_of.last


def settled_estate(reading: InventoryReading, as_of: date) -> Settled:
    """The inventory with the agreements applied that it declares, and all that is wrong with them."""
    declared, faults = _read(reading, as_of)
    days = dict(days_of_returns(manifests(reading)))

    def day_of(record: Record) -> date | None:
        assessed = record.system.assessment and record.system.assessment.date
        folder = str(PurePosixPath(record.route.file).parent)
        return days.get(folder) or (assessed.last if assessed else None)

    done = settled(reading.inventory, declared, day_of)
    return Settled(done.inventory, (*faults, *done.faults), done.same)


def declared_agreements(reading: InventoryReading, as_of: date) -> tuple[DeclaredAgreement, ...]:
    """Those declared up to the day, and those without a date."""
    return _read(reading, as_of)[0]


def _withheld(reading: InventoryReading, manifests: Mapping[str, Manifest]) -> Iterator[str]:
    """How many systems are only stubs, and whether their impact counts."""
    records = reading.inventory.records.values()
    stubs = [each.system for each in records if each.system.withheld] if manifests else []
    counting = sum(each.assessment is not None for each in stubs)
    if stubs:
        counts = "no figure" if not counting else f"figures for {counting:,} of them alone"
        counts = "reach and weighted risk" if counting == len(stubs) else counts
        yield f"{counted(len(stubs), 'system')} withheld, shown as stubs: their impact counts in {counts}"


def _other_days(manifests: Iterable[Manifest], as_of: date) -> Iterator[str]:
    days = sorted({each.as_of.last for each in manifests})
    if days and days != [as_of]:
        span = f"{days[0]}" if len(days) == 1 else f"days from {days[0]} to {days[-1]}"
        yield f"levels that were shared are those of {span}, not of {as_of}"


def _other_frameworks(manifests: Iterable[Manifest], framework: Edition) -> Iterator[str]:
    others = [each.framework for each in manifests if each.framework.sha256 != framework.sha256]
    if others:
        named = sorted({f"{each.id} {each.version}" for each in others})
        here = f"{framework.id} {framework.version}"
        yield f"levels were stated under {listed(named, 'and')}, not under {here} as it is here"


def _changed(reading: InventoryReading, manifests: Mapping[str, Manifest]) -> Iterator[str]:
    """The files of returns that are no longer what their departments sent."""
    changed = []
    for file in reading.files:
        folder, _, name = file.shown.rpartition("/")
        manifest = manifests.get(folder or ".")
        sent = manifest.files.get(name) if manifest else None
        with suppress(OSError):  # what went away meanwhile has been read all the same
            if sent and hashlib.sha256(file.path.read_bytes()).hexdigest() != sent:
                changed.append(f"`{file.shown}`")
    if changed:
        yield f"{listed(sorted(changed), 'and')} {'is' if len(changed) == 1 else 'are'} not as sent"


def _read(reading: InventoryReading, as_of: date) -> tuple[tuple[DeclaredAgreement, ...], tuple[Fault, ...]]:
    declared: list[DeclaredAgreement] = []
    faults: list[Fault] = []
    for file in reading.agreements:
        read = read_single(file.path, "agreements", Agreements)
        faults += read.faults
        items = (read.model and read.model.agreements) or ()
        declared += [
            DeclaredAgreement(each, read.route.to("agreements", number))
            for number, each in enumerate(items)
            if each.date is None or each.date.first <= as_of
        ]
    return tuple(declared), tuple(faults)
