"""Records as a table in another tool's headings: a mapping, read the other way round."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from legacymap.domain.imports import IGNORE, KEEP, ImportMapping, MappedColumn
from legacymap.exchange.delimited import guarded
from legacymap.exchange.draft import heading_slug
from legacymap.exchange.questions import declared
from legacymap.exchange.records import Present
from legacymap.exchange.tables import MARKED

_ITEM = re.compile(r"(?P<list>\w+)(?:\[[^\]]*\])?(?:\.(?P<key>.+))?")
_LISTS = ("technologies", "contracts", "incidents", "depends_on")


def mapped_csv(records: Sequence[Present], mapping: ImportMapping, about: str) -> str:
    """A line a record, under the headings of the mapping; what the mapping ignores is left out.

    The heading of a last column, which is empty, tells the marking and where the table is from.
    """
    columns = {
        heading: column or MappedColumn(to=KEEP)
        for heading, column in (mapping.columns or {}).items()
        if column is None or column.to != IGNORE
    }
    organisation = mapping.organisation.column if mapping.organisation else ""
    own = [each for each in (mapping.key, organisation) if each and each not in columns]
    stream = StringIO()
    lines = csv.writer(stream, lineterminator="\n")
    lines.writerow([*own, *columns, f"{MARKED}{about}"])
    for record in records:
        first = [
            record.known_as(mapping.name) if each == mapping.key else _home(record, mapping) for each in own
        ]
        cells = [_cell(record, heading, column, mapping) for heading, column in columns.items()]
        lines.writerow([guarded(text) for text in (*first, *cells, "")])
    return stream.getvalue()


def _home(record: Present, mapping: ImportMapping) -> str:
    words = mapping.organisation.values if mapping.organisation else None
    return _word(record.organisation, words)


def _word(value: str, words: Mapping[str, str | None] | None) -> str:
    """The first of the tool's words for a value; the value itself where it has none."""
    return next((word for word, meaning in (words or {}).items() if meaning == value), value)


def _cell(record: Present, heading: str, column: MappedColumn, mapping: ImportMapping) -> str:
    if column.to == KEEP:
        own = record.values.get(f"x-{mapping.name}")
        return str(own.get(heading_slug(heading), "")) if isinstance(own, Mapping) else ""
    if column.to == "id":
        return record.id.partition("/")[2]
    found = _ITEM.fullmatch(column.to)
    separator = f"{column.split or ';'} "
    if found is not None and found["list"] in _LISTS:
        return separator.join(_items(record, found["list"], found["key"]))
    value = record.at(column.to)
    if isinstance(value, list):
        return separator.join(str(each) for each in value)
    return _word(declared(record.values, column.to), column.values)


def _items(record: Present, name: str, key: str | None) -> Iterable[str]:
    """The texts of a list's items: what stands under a key, else product and version, or the system."""
    for item in record.items(name):
        if key is not None:
            texts = [item.get(key)]
        else:
            texts = [item.get(each) for each in ("product", "version", "system") if each in item]
        text = " ".join(str(each) for each in texts if each)
        if text:
            yield text
