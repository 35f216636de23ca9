"""How many systems of the estate stand directly on this one (method, section 2)."""

from functools import lru_cache

from legacymap.domain.assessment import Levels
from legacymap.domain.inventory import Record
from legacymap.scoring.facts import Facts

_MOST_DEPENDENTS = (0, 2, 5, 10)


def levels(record: Record, facts: Facts) -> Levels | None:
    """The level by direct dependents, and up to 5 where consumers may be missing (method, section 2)."""
    return _levels(facts.dependents, are_all_known=bool(record.system.consumers_complete))


@lru_cache(maxsize=1024)  # most systems have few
def _levels(count: int, *, are_all_known: bool) -> Levels:
    level = 1 + sum(count > most for most in _MOST_DEPENDENTS)
    phrase = _phrase(count)
    if are_all_known:
        return Levels(level, level, f"{phrase}; every consumer is stated to be known")
    return Levels(level, 5, f"{phrase}; consumers may be missing")


def _phrase(count: int) -> str:
    if count == 0:
        return "no system of the estate needs it directly"
    verb = "system of the estate needs" if count == 1 else "systems of the estate need"
    return f"{count} {verb} it directly"


def missing(_record: Record, _facts: Facts) -> str | None:
    """Whether every consumer is known."""
    return "List what else needs it (used_by), then state that all are known (consumers_complete: yes)"
