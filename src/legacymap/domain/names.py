"""What systems are called besides their ids, and which of them was probably meant."""

from collections.abc import Iterator, Mapping

from legacymap.domain.inventory import Record
from legacymap.domain.nearest import nearest


def organisation_of(system: str) -> str:
    """The organisation that a full id names."""
    return system.partition("/")[0]


def names(record: Record) -> Iterator[str]:
    """A system's name, its aliases, and its ids in other registers."""
    yield record.system.name
    yield from record.system.aliases or ()
    yield from (each for each in (record.system.ids or {}).values() if each)


def nearest_system(words: str, records: Mapping[str, Record]) -> str | None:
    """The full id of the system whose id, name or alias is most like `words`; None when none is near.

    Of a full id the organisation alone makes nothing near: first its systems are asked, then all by the rest.
    """
    organisation, slash, short = words.strip().rpartition("/")
    if slash:
        within = [record.system.id for record in records.values() if record.organisation == organisation]
        same = nearest(short, within)
        if same is not None:
            return f"{organisation}/{same}"
    by_name: dict[str, str] = {}
    for system, record in records.items():
        for name in (record.system.id, *names(record)):
            by_name.setdefault(name, system)
    found = nearest(short, by_name)
    return None if found is None else by_name[found]
