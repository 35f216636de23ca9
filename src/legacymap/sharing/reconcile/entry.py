"""One disagreement: what it is, what each side says and where, and what would settle it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from legacymap.domain.findings import Route
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
