"""A view as a workbook: contents, words, and a sheet for each table with its numbers unrounded."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import date, datetime, time
from io import BytesIO
from math import ceil, fsum

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from legacymap.domain.figures import Spread
from legacymap.domain.frozen import dataclass
from legacymap.reports.escape import SUBSTITUTE, legible, sanitised
from legacymap.reports.formats.paper import TO_THE_RIGHT, dated
from legacymap.reports.view import (
    FOR_DATA,
    Amount,
    Block,
    Cell,
    Chart,
    Code,
    Column,
    Fact,
    Facts,
    Figures,
    Heading,
    Judgement,
    Kind,
    Picture,
    Points,
    Prose,
    Table,
    View,
)
from legacymap.reports.words import counted, day

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'" + SUBSTITUTE + r"]+")
_RESERVED = "history"
Value = str | int | float | date | bool | None
LONGEST_TEXT = 32_767  # characters that a cell of a spreadsheet holds
_CUT = "… [cut here: a cell holds no more]"
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
_A4 = 9
_LINE, _TITLE_LINE = 13.5, 22.0
_TALLEST = 400.0
_LONGEST_STAMP = 60  # of the 255 characters that a header or footer has
_CHARACTERS_ON_A_PAGE = 190
_BODY = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_HEADER = {"bold": True, "bg_color": "#E8EDF2", "bottom": 1, "text_wrap": True, "valign": "bottom"}
_STYLES: dict[str, dict[str, object]] = {
    "body": {},
    "wrapped": {"text_wrap": True},
    "to the left": {"text_wrap": True, "align": "left"},
    "strong": {"bold": True},
    "title": {"bold": True, "font_size": 16},
    "section": {"bold": True, "font_size": 12},
    "note": {"font_color": "#505A5F"},
    "link": {"font_color": "#1D4F91", "underline": 1},
    "header": _HEADER,
    "header to the right": {**_HEADER, "align": "right"},
    "total": {"bold": True, "top": 1},
}
HEADER = 3
_NARROWEST, _WIDEST = 9, 60
_SUM_OF_WHAT_IS_SHOWN = 109
_TABLE_NUMBERS: frozenset[Kind] = TO_THE_RIGHT | {"bounds", "levels"}
_WORDS_WIDE, _LABEL_WIDE = 90, 36
_Line = tuple[str, str, Value, str]
_CONTENTS, _WORDS = "Contents", "Words"
_LONGEST_PROPERTY = 255
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet: its heading, and what people and sums make of it."""

    heading: str
    kind: Kind
    total: bool


@dataclass(frozen=True, slots=True)
class Looks:
    """The formats of a workbook, each made once."""

    workbook: Workbook
    made: dict[tuple[str, str], Format] = field(default_factory=dict)

    def of(self, style: str, number: str = "General") -> Format:
        """A style with a number format."""
        if (style, number) not in self.made:
            looks = {**_BODY, **_STYLES[style], "num_format": number}
            self.made[style, number] = self.workbook.add_format(looks)
        return self.made[style, number]


def sheet_names(titles: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """A name for each title, as much of it as has room; no two alike, whatever their case."""
    used = {name.casefold() for name in taken} | {_RESERVED}
    found = []
    for title in titles:
        name = whole = _cut(_allowed(title), LONGEST)
        again = 2
        while name.casefold() in used:
            ending = f" ({again})"
            name = _cut(whole, LONGEST - len(ending)) + ending
            again += 1
        used.add(name.casefold())
        found.append(name)
    return found


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
    """A text as a cell can hold it: sanitised, and cut with a mark where there is no room for all of it."""
    found = legible(sanitised(text))
    return found if len(found) <= LONGEST_TEXT else found[: LONGEST_TEXT - len(_CUT)] + _CUT


def set_up(sheet: Worksheet, marking: str, *, lies_on_its_side: bool, characters: float = 0) -> None:
    """A4, as wide as one page, or more where that were too small to read; marking and number on each."""
    sheet.set_paper(_A4)
    if lies_on_its_side:
        sheet.set_landscape()
    sheet.fit_to_pages(max(1, ceil(characters / _CHARACTERS_ON_A_PAGE)), 0)
    sheet.set_row(0, _TITLE_LINE)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.8)
    stamp = plain(marking)[:_LONGEST_STAMP].replace("&", "&&")
    sheet.set_header(f'&C&"Arial,Bold"{stamp}' if stamp else "")
    sheet.set_footer(f'&L&A&C&"Arial,Bold"{stamp}&R&"Arial,Regular"Page &P of &N')
    sheet.hide_gridlines(2)


def heighten(sheet: Worksheet, row: int, cells: Iterable[tuple[str, float]]) -> None:
    """Gives a row as many lines as its texts take, each in a column of so many characters."""
    lines = max((ceil(len(text) / (width - 1)) for text, width in cells), default=1)
    if lines > 1:
        sheet.set_row(row, min(lines * _LINE, _TALLEST))


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
        style = "header to the right" if column.kind in _TABLE_NUMBERS else "header"
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


