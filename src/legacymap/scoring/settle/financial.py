"""What the record lacks about the cost of a failure."""

from legacymap.domain.inventory import Record
from legacymap.scoring.facts import Facts


def missing(record: Record, facts: Facts) -> str | None:
    """The cost, or what it can be compared with."""
    cost = record.system.costs.cost_of_failure if record.system.costs else None
    if cost is None:
        return "Give the cost of one failure (costs.cost_of_failure)"
    if facts.currency != "GBP" and not facts.annual_budget:
        return "Give the annual budget of the organisation, to compare the cost of one failure with"
    return f"Give the cost of one failure in {facts.currency} (costs.cost_of_failure)"
