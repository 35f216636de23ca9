"""The columns and cells of a sheet: what is written in each, and in which number format."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from legacymap.domain.assessment import Spread
from legacymap.reports.inert import inert
from legacymap.reports.markup import legible
from legacymap.reports.view import FOR_DATA, Amount, Cell, Column, Judgement, Kind

Value = str | int | float | date | bool | None
LONGEST_TEXT = 32_767  # characters that a cell of a spreadsheet holds
_FIRST_YEAR = 1900  # that spreadsheets have dates for
_SPREAD: frozenset[Kind] = frozenset({"bounds", "levels"})
_NUMBERS: dict[Kind, str] = {
    "count": "#,##0",
    "score": "#,##0.0",
    "working": "#,##0.0000",
    "bounds": "#,##0.0",
    "levels": "0.##",
    "share": "0.0%",
    "money": '"£"#,##0;-"£"#,##0',
    "date": "yyyy-mm-dd",
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet: its heading, and what people and sums make of it."""

    heading: str
    kind: Kind
    total: bool


def sheet_columns(column: Column) -> Iterator[SheetColumn]:
    """One column, or three for a spread: lowest, expected, highest."""
    heading = plain(column.key if column.priority == FOR_DATA else column.heading)
    if column.kind in _SPREAD:
        for part in ("lowest", "expected", "highest"):
            yield SheetColumn(f"{heading}, {part}", column.kind, total=False)
    else:
        yield SheetColumn(heading, column.kind, column.total)


def values(column: Column, cell: Cell) -> Iterator[tuple[Value, str]]:
    """What is written in the cells of a value, each with its number format."""
    form = _NUMBERS.get(column.kind, "General")
    match cell:
        case Spread(low, expected, high):
            yield from ((low, form), (expected, form), (high, form))
        case None if column.kind in _SPREAD:
            yield from ((None, form),) * 3
        case Amount(amount, symbol):
            yield float(amount), _money(symbol)
        case Judgement():
            yield plain(cell.words), "General"
        case str():
            yield plain(cell), "General"
        case date():
            yield (cell if cell.year >= _FIRST_YEAR else cell.isoformat()), _NUMBERS["date"]
        case _:
            yield cell, form


def number_format(column: SheetColumn) -> str:
    """The number format of a column's sum."""
    return _NUMBERS.get(column.kind, "General")


def plain(text: str) -> str:
    """A text as a cell can hold it: inert, and no longer than there is room for."""
    return legible(inert(text))[:LONGEST_TEXT]


def _money(symbol: str) -> str:
    """Whole units after their symbol, which is quoted so that it means nothing else."""
    quoted = "".join(f"\\{sign}" for sign in plain(symbol))
    return f"{quoted}#,##0;-{quoted}#,##0"