def write_contents(
    sheet: Worksheet, view: View, as_of: date, sheets: Sequence[tuple[str, str]], looks: Looks
) -> None:
    """Title, marking, a line for each sheet (its name leads there) with its title, and the provenance."""
    _columns(sheet, view.marking)
    for at, (words, style) in enumerate(((view.title, "title"), (view.marking, "strong"))):
        sheet.write_string(at, 0, plain(words), looks.of(style))
    sheet.write_string(2, 0, "As of", looks.of("strong"))
    write(sheet, (2, 1), as_of, looks.of("to the left", "yyyy-mm-dd"))
    row = 4
    if view.cover:
        _write_lines(sheet, row - 1, list(map(_fact, view.cover)), looks)
        row += len(view.cover)
    sheet.write_string(row, 0, "Sheet", looks.of("header"))
    sheet.write_string(row, 1, "What it holds", looks.of("header"))
    row += 1
    for name, title in sheets:
        sheet.write_url(row, 0, f"internal:'{name}'!A1", looks.of("link"), name)
        sheet.write_string(row, 1, plain(title), looks.of("wrapped"))
        row += 1
    lines = [("section", "Provenance", None, ""), *map(_fact, view.provenance)] if view.provenance else []
    _write_lines(sheet, row + 1, lines, looks)


def write_words(sheet: Worksheet, view: View, places: Iterable[Block], looks: Looks) -> None:
    """Every block but the tables, in order; a table is named where it stood."""
    _columns(sheet, view.marking)
    sheet.write_string(0, 0, plain(view.title), looks.of("title"))
    sheet.write_string(1, 0, plain(view.marking), looks.of("strong"))
    _write_lines(sheet, 3, [line for block in places for line in _lines(block)], looks)


def xlsx_bytes(view: View, as_of: date) -> bytes:
    """The view as a workbook: contents with provenance, what is said in words, and a sheet for each table.

    Its properties and its members are dated `as_of`.
    """
    written = BytesIO()
    workbook = Workbook(written, _OPTIONS)
    _describe(workbook, view, as_of)
    looks = Looks(workbook)
    blocks = (*view.blocks, *view.appendix)
    tables = [table for block in blocks for table in _tables(block)]
    names = sheet_names([table.title for table in tables], (_CONTENTS, _WORDS))
    contents, words = workbook.add_worksheet(_CONTENTS), workbook.add_worksheet(_WORDS)
    listed = [
        (_WORDS, "What the report says in words and single figures"),
        *zip(names, _titles(tables), strict=True),
    ]
    write_contents(contents, view, as_of, listed, looks)
    write_words(words, view, blocks, looks)
    for name, table in zip(names, tables, strict=True):
        write_table(workbook.add_worksheet(name), table, view.marking, looks)
    workbook.close()
    return dated(written.getvalue(), as_of)


def _allowed(title: str) -> str:
    return " ".join(_FORBIDDEN.sub(" ", legible(sanitised(title))).split()) or "Table"


def _cut(name: str, length: int) -> str:
    """The name to a length in UTF-16 units, which spreadsheets count; between words where that is near."""
    if _units(name) <= length:
        return name
    while _units(name) > length:
        name = name[:-1]
    before, _, _ = name.rpartition(" ")
    return (before if len(before) > length // 2 else name).rstrip(" ,;(-")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _money(symbol: str) -> str:
    """Whole units after their symbol, which is quoted so that it means nothing else."""
    quoted = "".join(f"\\{sign}" for sign in plain(symbol))
    return f"{quoted}#,##0;-{quoted}#,##0"


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


def _columns(sheet: Worksheet, marking: str) -> None:
    set_up(sheet, marking, lies_on_its_side=False)
    sheet.set_column(0, 0, _LABEL_WIDE)
    sheet.set_column(1, 1, _WORDS_WIDE)


def _lines(block: Block) -> list[_Line]:  # noqa: PLR0911 - one return for each kind of block
    """The lines of a block: a style, a label, a value and its number format."""
    match block:
        case Heading(text):
            return [("section", text, None, "")]
        case Prose(text):
            return [("strong", "", plain(text), "")]
        case Code(text):
            return [
                ("strong", "", plain(line) and f"{_indent(line)}{plain(line)}", "")
                for line in text.splitlines()
            ]
        case Points(items):
            return [("strong", "", plain(item), "") for item in items]
        case Figures(lines):
            return [_fact(fact) for facts in lines for fact in facts]
        case Facts(facts, title):
            headed: list[_Line] = [("section", title, None, "")] if title else []
            return [*headed, *map(_fact, facts)]
        case Picture(words):
            return [("strong", "Picture", plain(words), "")]
        case Table(title):
            return [("note", f"Table: {title}", None, "")]
        case Chart(title, words, table):
            return [("section", title, None, ""), ("strong", "", plain(words), ""), *_lines(table)]


def _fact(fact: Fact) -> _Line:
    (value, form), *rest = values(Column("", "", fact.kind), fact.value)
    if rest:
        expected = rest[0]
        return "strong", fact.label, expected[0], expected[1]
    return "strong", fact.label, value, form


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


def _write_lines(sheet: Worksheet, first: int, lines: Sequence[_Line], looks: Looks) -> None:
    for row, (style, label, value, form) in enumerate(lines, start=first):
        if label:
            sheet.write_string(row, 0, plain(label), looks.of(style))
        write(sheet, (row, 1), value, looks.of("to the left", form or "General"))
        heighten(sheet, row, ((label, _LABEL_WIDE), (str(value), _WORDS_WIDE)))


def _describe(workbook: Workbook, view: View, as_of: date) -> None:
    workbook.set_properties(
        {
            "title": plain(view.title)[:_LONGEST_PROPERTY],
            "subject": f"As of {day(as_of)}",
            "category": plain(view.marking)[:_LONGEST_PROPERTY],
            "created": datetime.combine(as_of, time()),
        }
    )


def _tables(block: Block) -> tuple[Table, ...]:
    return (block,) if isinstance(block, Table) else (block.table,) if isinstance(block, Chart) else ()


def _titles(tables: list[Table]) -> list[str]:
    return [table.title for table in tables]
