"""Patterns for paths, as `.gitignore` writes them: what a folder leaves out, and what its settings choose."""

import re
from collections.abc import Iterable, Sequence
from fnmatch import translate
from functools import lru_cache

from legacymap.domain.frozen import dataclass

_MOST = 10_000  # patterns of one file


@dataclass(frozen=True, slots=True)
class Glob:
    """One pattern: its segments (None for any number of folders), and what it applies to.

    An anchored pattern starts where its file stands, any other at any depth below.
    """

    segments: tuple[re.Pattern[str] | None, ...]
    is_anchored: bool
    folders_only: bool
    is_exception: bool

    def matches(self, parts: Sequence[str], *, is_folder: bool) -> bool:
        """Whether a path, by its parts below the pattern's place, is meant."""
        if self.folders_only and not is_folder:
            return False
        if self.is_anchored:
            return _match(self.segments, parts)
        return _match(self.segments, parts[-1:])


def parsed(lines: Iterable[str]) -> tuple[Glob, ...]:
    """The patterns of a file such as `.gitignore`, in order; lines that are none are passed over."""
    found = []
    for line in lines:
        glob = _parsed(line)
        if glob is not None:
            found.append(glob)
        if len(found) >= _MOST:
            break
    return tuple(found)


def last_match(globs: Sequence[Glob], parts: Sequence[str], *, is_folder: bool) -> Glob | None:
    """The last pattern that matches a path, which is the one that counts."""
    for glob in reversed(globs):
        if glob.matches(parts, is_folder=is_folder):
            return glob
    return None


def chosen(globs: Sequence[Glob], parts: Sequence[str]) -> bool:
    """Whether a file, or a folder above it, is meant by the patterns together."""
    for length in range(1, len(parts) + 1):
        found = last_match(globs, parts[:length], is_folder=length < len(parts))
        if found is not None and not found.is_exception:
            return True
    return False


def _parsed(line: str) -> Glob | None:
    text = line.rstrip("\r\n")
    while text.endswith(" ") and not text.endswith("\\ "):
        text = text[:-1]
    is_exception = text.startswith("!")
    text = text.removeprefix("!") if is_exception else text
    if not text or (text.startswith("#") and not is_exception):
        return None
    folders_only = text.endswith("/")
    text = text.rstrip("/")
    is_anchored = "/" in text
    words = [word for word in text.removeprefix("/").split("/") if word]
    if not words:
        return None
    segments = tuple(None if word == "**" else _segment(word) for word in words)
    return Glob(segments, is_anchored, folders_only, is_exception)


@lru_cache(maxsize=4096)
def _segment(word: str) -> re.Pattern[str]:
    """A pattern for one name; fnmatch's own never look back, so none takes long."""
    plain = re.sub(r"\\(.)", lambda found: f"[{found[1]}]" if found[1] in "*?[" else found[1], word)
    return re.compile(translate(plain.replace("[^", "[!")))


def _match(segments: Sequence[re.Pattern[str] | None], parts: Sequence[str]) -> bool:
    """Whether segments match a whole path; by how many parts each beginning of the segments can take up."""
    reached = {0}
    for number, segment in enumerate(segments):
        if segment is None:
            first = min(reached, default=len(parts) + 1)
            is_last = number == len(segments) - 1
            reached = set(range(first + is_last, len(parts) + 1))  # at the end `**` means all that is below
        else:
            reached = {at + 1 for at in reached if at < len(parts) and segment.match(parts[at])}
        if not reached:
            return False
    return len(parts) in reached
