"""The sheets of an xlsx workbook: values, number formats and places; nothing is worked out, run or followed.

The archive has been looked through before (`archives`), which gives what follows the cells of each sheet.
"""

import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import IO, Any
from xml.etree.ElementTree import XML, ParseError

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.worksheet._reader import FORMULA_TAG, INLINE_STRING, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from legacymap.domain.errors import RequestError
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.exchange.archives import Part, as_unreadable
from legacymap.exchange.draft import CellInDoubt, Value
from legacymap.exchange.sheets import Merge, RawRow, RawSheet, over_the_limit

_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*ref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_MOST_MERGES = 100_000
_STRING, _TEXT = f"{{{SHEET_MAIN_NS}}}si", f"{{{SHEET_MAIN_NS}}}t"
_Around = tuple[bytes, bytes]
_HEAD, _PIECE, _LONGEST_ROW = 2**16, 2**18, 2**24
_ROOT = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)worksheet\b[^>]*>")
_CELLS = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)sheetData>")
_ROW = f"{{{SHEET_MAIN_NS}}}row"
# A cell of a number or a shared text, as the usual programs write them, or the start of a row.
_USUAL = re.compile(
    rb'<c r="([A-Z]+)[0-9]+"(?: s="([0-9]+)")?(?: t="([sn])")?(?:/>|><v>([0-9.eE+-]+)</v></c>)'
    rb'|<row((?: [\w:.]+="[^"<>]*")*)(/?)>'
)
_NUMBER = re.compile(rb' r="([0-9]+)"')
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')
_OWN = 164  # the first number of a format that the workbook itself defines
_BUILT_IN = {9: "0%", 10: "0.00%", 49: "@"}
_COLUMNS: dict[str, int] = {}
_BYTES: dict[bytes, int] = {}


