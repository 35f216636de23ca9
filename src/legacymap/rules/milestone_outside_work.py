"""A milestone lies outside the years of the option that it belongs to.

Why: The plan of a system says one thing and the option's years another. A reader
cannot tell which of the two holds.

Mend: Correct the date of the milestone or the years of the option, or name another
`option` in the plan.

Wrong:

    remediation:
      plan:
        option: move
        milestones: [{date: 2031-09, what: Data migrated}]
      options: [{id: move, approach: rehost, rdel: [£2m], committed: 2027-28}]

Right:

    remediation:
      plan:
        option: move
        milestones: [{date: 2027-09, what: Data migrated}]
      options: [{id: move, approach: rehost, rdel: [£2m], committed: 2027-28}]
"""

from collections.abc import Iterator
from datetime import date

from legacymap.domain.dates import financial_year_of, financial_year_text
from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.inventory import written
from legacymap.domain.system import Option
from legacymap.rules.context import Context
from legacymap.rules.decisions import options_of

CODE = "LM416"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every milestone before the first or after the last year in which the plan's option may be under way."""
    for record in context.stating("plan.option"):
        plan = record.system.remediation.plan if record.system.remediation else None
        if plan is None or plan.option is None:
            continue
        option = next((each for each in options_of(record) if each.id == plan.option), None)
        first, last = _years(option) if option else (None, None)
        for number, milestone in enumerate(plan.milestones or ()):
            when = milestone.date
            if when is None:
                continue
            early = first is not None and _year(when.last) < first
            late = last is not None and _year(when.first) > last
            if early or late:
                path: Path = ("remediation", "plan", "milestones", number, "date")
                bound = financial_year_text((first if early else last) or 0)
                told = f"starts in {bound} at the earliest" if early else f"is complete by {bound}"
                yield Fault(
                    "milestone-outside-work",
                    f"The milestone of {when} is outside the work: `{plan.option}` {told}",
                    record.at(*path),
                    "Correct the date, or the years of the option.",
                    record.id,
                    written(path, record.invalid),
                    "A milestone is outside the years of the option that it belongs to",
                )


def _years(option: Option) -> tuple[int | None, int | None]:
    """The first and the last year in which there may be work, as far as the record says."""
    more = max(len(option.rdel or ()), len(option.cdel or ()), 1) - 1
    first = option.earliest if option.committed is None else option.committed
    latest = option.latest if option.committed is None else option.committed
    return first, None if latest is None else latest + more


def _year(day: date) -> int:
    return financial_year_of(day)
