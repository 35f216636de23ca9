"""The estate as agreements have changed it, before anything else is asked of it.

The light front of `returns.py`: what agreements and returns hold is loaded only where there are any.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from legacymap.domain.findings import Fault
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Inventory, Record
from legacymap.domain.results import Edition
from legacymap.reading.inventory import InventoryReading


@dataclass(frozen=True, slots=True)
class AgreedEstate:
    """The inventory with agreements applied, which records became aliases, and faults."""

    inventory: Inventory
    same: Mapping[str, str] | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidByReturns:
    """The titles of their audiences, what they hold back, and departments that could not read all at home.

    Each is None where no return says so.
    """

    shared_for: tuple[str, ...] | None = None
    held_back: tuple[str, ...] | None = None
    partial: tuple[str, ...] | None = None


def agreed_estate(reading: InventoryReading, as_of: date) -> AgreedEstate:
    """What was read, as the agreements in it say; those dated after the day do not count yet."""
    faults = tuple(_shared_outside_returns(reading))
    if not reading.agreements:
        return AgreedEstate(reading.inventory, faults=faults)
    from legacymap.analysis.returns import settled_estate  # noqa: PLC0415 - agreements, only where there are any

    done = settled_estate(reading, as_of)
    return AgreedEstate(done.inventory, done.same, (*faults, *done.faults))


def said_by_returns(reading: InventoryReading, as_of: date, framework: Edition) -> SaidByReturns:
    """What the returns among the data say of themselves."""
    if not reading.shares:
        return SaidByReturns()
    from legacymap.analysis.returns import (  # noqa: PLC0415 - the same
        manifests,
        of_returns,
        partial_returns,
        shared_for,
    )

    declared = manifests(reading)
    held_back = of_returns(reading, declared, as_of, framework)
    return SaidByReturns(shared_for(declared), held_back, partial_returns(declared))


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
