"""The upper optimism bias of a scenario is below the one in force.

Why: The sensitivity table solves the plan again with costs at the upper bias, to
show what a worse outcome would do. Below the bias in force it would show a better
one.

Mend: State as `upper` a share that is at least `rdel` and `cdel`; 2.0 adds 200%.

Wrong:

    scenario: baseline
    years: [2027-28]
    optimism_bias: {rdel: 0.1, cdel: 0.4, upper: 0.2}

Right:

    scenario: baseline
    years: [2027-28]
    optimism_bias: {rdel: 0.1, cdel: 0.4, upper: 2.0}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.rules.context import ScenarioContext

CODE = "LM316"
SEVERITY: Severity = "warning"


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """An upper share below one of the others."""
    bias = context.scenario.bias
    for fund, share in (("rdel", bias.rdel), ("cdel", bias.cdel)):
        if bias.upper is not None and bias.upper < share:
            where = context.route.to("optimism_bias")
            yield Fault(
                "upper-bias-too-low",
                f"`upper` {bias.upper} is below `{fund}` {share}",
                where.to("upper"),
                "Write a share of at least both; 2.0 adds 200%.",
                subject=("optimism_bias", "upper"),
                related=((where.to(fund), f"`{fund}` is here"),),
            )
