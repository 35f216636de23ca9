"""The technologies of the estate on which advice may be given, each with what the catalogue says of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from legacymap.domain.cover import stated_end
from legacymap.domain.inventory import Inventory, Record, written
from legacymap.domain.lifecycle import Match
from legacymap.domain.place import Path
from legacymap.domain.technology import Technology


@dataclass(frozen=True, slots=True)
class Asked:
    """A technology, the record and path at which it stands, and what matches it."""

    record: Record
    path: Path
    technology: Technology
    match: Match


def asked(inventory: Inventory, match: Callable[[Technology], Match]) -> Iterator[Asked]:
    """Every technology of a system of the estate whose end of standard support its record does not state.

    Those of which a fault was reported already are left out.
    """
    for record in inventory.records.values():
        for number, technology in enumerate(record.system.technologies or ()) if record.in_estate else ():
            path: Path = ("technologies", number)
            is_spared = stated_end(technology) is not None or record.is_unfit(*written(path, record.unfit))
            if technology.product.strip() and not is_spared:
                yield Asked(record, path, technology, match(technology))
