"""The events of a YAML text, by libyaml where PyYAML was built with it, else in pure Python."""

import re
import sys
from collections.abc import Mapping
from typing import Protocol, cast

from yaml.error import Mark as YamlMark
from yaml.events import (
    ScalarEvent,
)
from yaml.parser import Parser as _Parsing
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

from legacymap.reading.lookalikes import may_hold
from legacymap.reading.syntax import CHECK
from legacymap.reading.text import Unreadable

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was built without libyaml
    CParser = None  # type: ignore[assignment,misc]  # parser_for asks for it

_OTHER_BREAKS = "\r\x85\u2028\u2029"
_OTHER_BREAK = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
_PRIVATE = 0xF0000  # from here on characters are private, or there are none
_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_CHARACTER = "found an escape that names no character"


class Mark(Protocol):
    """A position in the text, in characters from 0."""

    index: int


class Event(Protocol):
    """A YAML event; which of the attributes below the marks it has depends on its class."""

    start_mark: Mark
    end_mark: Mark
    value: str
    style: str | None
    tag: str | None
    anchor: str | None


class Parser(Protocol):
    """Gives a text's YAML events one by one, each with its marks."""

    def get_event(self) -> Event:
        """The next event; raises yaml.MarkedYAMLError where the text stops being YAML."""

    def dispose(self) -> None:
        """Lets go of what the parser holds."""


class PurePythonParser(Reader, Scanner, _Parsing):
    """PyYAML's own parser, for installations without libyaml; about ten times as slow.

    It refuses the escapes that libyaml refuses: those that name no character.
    """

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        _Parsing.__init__(self)

    def get_event(self) -> Event:
        """The next event; raises yaml.MarkedYAMLError where the text stops being YAML."""
        try:
            event = cast("Event", super().get_event())  # type: ignore[no-untyped-call]  # PyYAML's stubs
        except (ValueError, OverflowError):  # an escape beyond the last character of Unicode
            raise ScannerError(None, None, _NO_CHARACTER, self.get_mark()) from None
        if isinstance(cast("object", event), ScalarEvent) and _SURROGATE.search(event.value):
            raise ScannerError(None, None, _NO_CHARACTER, cast("YamlMark", event.start_mark))
        return event


class _Restoring:
    """A parser of a text with stand-ins, whose events have the characters that those stand for."""

    def __init__(self, parser: Parser, back: Mapping[int, str]) -> None:
        self._parser = parser
        self._back = back

    def get_event(self) -> Event:
        """The next event; raises yaml.MarkedYAMLError where the text stops being YAML."""
        event = self._parser.get_event()
        if isinstance(cast("object", event), ScalarEvent):
            event.value = event.value.translate(self._back)
        return event

    def dispose(self) -> None:
        """Lets go of what the parser holds."""
        self._parser.dispose()


def parser_for(text: str) -> Parser:
    """The fastest parser that this installation has, at the start of `text`.

    Lines end at line feeds only, as YAML 1.2 and editors have it: what YAML 1.1 takes for other ends of lines
    is kept from the parser by stand-ins, and is in the values again.
    """
    if not may_hold(text, "\x85") or not _OTHER_BREAK.search(text):
        return _fastest(text)
    used = set(text)
    free = (chr(code) for code in range(_PRIVATE, sys.maxunicode) if chr(code) not in used)
    stand_ins = dict(zip(_OTHER_BREAKS, free, strict=False))
    if len(stand_ins) < len(_OTHER_BREAKS):
        raise Unreadable(
            "invalid-yaml", "The YAML cannot be read: it holds every private character", CHECK, 0
        )
    held = _OTHER_BREAK.sub(lambda found: stand_ins[found[0]], text)
    return _Restoring(_fastest(held), {ord(free): odd for odd, free in stand_ins.items()})


def _fastest(text: str) -> Parser:
    return cast("Parser", PurePythonParser(text) if CParser is None else CParser(text))
