"""The YAML reader: documents built out of parser events in one pass, with the place of every key.

Only text, lists, mappings and None are built: scalars stay text until a field types them. Nothing is
constructed from tags, so nothing in a file can run (format, sections 1 and 9).
"""

import re
from collections.abc import Iterator
from sys import intern
from typing import cast

import yaml
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
from yaml.reader import ReaderError

from legacymap.domain.findings import Path
from legacymap.domain.pattern import pattern
from legacymap.reading.document import MOST_NODES, NOTHING, Budget, Document, ParseIssue
from legacymap.reading.events import Event, Parser, parser_for
from legacymap.reading.syntax import CHECK, syntax
from legacymap.reading.text import Unreadable, checked


class Frame:
    """An open list (where `mapping` is None) or mapping.

    `key` is the key that waits for its value, `at` the event that gave it, `step` the last key that got one;
    `drops` says that the waiting key cannot be kept. `merges` are the `<<` of the mapping, with their values;
    `since` is where it begins, in characters with those that aliases stand for.
    """

    __slots__ = (
        "anchor", "at", "drops", "items", "key", "mapping", "marks", "merges", "nodes_before", "since",
        "step",
    )  # fmt: skip

    def __init__(
        self,
        mapping: dict[str, object] | None,
        nodes_before: int = 0,
        anchor: str | None = None,
        since: int = 0,
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
        self.since = since
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
_BEFORE = pattern(r"(?:^|[^0-9.])[0-9]{1,3}$")
_TAIL = 4  # as much as _BEFORE can tell of: a long value is not gone through for every key behind it
_REST = pattern(r"[0-9]{3}(?:\.[0-9]+)?(?:k|m|bn)?", re.IGNORECASE)
_SPLIT_HINT = 'Quote numbers that have commas ("1,250,000"), or write them without: 1250000, £1.25m.'


def continues_number(before: object, key: str, event: Event) -> bool:
    """Whether a key without a value goes on with the number at the end of the value before it.

    A key in quotes, or one that is no word, does not.
    """
    if not (isinstance(before, str) and _REST.fullmatch(key) and _BEFORE.search(before[-_TAIL:])):
        return False
    return isinstance(cast("object", event), ScalarEvent) and not event.style


def note_split_number(issues: list[ParseIssue], key: str, place: tuple[int, int], path: Path) -> None:
    """Adds the issue of the value at `path`, which is no value either; once, however many commas it has."""
    if not (issues and issues[-1].rule == _SPLIT and issues[-1].path == path):
        message = f"`{key}` looks like the rest of a number that a comma has split"
        issues.append(ParseIssue(_SPLIT, message, _SPLIT_HINT, *place, path))


MOST_DIRECTIVES = 100
DEEPEST = 100
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
_RUNS_ON = pattern(r"[ \t]{1,9}#[0-9A-Za-z][^\r\n]{0,99}")
_SHOWN = 60


class Builder:
    """Builds one document out of events; holds the containers that are open while it does.

    Places are noted only when asked for: most documents are read without a look at any of them. `above` is
    how many containers the document stands in, where it is a part of another.
    """

    def __init__(self, parser: Parser, budget: Budget, *, placed: bool, above: int = 0) -> None:
        self._get_event = parser.get_event
        self._document = Document()
        self._anchors: dict[str, tuple[object, int, int]] = {}
        self._budget = budget
        self._expanded = 0
        self._open: list[Frame] = []
        self._nodes = 0
        self._deepest = DEEPEST - above
        self._is_placed = placed

    def document(self) -> Document:
        """The document whose start was the last event taken; takes events up to its end."""
        get_event = self._get_event
        top = frame = Frame(None)
        while True:
            event = get_event()
            kind: object = type(event)
            if kind is MappingEndEvent or kind is SequenceEndEvent:
                frame = self._leave(frame, event)
                continue
            if kind is not ScalarEvent:
                if kind is DocumentEndEvent:
                    break
                frame = self._turned(kind, frame, event)
                continue
            if frame.key is None and frame.mapping is not None:
                frame.key = intern(event.value)  # records share their keys
                frame.at = event
                if event.tag is not None or event.anchor is not None:
                    self._dressed(event, frame)
                continue
            value: str | None = event.value
            if event.tag is not None or event.anchor is not None:
                value = self._dressed(event, frame)
            elif value in NOTHING and (not value or not event.style):
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
            note_split_number(self._document.issues, key, place, self._path(frame.step))
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
            self._issue("duplicate-key", "`<<` is given twice", "Write `<<: [*one, *other]`.", frame)
        elif key == _MERGE and _is_plain(at):
            is_gone = value is None and isinstance(cast("object", event), AliasEvent)  # which was reported
            frame.merges = None if is_gone else [(at, value)]
        elif key in mapping:
            self._issue("duplicate-key", f"`{key[:_SHOWN]}` is given twice", "Keep one of the two.", frame)
        else:
            mapping[key] = value
            frame.mark(at, event)

    def _dressed(self, event: Event, frame: Frame) -> str | None:
        """The value of a scalar that has a tag or an anchor."""
        value: str | None = event.value
        if not value or (value in NOTHING and _is_plain(event)):
            value = None
        self._refuse_tag(event, frame)
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, 1, len(value or ""))
        return value

    def _enter(self, frame: Frame, event: Event, mapping: dict[str, object] | None) -> Frame:
        if len(self._open) >= self._deepest:
            raise Unreadable(
                "nested-too-deep",
                f"Lists and mappings are nested more than {DEEPEST} deep here",
                "Write the inventory with fewer levels.",
                event.start_mark.index,
            )
        if event.tag is not None:
            self._refuse_tag(event, frame)
        inner = Frame(mapping, self._nodes, event.anchor, event.start_mark.index + self._expanded)
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

    def _leave(self, frame: Frame, event: Event) -> Frame:
        for at in merge(frame, self._document) if frame.merges else ():
            frame.at, frame.step = at, _MERGE
            self._issue(
                "invalid-yaml", "`<<` merges mappings only", "Name a mapping, or a list of them.", frame
            )
        if frame.anchor is not None:
            value = frame.items if frame.mapping is None else frame.mapping
            characters = event.end_mark.index + self._expanded - frame.since
            self._anchors[frame.anchor] = (value, self._nodes - frame.nodes_before, characters)
        return self._open.pop()

    def _alias(self, frame: Frame, event: Event) -> None:
        name = event.anchor or ""
        if name not in self._anchors:
            self._refuse_alias(frame, event)
        value, size, characters = self._anchors.get(name, (None, 1, 0))
        self._expanded += characters
        if not self._budget.allows(size, characters):
            raise _too_large(event)
        is_key = frame.mapping is not None and frame.key is None
        if not is_key:
            self._nodes += size - 1
            self._attach(frame, value, event)
        elif isinstance(value, str):
            frame.key, frame.at = value, event
        elif name in self._anchors:
            self._drop_key(frame, event)
        else:
            frame.key, frame.at, frame.drops = "", event, True

    def _refuse_alias(self, frame: Frame, event: Event) -> None:
        name = event.anchor or ""
        inside = any(outer.anchor == name for outer in (*self._open, frame))
        said = "refers to the value that it stands in" if inside else "refers to nothing above it"
        self._document.issues.append(
            ParseIssue(
                "recursive-alias" if inside else "invalid-yaml",
                f"The alias `*{name[:_SHOWN]}` {said}",
                "Write the value out instead." if inside else "Put a text that starts with `*` in quotes.",
                event.start_mark.index,
                event.end_mark.index,
                self._path(frame.coming),
            )
        )

    def _drop_key(self, frame: Frame, event: Event) -> None:
        frame.key, frame.at, frame.step = "", event, ""
        frame.drops = True
        message = "A list or mapping stands where a key should"
        self._issue("key-not-text", message, "Write a word as the key.", frame)

    def _refuse_tag(self, event: Event, frame: Frame) -> None:
        if event.tag is None or event.tag in _PLAIN_TAGS:
            return
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        message, hint = f"The tag `{tag[:_SHOWN]}` is refused", "Write the value without a tag."
        place = (event.start_mark.index, event.end_mark.index)
        self._document.issues.append(
            ParseIssue("refused-tag", message, hint, *place, self._path(frame.coming))
        )

    def _issue(self, rule: str, message: str, hint: str, frame: Frame) -> None:
        """Notes what is wrong with the key that was read last."""
        if frame.at is not None:
            place = (frame.at.start_mark.index, frame.at.end_mark.index)
            self._document.issues.append(ParseIssue(rule, message, hint, *place, self._path(frame.current)))

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


