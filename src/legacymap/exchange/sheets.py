"""Tables as they were written: where in a workbook or text file they stand, and which cells are in doubt.

What a cell means is not decided here (`readings`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple, Protocol

from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.exchange.draft import CellInDoubt, Finding, Place, Row, Sheet, Value, column_letters
from legacymap.exchange.readings.cells import text_of
from legacymap.exchange.readings.quantities import DateOrder

MOST_BYTES = 64 * 2**20
MOST_UNPACKED = 256 * 2**20
LONGEST_TOKEN = 2**20
MOST_CELLS = 5_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
_EMPTY_ROWS_THAT_END = 5
_FEWEST_HEADINGS = 3
_MOST_ABOVE = 1_000  # rows, empty ones included, after which no headings are looked for


class RawRow(NamedTuple):
    """A row as a file holds it, filled cells by column from 0.

    `width` counts the cells of a record of a text file, and is 0 where rows have no width of their own;
    `broken` says why the record cannot be cut into cells.
    """

    number: int
    line: int
    cells: Mapping[int, Value]
    formats: Mapping[int, str] = {}
    is_hidden: bool = False
    width: int = 0
    broken: str = ""


class Merge(NamedTuple):
    """Cells that were made one: rows from 1, columns from 0, first and last included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as a file holds it, its rows to be walked once; `notes` are sentences on how it was read."""

    file: str
    name: str
    rows: Iterable[RawRow]
    merges: Sequence[Merge] = ()
    notes: tuple[str, ...] = ()


class Source(Protocol):
    """A file that holds sheets; text files hold one, whose name is empty."""

    @property
    def names(self) -> tuple[str, ...]:
        """The sheets that can be seen, in their order."""

    @property
    def hidden(self) -> tuple[str, ...]:
        """The sheets that are hidden."""

    def raw(self, name: str) -> RawSheet:
        """A sheet by its name, hidden ones too."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a mapping says of where the table stands; what it does not say is found out."""

    sheet: str | None = None
    header_row: int | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and what there is to say of it besides its rows.

    `set_aside` are the rows of which no cell can be trusted to stand in its column, `beyond` counts filled
    cells right of the headings: both are told in `findings`. `notes` are sentences, `footnotes` texts below.
    """

    sheet: Sheet
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = ()
    set_aside: tuple[Row, ...] = ()
    beyond: int = 0
    notes: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()


def table(source: Source, wanted: Wanted | None = None) -> Table | None:
    """The table that is wanted, else that of the first visible sheet which has one; None where none has."""
    wanted = wanted or Wanted()
    if wanted.sheet is not None:
        return table_of(source.raw(wanted.sheet), wanted)
    found = (table_of(source.raw(name), wanted) for name in source.names)
    return next((each for each in found if each is not None), None)


def over_the_limit(name: str, why: str) -> RequestError:
    """The refusal of a source that is larger than is read."""
    return RequestError(
        f"`{name}` is over the limit: {why} (LM519).", "Split it, or save only what is needed."
    )


def unreadable(name: str, why: str, hint: str = "Open it, save it again, and try once more.") -> RequestError:
    """The refusal of a source that cannot be read."""
    return RequestError(f"`{name}` cannot be read: {why} (LM501).", hint)


def table_of(raw: RawSheet, wanted: Wanted) -> Table | None:
    """The table below the first row of a sheet that can be its headings."""
    across = {(merge.top, merge.left) for merge in raw.merges if merge.right > merge.left}
    rows = _within_limits(raw)
    above, header = _header(rows, wanted)
    if header is None:
        return None
    below = next(rows, None)
    if wanted.header_row is None and below is not None and _is_group_of(header, below, across):
        above, header, below = [*above, header], below, next(rows, None)
    if not _may_be_headings(header) and wanted.header_row is None:
        return None
    body = list(_body(chain([below] if below else [], rows), header.number, wanted.until))
    if not body and wanted.header_row is None:
        return None
    _fill_down(body, raw.merges)
    return _cut(raw, above, header, _doubted(body, across) if across else body)


def without_footnotes(table: Table, name_column: int) -> Table:
    """The table without the rows at its end of which one cell alone is filled, and that not the name's."""
    end = len(table.rows)
    while end and _is_footnote(table.rows[end - 1], name_column):
        end -= 1
    below = table.rows[end].number if end < len(table.rows) else 0
    aside = [row for row in table.set_aside if _is_footnote(row, name_column) and _is_last(row, table, end)]
    if not below and not aside:
        return table
    gone = {row.number for row in aside}
    rows = [*table.rows[end:], *aside]
    texts = [str(cell) for row in sorted(rows) for cell in row.cells if cell is not None]
    return replace(
        table,
        rows=table.rows[:end],
        set_aside=tuple(row for row in table.set_aside if row.number not in gone),
        findings=tuple(
            each for each in table.findings if each.rule != "ragged-record" or each.place.row not in gone
        ),
        footnotes=tuple(texts),
    )


