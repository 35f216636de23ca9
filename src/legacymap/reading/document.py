"""One document of a YAML text, what bounds the reading of it, and what was wrong in it."""

import dataclasses
from collections.abc import Mapping
from dataclasses import field

from legacymap.domain.findings import Path
from legacymap.domain.frozen import dataclass
from legacymap.domain.pattern import pattern

MOST_NODES = 1_000_000
MOST_CHARACTERS = 64 * 1024 * 1024  # behind aliases
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_CUT = pattern(r"[ \t]#[0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class ParseIssue:
    """Something wrong inside a document that could still be read; positions count characters from 0."""

    rule: str
    message: str
    hint: str
    start: int
    end: int
    path: Path


@dataclasses.dataclass(slots=True)
class Document:
    """One document: its value, where every entry stands, and what was wrong in it.

    `remarks` are advice on what was read as it stands. `marks` holds, by the identity of each list or mapping
    of the value, the start and end of each item (two numbers an item) or of each key and value (four numbers
    an entry), in order. It is empty, as are `start` and `end`, where places were not asked for; issues and
    remarks have theirs always.
    """

    value: object = None
    start: int = 0
    end: int = 0
    marks: dict[int, list[int]] = field(default_factory=dict)
    issues: list[ParseIssue] = field(default_factory=list)
    remarks: list[ParseIssue] = field(default_factory=list)
    _positions: dict[int, dict[str | int, int]] = field(default_factory=dict)

    def position(self, mapping: Mapping[str, object], key: str | int) -> int:
        """Which entry of a mapping of this document has this key, counted from 0."""
        found = self._positions.get(id(mapping))
        if found is None:
            found = self._positions[id(mapping)] = {each: number for number, each in enumerate(mapping)}
        return found[key]


class Budget:
    """How far aliases may still expand what one run reads of all its files: in values, and in characters."""

    def __init__(self) -> None:
        self._values = MOST_NODES
        self._characters = MOST_CHARACTERS

    @property
    def is_used(self) -> bool:
        """Whether there was any alias."""
        return self._values < MOST_NODES

    def allows(self, values: int, characters: int) -> bool:
        """Whether this much more is allowed; counts it."""
        self._values -= values
        self._characters -= characters
        return self._values >= 0 and self._characters >= 0


def looks_cut(text: str) -> bool:
    """Whether a comment in a text may be the rest of the text before it."""
    return " #" in text and _CUT.search(text) is not None
