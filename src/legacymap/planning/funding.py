"""What an action needs that nobody has set aside yet (method, section 7, and the small print)."""

from decimal import Decimal

from legacymap.domain.inventory import Record
from legacymap.domain.plan import NewMoney
from legacymap.planning.ledger import pence
from legacymap.planning.work import Work

_PENCE = 100


def new_money(record: Record, work: Work, start: int) -> NewMoney:
    """What is still to be spent and is neither funded nor ring-fenced, by fund; years count from year 0.

    Ring-fenced money pays for the earliest years first, and for capital before resource in a year. Where the
    agreed plan names an option, its money is for that one alone.
    """
    left = {"cdel": 0, "rdel": 0}
    ringfenced = _set_aside(record, work.option)
    if ringfenced is None:
        return NewMoney(0.0, 0.0)
    for year in range(max(-start, 0), work.years):
        for fund, amounts in (("cdel", work.cdel), ("rdel", work.rdel)):
            needed = pence(amounts[year])
            paid = min(needed, ringfenced)
            ringfenced -= paid
            left[fund] += needed - paid
    return NewMoney(left["rdel"] / _PENCE, left["cdel"] / _PENCE)


def _set_aside(record: Record, option: str) -> int | None:
    """The pence that are ring-fenced for an option; None where all of it is funded."""
    plan = record.system.remediation.plan if record.system.remediation else None
    if plan is None or plan.option not in {None, option}:
        return 0
    if plan.funded == "yes":
        return None
    amount: Decimal = plan.ringfenced.amount if plan.ringfenced else Decimal(0)
    return round(amount * _PENCE)
