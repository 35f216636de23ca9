"""The symbol of an amount disagrees with the organisation's currency.

Why: Amounts of one organisation are added up and compared with bounds in its
currency. One in another currency would be wrong by the exchange rate.

Mend: Write the amount in the organisation's currency, which is GBP where its
description names none, or correct `currency` there.

Wrong:

    costs: {annual_run: €4m}

Right:

    costs: {annual_run: £4m}
"""

from collections.abc import Iterator
from dataclasses import replace

from legacymap.domain.dates import financial_year_text
from legacymap.domain.findings import Fault, Route, Severity
from legacymap.domain.inventory import Inventory, written
from legacymap.domain.money import SYMBOLS, Money
from legacymap.domain.scenario import ALL
from legacymap.rules.context import Context, ScenarioContext

CODE = "LM210"
SEVERITY: Severity = "error"
_DEFAULT = "GBP"


def check(context: Context) -> Iterator[Fault]:
    """Every amount with a symbol that is not one of the currency of its organisation."""
    inventory = context.inventory
    for record, amounts in context.amounts:
        currency = _currency(record.organisation, inventory)
        for path, money in amounts:
            if _disagrees(money, currency):
                key = str(path[-1] if isinstance(path[-1], str) else path[-2])
                fault = _fault(key, money, currency, record.at(*path))
                stated = _stated(record.organisation, inventory)
                yield replace(fault, system=record.id, subject=written(path, record.invalid), related=stated)
    for organisation, described in inventory.described.items():
        currency = _currency(organisation, inventory)
        budget = described.organisation.annual_budget
        if budget is not None and _disagrees(budget, currency):
            fault = _fault("annual_budget", budget, currency, described.at("annual_budget"))
            yield replace(fault, related=_stated(organisation, inventory))


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """Every cap with a symbol that is not one of the currency of the organisation that it binds."""
    inventory = context.inventory
    for number, line in enumerate(context.scenario.budgets):
        is_for_all = line.organisation == ALL
        currency = _shared_currency(context) if is_for_all else _currency(line.organisation, inventory)
        for key, amounts in (("caps", line.caps), ("floor", line.floor or {})):
            for year, cap in amounts.items():
                if _disagrees(cap, currency):
                    path = ("budgets", number, key, financial_year_text(year))
                    yield replace(_fault(key, cap, currency, context.route.to(*path)), subject=path)
    tail = context.scenario.tail_cap
    for fund, amount in (("rdel", tail.rdel), ("cdel", tail.cdel)):
        if amount is not None and _disagrees(amount, _shared_currency(context)):
            where = context.route.to("tail_cap", fund)
            fault = _fault(fund, amount, _shared_currency(context), where)
            yield replace(fault, subject=("tail_cap", fund))


def _shared_currency(context: ScenarioContext) -> str:
    """The currency of every organisation; empty where they have several."""
    every = {_currency(each, context.inventory) for each in context.organisations}
    return every.pop() if len(every) == 1 else ""


def _fault(key: str, money: Money, currency: str, where: Route) -> Fault:
    symbol = next((symbol for symbol, currencies in SYMBOLS.items() if currency in currencies), "")
    how = f" ({symbol})" if symbol else ", without a symbol"
    return Fault(
        "currency-mismatch",
        f"`{key}` is in {money.symbol}, but the organisation's currency is {currency}",
        where,
        f"Write the amount in {currency}{how}, or correct `currency` of the organisation.",
        subject=(key,),
        redacted=f"The symbol of `{key}` is not that of the organisation's currency",
    )


def _stated(organisation: str, inventory: Inventory) -> tuple[tuple[Route, str], ...]:
    described = inventory.described.get(organisation)
    if described is None or described.organisation.currency is None:
        return ()
    return ((described.at("currency"), "the organisation's currency"),)


def _currency(organisation: str, inventory: Inventory) -> str:
    """The organisation's currency; empty when what was stated could not be used, which was reported."""
    described = inventory.described.get(organisation)
    if described is None:
        return _DEFAULT
    return "" if "currency" in described.invalid else described.organisation.currency or _DEFAULT


def _disagrees(money: Money, currency: str) -> bool:
    return bool(money.symbol and currency) and currency not in SYMBOLS[money.symbol]
