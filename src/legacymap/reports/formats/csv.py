"""The main table of a view as comma-separated values: every column, numbers unrounded."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import StringIO
from itertools import islice

from legacymap.domain.figures import Spread
from legacymap.reports.escape import sanitised
from legacymap.reports.view import Amount, Cell, Column, Judgement, Kind, Table, View

_SPREAD: frozenset[Kind] = frozenset({"bounds", "levels"})
_TOGETHER = 200  # so many rows are written at once
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(view: View) -> str:
    """The view's main table as RFC 4180 has it (lines end in CR LF), headed by the keys of its columns.

    A spread takes three columns: low, expected, high. A text that a spreadsheet would take for a formula has
    an apostrophe before it.
    """
    table = view.main or next((block for block in view.blocks if isinstance(block, Table)), None)
    return "" if table is None else "".join(csv_parts(table.columns, table.rows))


def csv_parts(columns: Sequence[Column], rows: Iterable[tuple[Cell, ...]]) -> Iterator[str]:
    """The same of some columns and rows in parts, as the rows come: no more than a few are held as text."""
    yield _lines([[name for column in columns for name in _names(column)]])
    left = iter(rows)
    while some := tuple(islice(left, _TOGETHER)):
        pairs = (zip(columns, row, strict=True) for row in some)
        yield _lines([value for column, cell in row for value in _values(column, cell)] for row in pairs)


def _lines(rows: Iterable[Sequence[str | float]]) -> str:
    written = StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


def _names(column: Column) -> tuple[str, ...]:
    key = column.key
    return (f"{key}_low", f"{key}_expected", f"{key}_high") if column.kind in _SPREAD else (key,)


def _values(column: Column, cell: Cell) -> Iterator[str | float]:
    match cell:
        case Spread(low, expected, high):
            yield from (low, expected, high)
        case None if column.kind in _SPREAD:
            yield from ("", "", "")
        case _:
            yield _value(cell)


def _value(cell: Cell) -> str | float:
    match cell:
        case None:
            return ""
        case str():
            return _defused(sanitised(cell))
        case Judgement(code):
            return code
        case Amount(amount):
            return f"{amount:f}"
        case date():
            return cell.isoformat()
        case Spread():
            raise AssertionError("a spread in a column of another kind")
        case _:
            return cell


def _defused(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
