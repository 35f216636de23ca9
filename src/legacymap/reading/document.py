"""One YAML document as it was read: plain values, and the place of every key."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from legacymap.domain.findings import Path


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


class Unreadable(Exception):  # noqa: N818 - it says what the text is
    """The text stops being YAML, or breaks a bound, at a position (in characters from 0)."""

    def __init__(self, rule: str, message: str, hint: str, position: int) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint
        self.position = position
