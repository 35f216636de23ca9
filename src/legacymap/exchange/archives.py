"""The archive that a workbook is, looked through before anything opens it as one.

Its directory is held against the limits, then the bytes of each part as they are unpacked, since a directory
can lie. Nothing here loads the library that reads workbooks: what is refused is refused at once.
"""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from legacymap.domain.errors import RequestError
from legacymap.exchange.sheets import LONGEST_TOKEN, MOST_UNPACKED, over_the_limit, unreadable

_ENTRY = b"PK\x01\x02"
_MOST_ENTRIES = 10_000
_UNPACKED = f"it unpacks to more than {MOST_UNPACKED // 2**20} MiB"
_CHUNK = 2**18
_TAIL = 2**22
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00")


def looked_through(content: bytes, name: str) -> Mapping[str, bytes]:
    """What follows the cells of each sheet, by its part; RequestError for what is over a limit or refused."""
    if content.count(_ENTRY) > _MOST_ENTRIES:
        raise over_the_limit(name, f"it holds more than {_MOST_ENTRIES:,} parts")
    tails: dict[str, bytes] = {}
    with as_unreadable(name), zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise over_the_limit(name, _UNPACKED)
        unpacked = 0
        for entry in entries:
            if entry.filename.endswith((".xml", ".rels")):
                part = _Part(name)
                with archive.open(entry) as opened:
                    while chunk := opened.read(_CHUNK):
                        unpacked += len(chunk)
                        if unpacked > MOST_UNPACKED:
                            raise over_the_limit(name, _UNPACKED)
                        part.take(chunk)
                tails[entry.filename] = part.tail
    return tails


class _Part:
    """One part of the archive, looked at as its bytes come by."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._before = b""
        self._since_mark = 0
        self._is_past_cells = False
        self.tail = b""

    def take(self, chunk: bytes) -> None:
        """Looks at the next bytes; RequestError for a document type, and for text without an end."""
        if not self._before and chunk.startswith(_WIDE):
            raise unreadable(self._name, "its parts are not UTF-8")
        seen = self._before + chunk
        if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
            raise unreadable(self._name, "it holds a document type, which workbooks do not have")
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
        self._before = chunk[-16:]


class as_unreadable:  # noqa: N801 - reads as a clause
    """Turns whatever a library makes of a broken workbook into the one refusal."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, RequestError):
            raise unreadable(self._name, f"as a workbook it is damaged ({type(error).__name__})") from None