def read_both_ways(table: Table, index: int, found: DateOrder) -> Finding:
    """The finding of a column whose dates contradict each other, with a cell of each (LM507)."""
    sheet = table.sheet
    dmy, mdy = table.rows[found.only_dmy[0]], table.rows[found.only_mdy[0]]
    message = (
        f"The dates of `{sheet.headings[index]}` are read both ways: `{text_of(dmy.cells[index])}` can only "
        f"be day and month, `{text_of(mdy.cells[index])}` only month and day"
    )
    hint = "Mend the column in the source; until then its dates of that form are not read."
    others = (sheet.place(mdy, index),)
    place = sheet.place(dmy, index)
    return Finding("dates-read-both-ways", message, place, hint, others=others, count=2)


def _is_footnote(row: Row, name_column: int) -> bool:
    filled = [column for column, cell in enumerate(row.cells) if cell is not None]
    return len(filled) == 1 and filled[0] != name_column


def _is_last(row: Row, table: Table, end: int) -> bool:
    return end == 0 or row.number > table.rows[end - 1].number


def _within_limits(raw: RawSheet) -> Iterator[RawRow]:
    cells = rows = 0
    for row in raw.rows:
        cells += len(row.cells)
        rows += bool(row.cells)
        if cells > MOST_CELLS:
            raise over_the_limit(raw.file, f"it has more than {MOST_CELLS:,} filled cells")
        if rows > MOST_ROWS:
            raise over_the_limit(raw.file, f"it has more than {MOST_ROWS:,} rows")
        yield row


def _header(rows: Iterator[RawRow], wanted: Wanted) -> tuple[list[RawRow], RawRow | None]:
    """The filled rows above the headings, and the row of the headings, if any."""
    above: list[RawRow] = []
    for count, row in enumerate(rows):
        if wanted.header_row is not None and row.number >= wanted.header_row:
            return above, row if row.number == wanted.header_row and row.cells else None
        if wanted.header_row is None and (_may_be_headings(row) or count > _MOST_ABOVE):
            return above, row if _may_be_headings(row) else None
        if row.cells:
            above.append(row)
    return above, None


def _may_be_headings(row: RawRow) -> bool:
    """Whether three or more distinct texts that are no numbers stand in it."""
    texts = {value.strip() for value in row.cells.values() if isinstance(value, str)}
    return sum(1 for text in texts if text and not _is_numeric(text)) >= _FEWEST_HEADINGS


def _is_numeric(text: str) -> bool:
    return not any(character.isalpha() for character in text) and any(each.isdigit() for each in text)


def _is_group_of(header: RawRow, below: RawRow, across: set[tuple[int, int]]) -> bool:
    """Whether a row only groups the headings below it: some of its cells span columns of more headings."""
    is_spanned = any((header.number, column) in across for column in header.cells)
    return is_spanned and _may_be_headings(below) and len(below.cells) > len(header.cells)


def _body(rows: Iterable[RawRow], header: int, until: str | None) -> Iterator[RawRow]:
    """The filled rows up to five empty ones together, or to the one that begins with the words of `until`."""
    ends = " ".join(until.split()).casefold() if until else None
    last = header
    for row in rows:
        if not row.cells and not row.broken:
            if row.number - last > _EMPTY_ROWS_THAT_END - 1:
                return
            continue
        if row.number - last > _EMPTY_ROWS_THAT_END:
            return
        first = row.cells[min(row.cells)] if row.cells else None
        if ends is not None and isinstance(first, str) and " ".join(first.split()).casefold() == ends:
            return
        last = row.number
        yield row


