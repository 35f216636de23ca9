"""An agreed plan has no milestones.

Why: Without dated steps nobody can see that a plan is slipping until its end has
passed. It is the first thing that an auditor asks for.

Mend: List the steps with their dates; two or three are enough to begin with.

Wrong:

    owner: Asylum operations
    remediation:
      plan:
        agreed: yes
        funded: partly
        work: Replace the batch suite with event-driven services
        disposition: Mainframe switched off, data archived for 7 years

Right:

    owner: Asylum operations
    remediation:
      plan:
        agreed: yes
        funded: partly
        milestones: [{date: 2027-09, what: Data migrated}]
        work: Replace the batch suite with event-driven services
        disposition: Mainframe switched off, data archived for 7 years
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.rules.context import Context, lacks

CODE = "LM125"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every agreed plan without a milestone."""
    for record, plan in context.agreed_plans:
        if lacks(record, "milestones", plan.milestones):
            yield Fault(
                "plan-without-milestones",
                f"The plan of `{record.id}` has no milestones",
                record.at("remediation", "plan", on_key=True),
                "List its steps: `milestones: [{date: …, what: …}]`.",
                record.id,
                ("remediation", "plan"),
                "The plan has no milestones",
            )
