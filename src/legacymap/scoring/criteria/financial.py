"""What one failure would cost, as an amount and as a share of the budget (method, section 2)."""

from decimal import Decimal
from functools import lru_cache

from legacymap.domain.assessment import Levels
from legacymap.domain.inventory import Record
from legacymap.domain.money import SYMBOLS, Money
from legacymap.scoring.facts import Facts

_MILLION = 1_000_000
# The bands of the framework; below the first 1, above the last 5, each edge but the first in the lower band.
_POUNDS = (5 * _MILLION, 10 * _MILLION, 20 * _MILLION, 50 * _MILLION)
_PERCENTS = (1, 4, 7, 10)


def levels(record: Record, facts: Facts) -> Levels | None:
    """The level of the cost of one failure, by amount (pounds only) and by share of the annual budget.

    The higher counts (method, section 2). None when no cost is stated, when it is in another currency and no
    budget is stated, or when its symbol is not of the organisation's currency. The method is silent about a
    budget of nil: it counts as unstated.
    """
    cost = record.system.costs.cost_of_failure if record.system.costs else None
    if cost is None or not _is_in(facts.currency, cost):
        return None
    return _levels(cost.amount, facts.currency, facts.annual_budget)


@lru_cache(maxsize=16384)  # amounts are round
def _levels(amount: Decimal, currency: str, annual_budget: Decimal | None) -> Levels | None:
    found = []
    if currency == "GBP":
        found.append((_level(amount, _POUNDS), f"a failure costs £{amount:,.0f}"))
    if annual_budget:
        percent = 100 * amount / annual_budget
        phrase = f"a failure costs {float(percent):.3g}% of the annual budget"
        found.append((_share_level(amount, annual_budget), phrase))
    if not found:
        return None
    level, phrase = max(found, key=lambda one: one[0])
    return Levels(level, level, phrase)


def _is_in(currency: str, cost: Money) -> bool:
    return not cost.symbol or currency in SYMBOLS.get(cost.symbol, {currency})


def _share_level(cost: Decimal, budget: Decimal) -> int:
    return _level(100 * cost, tuple(percent * budget for percent in _PERCENTS))


def _level(amount: Decimal, edges: tuple[Decimal | int, ...]) -> int:
    if amount < edges[0]:
        return 1
    return 2 + sum(amount > edge for edge in edges[1:])


def missing(record: Record, facts: Facts) -> str | None:
    """The cost, or what it can be compared with."""
    cost = record.system.costs.cost_of_failure if record.system.costs else None
    if cost is None:
        return "Give the cost of one failure (costs.cost_of_failure)"
    if facts.currency != "GBP" and not facts.annual_budget:
        return "Give the annual budget of the organisation, to compare the cost of one failure with"
    return f"Give the cost of one failure in {facts.currency} (costs.cost_of_failure)"
