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
from decimal import Decimal

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.rules.context import ScenarioContext

CODE = "LM330"
SEVERITY: Severity = "error"
_HIGHEST_RATE = 1  # nobody's money loses all its worth in a year
_HIGHEST_BIAS = 5  # the Green Book's highest is 2.00


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """A discount rate of one and more, and an optimism bias above five."""
    scenario = context.scenario
    bias = scenario.bias
    stated: tuple[tuple[Path, Decimal | None, int], ...] = (
        (("discount", "rate"), scenario.discount.rate, _HIGHEST_RATE),
        (("optimism_bias", "rdel"), bias.rdel, _HIGHEST_BIAS),
        (("optimism_bias", "cdel"), bias.cdel, _HIGHEST_BIAS),
        (("optimism_bias", "upper"), bias.upper, _HIGHEST_BIAS),
    )
    for path, share, most in stated:
        if share is not None and share >= most:
            meant = f"{share / 100:f}".rstrip("0").rstrip(".")
            message = f"`{path[-1]}` is {share}, which is {share * 100:,.0f} per cent"
            where = context.route.to(*path)
            yield Fault("share-as-per-cent", message, where, f"Did you mean {meant}?", subject=path)
