"""How contracts will run out when nobody does anything."""

from datetime import date
from functools import lru_cache

from legacymap.domain.dates import End
from legacymap.domain.inventory import Record
from legacymap.domain.system import Contract
from legacymap.scoring.derive.vendor_contract import contract_bounds
from legacymap.scoring.drift.courses import Course, Spoken, never_falling, worst_by_year
from legacymap.scoring.facts import Facts
from legacymap.scoring.horizon import Horizon

_KEPT = 16384


def drift(record: Record, facts: Facts, horizon: Horizon) -> Spoken:
    """The worst contract by year; 1 when the record states that there is none (method, section 5)."""
    contracts = record.system.contracts
    years = 1 + len(horizon.days)
    if contracts is None:
        return (None,) * years
    if not contracts:
        return ((1, 1),) * years
    return worst_by_year([contract_course(contract, facts, horizon) for contract in contracts])


def contract_course(contract: Contract, facts: Facts, horizon: Horizon) -> Course:
    """The levels of one contract at the as-of date and in each year.

    It is taken to be renewed, and stays as it is, unless the record states that nothing will replace it or
    the horizon takes no contract to be renewed.
    """
    days = horizon.days_from(facts.as_of)
    agreed = contract.replacement_agreed
    if agreed or (agreed is None and horizon.renew_contracts):
        return (contract_bounds(contract.ends, facts.as_of, replacement_agreed=agreed),) * len(days)
    return _course(contract.ends, days, replacement_agreed=agreed)


@lru_cache(maxsize=_KEPT)  # the same dates stand in many records
def _course(end: End | None, days: tuple[date, ...], *, replacement_agreed: bool | None) -> Course:
    return never_falling(contract_bounds(end, day, replacement_agreed=replacement_agreed) for day in days)
