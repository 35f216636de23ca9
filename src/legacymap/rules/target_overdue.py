"""The target date of a plan is past.

Why: The plan said that the work would be complete by then. The record still shows
the system as one that has it ahead.

Mend: Give the date that holds now. Where the work is done, bring the record up to
date (status, technologies, scores) and take the plan out.

Wrong:

    # as of 22 November 2026
    remediation:
      plan: {target: 2026-03-31}

Right:

    # as of 22 November 2026
    remediation:
      plan: {target: 2028-03-31}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.rules.context import Context

CODE = "LM410"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every plan of which the target's last day is past, while the system is not retired."""
    for record in context.stating("plan.target"):
        plan = record.system.remediation.plan if record.system.remediation else None
        target = plan.target if plan else None
        if target is None or target.last >= context.as_of or record.system.status == "retired":
            continue
        path = ("remediation", "plan", "target")
        yield Fault(
            "target-overdue",
            f"The plan's target of {target} is past",
            record.at(*path),
            "Give the date that holds now; where the work is done, take the plan out.",
            record.id,
            path,
            "The plan's target is past",
        )
