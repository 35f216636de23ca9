"""Finds out how a document's list of systems is laid out, so that one more can be written into it."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol, cast

from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from legacymap.domain.inventory import ListLayout
from legacymap.reading.events import Event, parser_for

_KEY = "systems"
_MERGE = "<<"
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_STARTS: tuple[object, ...] = (MappingStartEvent, SequenceStartEvent)
_ENDS: tuple[object, ...] = (MappingEndEvent, SequenceEndEvent)
_HEADER = re.compile(r"(?:[&!]\S*\s+)*[|>](?P<how>\S*)")
_BREAK = re.compile("\n")


class _Opening(Protocol):
    """The start of a list or mapping."""

    flow_style: bool | None


def systems_layout(text: str, document: int) -> ListLayout:
    """The layout of `systems` in the document of this number (from 0) of a text that can be read."""
    events = _events(text, document)
    if not events or cast("object", type(events[0])) is not MappingStartEvent or _is_bracketed(events[0]):
        return ListLayout("closed", why="stands in a document that is written in brackets")
    parts = _parts(events[1:-1])
    entries = [(key, value) for key, value in pairwise(parts)][::2]
    found = [(key[0], value) for key, value in entries if _word(key) == _KEY]
    if len(found) > 1:
        return ListLayout("closed", why="is given more than once")
    if found and _is_named_elsewhere(found[0][1][0], events):
        return ListLayout("closed", why="has an anchor that is used elsewhere")
    if found:
        return _list_layout(text, *found[0])
    if any(_word(key) == _MERGE for key, _ in entries):
        return ListLayout("closed", why="may come from another mapping, by `<<`")
    start = parts[0][0].start_mark.index
    return ListLayout("absent", start, _end(text, events), _column(text, start))


def _is_named_elsewhere(first: Event, events: Sequence[Event]) -> bool:
    """Whether an alias stands for what begins here: what is added to it would be added there too."""
    aliases = [each for each in events if cast("object", type(each)) is AliasEvent]
    is_named = first.anchor is not None and first not in aliases
    return is_named and any(each.anchor == first.anchor for each in aliases)


def _list_layout(text: str, key: Event, value: Sequence[Event]) -> ListLayout:
    first, last = value[0], value[-1]
    start, end = first.start_mark.index, last.end_mark.index
    kind = cast("object", type(first))
    if kind is SequenceStartEvent and not _is_bracketed(first):
        dash = first.end_mark.index
        dash -= text[dash : dash + 1] != "-"  # in a list level with its key the event ends after its dash
        return ListLayout("items", dash, _end(text, value), _column(text, dash))
    if kind is SequenceStartEvent:
        is_empty = text[start] == "[" and not text[start + 1 : end - 1].strip()
        why = "is written in brackets"
    elif kind is ScalarEvent:
        is_empty = first.anchor is None and first.tag is None and not first.style
        is_empty = is_empty and first.value in _NOTHING
        why = "is no list"
    else:
        is_empty = False
        why = "is an alias" if kind is AliasEvent else "is no list"
    if not is_empty:
        return ListLayout("closed", start, end, why=why)
    return ListLayout("empty", start, end, _column(text, key.start_mark.index))


def _events(text: str, document: int) -> list[Event]:
    """The events of one document, without its start and end."""
    parser = parser_for(text)
    found: list[Event] = []
    number = -1
    try:
        while number <= document:
            event = parser.get_event()
            kind = cast("object", type(event))
            number += kind is DocumentStartEvent
            if number == document and kind is DocumentEndEvent:
                break
            if number == document and kind is not DocumentStartEvent:
                found.append(event)
    finally:
        parser.dispose()
    return found


def _parts(events: Sequence[Event]) -> list[list[Event]]:
    """The keys and values of a mapping in turn, each as its events."""
    parts: list[list[Event]] = []
    depth = 0
    for event in events:
        if depth == 0:
            parts.append([])
        parts[-1].append(event)
        kind = cast("object", type(event))
        depth += (kind in _STARTS) - (kind in _ENDS)
    return parts


def _word(key: Sequence[Event]) -> str | None:
    return key[0].value if len(key) == 1 and cast("object", type(key[0])) is ScalarEvent else None


def _end(text: str, events: Sequence[Event]) -> int:
    """Where the last value ends; after the blank lines that follow it only where they belong to it."""
    opened: list[bool] = []
    end = 0
    for event in events:
        kind = cast("object", type(event))
        if kind in _STARTS:
            opened.append(_is_bracketed(event))
        elif kind not in _ENDS or opened.pop():
            end = event.end_mark.index
            if kind is ScalarEvent and event.style in {"|", ">"} and not _keeps_blank_lines(text, event):
                end = len(text[:end].rstrip())
    return end


def _keeps_blank_lines(text: str, block: Event) -> bool:
    """Whether a block of text may hold the blank lines at its end."""
    header = _HEADER.match(text, block.start_mark.index)
    is_told_to = header is None or "+" in header["how"]
    return is_told_to or not block.value.strip() or block.value.removesuffix("\n")[-1].isspace()


def _is_bracketed(event: Event) -> bool:
    return bool(cast("_Opening", event).flow_style)


def _column(text: str, at: int) -> int:
    before = [found.end() for found in _BREAK.finditer(text[:at])]
    return at - (before[-1] if before else 0)
