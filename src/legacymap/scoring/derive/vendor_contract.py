"""How soon a system may be without a support contract."""

from datetime import date

from legacymap.domain.assessment import Levels
from legacymap.domain.dates import PartialDate, years_on
from legacymap.domain.inventory import Record
from legacymap.domain.system import Contract
from legacymap.scoring.bounds import worst
from legacymap.scoring.facts import Facts
from legacymap.scoring.phrases import first_day

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
    """The levels from 1 to 6 that one contract allows; a partial end counts from its first day."""
    name = f"the contract with {contract.supplier}" if contract.supplier else "a contract"
    if contract.replacement_agreed:
        return Levels(1, 1, f"the replacement of {name} is agreed")
    low, high, phrase = _without_replacement(contract, as_of)
    if contract.replacement_agreed is None:
        return Levels(1, high, f"{name} {phrase}; whether a replacement is agreed is not stated")
    return Levels(low, high, f"{name} {phrase}; no replacement is agreed")


def _without_replacement(contract: Contract, as_of: date) -> tuple[int, int, str]:
    end = contract.ends
    if not isinstance(end, PartialDate):
        silent = "has no announced end" if end == "not-announced" else "has no known end"
        return 1, 6, silent
    if end.first <= as_of:
        return 6, 6, f"ended on {first_day(end)}"
    level = next(
        (level for years, level in _LEVEL_WITHIN_YEARS.items() if end.first <= years_on(as_of, years)), 1
    )
    return level, level, f"ends on {first_day(end)}"
