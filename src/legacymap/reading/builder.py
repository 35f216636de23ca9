"""A YAML document built out of parser events in one pass, with the place of every key.

Only text, lists, mappings and None are built: scalars stay text until a field types them. Nothing is
constructed from tags, so nothing in a file can run (format, sections 1 and 9).
"""

from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from legacymap.domain.findings import Path
from legacymap.reading import split_numbers
from legacymap.reading.document import Document, Slip, Unreadable
from legacymap.reading.frame import Frame
from legacymap.reading.merging import merge
from legacymap.reading.parser import Event, Parser

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
        if value is None and at is not None and split_numbers.continues(mapping.get(frame.step), key, at):
            place = (at.start_mark.index, at.end_mark.index)
            split_numbers.noted(self._document.slips, key, place, self._path(frame.step))
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
