"""The YAML event parser: libyaml's where PyYAML was built with it, else the pure-Python one."""

import re
from typing import Protocol, cast

from yaml.error import Mark as YamlMark
from yaml.events import ScalarEvent
from yaml.parser import Parser as _Parsing
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was built without libyaml
    CParser = None  # type: ignore[assignment,misc]  # parser_for asks for it

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


def parser_for(text: str) -> Parser:
    """The fastest parser that this installation has, at the start of `text`."""
    return cast("Parser", PurePythonParser(text) if CParser is None else CParser(text))