class Workbook:
    """An xlsx workbook whose sheets can be walked; `parts` are what was seen of each part of its archive."""

    def __init__(self, content: bytes, name: str, parts: Mapping[str, Part]) -> None:
        self._file = name
        self._parts = parts
        with as_unreadable(name), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that are not read anyway
            reader = ExcelReader(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            reader.read_manifest()
            reader.shared_strings = list(_strings(reader))
            reader.read_workbook()
            apply_stylesheet(reader.archive, reader.wb)
            self._sheets = dict(_sheets(reader))
        # openpyxl has no public way to a sheet's part, hidden rows and styles at once: hence Any.
        self._reader: Any = reader

    @property
    def names(self) -> tuple[str, ...]:
        """The sheets that can be seen."""
        return tuple(name for name, (state, _) in self._sheets.items() if state == "visible")

    @property
    def hidden(self) -> tuple[str, ...]:
        """The sheets that are hidden."""
        return tuple(name for name, (state, _) in self._sheets.items() if state != "visible")

    def raw(self, name: str) -> RawSheet:
        """A sheet by its name; RequestError where there is none of that name."""
        if name not in self._sheets:
            known = self.names
            hint = did_you_mean(name, known) or f"It has {listed(known, 'and')}."
            raise RequestError(f"`{self._file}` has no sheet `{name}`.", hint)
        part = self._sheets[name][1]
        seen = self._parts.get(part)
        merges = tuple(_merges(seen.tail if seen is not None else b""))
        return RawSheet(self._file, name, self._rows(part), merges)

    def _rows(self, name: str) -> Iterator[RawRow]:
        book = self._reader.wb
        named = book._number_formats  # noqa: SLF001 - openpyxl has no other door to what a style says
        styles = [style.numFmtId for style in book._cell_styles]  # noqa: SLF001
        formats = [
            named[style - _OWN] if _OWN <= style < _OWN + len(named) else _BUILT_IN.get(style, "")
            for style in styles
        ]
        with as_unreadable(self._file), warnings.catch_warnings(), self._reader.archive.open(name) as part:
            warnings.simplefilter("ignore")
            parser = _Rows(
                part,
                self._reader.shared_strings,
                data_only=True,
                epoch=book.epoch,
                date_formats=book._date_formats,  # noqa: SLF001
                timedelta_formats=book._timedelta_formats,  # noqa: SLF001
            )
            parser.names_of_formats = ["" if each == "General" else each for each in formats]
            seen = self._parts.get(name)
            pieces = _pieces(part, self._file) if seen is not None and seen.is_plain else None
            if pieces is None:
                yield from parser.parse()
                return
            for around, rows in pieces:
                yield from parser.cells_of(rows) or map(parser.parse_row, _elements(around, rows))


def _sheets(reader: Any) -> Iterator[tuple[str, tuple[str, str]]]:  # noqa: ANN401 - openpyxl's, without types
    """The state and part of each sheet by its name; openpyxl's own way reads sheets whole for their size."""
    for sheet, relation in reader.parser.find_sheets():
        if relation.target in reader.valid_files and "chartsheet" not in relation.Type:
            yield sheet.name, (sheet.state, relation.target)


def _strings(reader: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """The texts that cells share; openpyxl's own way makes objects of each, which takes most of opening."""
    package = reader.package.find(SHARED_STRINGS)
    if package is None:
        return
    with reader.archive.open(package.PartName[1:]) as part:
        for _, element in iterparse(part):
            if element.tag == _STRING:
                is_plain = len(element) == 1 and element[0].tag == _TEXT
                whole = None if is_plain else Text.from_tree(element)
                text = whole.content if whole is not None else element[0].text or ""
                element.clear()
                yield "" if text.isspace() else str(text).replace("x005F_", "")


def _pieces(part: IO[bytes], file: str) -> Iterator[tuple[_Around, bytes]] | None:
    """The rows of a sheet, some hundreds at once, and what stands around them all.

    None, and nothing read, where it cannot be cut so. A row at a time, as openpyxl has it, costs more than
    all that is done with the cells.
    """
    start = part.read(_HEAD)
    root, cells = _ROOT.search(start), _CELLS.search(start)
    if root is None or cells is None or cells[1] != root[1]:
        part.seek(0)
        return None
    around = start[: root.end()] + cells[0], b"</%ssheetData></%sworksheet>" % (cells[1], cells[1])
    try:
        XML(b"".join(around))
    except ParseError:
        part.seek(0)
        return None
    return _cut(part, start[cells.end() :], around, file)


def _cut(part: IO[bytes], text: bytes, around: _Around, file: str) -> Iterator[tuple[_Around, bytes]]:
    end_of_cells = around[1].partition(b">")[0] + b">"
    end_of_row = end_of_cells.replace(b"sheetData", b"row")
    looked_at = 0
    while True:
        end = text.find(end_of_cells, looked_at)
        last = text.rfind(end_of_row, looked_at)
        if end >= 0 or last >= 0:
            cut = end if end >= 0 else last + len(end_of_row)
            yield around, text[:cut]
            text = text[cut:]
        if end >= 0:
            return
        looked_at = max(len(text) - len(end_of_cells), 0)
        more = part.read(_PIECE)
        if not more:
            raise EOFError
        if len(text) > _LONGEST_ROW:
            raise over_the_limit(file, f"one of its rows is longer than {_LONGEST_ROW // 2**20} MiB")
        text += more


def _elements(around: _Around, rows: bytes) -> Iterator[Any]:
    """The elements of some rows."""
    (cells,) = XML(around[0] + rows + around[1])
    return (each for each in cells if each.tag == _ROW)


class _Rows(WorkSheetParser):
    """openpyxl's own walk through a sheet, which gives rows of filled cells in place of dictionaries."""

    names_of_formats: list[str]

    def parse_row(self, row: Any) -> RawRow:  # type: ignore[override]  # noqa: ANN401 - rows of our own
        number = row.get("r")
        self.row_counter = int(float(number)) if number else self.row_counter + 1
        at = 0
        cells: dict[int, Value] = {}
        formats: dict[int, str] = {}
        shared, names, known = self.shared_strings, self.names_of_formats, _COLUMNS
        for element in row:
            get = element.get
            reference = get("r")
            if reference is None:
                column = at
            elif (column := known.get(reference.rstrip("0123456789"), -1)) < 0:
                column = _column(reference)
            at = column + 1
            if not len(element):  # formatted, and empty
                continue
            if get("t") == "s":
                first = element[0]
                stored = first.text if first.tag == VALUE_TAG else element.findtext(VALUE_TAG)
                if stored:
                    if text := shared[int(stored)]:
                        cells[column] = text
                    continue
            style = int(get("s", 0))
            value = self._value(element, style)
            if value is None or (isinstance(value, str) and not value.strip()):
                continue
            cells[column] = value
            if isinstance(value, (int, float)) and style < len(names) and names[style]:
                formats[column] = names[style]
        return RawRow(self.row_counter, 0, cells, formats, row.get("hidden") in ("1", "true"))

    def cells_of(self, rows: bytes) -> list[RawRow] | None:
        """Rows whose cells are all of the usual kinds, read without a tree; None where something else stands.

        It is taken only where every `<` belongs to what was found.
        """
        counted = self.row_counter
        known, shared, names, dates = _BYTES, self.shared_strings, self.names_of_formats, self.date_formats
        result: list[RawRow] = []
        cells: dict[int, Value] = {}
        formats: dict[int, str] = {}
        marks = 0
        for name, style, kind, stored, attributes, is_empty in _USUAL.findall(rows):
            if not name:
                marks += 1 if is_empty else 2
                told = _NUMBER.search(attributes)
                number = int(told[1]) if told else self.row_counter + 1
                self.row_counter = number
                cells, formats = {}, {}
                hidden = b"hidden" in attributes and _HIDDEN.search(attributes) is not None
                result.append(RawRow(number, 0, cells, formats, hidden))
                continue
            if not stored:
                marks += 1
                continue
            marks += 4
            column = known.get(name, -1)
            if column < 0:
                column = known[name] = _column(name.decode())
            if kind == b"s":
                if text := shared[int(stored)]:
                    cells[column] = text
                continue
            look = int(style or 0)
            plain = stored.isdigit() and look not in dates
            value = int(stored) if plain else self._number(stored.decode(), look)
            if value is not None:
                cells[column] = value
                if names[look : look + 1] > [""] and isinstance(value, (int, float)):
                    formats[column] = names[look]
        if marks == rows.count(b"<"):
            return result
        self.row_counter = counted
        return None

    def _value(self, element: Any, style: int) -> Value:  # noqa: ANN401, PLR0911 - as above; one return a type
        kind = element.get("t", "n")
        if kind == "inlineStr":
            child = element.find(INLINE_STRING)
            text = None if child is None else Text.from_tree(child)
            return None if text is None else str(text.content)
        stored = element.findtext(VALUE_TAG)
        if not stored:
            if kind != "str" and element.find(FORMULA_TAG) is not None:
                return CellInDoubt("formula", f"={element.findtext(FORMULA_TAG) or ''}")
            return None
        if kind == "n":
            return self._number(stored, style)
        if kind == "b":
            return bool(stored == "1")
        if kind == "e":
            return CellInDoubt("error", stored)
        if kind == "d":
            return _plain_date(from_ISO8601(stored))  # type: ignore[no-untyped-call]  # openpyxl's
        return str(stored)

    def _number(self, stored: str, style: int) -> Value:
        number = float(stored) if any(mark in stored for mark in ".eE") else int(stored)
        if style not in self.date_formats:
            return number
        try:
            made = from_excel(number, self.epoch, timedelta=style in self.timedelta_formats)
        except (OverflowError, ValueError):
            return CellInDoubt("error", stored)
        return _plain_date(made)


def _plain_date(value: object) -> Value:
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value if isinstance(value, (date, time)) else None


def _column(reference: str) -> int:
    """The column of `F17`, from 0."""
    name = reference.rstrip("0123456789")
    known = _COLUMNS.get(name)
    if known is None:
        known = 0
        for letter in name.upper():
            known = known * 26 + ord(letter) - 64
        known -= 1
        if not 0 <= known < 2**14:
            raise ValueError(f"`{reference[:20]}` is not a cell")
        _COLUMNS[name] = known
    return known


def _merges(tail: bytes) -> Iterator[Merge]:
    for count, found in enumerate(_MERGE.finditer(tail)):
        if count > _MOST_MERGES:
            return
        left, top, right, bottom = (each.decode() for each in found.groups())
        yield Merge(int(top), _column(left), int(bottom), _column(right))
