"""How many systems of the estate stand directly on this one (method, section 2)."""

from legacymap.domain.assessment import Levels
from legacymap.domain.inventory import Record
from legacymap.scoring.facts import Facts

_MOST_DEPENDENTS = (0, 2, 5, 10)


def levels(record: Record, facts: Facts) -> Levels | None:
    """The level by direct dependents, and up to 5 where consumers may be missing (method, section 2)."""
    count = facts.dependents
    level = 1 + sum(count > most for most in _MOST_DEPENDENTS)
    phrase = _phrase(count)
    if record.system.consumers_complete:
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
