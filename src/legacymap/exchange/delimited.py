"""A source of tables opened by what it holds and is called; and the table in a text file.

Whatever stands between its cells, and in whichever usual encoding; workbooks have a module that loads what
reads them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePath
from typing import NamedTuple

from legacymap.domain.errors import RequestError
from legacymap.exchange.draft import Value
from legacymap.exchange.sheets import (
    LONGEST_TOKEN,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    RawRow,
    RawSheet,
    Source,
    over_the_limit,
    unreadable,
)

_DELIMITERS = ",;\t|"
_LOOKED_AT = 50
_MOST_CELLS_IN_A_LINE = 20_000
_FILLED_LINE = re.compile(rb"^[^\w\r\n]*\w[^\r\n]*", re.MULTILINE)
_LINE = re.compile(r"\r\n|\r|\n")
# A cell between quotes, whatever the delimiter: taken out, it leaves a line a record and no quote behind.
_QUOTED = re.compile(rb'(?<![^,;\t|\r\n])"(?:[^"]++|"")*+"(?=[,;\t|\r\n]|\Z)')
_FORMULA_STARTS = ("=", "+", "-", "@")
_GUARDED = tuple(f"'{each}" for each in _FORMULA_STARTS)


class TextTable:
    """A text file as the one sheet that it is."""

    def __init__(self, content: bytes, name: str) -> None:
        self._file = name
        check_length(content, name)
        self._text, self._notes = _decoded(content, name)

    @property
    def names(self) -> tuple[str, ...]:
        """One sheet without a name."""
        return ("",)

    @property
    def hidden(self) -> tuple[str, ...]:
        """None."""
        return ()

    def raw(self, name: str) -> RawSheet:
        """The sheet; RequestError where one is asked for by a name."""
        if name:
            raise RequestError(
                f"`{self._file}` is a text file and has no sheet `{name}`.", "Leave the sheet out."
            )
        delimiter = _delimiter(self._text)
        return RawSheet(self._file, "", _rows(self._text, delimiter, self._file), (), self._notes)


class _Record(NamedTuple):
    """A record: the physical line where it starts, its cells, and why they cannot be trusted."""

    line: int
    texts: list[str]
    broken: str = ""


def check_length(content: bytes, name: str) -> None:
    """RequestError for a file of too many rows, before anything is made of them."""
    if content.count(b"\n") + content.count(b"\r") <= MOST_ROWS:
        return
    bare = content
    if b'"' in content:
        without_empty = content.removeprefix(b"\xef\xbb\xbf").replace(b'""', b"")
        bare = _QUOTED.sub(b"x", without_empty)
    if b'"' not in bare:
        count = sum(1 for _ in islice(_FILLED_LINE.finditer(bare), MOST_ROWS + 1))
    else:
        text, _ = _decoded(content, name)
        filled = (1 for each in _records(text, _delimiter(text), name) if any(map(str.strip, each.texts)))
        count = sum(islice(filled, MOST_ROWS + 1))
    if count > MOST_ROWS:
        raise over_the_limit(name, f"it has more than {MOST_ROWS:,} rows")


def guarded(text: str) -> str:
    """A text that a spreadsheet would take for a formula, behind the apostrophe that reading takes off."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def unguarded(text: str) -> str:
    """A text without the apostrophe that exporters put before what may be a formula."""
    return text[1:] if text.startswith(_GUARDED) else text


def opened(content: bytes, name: str) -> Source:
    """A workbook or text file, by its bytes and its file name.

    RequestError where it cannot be read (LM501) or is over a limit (LM519), also later, while it is walked.
    """
    suffix = PurePath(name).suffix.lower()
    if len(content) > MOST_BYTES:
        raise over_the_limit(name, f"it is larger than {MOST_BYTES // 2**20} MiB")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise unreadable(name, "it is an old or a protected workbook", "Save it as xlsx or csv, unprotected.")
    if suffix in {".xls", ".xlsb", ".ods"}:
        raise unreadable(name, f"{suffix} is not a kind that is read", "Save it as xlsx or csv.")
    if suffix in {".xlsx", ".xlsm", ".xltx"} or content.startswith(b"PK\x03\x04"):
        from legacymap.exchange.archives import looked_through  # noqa: PLC0415 - of workbooks alone

        parts = looked_through(content, name)
        from legacymap.exchange.workbooks import Workbook  # noqa: PLC0415 - openpyxl takes long to load

        return Workbook(content, name, parts)

    return TextTable(content, name)


