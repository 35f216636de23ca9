"""A scenario forbids what nobody plans to do: the system is retired.

Why: It changes nothing. Perhaps another system was meant, or the record says
`retired` too soon.

Mend: Take it away, or correct the status of the system.

Wrong:

    organisation: {id: dwp, name: DWP}
    systems:
    - {id: pscs, name: Pension strategy, status: retired}
    ---
    scenario: baseline
    years: [2027-28]
    forbid: [{system: dwp/pscs}]

Right:

    organisation: {id: dwp, name: DWP}
    systems:
    - {id: pscs, name: Pension strategy, status: retired}
    ---
    scenario: baseline
    years: [2027-28]
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.rules.context import ScenarioContext

CODE = "LM323"
SEVERITY: Severity = "warning"


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """Every forbidden choice of a retired system."""
    for number, forbidden in enumerate(context.scenario.forbid):
        record = context.inventory.records.get(forbidden.system)
        if record is not None and record.system.status == "retired":
            path = ("forbid", number, "system")
            yield Fault(
                "idle-prohibition",
                f"`{record.id}` is retired, so there is nothing to forbid",
                context.route.to(*path),
                "Take it away, or correct the status of the system.",
                subject=path,
                related=((record.at("status"), "stated here"),),
            )
