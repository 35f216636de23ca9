"""One disagreement: what each side says and where; and names as they are compared."""

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Literal

from legacymap.domain.findings import Route
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Inventory, Record

Kind = Literal[
    "one-sided",
    "told-differently",
    "not-found",
    "same-system",
    "ends-before",
    "replaced-by",
    "shared-contract",
]
KINDS: tuple[Kind, ...] = (
    "one-sided", "told-differently", "not-found", "same-system", "ends-before", "replaced-by",
    "shared-contract",
)  # fmt: skip
_WORD = re.compile(r"[a-z0-9]+")
_EMPTY = frozenset({"a", "an", "and", "for", "in", "it", "of", "on", "system", "systems", "the", "to"})
_COMPANIES = frozenset(
    {"co", "company", "corp", "corporation", "group", "inc", "limited", "llp", "ltd", "plc", "uk"}
)
_KEPT = 200_000


@lru_cache(maxsize=_KEPT)
def words(text: str) -> tuple[str, ...]:
    """The words of a name, sorted, each once; all of them where none says anything."""
    found = _ordered_words(text)
    telling = [word for word in found if word not in _EMPTY]
    return tuple(sorted(set(telling or found)))


@dataclass(frozen=True, slots=True)
class Statement:
    """What one side says: the system whose record says it, and where; `route` is None for silence."""

    system: str
    words: str
    route: Route | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A disagreement; `systems` are the full ids that it is about, `organisations` those who have to talk.

    `score` is how likely two records are one (`same-system` only), `evidence` what speaks for it;
    `nearest` is a system that may be meant.
    """

    kind: Kind
    systems: tuple[str, ...]
    organisations: tuple[str, ...]
    statements: tuple[Statement, ...]
    settle: str
    score: float | None = None
    evidence: tuple[str, ...] = ()
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What disagreements are looked for in: records as written, and the day."""

    inventory: Inventory
    as_of: date

    def speaks(self, system: str) -> Record | None:
        """The record of a system that speaks for itself: in the estate, and no stub of somebody else's."""
        record = self.inventory.records.get(system)
        if record is None or record.system.kind == "external" or not record.in_estate:
            return None
        return record


def between(*systems: str) -> tuple[str, ...]:
    """The organisations of some systems, sorted, each once."""
    return tuple(sorted({system.partition("/")[0] for system in systems}))


def folded(text: str) -> str:
    """A name as the set of its words, in one text."""
    return " ".join(words(text))


@lru_cache(maxsize=_KEPT)
def initials(text: str) -> str:
    """The first letters of a name's words, of three or more; empty for shorter names."""
    found = [
        word for word in _ordered_words(text) if word not in _EMPTY or word in {"system", "systems", "it"}
    ]
    return "".join(word[0] for word in found) if len(found) > 2 else ""


@lru_cache(maxsize=_KEPT)
def company(text: str) -> str:
    """A supplier's name without what kind of company it is."""
    found = _ordered_words(text)
    return " ".join([word for word in found if word not in _COMPANIES] or found)


@lru_cache(maxsize=_KEPT)
def _ordered_words(text: str) -> tuple[str, ...]:
    """The words of a name in their order."""
    decomposed = unicodedata.normalize("NFKD", text[:200]).casefold()
    return tuple(_WORD.findall("".join(each for each in decomposed if not unicodedata.combining(each))))
