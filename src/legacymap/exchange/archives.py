"""The archive that a workbook is, looked through before anything opens it as one.

Its directory is held against the limits, then the bytes of each part as they are unpacked, since a directory
can lie. Nothing here loads the library that reads workbooks: what is refused is refused at once.
"""

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from io import BytesIO

from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.exchange.sheets import (
    LONGEST_TOKEN,
    MOST_CELLS,
    MOST_ROWS,
    MOST_UNPACKED,
    over_the_limit,
    unreadable,
)

_ENTRY = b"PK\x01\x02"
_MOST_ENTRIES = 10_000
_UNPACKED = f"it unpacks to more than {MOST_UNPACKED // 2**20} MiB"
_TOO_MANY_CELLS = f"it has more than {MOST_CELLS:,} filled cells"
_SHORTEST = len("<c><v>1</v></c>")
_CHUNK = 2**18
_LARGE_CHUNK = 2**20
_TAIL = 2**22
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00")
# What may stand before an end that is no end: comments and the like, and spaces inside a closing tag.
_NOT_PLAIN = (b"<!", b" >", b"\n>", b"\r>", b"\t>")
_FILLED = (b"</v>", b"</is>")
_EMPTY = b"<v></v>"  # what a formula is that gives no text
_END_OF_ROW = b"</row>"


@dataclass(frozen=True, slots=True)
class Part:
    """What was seen of one part: what follows the cells of a sheet, and whether it can be cut at its tags.

    A part that holds comments, instructions or raw text is not plain: there a tag may be no tag.
    """

    tail: bytes
    is_plain: bool


class as_unreadable:  # noqa: N801 - reads as a clause
    """Turns whatever a library makes of a broken workbook into the one refusal."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, RequestError):
            raise unreadable(self._name, f"as a workbook it is damaged ({type(error).__name__})") from None


@lru_cache(maxsize=1)  # what is recognised is opened next
def looked_through(content: bytes, name: str) -> Mapping[str, Part]:
    """What was seen of each part; RequestError for what is over a limit or refused."""
    if content.count(_ENTRY) > _MOST_ENTRIES:
        raise over_the_limit(name, f"it holds more than {_MOST_ENTRIES:,} parts")
    seen: dict[str, Part] = {}
    with as_unreadable(name), zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise over_the_limit(name, _UNPACKED)
        _refuse_at_once(archive, entries, name)
        unpacked = 0
        for entry in entries:
            if entry.filename.endswith((".xml", ".rels")):
                part = _Looking(name)
                with archive.open(entry) as opened:
                    while chunk := opened.read(_CHUNK):
                        unpacked += len(chunk)
                        if unpacked > MOST_UNPACKED:
                            raise over_the_limit(name, _UNPACKED)
                        part.take(chunk)
                seen[entry.filename] = Part(part.tail, part.is_plain)
    return seen


def names_a_sheet(content: bytes, name: str) -> bool:
    """Whether an archive seems to be a workbook with a sheet of that name, as its directory has it."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open("xl/workbook.xml") as part:
            return f'"{name}"'.encode() in part.read(_TAIL)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, RuntimeError, NotImplementedError, zlib.error):
        return False


def _refuse_at_once(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], name: str) -> None:
    """RequestError for a part that has too many cells, counted alone and so before all else is looked at.

    Only large parts can. A cell a piece is not counted, as two pieces may share an empty one: what is refused
    here is over the limit.
    """
    for entry in entries:
        if entry.file_size < MOST_CELLS * _SHORTEST or not entry.filename.endswith(".xml"):
            continue
        cells = unpacked = 0
        with archive.open(entry) as opened:
            while chunk := opened.read(_LARGE_CHUNK):
                unpacked += len(chunk)
                cells += max(chunk.count(_FILLED[0]) - chunk.count(_EMPTY) - 1, 0)
                if cells > MOST_CELLS or unpacked > MOST_UNPACKED:
                    why = _UNPACKED if unpacked > MOST_UNPACKED else _TOO_MANY_CELLS
                    raise over_the_limit(name, why)


class _Looking:
    """One part of the archive, looked at as its bytes come by."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._before = b""
        self._since_mark = 0
        self._is_past_cells = False
        self._cells = 0
        self._rows = 0
        self._is_filled = False
        self._rest = b""
        self._instructions = 0
        self._has_unusual_markup = False
        self.tail = b""

    @property
    def is_plain(self) -> bool:
        """Whether every `<` begins a tag, and every tag ends where its name does or its attributes do."""
        return not self._has_unusual_markup and self._instructions <= 1

    def take(self, chunk: bytes) -> None:
        """Looks at the next bytes; RequestError for a document type, and for text without an end."""
        if not self._before and chunk.startswith(_WIDE):
            raise unreadable(self._name, "its parts are not UTF-8")
        seen = self._before + chunk
        if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
            raise unreadable(self._name, "it holds a document type, which workbooks do not have")
        self._count(seen)
        first = chunk.find(b"<")
        if self._since_mark + first > LONGEST_TOKEN:
            raise over_the_limit(self._name, "it holds a text of more than 1 MiB")
        self._since_mark = self._since_mark + len(chunk) if first < 0 else len(chunk) - chunk.rfind(b"<")
        if self._since_mark > LONGEST_TOKEN:
            raise over_the_limit(self._name, "it holds a text of more than 1 MiB")
        if self._is_past_cells and len(self.tail) < _TAIL:
            self.tail += chunk
        elif not self._is_past_cells:
            at = seen.rfind(b"/sheetData>")
            if at >= 0:
                self._is_past_cells = True
                self.tail = seen[at:]
        self._before = seen[-16:]

    def _count(self, seen: bytes) -> None:
        """Counts filled cells, and rows that have one, of a sheet that may or may not be read later."""
        known = len(self._before)
        self._has_unusual_markup = self._has_unusual_markup or any(mark in seen for mark in _NOT_PLAIN)
        self._instructions += _new(b"<?", seen, known)
        self._cells += sum(_new(mark, seen, known) for mark in _FILLED) - _new(_EMPTY, seen, known)
        if self._cells > MOST_CELLS:
            raise over_the_limit(self._name, _TOO_MANY_CELLS)
        *rows, rest = (self._rest + seen[known:]).replace(_EMPTY, b"").split(_END_OF_ROW)
        for row in rows:
            self._rows += self._is_filled or any(mark in row for mark in _FILLED)
            self._is_filled = False
        self._is_filled = self._is_filled or any(mark in rest for mark in _FILLED)
        self._rest = rest[-len(_END_OF_ROW) :]
        if self._rows > MOST_ROWS:
            raise over_the_limit(self._name, f"it has more than {MOST_ROWS:,} rows")


def _new(mark: bytes, seen: bytes, known: int) -> int:
    """How often a mark stands in what was seen, without those that stood whole in the known beginning."""
    return seen.count(mark) - seen.count(mark, 0, known)
