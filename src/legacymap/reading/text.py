"""Bytes of a file as text, and positions in the text as an editor's lines and columns."""

import re
from bisect import bisect_right
from functools import cached_property

from legacymap.domain.findings import Place
from legacymap.domain.pattern import pattern

_BOM = "\ufeff"
NOT_UTF_8 = "not-utf-8"
SUBJECT = "The YAML"  # what cannot be read, where nothing smaller is known
_AS_UTF_8 = "Save the file as UTF-8."
_SURROGATE = pattern("[\udc80-\udcff]")
_REMARK = pattern(r"^[ \t]*#[^\n]*", re.MULTILINE)
_MAPPING = pattern(r"^import:[ \t]", re.MULTILINE)
_SYSTEMS = pattern(r"^systems:", re.MULTILINE)
_LOOKED_AT = 4096
_ROUTE = pattern(r"(\bto:[ \t]+)([a-z_]+\[[^\[\]'\"\n]*\](?:\.[\w.]+)?)(?=[ \t]*(?:[,}\r\n]|[ \t]#|\Z))")
# What YAML 1.2 allows in a stream; anything else, NUL above all, stops libyaml with no useful place.
_FORBIDDEN = pattern("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Unreadable(Exception):  # noqa: N818 - it says what the text is
    """The text stops being YAML, or breaks a bound, at a position (in characters from 0).

    `begins` is where what could not be finished begins.
    """

    def __init__(self, rule: str, message: str, hint: str, position: int, begins: int | None = None) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint
        self.position = position
        self.begins = position if begins is None else begins


class Text:
    """A file's text and its lines; lines end at LF (or CR LF) only, as editors count them.

    `undecoded` tells of the first byte that is not UTF-8, where the text was decoded around such bytes.
    """

    def __init__(self, file: str, text: str, undecoded: Unreadable | None = None) -> None:
        self.file = file
        self.text = text
        self.undecoded = undecoded

    def place(self, start: int, end: int) -> Place:
        """The stretch between two positions, counted in characters from 0."""
        line, column = self._line_and_column(start)
        end_line, end_column = self._line_and_column(max(start, end))
        return Place(self.file, line, column, end_line, end_column)

    def position(self, place: Place) -> int:
        """Where a place starts, in characters from 0."""
        return self._starts[min(place.line, len(self._starts)) - 1] + place.column - 1

    def line(self, number: int) -> str:
        """The line of this number, from 1, without its end; empty when there is none."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def _line_and_column(self, position: int) -> tuple[int, int]:
        line = bisect_right(self._starts, min(position, len(self.text)))
        return line, position - self._starts[line - 1] + 1

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]


def legible(file: str, content: bytes) -> Text:
    """The text of a file as far as it can be made out, for showing where its fault is."""
    return Text(file, _eased(content.decode("utf-8", "replace").lstrip(_BOM)))


def decoded(content: bytes) -> str:
    """The UTF-8 text of a file without its byte order mark; raises Unreadable for anything else.

    Its position is then in characters of the text before the fault.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace").lstrip(_BOM)
        raise _not_utf_8(f"the byte at offset {error.start} does not fit", len(before)) from None
    if "\0" in text[:4]:
        offset = content.index(0)
        raise _not_utf_8(f"the byte at offset {offset} is NUL, as in UTF-16 or UTF-32", text.index("\0"))
    return _eased(text.lstrip(_BOM))


def _eased(text: str) -> str:
    """The text; the routes of an import's mapping in the quotes that YAML would have between braces.

    `{to: contracts[main].ends}` is what people write, and what the documentation shows.
    """
    if text.find("import:", 0, _LOOKED_AT) < 0:  # which tells nearly all texts apart, and soonest
        return text
    is_mapping = _MAPPING.search(text, 0, _LOOKED_AT) and not _SYSTEMS.search(text)
    return _ROUTE.sub(r"\1'\2'", text) if is_mapping else text


def decoded_around(content: bytes) -> str | None:
    """The same text, with a surrogate for each byte that does not fit, and in remarks a question mark.

    None where another encoding than UTF-8 is used throughout.
    """
    text = content.decode("utf-8", "surrogateescape")
    if "\0" in text and ("\0" in text[:4] or _SURROGATE.search(text)):  # as in UTF-16
        return None
    return _REMARK.sub(lambda found: _SURROGATE.sub("?", found[0]), text.lstrip(_BOM))


def checked(text: str) -> str:
    """The text itself; raises Unreadable where it holds a character that YAML does not allow."""
    found = _FORBIDDEN.search(text)
    if found and _SURROGATE.match(found[0]):
        message = "The file is not UTF-8: a byte here does not fit"
        raise Unreadable(NOT_UTF_8, message, _AS_UTF_8, found.start())
    if found:
        raise Unreadable(
            "invalid-yaml",
            f"The YAML cannot be read: it holds the control character U+{ord(found[0]):04X}",
            "Delete the character.",
            found.start(),
        )
    return text


def _not_utf_8(why: str, position: int) -> Unreadable:
    return Unreadable(NOT_UTF_8, f"The file is not UTF-8: {why}", _AS_UTF_8, position)
