"""The inputs that all analyses share."""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from pathlib import Path

from legacymap.domain.frozen import dataclass

REACH_DECAY = 0.5
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Request:
    """Where the inventory is, the day to judge it on, and what to judge it by.

    `framework` is a file or the id of a shipped framework; None leaves a choice to the settings and then to
    the defaults. `progress` is told the files read so far and in all. `rules` are the codes of the rules
    whose findings are asked for; None: all. `held` is what is to be read instead of some files, by how these
    are shown.
    """

    paths: tuple[Path, ...]
    as_of: date
    framework: str | None = None
    lifecycle: tuple[Path, ...] = ()
    prior: str | None = None
    reach_decay: float = REACH_DECAY
    progress: Progress | None = None
    rules: frozenset[str] | None = None
    held: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which systems an answer lists: those for which all of this holds; scores stay those of the estate.

    They belong to `organisation` or to one below it, carry every one of `tags`, are of `kind`, and have
    `owner` in the name of their business or technical owner, whatever its case.
    """

    organisation: str | None = None
    tags: tuple[str, ...] = ()
    kind: str | None = None
    owner: str | None = None
