"""A share of a scenario was probably meant as per cent.

Why: Shares are written as parts of one: 0.035 is three and a half per cent. A
discount rate of 3.5 is 350 per cent a year, and the plan would be worthless.

Mend: Divide it by a hundred.

Wrong:

    scenario: baseline
    years: [2027-28]
    discount: {rate: 3.5}

Right:

    scenario: baseline
    years: [2027-28]
    discount: {rate: 0.035}
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from legacymap.domain.findings import Fault, Path, Route, Severity
from legacymap.domain.inventory import written
from legacymap.rules.context import Context, ScenarioContext
from legacymap.rules.decisions import options_of

CODE = "LM330"
SEVERITY: Severity = "error"
_HIGHEST_RATE = 1  # nobody's money loses all its worth in a year
_HIGHEST_BIAS = 2  # the Green Book's highest
_HIGHEST_SCALE = 10  # nobody plans for ten times the budget


def check(context: Context) -> Iterator[Fault]:
    """An option's optimism bias above two."""
    for record in context.stating("options.optimism_bias"):
        for number, option in enumerate(options_of(record)):
            bias = option.optimism_bias
            for key, share in (("rdel", bias.rdel), ("cdel", bias.cdel)) if bias else ():
                if share is not None and share > _HIGHEST_BIAS:
                    path: Path = ("remediation", "options", number, "optimism_bias", key)
                    fault = _fault(key, share, record.at(*path))
                    yield replace(fault, system=record.id, subject=written(path, record.invalid))


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """A discount rate above one, an optimism bias above two, and budgets times more than ten."""
    scenario = context.scenario
    bias = scenario.bias
    stated: tuple[tuple[Path, Decimal | None, int], ...] = (
        (("discount", "rate"), scenario.discount.rate, _HIGHEST_RATE),
        (("optimism_bias", "rdel"), bias.rdel, _HIGHEST_BIAS),
        (("optimism_bias", "cdel"), bias.cdel, _HIGHEST_BIAS),
        (("optimism_bias", "upper"), bias.upper, _HIGHEST_BIAS),
        (("scale",), scenario.scale, _HIGHEST_SCALE),
    )
    for path, share, most in stated:
        if share is not None and share > most:
            yield replace(_fault(str(path[-1]), share, context.route.to(*path)), subject=path)
    for number, target in enumerate(scenario.goal.targets or ()):
        if target.weighted_risk is not None and target.weighted_risk > 1:
            path = ("goal", "targets", number, "weighted_risk")
            fault = _fault("weighted_risk", target.weighted_risk, context.route.to(*path))
            yield replace(fault, subject=path)


def _fault(key: str, share: Decimal, where: Route) -> Fault:
    meant = f"{share / 100:f}".rstrip("0").rstrip(".")
    message = f"`{key}` is {share}, which is {share * 100:,.0f} per cent"
    return Fault(
        "share-as-per-cent", message, where, f"Did you mean {meant}?",
        redacted=f"`{key}` is a share of more than one can be",
    )  # fmt: skip
