"""A system should have retired already.

Why: Its `retires` date is past, but its status says that it still runs. If it does,
the systems that need it stand on borrowed time; if it does not, it is scored in vain.

Mend: Write `status: retired`, or the date that holds now.

Wrong:

    # as of 22 November 2026
    status: retiring
    retires: 2026-03-31

Right:

    # as of 22 November 2026
    status: retiring
    retires: 2028-03-31
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.rules.context import Context

CODE = "LM411"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every system of the estate of which the last day of `retires` is past."""
    for record in context.stating("retires"):
        retires = record.system.retires
        if retires is None or retires.last >= context.as_of or record.is_invalid("status"):
            continue
        if record.in_estate:
            yield Fault(
                "retirement-overdue",
                f"`{record.id}` was to retire by {retires}, but its status is {record.system.status}",
                record.at("retires"),
                "Write `status: retired`, or the date that holds now.",
                record.id,
                ("retires",),
                "The system was to retire already, but its status says that it runs",
                related=((record.at("status"), "its status"),) if record.system.status != "live" else (),
            )
