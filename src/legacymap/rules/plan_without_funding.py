"""An agreed plan does not say whether it is funded.

Why: A plan without money is a wish. Whoever decides on budgets asks for this first,
and an underpinning system counts as a gap until its plan is funded.

Mend: Write `funded: yes`, `partly` or `no`, or the amount that is set aside under
`ringfenced`.

Wrong:

    owner: Asylum operations
    remediation:
      plan:
        agreed: yes
        milestones: [{date: 2027-09, what: Data migrated}]
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

CODE = "LM128"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every agreed plan with neither `funded` nor `ringfenced`."""
    for record, plan in context.agreed_plans:
        if lacks(record, "funded", plan.funded) and lacks(record, "ringfenced", plan.ringfenced):
            yield Fault(
                "plan-without-funding",
                f"The plan of `{record.id}` does not say whether it is funded",
                record.at("remediation", "plan", on_key=True),
                "Write `funded: yes`, `partly` or `no`.",
                record.id,
                ("remediation", "plan"),
                "The plan does not say whether it is funded",
            )
