"""A red-rated system has no plan.

Why: A system is red when its assessment leaves no doubt. Those who answer for its
risk need to know what has been agreed about it, even where that is to accept it.

Mend: State under `remediation.plan` what has been agreed. Where nothing has been,
write `agreed: no`, and waive the finding for as long as the risk is accepted.

Wrong:

    name: Case tracker
    assessment:
      scores:
        {L1: 6, L2: 6, L3: 6, L4: 6, L5: 6, L6: 6, L7: 6,
         C1: 5, C2: 5, C3: 5, C4: 5, C5: 5, C6: 5}

Right:

    name: Case tracker
    owner: Asylum operations
    assessment:
      scores:
        {L1: 6, L2: 6, L3: 6, L4: 6, L5: 6, L6: 6, L7: 6,
         C1: 5, C2: 5, C3: 5, C4: 5, C5: 5, C6: 5}
    remediation:
      plan: {work: Replace the batch suite with event-driven services, target: 2029-03}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.rules.context import Context, has_plan

CODE = "LM406"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every red system of the estate whose record states no plan, or one that was not agreed."""
    for record in context.inventory.records.values():
        assessment = context.assessments.get(record.id)
        if assessment is None or assessment.rating != "red" or not record.in_estate or has_plan(record):
            continue
        path: Path = ("remediation", "plan") if record.system.remediation else ()
        yield Fault(
            "plan-missing",
            f"`{record.id}` is red and has no plan",
            record.at(*path, on_key=bool(path)),
            "State under `remediation.plan` what has been agreed, or waive this while the risk is accepted.",
            record.id,
            path,
            "The record states no plan",
        )
