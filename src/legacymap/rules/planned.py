"""The plans that records state, for the rules that ask what a plan lacks."""

from collections.abc import Iterator

from legacymap.domain.inventory import Inventory, Record
from legacymap.domain.remediation import AgreedPlan

_AT_LEAST_PARTLY = frozenset({"yes", "partly"})
_ABOVE = ("remediation",)


def agreed_plans(inventory: Inventory) -> Iterator[tuple[Record, AgreedPlan]]:
    """Every plan that is agreed or funded, at least in part, of a system that is not retired."""
    for record in inventory.records.values():
        plan = record.system.remediation.plan if record.system.remediation else None
        if plan is not None and _is_settled(plan) and record.system.status != "retired":
            yield record, plan


def lacks(record: Record, key: str, value: object) -> bool:
    """Whether the plan says nothing under a key; what did not fit there was reported already."""
    is_blank = not value.strip() if isinstance(value, str) else not value
    return is_blank and not record.is_unfit(*_ABOVE, "plan", key)


def has_plan(record: Record) -> bool:
    """Whether the record speaks of a plan that was not refused; one that could not be read counts."""
    if _ABOVE in record.unfit or record.is_unfit(*_ABOVE, "plan"):
        return True
    plan = record.system.remediation.plan if record.system.remediation else None
    if plan is None or _is_settled(plan):
        return plan is not None
    says = (plan.ringfenced, plan.target, plan.milestones, plan.work, plan.disposition)
    return plan.agreed != "no" and any(each is not None for each in says)


def has_agreed_plan(record: Record) -> bool:
    """Whether the record states a plan that is agreed or funded, at least in part."""
    plan = record.system.remediation.plan if record.system.remediation else None
    return plan is not None and _is_settled(plan)


def _is_settled(plan: AgreedPlan) -> bool:
    return plan.agreed in _AT_LEAST_PARTLY or plan.funded in _AT_LEAST_PARTLY
