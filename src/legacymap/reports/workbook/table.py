"""A sheet that holds one table: title, marking, note, a header that stays, rows, sums."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from math import fsum

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from legacymap.reports.figures import counted
from legacymap.reports.paper import TO_THE_RIGHT
from legacymap.reports.view import Kind, Table
from legacymap.reports.workbook.looks import Looks, heighten, set_up
from legacymap.reports.workbook.values import (
    SheetColumn,
    Value,
    number_format,
    plain,
    sheet_columns,
    values,
)

HEADER = 3
_NARROWEST, _WIDEST = 9, 60
_SUM_OF_WHAT_IS_SHOWN = 109
_NUMBERS: frozenset[Kind] = TO_THE_RIGHT | {"bounds", "levels"}


def write_table(sheet: Worksheet, table: Table, marking: str, looks: Looks) -> None:
    """Writes the table, every column of it; the header is row 4, below title, marking and note."""
    columns = [each for column in table.columns for each in sheet_columns(column)]
    rows = [
        [each for column, cell in zip(table.columns, row, strict=True) for each in values(column, cell)]
        for row in table.rows
    ]
    widths = [
        _width([column.heading, *(_text(row[at]) for row in rows)]) for at, column in enumerate(columns)
    ]
    set_up(sheet, marking, lies_on_its_side=True, characters=sum(widths))
    for at, (words, style) in enumerate(
        ((table.title, "title"), (marking, "strong"), (_note(table), "note"))
    ):
        sheet.write_string(at, 0, plain(words), looks.of(style))
    for at, column in enumerate(columns):
        style = "header to the right" if column.kind in _NUMBERS else "header"
        sheet.write_string(HEADER, at, column.heading, looks.of(style))
        sheet.set_column(at, at, widths[at])
    for below, row in enumerate(rows, start=1):
        heighten(sheet, HEADER + below, ((_text(cell), widths[at]) for at, cell in enumerate(row)))
        for at, (value, form) in enumerate(row):
            look = looks.of("wrapped" if isinstance(value, str) else "body", form)
            write(sheet, (HEADER + below, at), value, look)
    sheet.freeze_panes(HEADER + 1, 0)
    sheet.repeat_rows(HEADER)
    if columns:
        sheet.autofilter(HEADER, 0, HEADER + len(rows), len(columns) - 1)
    if rows and any(column.total for column in columns):
        _write_totals(sheet, columns, [[value for value, _ in row] for row in rows], looks)


def write(sheet: Worksheet, place: tuple[int, int], value: Value, look: Format) -> None:
    """Writes a value as what it is; a text is a text, whatever it begins with."""
    match value:
        case None | "":
            return
        case str():
            sheet.write_string(*place, value, look)
        case date():
            sheet.write_datetime(*place, datetime.combine(value, time()), look)
        case _:
            sheet.write_number(*place, value, look)


def _width(texts: Iterable[str]) -> int:
    return min(max(_NARROWEST, *(len(text) + 3 for text in texts)), _WIDEST)


def _note(table: Table) -> str:
    more = f"{counted(table.more, 'more row is', 'more rows are')} not listed. " if table.more else ""
    return f"{more}{table.note}"


def _text(cell: tuple[Value, str]) -> str:
    """About as long as the cell is shown."""
    value, form = cell
    match value:
        case None:
            return ""
        case int() | float():
            return f"{value:,.0f}" + form.partition(".")[2]
        case _:
            return str(value)


def _write_totals(
    sheet: Worksheet, columns: list[SheetColumn], rows: list[list[Value]], looks: Looks
) -> None:
    """A row of sums of what a filter leaves, with the sums of everything written beside the formulas."""
    first, last = HEADER + 1, HEADER + len(rows)
    for at, column in enumerate(columns):
        numbers = [row[at] for row in rows]
        if column.total:
            formula = f"=SUBTOTAL({_SUM_OF_WHAT_IS_SHOWN},{xl_range(first, at, last, at)})"
            total = fsum(_numbers(numbers))
            sheet.write_formula(last + 1, at, formula, looks.of("total", number_format(column)), total)
        else:
            sheet.write_string(last + 1, at, "Total" if at == 0 else "", looks.of("total"))


def _numbers(cells: list[Value]) -> Iterator[float]:
    return (cell for cell in cells if isinstance(cell, int | float))