class _Watching(Builder):
    """A builder that says where a comment looks like the rest of the text before it."""

    def __init__(self, parser: Parser, budget: Budget, text: str) -> None:
        super().__init__(parser, budget, placed=False)
        self._text = text

    def _attach(self, frame: Frame, value: object, event: Event) -> None:
        is_plain = isinstance(cast("object", event), ScalarEvent) and not event.style
        found = _RUNS_ON.match(self._text, event.end_mark.index) if is_plain and value else None
        if found:
            whole = " ".join(f"{value}{found[0]}".split())
            shown = whole if len(whole) <= _SHOWN else f"{whole[:_SHOWN]}…"
            self._document.remarks.append(
                ParseIssue(
                    "cut-text",
                    f"The text ends before `{found[0].strip()[:_SHOWN]}`: what follows ` #` is a comment",
                    f'Put it in quotes if it goes on: "{shown}"; start a comment with `# `.',
                    found.start() + found[0].index("#"),
                    found.end(),
                    self._path(frame.coming),
                )
            )
        super()._attach(frame, value, event)


def documents(
    text: str, *, placed: bool = True, watched: bool = False, budget: Budget | None = None, above: int = 0
) -> Iterator[Document]:
    """The documents of a YAML text, one by one, with the places of what they hold unless not `placed`.

    With `watched` they have remarks instead. `budget` bounds aliases over several texts, and `above` is how
    many lists and mappings the text stands in. Raises Unreadable at the first place that cannot be read.
    """
    budget = budget or Budget()
    parser = parser_for(_bounded(checked(text)))
    try:
        parser.get_event()
        while not isinstance(parser.get_event(), StreamEndEvent):
            if watched:
                yield _Watching(parser, budget, text).document()
            else:
                yield Builder(parser, budget, placed=placed, above=above).document()
    except yaml.MarkedYAMLError as error:
        raise syntax(error, text) from None
    except ReaderError as error:  # a character that decoding should have found
        place = min(error.position, len(text))
        message = "The YAML cannot be read: it holds a character that YAML does not allow"
        raise Unreadable("invalid-yaml", message, CHECK, place) from None
    finally:
        parser.dispose()


def _bounded(text: str) -> str:
    """The text itself; raises Unreadable where it has more instructions to the reader than anybody writes."""
    if text.startswith("%") or "\n%" in text:
        for number, found in enumerate(re.finditer("^%", text, re.MULTILINE)):
            if number >= MOST_DIRECTIVES:
                message = f"The YAML cannot be read: more than {MOST_DIRECTIVES} lines start with `%`"
                raise Unreadable("invalid-yaml", message, "Delete them.", found.start())
    return text
