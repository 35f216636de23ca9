"""What the record lacks about the place where it runs."""

from legacymap.domain.inventory import Record
from legacymap.scoring.facts import Facts


def missing(record: Record, _facts: Facts) -> str | None:
    """Where it runs; None where that is stated and settles nothing."""
    if record.system.hosting and record.system.hosting.type:
        return None
    return "Say where it runs (hosting); unless that is a public cloud or a bought service, assess it too"
