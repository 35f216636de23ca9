"""A YAML text as nodes that know where they stand, so that it can be changed without being rewritten."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, cast

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

Kind = Literal["scalar", "mapping", "sequence", "alias"]
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
MERGE = "<<"
_HEADER = re.compile(r"(?:[&!]\S*\s+)*[|>](?P<how>\S*)")
# What the parser takes for the end of a line and editors (and the inventory reader) do not.
_NO_BREAKS = re.compile("[\x85\u2028\u2029]|\r(?!\n)")
_STAND_IN = "\ufffc"
_Loader: type[yaml.Loader] = getattr(yaml, "CLoader", yaml.Loader)
_CONTAINERS = ("mapping", "sequence")


@dataclass(slots=True)
class Node:
    """A scalar, mapping, sequence or alias; positions are in characters from 0.

    `end` is where its content ends: before the blank lines and comments that follow. `value` is the text of a
    scalar (None where it means nothing), or the name of an alias. A mapping or list in brackets `is_flow`,
    and what stands within one is `in_flow`. `dash` is where the first dash of another list stands.
    """

    kind: Kind
    start: int
    end: int
    value: str | None = None
    style: str = ""
    is_flow: bool = False
    in_flow: bool = False
    dash: int = 0
    anchor: str | None = None
    tag: str | None = None
    entries: list[tuple["Node", "Node"]] = field(default_factory=list)
    items: list["Node"] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Whether it is a scalar that means that nothing is stated."""
        return self.kind == "scalar" and self.value is None

    @property
    def is_bracketed(self) -> bool:
        """Whether its own brackets stand around it: the pair in `[a: b]` has none."""
        return self.is_flow and self.style == "bracketed"

    def find(self, key: str) -> "Node | None":
        """The value of a mapping's own key; None where it has none."""
        return next((value for name, value in self.entries if name.value == key), None)


@dataclass(frozen=True, slots=True)
class Tree:
    """One document: its root, and every node that an anchor names and an alias uses."""

    root: Node
    anchors: dict[str, Node]
    used: frozenset[str]


def tree(text: str, document: int) -> Tree | None:
    """The document of this number (from 0); None where it holds nothing. The text must be readable YAML."""
    events = _events(parseable(text), document)
    first = next(events, None)
    if first is None:
        return None
    builder = _Builder(text)
    root = builder.node(first, events)
    return Tree(root, builder.anchors, frozenset(builder.used))


def parseable(text: str) -> str:
    """The text with stand-ins, one for one, for the characters that the parser alone takes for line ends."""
    return _NO_BREAKS.sub(_STAND_IN, text)


def line_start(text: str, at: int) -> int:
    """Where the line that holds a position starts."""
    return text.rfind("\n", 0, at) + 1


def next_line(text: str, at: int) -> int:
    """Where the first line at or after a position starts; the end of the text where there is none."""
    if at and text[at - 1] == "\n":
        return at
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _line_after(text: str, at: int) -> int:
    return next_line(text, at + 1)


def past_comments(
    text: str, at: int, column: int, line_after: Callable[[str, int], int] = _line_after
) -> int:
    """Past the comments that are indented deeper than a block: they belong to what stands above them.

    `line_after` says where the line after a position starts.
    """
    end = at
    while at < len(text):
        after = line_after(text, at)
        line = text[at:after].rstrip()
        words = line.lstrip()
        if words and not (words.startswith("#") and len(line) - len(words) > column):
            break
        at = after
        end = after if words else end
    return end


class _Mark(Protocol):
    index: int


class _Event(Protocol):
    """A YAML event; which attributes it has depends on its class."""

    start_mark: _Mark
    end_mark: _Mark
    value: str
    style: str | None
    tag: str | None
    anchor: str | None
    flow_style: bool | None


def _events(text: str, document: int) -> Iterator[_Event]:
    """The events of one document, without its start and end."""
    number = -1
    for event in cast("Iterator[_Event]", yaml.parse(text, Loader=_Loader)):
        kind = cast("object", type(event))
        if kind is DocumentStartEvent:
            number += 1
        elif kind is DocumentEndEvent:
            if number == document:
                return
        elif number == document:
            yield event


class _Builder:
    """Makes nodes out of events; remembers anchors and aliases."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.anchors: dict[str, Node] = {}
        self.used: set[str] = set()

    def node(self, first: _Event, events: Iterator[_Event]) -> Node:
        """The node that starts with `first`."""
        root = self._opened(first)
        open_nodes: list[tuple[Node, list[Node]]] = [(root, [])] if root.kind in _CONTAINERS else []
        while open_nodes:
            event = next(events)
            kind = cast("object", type(event))
            inside, children = open_nodes[-1]
            if kind is MappingEndEvent or kind is SequenceEndEvent:
                open_nodes.pop()
                self._close(inside, children, event)
                continue
            node = self._opened(event)
            node.in_flow = inside.is_flow
            children.append(node)
            if node.kind in _CONTAINERS:
                open_nodes.append((node, []))
        return root

    def _opened(self, event: _Event) -> Node:
        kind: object = type(event)
        start, end = event.start_mark.index, event.end_mark.index
        if kind is ScalarEvent:
            node = self._scalar(event, start, end)
        elif kind is AliasEvent:
            self.used.add(event.anchor or "")
            return Node("alias", start, end, event.anchor)
        else:
            name: Kind = "mapping" if kind is MappingStartEvent else "sequence"
            is_flow = bool(event.flow_style)
            is_bracketed = is_flow and end > start and self._text[end - 1] in "{["
            node = Node(name, start, end, style="bracketed" if is_bracketed else "", is_flow=is_flow)
            node.anchor, node.tag = event.anchor, event.tag
            # In a list level with its key the event ends after its dash.
            node.dash = end - (self._text[end : end + 1] != "-")
        if node.anchor is not None:
            self.anchors[node.anchor] = node
        return node

    def _scalar(self, event: _Event, start: int, end: int) -> Node:
        style = event.style or ""
        value: str | None = event.value
        if style in {"|", ">"} and not _keeps_blank_lines(self._text, event):
            end = len(self._text[:end].rstrip())
        if value in NOTHING and not style:
            value = None
        return Node("scalar", start, end, value, style, anchor=event.anchor, tag=event.tag)

    def _close(self, node: Node, children: Sequence[Node], event: _Event) -> None:
        if node.kind == "mapping":
            node.entries = list(zip(children[::2], children[1::2], strict=True))
        else:
            node.items = list(children)
        if node.is_bracketed:
            node.end = event.end_mark.index
            return
        if node.entries:
            key, value = node.entries[-1]
            node.end = value.end if self._is_written(value) else key.end
        elif node.items:
            node.end = node.items[-1].end

    def _is_written(self, value: Node) -> bool:
        """Whether a value has characters of its own, or at least a colon that announces it."""
        return value.end > value.start or self._text[value.start - 1 : value.start] == ":"


def _keeps_blank_lines(text: str, block: _Event) -> bool:
    """Whether a block of text may hold the blank lines at its end."""
    header = _HEADER.match(text, block.start_mark.index)
    is_told_to = header is None or "+" in header["how"]
    return is_told_to or not block.value.strip() or block.value.removesuffix("\n")[-1].isspace()
