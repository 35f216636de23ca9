"""What the record lacks about its consumers."""

from legacymap.domain.inventory import Record
from legacymap.scoring.facts import Facts


def missing(_record: Record, _facts: Facts) -> str | None:
    """Whether every consumer is known."""
    return "List what else needs it (used_by), then state that all are known (consumers_complete: yes)"