def _decoded(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text, and a note where its encoding was assumed."""
    end = content.find(b"\n")
    end = len(content) if end < 0 else end
    if max(content.count(each.encode(), 0, end) for each in _DELIMITERS) > _MOST_CELLS_IN_A_LINE:
        raise over_the_limit(name, f"it has more than {MOST_COLUMNS:,} columns")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16"), ()
        except UnicodeDecodeError:
            raise unreadable(
                name, "it begins as UTF-16 and does not go on so", "Save it as CSV UTF-8."
            ) from None
    if b"\x00" in content:
        raise unreadable(name, "it is not a text file", "Save it as xlsx, or as CSV UTF-8.")
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        note = "It is not UTF-8 and was read as Windows-1252: look at a name with an accent"
        return content.decode("cp1252", errors="replace"), (note,)


def _delimiter(text: str) -> str:
    """The mark that stands most often, and equally often, in the first records."""
    counts: dict[str, list[int]] = {each: [] for each in _DELIMITERS}
    for each in _DELIMITERS:
        for record in islice(_records(text, each, ""), _LOOKED_AT):
            counts[each].append(-1 if record.broken else len(record.texts) - 1)
    return max(_DELIMITERS, key=lambda each: (*_regularity(counts[each]), -_DELIMITERS.index(each)))


def _regularity(counts: list[int]) -> tuple[int, int]:
    """How many records have one count of marks above nought, less those that break, and that count."""
    found = Counter(count for count in counts if count > 0)
    times, count = max(((times, count) for count, times in found.items()), default=(0, 0))
    return times - counts.count(-1), count


def _records(text: str, delimiter: str, name: str) -> Iterator[_Record]:
    """Every record; one whose quotes do not fit together is its first line alone."""
    field = re.compile(
        rf'(?:"(?P<quoted>(?:[^"]++|"")*+)"|(?P<plain>[^{re.escape(delimiter)}"\r\n]*+))'
        rf"(?P<end>{re.escape(delimiter)}|\r\n|\r|\n|\Z)"
    )
    at, line = 0, 1
    while at < len(text):
        found = _LINE.search(text, at)
        end, after = (found.start(), found.end()) if found else (len(text), len(text))
        if end - at > LONGEST_TOKEN * 16:
            raise over_the_limit(name, "one of its lines is longer than 16 MiB")
        if text.count(delimiter, at, end) > _MOST_CELLS_IN_A_LINE:
            if name:
                raise over_the_limit(name, f"it has more than {MOST_COLUMNS:,} columns")
            return
        quoted = _quoted(text, at, field) if text.find('"', at, end) >= 0 else None
        if quoted is not None:
            texts, after = quoted
            yield _Record(line, texts)
            line += len(_LINE.findall(text, at, after))
        else:
            is_broken = text.find('"', at, end) >= 0
            why = "a quote stands inside a cell, or is never closed" if is_broken else ""
            yield _Record(line, text[at:end].split(delimiter), why)
            line += 1
        at = after


def _quoted(text: str, at: int, field: re.Pattern[str]) -> tuple[list[str], int] | None:
    """The cells of a record with quotes, and where the next begins; None where the quotes do not fit."""
    texts: list[str] = []
    while True:
        limit = at + LONGEST_TOKEN
        found = field.match(text, at, limit)
        if found is None or (found["end"] == "" and found.end() == limit < len(text)):
            return None
        quoted = found["quoted"]
        texts.append(found["plain"] if quoted is None else quoted.replace('""', '"'))
        at = found.end()
        if found["end"] in {"", "\r\n", "\r", "\n"}:
            return texts, at


def _rows(text: str, delimiter: str, name: str) -> Iterator[RawRow]:
    for number, record in enumerate(_records(text, delimiter, name), start=1):
        cells: dict[int, Value] = {}
        for column, cell in enumerate(record.texts):
            if cell and not cell.isspace():
                cells[column] = unguarded(cell)
                if len(cell) > LONGEST_TOKEN:
                    raise over_the_limit(name, "it holds a text of more than 1 MiB")
        yield RawRow(number, record.line, cells, width=len(record.texts), broken=record.broken)
