"""An amount of money is under a thousand and has no suffix.

Why: No government system costs £2 a year. The amount was probably meant in
thousands or millions, and as it stands it would make the work look free.

Mend: Add the suffix: `k`, `m` or `bn`. An amount that really is so small can be
written with one too: `0.5k`.

Wrong:

    costs: {annual_run: £2}

Right:

    costs: {annual_run: £2m}
"""

from collections.abc import Iterator
from dataclasses import replace

from legacymap.domain.findings import Fault, Route, Severity
from legacymap.domain.inventory import written
from legacymap.domain.money import Money
from legacymap.rules.context import Context, ScenarioContext, amounts_in, as_written

CODE = "LM115"
SEVERITY: Severity = "warning"
_SMALL = 1000
_PROBABLY_MILLIONS = 100


def check(context: Context) -> Iterator[Fault]:
    """Every amount above zero and under a thousand, in whichever direction, that has no suffix."""
    for record, stated in context.amounts:
        for path, money in stated:
            if _is_small(money):
                key = str(path[-1] if isinstance(path[-1], str) else path[-2])
                fault = _fault(key, money, record.at(*path))
                yield replace(fault, system=record.id, subject=written(path, record.invalid))
    for described in context.inventory.described.values():
        budget = described.organisation.annual_budget
        if budget is not None and _is_small(budget):
            yield _fault("annual_budget", budget, described.at("annual_budget"))


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """The same of every cap, floor and other amount of a scenario."""
    for path, money in amounts_in(context.scenario):
        if _is_small(money):
            words = [step for step in path if isinstance(step, str) and not step[:1].isdigit()]
            yield replace(_fault(words[-1], money, context.route.to(*path)), subject=path)


def _fault(key: str, money: Money, where: Route) -> Fault:
    suffix = "m" if abs(money.amount) < _PROBABLY_MILLIONS else "k"
    return Fault(
        "small-amount",
        f"`{key}` is {as_written(money)}, which is under a thousand",
        where,
        f"Did you mean {as_written(money)}{suffix}?",
        subject=(key,),
        redacted=f"`{key}` is under a thousand",
    )


def _is_small(money: Money) -> bool:
    return not money.scaled and 0 < abs(money.amount) < _SMALL
