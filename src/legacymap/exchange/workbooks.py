"""The sheets of an xlsx workbook: values, number formats and places; nothing is worked out, run or followed.

The archive has been looked through before (`archives`), which gives what follows the cells of each sheet.
"""

import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.worksheet._reader import FORMULA_TAG, INLINE_STRING, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from legacymap.domain.errors import RequestError
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.exchange.archives import as_unreadable
from legacymap.exchange.draft import Doubt, Value
from legacymap.exchange.sheets import Merge, RawRow, RawSheet

_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*ref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_MOST_MERGES = 100_000
_STRING, _TEXT = f"{{{SHEET_MAIN_NS}}}si", f"{{{SHEET_MAIN_NS}}}t"


class Workbook:
    """An xlsx workbook whose sheets can be walked; `tails` are what follows their cells, by part."""

    def __init__(self, content: bytes, name: str, tails: Mapping[str, bytes]) -> None:
        self._file = name
        self._tails = tails
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
        merges = tuple(_merges(self._tails.get(part, b"")))
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
            parser.names_of_formats = formats
            yield from parser.parse()


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
                yield str(text).replace("x005F_", "")


_OWN = 164  # the first number of a format that the workbook itself defines
_BUILT_IN = {9: "0%", 10: "0.00%", 49: "@"}


class _Rows(WorkSheetParser):
    """openpyxl's own walk through a sheet, which gives rows of filled cells in place of dictionaries."""

    names_of_formats: list[str]

    def parse_row(self, row: Any) -> RawRow:  # type: ignore[override]  # noqa: ANN401 - rows of our own
        number = row.get("r")
        self.row_counter = int(float(number)) if number else self.row_counter + 1
        at = 0
        cells: dict[int, Value] = {}
        formats: dict[int, str] = {}
        shared, names = self.shared_strings, self.names_of_formats
        for element in row:
            reference = element.get("r")
            column = _column(reference) if reference else at
            at = column + 1
            if not len(element):  # formatted, and empty
                continue
            if element.get("t") == "s" and (stored := element.findtext(VALUE_TAG)):
                text = shared[int(stored)]
                if text and not text.isspace():
                    cells[column] = text
                continue
            style = int(element.get("s", 0))
            value = self._value(element, style)
            if value is None or (isinstance(value, str) and not value.strip()):
                continue
            cells[column] = value
            if isinstance(value, (int, float)) and style < len(names):
                name = names[style]
                if name and name != "General":
                    formats[column] = name
        return RawRow(self.row_counter, 0, cells, formats, row.get("hidden") in ("1", "true"))

    def _value(self, element: Any, style: int) -> Value:  # noqa: ANN401, PLR0911 - as above; one return a type
        kind = element.get("t", "n")
        if kind == "inlineStr":
            child = element.find(INLINE_STRING)
            text = None if child is None else Text.from_tree(child)
            return None if text is None else str(text.content)
        stored = element.findtext(VALUE_TAG)
        if not stored:
            if kind != "str" and element.find(FORMULA_TAG) is not None:
                return Doubt("formula", f"={element.findtext(FORMULA_TAG) or ''}")
            return None
        if kind == "n":
            return self._number(stored, style)
        if kind == "b":
            return bool(stored == "1")
        if kind == "e":
            return Doubt("error", stored)
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
            return Doubt("error", stored)
        return _plain_date(made)


def _plain_date(value: object) -> Value:
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value if isinstance(value, (date, time)) else None


_COLUMNS: dict[str, int] = {}


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
