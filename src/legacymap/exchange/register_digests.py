"""What an exported register says beside its rows: that it is one, and digests of what was written.

It is looked for in every table that comes in, so that nothing here loads what writes workbooks.
"""

from collections.abc import Mapping

from legacymap.exchange.draft import Value
from legacymap.exchange.readings.cells import text_of
from legacymap.exchange.register import DIGESTS, FORMAT, ID, SYSTEMS, Base, separate_digests
from legacymap.exchange.sheets import RawSheet, Source

HIDDEN_SHEET = "legacymap register"


def is_register(source: Source) -> bool:
    """Whether a workbook or text file is a register that was written here."""
    if HIDDEN_SHEET in source.hidden:
        first = next(iter(source.raw(HIDDEN_SHEET).rows), None)
        return first is not None and text_of(first.cells.get(1)) == FORMAT
    return marked_sheet(source) is not None


def marked_sheet(source: Source) -> str | None:
    """The sheet that a register in CSV has become, also by a spreadsheet program, if there is one."""
    for name in source.names:
        first = next(iter(source.raw(name).rows), None)
        if first is not None and any(_is_mark(value) for value in first.cells.values()):
            return name
    return None


def written_base(source: Source) -> Base | None:
    """The digests of what was written, by sheet, full id, number and heading; None where they are lost."""
    if HIDDEN_SHEET in source.hidden:
        return _hidden_base(source.raw(HIDDEN_SHEET))
    name = marked_sheet(source)
    rows = iter(source.raw(name).rows) if name is not None else iter(())
    first = next(rows, None)
    if first is None:
        return None
    headings = {column: text_of(value) for column, value in sorted(first.cells.items())}
    mark = next((column for column, value in first.cells.items() if _is_mark(value)), None)
    own = [heading for column, heading in headings.items() if column != mark and heading != ID]
    key = next((column for column, heading in headings.items() if heading == ID), None)
    found: dict[tuple[str, str, int], Mapping[str, str]] = {}
    for row in rows:
        held = text_of(row.cells.get(mark)).removeprefix("#") if mark is not None else ""
        by_heading = separate_digests(held, own)
        if key is not None and by_heading is not None:  # rows that somebody has added have none
            found[SYSTEMS, text_of(row.cells.get(key)), 0] = by_heading
    return found or None


def _is_mark(value: Value) -> bool:
    return isinstance(value, str) and value.startswith(DIGESTS) and FORMAT in value


def _hidden_base(sheet: RawSheet) -> Base:
    headings: dict[str, list[str]] = {}
    found: dict[tuple[str, str, int], Mapping[str, str]] = {}
    for row in sheet.rows:
        cells = [text_of(row.cells.get(column)) for column in range(max(row.cells, default=-1) + 1)]
        if cells[:1] == ["headings"]:
            headings[cells[1]] = cells[2:]
        elif cells[:1] == ["row"] and len(cells) > 4:
            by_heading = separate_digests(cells[4].removeprefix("#"), headings.get(cells[1], []))
            if by_heading is not None and cells[3].isdigit():
                found[cells[1], cells[2], int(cells[3])] = by_heading
    return found
