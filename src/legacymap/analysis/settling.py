"""The agreements of an inventory as they are declared, and the estate that they settle."""

from datetime import date
from pathlib import PurePosixPath

from legacymap.analysis.returns import days_of_returns, manifests
from legacymap.domain.findings import Fault
from legacymap.domain.inventory import Record
from legacymap.domain.sharing import Agreements
from legacymap.reading.inventory import InventoryReading
from legacymap.reading.single import read_single
from legacymap.sharing.agreements import DeclaredAgreement, Settled, settled


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
