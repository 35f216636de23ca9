"""The YAML reader: documents built out of parser events in one pass, with the place of every key.

Only text, lists, mappings and None are built: scalars stay text until a field types them. Nothing is
constructed from tags, so nothing in a file can run (format, sections 1 and 9).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, cast

import yaml
from yaml.error import Mark as YamlMark
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.parser import Parser as _Parsing
from yaml.reader import Reader, ReaderError
from yaml.scanner import Scanner, ScannerError

from legacymap.domain.findings import Path
from legacymap.reading.syntax import CHECK, syntax
from legacymap.reading.text import Unreadable


@dataclass(frozen=True, slots=True)
class Slip:
    """Something wrong inside a document that could still be read; positions count characters from 0."""

    rule: str
    message: str
    hint: str
    start: int
    end: int
    path: Path


@dataclass(slots=True)
class Document:
    """One document: its value, where every entry stands, and what was wrong in it.

    `marks` holds, by the identity of each list or mapping of the value, the start and end of each item
    (two numbers an item) or of each key and value (four numbers an entry), in order. It is empty, as are
    `start` and `end`, where places were not asked for; slips have theirs always.
    """

    value: object = None
    start: int = 0
    end: int = 0
    marks: dict[int, list[int]] = field(default_factory=dict)
    slips: list[Slip] = field(default_factory=list)
    _positions: dict[int, dict[str | int, int]] = field(default_factory=dict)

    def position(self, mapping: Mapping[str, object], key: str | int) -> int:
        """Which entry of a mapping of this document has this key, counted from 0."""
        found = self._positions.get(id(mapping))
        if found is None:
            found = self._positions[id(mapping)] = {each: number for number, each in enumerate(mapping)}
        return found[key]


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


class Frame:
    """An open list (where `mapping` is None) or mapping.

    `key` is the key that waits for its value, `at` the event that gave it, `step` the last key that got one;
    `drops` says that the waiting key cannot be kept. `merges` are the `<<` of the mapping, with their values.
    """

    __slots__ = (
        "anchor", "at", "drops", "items", "key", "mapping", "marks", "merges", "nodes_before", "step",
    )  # fmt: skip

    def __init__(
        self, mapping: dict[str, object] | None, nodes_before: int = 0, anchor: str | None = None
    ) -> None:
        self.mapping = mapping
        self.items: list[object] = []
        self.marks: list[int] = []
        self.key: str | None = None
        self.at: Event | None = None
        self.step = ""
        self.drops = False
        self.merges: list[tuple[Event, object]] | None = None
        self.nodes_before = nodes_before
        self.anchor = anchor

    def mark(self, at: Event, event: Event) -> None:
        """Notes where a key and its value stand."""
        self.marks += (at.start_mark.index, at.end_mark.index, event.start_mark.index, event.end_mark.index)

    @property
    def current(self) -> str | int:
        """The last step that was given a value: a key, or an index."""
        return len(self.items) - 1 if self.mapping is None else self.step

    @property
    def coming(self) -> str | int:
        """The step that the next value will have."""
        return len(self.items) if self.mapping is None else self.key or ""


def merge(frame: Frame, document: Document) -> Iterator[Event]:
    """Merges what the `<<` of a mapping name, the earlier first; gives the `<<` that do not name mappings.

    Entries keep the places where they are written.
    """
    own = frame.mapping if frame.mapping is not None else {}
    for at, value in frame.merges or ():
        for merged in value if isinstance(value, list) else [value]:
            if not isinstance(merged, dict):
                yield at
                break
            marks = document.marks.get(id(merged), [])
            for number, (key, entry) in enumerate(merged.items()):
                if key not in own:
                    own[key] = entry
                    frame.marks += marks[4 * number : 4 * number + 4]


_SPLIT = "split-number"
_BEFORE = re.compile(r"(?:^|[^0-9.])[0-9]{1,3}$")
_TAIL = 4  # as much as _BEFORE can tell of: a long value is not gone through for every key behind it
_REST = re.compile(r"[0-9]{3}(?:\.[0-9]+)?(?:k|m|bn)?", re.IGNORECASE)
_SPLIT_HINT = 'Quote numbers that have commas ("1,250,000"), or write them without: 1250000, £1.25m.'


def continues_number(before: object, key: str, event: Event) -> bool:
    """Whether a key without a value goes on with the number at the end of the value before it.

    A key in quotes, or one that is no word, does not.
    """
    if not (isinstance(before, str) and _REST.fullmatch(key) and _BEFORE.search(before[-_TAIL:])):
        return False
    return isinstance(cast("object", event), ScalarEvent) and not event.style


def note_split_number(slips: list[Slip], key: str, place: tuple[int, int], path: Path) -> None:
    """Adds the slip of the value at `path`, which is no value either; once, however many commas it has."""
    if not (slips and slips[-1].rule == _SPLIT and slips[-1].path == path):
        message = f"`{key}` looks like the rest of a number that a comma has split"
        slips.append(Slip(_SPLIT, message, _SPLIT_HINT, *place, path))


MOST_NODES = 1_000_000
DEEPEST = 100
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_PLAIN_TAGS = frozenset(
    {
        "!",
        *(
            f"tag:yaml.org,2002:{name}"
            for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
        ),
    }
)
_MERGE = "<<"
_SHOWN = 60


class Builder:
    """Builds one document out of events; holds the containers that are open while it does.

    Places are noted only when asked for: most documents are read without a look at any of them.
    """

    def __init__(self, parser: Parser, *, placed: bool) -> None:
        self._get_event = parser.get_event
        self._document = Document()
        self._anchors: dict[str, tuple[object, int]] = {}
        self._open: list[Frame] = []
        self._nodes = 0
        self._is_placed = placed

    def document(self) -> Document:
        """The document whose start was the last event taken; takes events up to its end."""
        get_event = self._get_event
        top = frame = Frame(None)
        while True:
            event = get_event()
            kind: object = type(event)
            if kind is MappingEndEvent or kind is SequenceEndEvent:
                frame = self._leave(frame)
                continue
            if kind is not ScalarEvent:
                if kind is DocumentEndEvent:
                    break
                frame = self._turned(kind, frame, event)
                continue
            if frame.key is None and frame.mapping is not None:
                frame.key = event.value
                frame.at = event
                if event.tag is not None or event.anchor is not None:
                    self._dressed(event, frame)
                continue
            value: str | None = event.value
            if event.tag is not None or event.anchor is not None:
                value = self._dressed(event, frame)
            elif value in _NOTHING and (not value or not event.style):
                value = None
            self._attach(frame, value, event)
        self._document.value = top.items[0]
        if self._is_placed:
            self._document.start, self._document.end = top.marks
        return self._document

    def _turned(self, kind: object, frame: Frame, event: Event) -> Frame:
        """The list or mapping that is being built after an event that is neither a scalar nor an end."""
        if kind is MappingStartEvent:
            return self._enter(frame, event, {})
        if kind is SequenceStartEvent:
            return self._enter(frame, event, None)
        if kind is AliasEvent:
            self._alias(frame, event)
        return frame

    def _attach(self, frame: Frame, value: object, event: Event) -> None:
        """Puts a value where the document has it: under the key that waits, or next in the list."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise _too_large(event)
        mapping, key = frame.mapping, frame.key
        if mapping is None or key is None:
            frame.items.append(value)
            if self._is_placed:
                frame.marks += (event.start_mark.index, event.end_mark.index)
            return
        frame.key = None
        at = frame.at
        if value is None and at is not None and continues_number(mapping.get(frame.step), key, at):
            place = (at.start_mark.index, at.end_mark.index)
            note_split_number(self._document.slips, key, place, self._path(frame.step))
            return
        frame.step = key
        if key in mapping or key == _MERGE or frame.drops or at is None:
            self._attach_oddly(frame, key, value, event)
            return
        mapping[key] = value
        if self._is_placed:
            frame.mark(at, event)

    def _attach_oddly(self, frame: Frame, key: str, value: object, event: Event) -> None:
        """Deals with the value of a key that is no plain new key."""
        at, mapping = frame.at, frame.mapping
        if at is None or mapping is None or frame.drops:
            frame.drops = False
        elif key == _MERGE and _is_plain(at) and frame.merges:
            self._slip("duplicate-key", "`<<` is given twice", "Write `<<: [*one, *other]`.", frame)
        elif key == _MERGE and _is_plain(at):
            frame.merges = [(at, value)]
        elif key in mapping:
            self._slip("duplicate-key", f"`{key[:_SHOWN]}` is given twice", "Keep one of the two.", frame)
        else:
            mapping[key] = value
            frame.mark(at, event)

    def _dressed(self, event: Event, frame: Frame) -> str | None:
        """The value of a scalar that has a tag or an anchor."""
        value: str | None = event.value
        if not value or (value in _NOTHING and _is_plain(event)):
            value = None
        self._refuse_tag(event, frame)
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, 1)
        return value

    def _enter(self, frame: Frame, event: Event, mapping: dict[str, object] | None) -> Frame:
        if len(self._open) >= DEEPEST:
            raise Unreadable(
                "nested-too-deep",
                f"Lists and mappings are nested more than {DEEPEST} deep here",
                "Write the inventory with fewer levels.",
                event.start_mark.index,
            )
        if event.tag is not None:
            self._refuse_tag(event, frame)
        inner = Frame(mapping, self._nodes, event.anchor)
        value = inner.items if mapping is None else mapping
        if frame.mapping is not None and frame.key is None:
            self._drop_key(frame, event)
        else:
            self._attach(frame, value, event)
        if self._is_placed:
            self._document.marks[id(value)] = inner.marks
        if event.anchor is not None:
            self._anchors.pop(event.anchor, None)  # inside, the name means what is being built
        self._open.append(frame)
        return inner

    def _leave(self, frame: Frame) -> Frame:
        for at in merge(frame, self._document) if frame.merges else ():
            frame.at, frame.step = at, _MERGE
            self._slip(
                "invalid-yaml", "`<<` merges mappings only", "Name a mapping, or a list of them.", frame
            )
        if frame.anchor is not None:
            value = frame.items if frame.mapping is None else frame.mapping
            self._anchors[frame.anchor] = (value, self._nodes - frame.nodes_before)
        return self._open.pop()

    def _alias(self, frame: Frame, event: Event) -> None:
        value, size = self._anchored(event, frame)
        if frame.mapping is None or frame.key is not None:
            self._nodes += size - 1
            self._attach(frame, value, event)
        elif isinstance(value, str):
            frame.key, frame.at = value, event
        else:
            self._drop_key(frame, event)

    def _anchored(self, event: Event, frame: Frame) -> tuple[object, int]:
        """The value that an alias stands for, and how many values that is."""
        name = event.anchor or ""
        if name in self._anchors:
            return self._anchors[name]
        inside = any(outer.anchor == name for outer in (*self._open, frame))
        said = "refers to the value that it stands in" if inside else "refers to nothing above it"
        raise Unreadable(
            "recursive-alias" if inside else "invalid-yaml",
            f"The alias `*{name[:_SHOWN]}` {said}",
            "Write the value out instead.",
            event.start_mark.index,
        )

    def _drop_key(self, frame: Frame, event: Event) -> None:
        frame.key, frame.at, frame.step = "", event, ""
        frame.drops = True
        message = "A list or mapping stands where a key should"
        self._slip("key-not-text", message, "Write a word as the key.", frame)

    def _refuse_tag(self, event: Event, frame: Frame) -> None:
        if event.tag is None or event.tag in _PLAIN_TAGS:
            return
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        message, hint = f"The tag `{tag[:_SHOWN]}` is refused", "Write the value without a tag."
        place = (event.start_mark.index, event.end_mark.index)
        self._document.slips.append(Slip("refused-tag", message, hint, *place, self._path(frame.coming)))

    def _slip(self, rule: str, message: str, hint: str, frame: Frame) -> None:
        """Notes what is wrong with the key that was read last."""
        if frame.at is not None:
            place = (frame.at.start_mark.index, frame.at.end_mark.index)
            self._document.slips.append(Slip(rule, message, hint, *place, self._path(frame.current)))

    def _path(self, last: str | int) -> Path:
        return (*(outer.current for outer in self._open[1:]), last) if self._open else ()


def _is_plain(event: Event) -> bool:
    return not event.style and event.tag is None


def _too_large(event: Event) -> Unreadable:
    return Unreadable(
        "document-too-large",
        f"The document expands to more than {MOST_NODES:,} values",
        "Split it into several files, and use fewer aliases.",
        event.start_mark.index,
    )


def documents(text: str, *, placed: bool = True) -> Iterator[Document]:
    """The documents of a YAML text, one by one, with the places of what they hold unless not `placed`.

    Raises Unreadable at the first place that cannot be read.
    """
    parser = parser_for(text)
    try:
        parser.get_event()
        while not isinstance(parser.get_event(), StreamEndEvent):
            yield Builder(parser, placed=placed).document()
    except yaml.MarkedYAMLError as error:
        raise syntax(error, text) from None
    except ReaderError as error:  # a character that decoding should have found
        place = min(error.position, len(text))
        raise Unreadable("invalid-yaml", f"The YAML cannot be read: {error.reason}", CHECK, place) from None
    finally:
        parser.dispose()
