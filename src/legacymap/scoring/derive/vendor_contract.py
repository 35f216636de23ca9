"""How soon a system may be without a support contract."""

from datetime import date

from legacymap.domain.assessment import Levels
from legacymap.domain.dates import End, PartialDate, years_on
from legacymap.domain.inventory import Record
from legacymap.domain.system import Contract
from legacymap.scoring.bounds import worst
from legacymap.scoring.facts import Facts
from legacymap.scoring.phrases import first_day
from legacymap.scoring.priors import Interval

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
    low, high = contract_bounds(contract.ends, as_of, replacement_agreed=contract.replacement_agreed)
    return Levels(low, high, _evidence(contract, as_of))


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


def _evidence(contract: Contract, as_of: date) -> str:
    name = f"the contract with {contract.supplier}" if contract.supplier else "a contract"
    if contract.replacement_agreed:
        return f"the replacement of {name} is agreed"
    phrase = f"{name} {_ending(contract.ends, as_of)}"
    if contract.replacement_agreed is None:
        return f"{phrase}; whether a replacement is agreed is not stated"
    return f"{phrase}; no replacement is agreed"


def _ending(end: End | None, as_of: date) -> str:
    if not isinstance(end, PartialDate):
        return "has no announced end" if end == "not-announced" else "has no known end"
    return f"{'ended' if end.first <= as_of else 'ends'} on {first_day(end)}"
