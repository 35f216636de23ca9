"""Names as they are compared: without case, accents, punctuation and words that say nothing."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9]+")
_EMPTY = frozenset({"a", "an", "and", "for", "in", "it", "of", "on", "system", "systems", "the", "to"})
_COMPANIES = frozenset(
    {"co", "company", "corp", "corporation", "group", "inc", "limited", "llp", "ltd", "plc", "uk"}
)
_KEPT = 200_000


@lru_cache(maxsize=_KEPT)
def words(text: str) -> tuple[str, ...]:
    """The words of a name, sorted, each once; all of them where none says anything."""
    found = ordered_words(text)
    telling = [word for word in found if word not in _EMPTY]
    return tuple(sorted(set(telling or found)))


@lru_cache(maxsize=_KEPT)
def ordered_words(text: str) -> tuple[str, ...]:
    """The words of a name in their order."""
    apart = unicodedata.normalize("NFKD", text[:200]).casefold()
    return tuple(_WORD.findall("".join(each for each in apart if not unicodedata.combining(each))))


def folded(text: str) -> str:
    """A name as the set of its words, in one text."""
    return " ".join(words(text))


@lru_cache(maxsize=_KEPT)
def initials(text: str) -> str:
    """The first letters of a name's words, of three or more; empty for shorter names."""
    found = [
        word for word in ordered_words(text) if word not in _EMPTY or word in {"system", "systems", "it"}
    ]
    return "".join(word[0] for word in found) if len(found) > 2 else ""


@lru_cache(maxsize=_KEPT)
def company(text: str) -> str:
    """A supplier's name without what kind of company it is."""
    found = ordered_words(text)
    return " ".join([word for word in found if word not in _COMPANIES] or found)
