"""A milestone's date is past and it is not marked as done.

Why: Either the plan is late, or nobody has kept it up. A reader cannot tell, and
will think the worse.

Mend: Write `done: yes`, or give the date that holds now.

Wrong:

    # as of 22 November 2026
    remediation:
      plan:
        milestones: [{date: 2026-09, what: Data migrated}]

Right:

    # as of 22 November 2026
    remediation:
      plan:
        milestones: [{date: 2026-09, what: Data migrated, done: yes}]
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.inventory import written
from legacymap.rules.context import Context

CODE = "LM409"
SEVERITY: Severity = "warning"
_LONGEST = 60


def check(context: Context) -> Iterator[Fault]:
    """Every milestone of which the last day is past and that is not done, while the system is not retired."""
    for record in context.stating("plan.milestones"):
        plan = record.system.remediation.plan if record.system.remediation else None
        milestones = (plan.milestones if plan else None) or ()
        for number, milestone in enumerate(milestones if record.system.status != "retired" else ()):
            path: Path = ("remediation", "plan", "milestones", number)
            is_unread = record.is_invalid(*written(path, record.invalid), "done")
            if milestone.date is None or milestone.date.last >= context.as_of or milestone.done or is_unread:
                continue
            what = f" `{milestone.what[:_LONGEST]}`" if milestone.what else ""
            yield Fault(
                "milestone-overdue",
                f"The milestone{what} of {milestone.date} is past and not marked as done",
                record.at(*path, "date"),
                "Write `done: yes`, or give the date that holds now.",
                record.id,
                written((*path, "date"), record.invalid),
                "A milestone of the plan is past and not marked as done",
            )
