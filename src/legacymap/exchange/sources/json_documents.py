"""JSON documents of tools, and lists of their objects as tables."""

import json
from collections.abc import Sequence

from legacymap.domain.errors import RequestError
from legacymap.exchange.draft import Place, Row, Sheet, Value
from legacymap.exchange.sheets import Table
from legacymap.exchange.sources.file import SourceFile


def json_value(file: SourceFile) -> object:
    """What a JSON file holds; RequestError where it is none (LM501)."""
    try:
        return json.loads(file.content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise RequestError(
            f"`{file.name}` cannot be read: it is not JSON (LM501).", "Export it anew."
        ) from None


def json_table(file: SourceFile, records: Sequence[object]) -> Table:
    """A list of JSON objects as a table: of a value with a display value the latter, except of ids."""
    objects = [each if isinstance(each, dict) else {} for each in records]
    headings = tuple(dict.fromkeys(str(key) for each in objects for key in each))
    rows = tuple(
        Row(number, 0, [_cell(each.get(heading), heading) for heading in headings])
        for number, each in enumerate(objects)
    )
    sheet = PointedSheet(file.name, "", headings)
    return Table(sheet, rows)


class PointedSheet(Sheet):
    """A table that stands in a JSON document: cells are told by pointers."""

    __slots__ = ()

    def place(self, row: Row, column: int | None = None) -> Place:
        """The pointer of a cell, or of the row."""
        heading = self.headings[column] if column is not None and column < len(self.headings) else ""
        pointer = f"/result/{row.number}{f'/{heading}' if heading else ''}"
        return Place(self.file, "", row.number, (column or 0) + 1 if heading else 0, heading, pointer=pointer)


def _cell(value: object, heading: str) -> Value:
    if isinstance(value, dict):
        codes = heading in {"sys_id", "parent", "child"}
        shown = value.get("value") if codes else value.get("display_value", value.get("value"))
        return _cell(shown, heading)
    if value is None or value == "":
        return None
    return value if isinstance(value, (str, bool, int, float)) else str(value)
