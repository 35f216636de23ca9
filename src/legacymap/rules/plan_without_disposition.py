"""An agreed plan does not say what becomes of the old system.

Why: An old system that nobody switches off keeps its risk and its cost. Its data
have to be moved, kept or destroyed, and that takes time and money as well.

Mend: Say in `disposition` what becomes of the system and of its data. Where all of
it stays, say that.

Wrong:

    owner: Asylum operations
    remediation:
      plan:
        agreed: yes
        funded: partly
        milestones: [{date: 2027-09, what: Data migrated}]
        work: Replace the batch suite with event-driven services

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

CODE = "LM127"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every agreed plan that leaves the end of the old system open."""
    for record, plan in context.agreed_plans:
        if lacks(record, "disposition", plan.disposition):
            yield Fault(
                "plan-without-disposition",
                f"The plan of `{record.id}` does not say what becomes of the old system",
                record.at("remediation", "plan", on_key=True),
                "Say what becomes of the system and its data: `disposition: …`.",
                record.id,
                ("remediation", "plan"),
                "The plan does not say what becomes of the old system",
            )
