"""The plan of a system names an option that the record does not describe.

Why: What the plan says of money, work and milestones then belongs to nothing that
could be planned.

Mend: Name one of the options by its id, or describe it.

Wrong:

    remediation:
      plan: {option: rehsot}
      options: [{id: rehost, approach: rehost, rdel: [£2m]}]

Right:

    remediation:
      plan: {option: rehost}
      options: [{id: rehost, approach: rehost, rdel: [£2m]}]
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.inventory import written
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.rules.context import Context
from legacymap.rules.decisions import options_of
from legacymap.rules.requirements import were_invalid

CODE = "LM139"
SEVERITY: Severity = "error"


def check(context: Context) -> Iterator[Fault]:
    """Every `option` of a plan that is no option of its system."""
    for record in context.stating("plan.option"):
        plan = record.system.remediation.plan if record.system.remediation else None
        options = [each.id for each in options_of(record)]
        if plan is None or plan.option is None or plan.option in options or were_invalid(record):
            continue
        path: Path = ("remediation", "plan", "option")
        few = f"Its options are {listed(options, 'and')}." if options else "Describe it under `options`."
        yield Fault(
            "unknown-plan-option",
            f"The plan names `{plan.option}`, which is no option of `{record.id}`",
            record.at(*path),
            did_you_mean(plan.option, options) or few,
            record.id,
            written(path, record.invalid),
            "The plan names an option that the record does not describe",
        )
