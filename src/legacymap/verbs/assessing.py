"""The score of every system, and the facts beside its record that it comes from."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from legacymap.domain.assessment import Assessment
from legacymap.domain.framework import Framework
from legacymap.domain.inventory import Inventory
from legacymap.domain.lifecycle import Match
from legacymap.domain.technology import Technology
from legacymap.estate import Estate
from legacymap.scoring import Facts, assess


def assessed(
    inventory: Inventory, facts: Mapping[str, Facts], framework: Framework, prior: str
) -> dict[str, Assessment]:
    """The assessment of every system that facts are given of, by full id."""
    return {
        system: assess(inventory.records[system], each, framework, prior) for system, each in facts.items()
    }


def facts_of(estate: Estate, match: Callable[[Technology], Match], as_of: date) -> dict[str, Facts]:
    """What surrounds every scored system, by full id; `match` asks the catalogue of support dates."""
    inventory = estate.inventory
    found = {}
    for system in estate.scored:
        organisation = inventory.records[system].organisation
        found[system] = Facts(
            as_of=as_of,
            match=match,
            dependents=len(estate.direct_dependents(system)),
            annual_budget=_annual_budget(inventory, organisation),
            currency=_currency(inventory, organisation),
        )
    return found


def _annual_budget(inventory: Inventory, organisation: str) -> Decimal | None:
    """The budget of the organisation, or else of its nearest ancestor that states one in its currency."""
    currency = _currency(inventory, organisation)
    for each in inventory.lineage(organisation):
        budget = inventory.organisation(each).annual_budget
        if budget is not None and _currency(inventory, each) == currency:
            return budget.amount
    return None


def _currency(inventory: Inventory, organisation: str) -> str:
    return inventory.organisation(organisation).currency or "GBP"