def _fill_down(body: list[RawRow], merges: Sequence[Merge]) -> None:
    """Gives the value of a cell that is merged downwards to all rows that it spans."""
    spans = {
        (row, merge.left): merge.top
        for merge in merges
        if merge.left == merge.right
        for row in range(merge.top + 1, min(merge.bottom, merge.top + MOST_ROWS) + 1)
    }
    if not spans:
        return
    numbers = {row.number: row for row in body}
    columns = sorted({column for _, column in spans})
    for place, row in enumerate(body):
        tops = {column: spans[row.number, column] for column in columns if (row.number, column) in spans}
        filled = {column: numbers[top].cells.get(column) for column, top in tops.items() if top in numbers}
        if filled:
            given = {column: value for column, value in filled.items() if value is not None}
            body[place] = row._replace(cells={**row.cells, **given})


def _doubted(body: list[RawRow], across: set[tuple[int, int]]) -> list[RawRow]:
    """The rows with a doubt in each cell that spans columns."""
    result = []
    for row in body:
        spanned = {
            column: CellInDoubt("merged", str(value))
            for column, value in row.cells.items()
            if (row.number, column) in across
        }
        result.append(row._replace(cells={**row.cells, **spanned}) if spanned else row)
    return result


def _cut(raw: RawSheet, above: list[RawRow], header: RawRow, body: list[RawRow]) -> Table:
    """The rows cut to the headings, and what does not fit under them."""
    headings = _headings(header)
    if len(headings) > MOST_COLUMNS:
        raise over_the_limit(raw.file, f"it has more than {MOST_COLUMNS:,} columns")
    width = len(headings)
    title = tuple(str(value) for row in above for _, value in sorted(row.cells.items()))
    sheet = Sheet(raw.file, raw.name, headings, header.number, title)
    rows: list[Row] = []
    aside: list[Row] = []
    findings: list[Finding] = []
    beyond = 0
    for each in body:
        why = each.broken or _raggedness(each, header)
        row = Row(each.number, each.line, _cells(each, width), each.formats)
        outside = [column for column in each.cells if column >= width]
        if why:
            aside.append(row._replace(cells=tuple(each.cells[column] for column in sorted(each.cells))))
            findings.append(_ragged(sheet.place(row), why))
            continue
        if outside:
            beyond += len(outside)
            findings.append(_ragged(sheet.place(row, min(outside)), "a cell stands where no heading is"))
        rows.append(row)
    notes = list(raw.notes)
    if hidden := sum(each.is_hidden for each in body):
        notes.append(f"{hidden} hidden {'row was' if hidden == 1 else 'rows were'} read")
    return Table(sheet, tuple(rows), tuple(findings), tuple(aside), beyond, tuple(notes))


def _cells(row: RawRow, width: int) -> Sequence[Value]:
    cells: list[Value] = [None] * width
    for column, value in row.cells.items():
        if column < width:
            cells[column] = value
    return cells


def _headings(header: RawRow) -> tuple[str, ...]:
    """Distinct headings; a column between them that has none is named by its letters."""
    texts = {column: " ".join(str(value).split()) for column, value in header.cells.items()}
    # One far cell must not make a million columns: headings that stand alone beyond the limit are counted.
    if len(texts) > MOST_COLUMNS or max(texts, default=0) >= MOST_COLUMNS:
        close = {column: text for column, text in texts.items() if column < MOST_COLUMNS}
        goes_on = {MOST_COLUMNS - 1, MOST_COLUMNS} <= texts.keys()
        texts = close if len(texts) - len(close) < _FEWEST_HEADINGS and not goes_on else texts
    last = max(texts, default=-1)
    seen: dict[str, int] = {}
    headings = []
    for column in range(min(last, MOST_COLUMNS) + 1):
        text = texts.get(column) or f"Column {column_letters(column + 1)}"
        times = seen[text.casefold()] = seen.get(text.casefold(), 0) + 1
        headings.append(text if times == 1 else f"{text} ({times})")
    return tuple(headings)


def _raggedness(row: RawRow, header: RawRow) -> str:
    if not row.width or row.width == header.width:
        return ""
    return f"it has {row.width:,} cells, and the headings are {header.width:,}"


def _ragged(place: Place, why: str) -> Finding:
    hint = "Mend it in the source; a text that holds the delimiter or a quote stands between quotes."
    return Finding("ragged-record", f"The record is not read as it stands: {why}", place, hint)
