"""What is wrong with a mapping beyond its form: columns that lead nowhere, and two that fill one field."""

import re
from collections.abc import Iterator
from functools import lru_cache

from legacymap.domain.findings import Fault, Route
from legacymap.domain.imports import IGNORE, KEEP, ImportMapping
from legacymap.domain.nearest import did_you_mean
from legacymap.domain.routes import record_routes

_ITEM = re.compile(r"^(technologies|contracts|incidents)\[[^\]]*\]")
_OPEN = re.compile(r"(?:x-|ids\.|assessment\.scores\.).")  # what goes on as the user names it
_OF_ITEMS = frozenset({"technologies", "contracts", "incidents"})
_LISTS = frozenset({"depends_on", "used_by", "sources"})
_FILLED_BY_SEVERAL = frozenset({KEEP, IGNORE, "aliases", "tags", "technologies", "depends_on", "used_by"})


def mapping_faults(mapping: ImportMapping, route: Route) -> Iterator[Fault]:
    """A fault for each column whose field no record has, or another column fills already."""
    filled: dict[str, str] = {}
    for heading, column in (mapping.columns or {}).items():
        to = column.to if column is not None else KEEP
        where = route.to("columns", heading)
        subject = ("columns", heading)
        if not _leads_somewhere(to):
            yield Fault(
                "bad-choice", f"`{to[:80]}` is not a field of a record", where, _remedy(to), subject=subject
            )
        elif to not in _FILLED_BY_SEVERAL and to in filled:
            said = f"`{to}` is filled by the column `{filled[to][:80]}` already"
            yield Fault("bad-choice", said, where, f"Write `{KEEP}` or `{IGNORE}` for one.", subject=subject)
        filled.setdefault(to, heading)


def _leads_somewhere(to: str) -> bool:
    field = _ITEM.sub(r"\1[]", to)
    return field in _fields() or to in {KEEP, IGNORE} or _OPEN.match(to) is not None


@lru_cache
def _fields() -> frozenset[str]:
    """Every field that a column may fill; those of items as `contracts[].ends`, whatever their name."""
    found = set()
    for first, *rest in record_routes():
        if first in _OF_ITEMS:
            found |= {first, ".".join((f"{first}[]", *rest))}
        elif not (first in _LISTS and rest) and rest[:1] != ["options"] and "milestones" not in rest:
            found.add(".".join((first, *rest)))
    return frozenset(found)


def _remedy(to: str) -> str:
    first, dot, rest = to.partition(".")
    if dot and first in _OF_ITEMS:
        return f"Name the item: `{first}[main].{rest}`."
    item = _ITEM.match(to)
    near = did_you_mean(_ITEM.sub(r"\1[]", to), sorted(_fields()))
    if item is not None:
        near = near.replace(f"{item[1]}[]", item[0])
    return near or f"The fields are those of a record, such as `costs.annual_run`; or `{KEEP}`, `{IGNORE}`."
