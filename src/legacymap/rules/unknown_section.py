"""A scenario has a narrative for a section that the report does not have.

Why: The text would appear nowhere, and whoever wrote it believes that it has been
handed in.

Mend: Name one of the report's sections: summary, case-for-change, capabilities,
options, plan, not-in-the-plan, contracts, money, delivery or confidence.

Wrong:

    scenario: baseline
    years: [2027-28]
    narrative:
      sumary: We ask for the register first.

Right:

    scenario: baseline
    years: [2027-28]
    narrative:
      summary: We ask for the register first.
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.domain.scenario import SECTION_IDS
from legacymap.rules.context import ScenarioContext

CODE = "LM320"
SEVERITY: Severity = "error"


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """Every key of the narrative that names no section."""
    for section in context.scenario.narrative or {}:
        if section not in SECTION_IDS:
            yield Fault(
                "unknown-section",
                f"The report has no section `{section}`",
                context.route.to("narrative", section, on_key=True),
                did_you_mean(section, SECTION_IDS) or f"Its sections are {listed(SECTION_IDS, 'and')}.",
                subject=("narrative", section),
            )
