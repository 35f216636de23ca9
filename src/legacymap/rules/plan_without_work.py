"""An agreed plan does not say what work will be done.

Why: A date and a budget are no plan. A reader has to know what will be different
when the work is done.

Mend: Say it in a sentence, under `work`.

Wrong:

    owner: Asylum operations
    remediation:
      plan:
        agreed: yes
        funded: partly
        milestones: [{date: 2027-09, what: Data migrated}]
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

CODE = "LM126"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every agreed plan without a description of the work."""
    for record, plan in context.agreed_plans:
        if lacks(record, "work", plan.work):
            yield Fault(
                "plan-without-work",
                f"The plan of `{record.id}` does not say what work will be done",
                record.at("remediation", "plan", on_key=True),
                "Say in a sentence what will be done: `work: …`.",
                record.id,
                ("remediation", "plan"),
                "The plan does not say what work will be done",
            )
