"""What an action needs that nobody has set aside yet (method, section 7, and the small print)."""

from collections.abc import Mapping
from decimal import Decimal

from legacymap.domain.inventory import Record
from legacymap.domain.plan import Financing, NewMoney
from legacymap.planning.ledger import PENCE, pence
from legacymap.planning.work import Work


def money_by_year(record: Record, work: Work, start: int) -> dict[int, Financing]:
    """Who pays for what is still to be spent, by year; years count from year 0, as does `start`.

    Ring-fenced money pays for the earliest years first, and for capital before resource in a year. Where the
    agreed plan names an option, its money is for that one alone.
    """
    ringfenced = _set_aside(record, work.option)
    found = {}
    for year in range(max(-start, 0), work.years):
        rdel, cdel = pence(work.rdel[year]), pence(work.cdel[year])
        if ringfenced is None:
            found[start + year] = Financing(funded=rdel + cdel)
            continue
        of_cdel = min(ringfenced, cdel)
        of_rdel = min(ringfenced - of_cdel, rdel)
        ringfenced -= of_cdel + of_rdel
        found[start + year] = Financing(rdel - of_rdel, cdel - of_cdel, of_cdel + of_rdel)
    return found


def new_money(financing: Mapping[int, Financing]) -> NewMoney:
    """What of some years' money is new, by fund."""
    whole = sum(financing.values(), Financing())
    return NewMoney(whole.new_rdel / PENCE, whole.new_cdel / PENCE)


def _set_aside(record: Record, option: str) -> int | None:
    """The pence that are ring-fenced for an option; None where all of it is funded."""
    plan = record.system.remediation.plan if record.system.remediation else None
    if plan is None or plan.option not in {None, option}:
        return 0
    if plan.funded == "yes":
        return None
    amount: Decimal = plan.ringfenced.amount if plan.ringfenced else Decimal(0)
    return round(amount * PENCE)
