"""How soon a system may be without a support contract (method, sections 2 and 5)."""

from datetime import date
from functools import lru_cache

from legacymap.domain.assessment import Levels
from legacymap.domain.dates import End, PartialDate, years_on
from legacymap.domain.inventory import Record
from legacymap.domain.system import Contract
from legacymap.scoring.criteria.bounds import (
    Drift,
    Spoken,
    is_past,
    never_falling,
    when,
    worst,
    worst_by_year,
)
from legacymap.scoring.distribution import Interval
from legacymap.scoring.facts import Facts, Horizon

_KEPT = 16384  # contracts that read the same are judged once
_LEVEL_WITHIN_YEARS = {1: 5, 2: 4, 3: 3}


def levels(record: Record, facts: Facts) -> Levels | None:
    """The worst contract's levels; 1 when the record states that there is none (method, section 2)."""
    contracts = record.system.contracts
    if contracts is None:
        return None
    if not contracts:
        return Levels(1, 1, "the record states that there is no contract")
    return worst([contract_levels(contract, facts.as_of) for contract in contracts])


def contract_levels(contract: Contract, as_of: date) -> Levels:
    """The levels from 1 to 6 that one contract allows, with what they rest on."""
    return _levels(contract.supplier, contract.ends, as_of, replacement_agreed=contract.replacement_agreed)


@lru_cache(maxsize=_KEPT)
def _levels(supplier: str | None, end: End | None, as_of: date, *, replacement_agreed: bool | None) -> Levels:
    low, high = contract_bounds(end, as_of, replacement_agreed=replacement_agreed)
    return Levels(low, high, _evidence(supplier, _ending(end, as_of), replacement_agreed=replacement_agreed))


def contract_bounds(end: End | None, as_of: date, *, replacement_agreed: bool | None) -> Interval:
    """The levels from 1 to 6 of a contract that ends then; a partial date counts from its first day."""
    if replacement_agreed:
        return 1, 1
    low, high = _without_replacement(end, as_of)
    return (1 if replacement_agreed is None else low), high


def _without_replacement(end: End | None, as_of: date) -> Interval:
    if not isinstance(end, PartialDate):
        return 1, 6
    if end.first <= as_of:
        return 6, 6
    level = next(
        (level for years, level in _LEVEL_WITHIN_YEARS.items() if end.first <= years_on(as_of, years)), 1
    )
    return level, level


def _evidence(supplier: str | None, ending: str, *, replacement_agreed: bool | None) -> str:
    name = f"the contract with {supplier}" if supplier else "a contract"
    if replacement_agreed:
        return f"the replacement of {name} is agreed"
    phrase = f"{name} {ending}"
    if replacement_agreed is None:
        return f"{phrase}; whether a replacement is agreed is not stated"
    return f"{phrase}; no replacement is agreed"


def _ending(end: End | None, as_of: date) -> str:
    if not isinstance(end, PartialDate):
        return "has no announced end" if end == "not-announced" else "has no known end"
    return f"{'ended' if is_past(end, as_of) else 'ends'} {when(end)}"


_WHERE = "(contracts)"


def missing(record: Record, facts: Facts) -> str | None:
    """For each contract that keeps the criterion open, its end and whether a replacement is agreed."""
    contracts = record.system.contracts
    if not contracts:
        each = "the end date of each contract and whether a replacement is agreed"
        return f"Give {each}, or an empty list where there is none {_WHERE}"
    weighed = [(contract, contract_levels(contract, facts.as_of)) for contract in contracts]
    floor = max(levels.low for _, levels in weighed)
    asked = [_asked(contract) for contract, levels in weighed if levels.high > floor]
    return f"Say {'; '.join(dict.fromkeys(asked))} {_WHERE}"


def _asked(contract: Contract) -> str:
    name = f"the contract with {contract.supplier}" if contract.supplier else "a contract without supplier"
    agreed = "whether a replacement is agreed" if contract.replacement_agreed is None else ""
    if isinstance(contract.ends, PartialDate):
        return f"{agreed} for {name}"
    return f"when {name} ends{' and ' if agreed else ''}{agreed}"


def drift(record: Record, facts: Facts, horizon: Horizon) -> Spoken:
    """The worst contract by year; 1 when the record states that there is none (method, section 5)."""
    contracts = record.system.contracts
    years = 1 + len(horizon.days)
    if contracts is None:
        return (None,) * years
    if not contracts:
        return ((1, 1),) * years
    return worst_by_year([contract_course(contract, facts, horizon) for contract in contracts])


def contract_course(contract: Contract, facts: Facts, horizon: Horizon) -> Drift:
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
def _course(end: End | None, days: tuple[date, ...], *, replacement_agreed: bool | None) -> Drift:
    return never_falling(contract_bounds(end, day, replacement_agreed=replacement_agreed) for day in days)
