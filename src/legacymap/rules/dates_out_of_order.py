"""A system was retired or upgraded before it came into service.

Why: One of the two dates is wrong, and whoever reads the record cannot tell which.
Dates that overlap, such as a year and a month in it, are not compared.

Mend: Correct the date that is wrong.

Wrong:

    in_service: 2004
    last_upgraded: 1998

Right:

    in_service: 1994
    last_upgraded: 1998
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.rules.context import Context

CODE = "LM131"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every `last_upgraded` and `retires` that is wholly before `in_service`."""
    for record in context.stating("last_upgraded", "retires"):
        system = record.system
        start = system.in_service
        for key, later in (("last_upgraded", system.last_upgraded), ("retires", system.retires)):
            if start is None or later is None or later.last >= start.first:
                continue
            yield Fault(
                "dates-out-of-order",
                f"`{key}` {later} is before `in_service` {start}",
                record.at(key),
                f"Correct `{key}` or `in_service`.",
                record.id,
                (key,),
                f"`{key}` is before `in_service`",
                related=((record.at("in_service"), "in service from here"),),
            )
