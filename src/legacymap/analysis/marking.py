"""How an output must be marked: as the highest of all that it names, whatever it was made of."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass

from legacymap.domain.inventory import Inventory
from legacymap.domain.values import HANDLINGS, Handling

_ID = re.compile(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)?")


def marking(
    named: Iterable[str], inventory: Inventory, least: Handling, up_to: Handling | None = None
) -> Handling:
    """The highest marking of the records of these full ids, and never below `least`.

    Records above `up_to` do not count: of those an output tells the id alone. Stubs have no marking.
    """
    records = inventory.records
    highest = HANDLINGS.index(up_to) if up_to else len(HANDLINGS)
    marks = {inventory.handling(records[each]) for each in set(named) if each in records}
    allowed = (mark for mark in marks if HANDLINGS.index(mark) <= highest)
    return max((*allowed, least), key=HANDLINGS.index)


def named_in(value: object, known: Collection[str], organisation: str = "") -> frozenset[str]:
    """The full ids among `known` that the texts of a result, or of a record as it is written, hold.

    With an `organisation` a text that is one of its short ids names that system, too: so records may say it.
    """
    found: set[str] = set()
    for text in _texts(value):
        found.update(each for each in _ID.findall(text) if each in known)
        short = f"{organisation}/{text}"
        if short in known:
            found.add(short)
    return frozenset(found)


def _texts(value: object) -> Iterator[str]:
    """Every text in a result of frozen values, or in values as YAML has them; keys are texts as well."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(key)
            yield from _texts(inner)
    elif isinstance(value, Sequence | AbstractSet) and not isinstance(value, bytes):
        for inner in value:
            yield from _texts(inner)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))
