"""What the record lacks about its contracts."""

from legacymap.domain.dates import PartialDate
from legacymap.domain.inventory import Record
from legacymap.domain.system import Contract
from legacymap.scoring.derive.vendor_contract import contract_levels
from legacymap.scoring.facts import Facts

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
