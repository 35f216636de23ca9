"""The nearest valid word to one that is not."""

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 80


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The word of `words` most like `word` when case and punctuation count little; None when none is near."""
    candidates: dict[str, str] = {}
    for candidate in words:
        candidates.setdefault(_plain(candidate), candidate)
    found = get_close_matches(_plain(word[:_LONGEST]), candidates, n=1, cutoff=0.6)
    return candidates[found[0]] if found else None


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


def _plain(word: str) -> str:
    return word.lower().replace("_", "-").replace(" ", "-")
