"""A system that somebody has to answer for names no owner.

Why: A red system, one with an agreed plan, and one that others stand on (an
underpinning capability) need somebody who answers for them. Other systems may do
without an owner until they matter.

Mend: Name the role or the team, never a person.

Wrong:

    organisation: {id: home-office, name: Home Office}
    systems:
    - {id: case-tracker, name: Case tracker, depends_on: [identity-hub]}
    - {id: identity-hub, name: Identity hub, kind: platform}

Right:

    organisation: {id: home-office, name: Home Office}
    systems:
    - {id: case-tracker, name: Case tracker, depends_on: [identity-hub]}
    - {id: identity-hub, name: Identity hub, kind: platform, owner: Identity services}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.domain.inventory import Record
from legacymap.rules.context import Context, has_agreed_plan

CODE = "LM408"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every system of the estate without an owner that is red, planned for or an underpinning capability."""
    for record in context.inventory.records.values():
        if record.in_estate and not _has_owner(record) and _matters(record, context):
            yield Fault(
                "owner-missing",
                f"`{record.id}` names no owner",
                record.route,
                "Name the role or the team that answers for it: `owner: …`.",
                record.id,
                (),
                "The system names no owner",
            )


def _has_owner(record: Record) -> bool:
    owner = record.system.answers
    is_named = any(each is not None and each.strip() for each in (owner.business, owner.technical))
    return is_named or record.is_invalid("owner") or record.is_invalid("owners")


def _matters(record: Record, context: Context) -> bool:
    if record.system.kind == "external":
        return False
    assessment = context.assessments.get(record.id)
    is_red = assessment is not None and assessment.rating == "red"
    is_underpinning = context.underpins is not None and context.underpins(record.id)
    return is_red or has_agreed_plan(record) or is_underpinning
