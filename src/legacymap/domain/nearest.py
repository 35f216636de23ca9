"""The nearest valid word to one that is not."""

from collections.abc import Iterable
from difflib import SequenceMatcher

_LONGEST = 80
_NEAR = 0.699  # likeness, from 0 to 1, that must be passed
_NEAR_IF_SHORT = 0.666  # one letter of three may be another


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The first word most like `word` when case and punctuation count little; None when none is near."""
    matcher = SequenceMatcher()
    matcher.set_seq2(_plain(word[:_LONGEST]))
    found, likeness = None, _NEAR_IF_SHORT if len(word) <= 3 else _NEAR
    for candidate in words:
        matcher.set_seq1(_plain(candidate[:_LONGEST]))
        if matcher.real_quick_ratio() > likeness and matcher.quick_ratio() > likeness < matcher.ratio():
            found, likeness = candidate, matcher.ratio()
    return found


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """A hint such as "Did you mean `platform`?", or empty text when nothing is near."""
    found = nearest(word, words)
    return f"Did you mean `{found}`?" if found else ""


def listed(words: Iterable[str], last: str = "or") -> str:
    """Words as a phrase: `a, b or c`."""
    every = list(words)
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} {last} {every[-1]}"


def organisation_of(system: str) -> str:
    """The organisation that a full id names."""
    return system.partition("/")[0]


def _plain(word: str) -> str:
    return word.lower().replace("_", "-").replace(" ", "-")
