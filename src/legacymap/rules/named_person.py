"""A person is named where a role or a team belongs.

Why: People move on, and the record then names nobody who can answer. A name is
also personal data, which a register of systems does not need and its history in
git keeps for good. Only titles, common given names and addresses made of a
person's name are noticed; the finding does not repeat them.

Mend: Write the role or the team instead.

Wrong:

    owner: {business: Dr Jane Smith, technical: Case platforms}

Right:

    owner: {business: Head of asylum operations, technical: Case platforms}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.inventory import Inventory, Record
from legacymap.domain.person_names import names_a_person
from legacymap.rules.context import Context

CODE = "LM132"
SEVERITY: Severity = "warning"
_HINT = "Write the role or the team instead; a name in a file of git stays in its history."


def check(context: Context) -> Iterator[Fault]:
    """Every owner, assessor and approver of a waiver that is plainly a person."""
    for record in context.inventory.records.values():
        for path, text in _roles(record):
            if names_a_person(text):
                key = path[-1] if path[0] == "assessment" else path[0]
                message = f"`{key}` names a person, not a role or a team"
                yield Fault("named-person", message, record.at(*path), _HINT, record.id, path)
    yield from _of_waivers(context.inventory)


def _roles(record: Record) -> Iterator[tuple[Path, str]]:
    for key, owner in (("owner", record.system.owner), ("owners", record.system.owners)):
        if owner is not None:
            yield (key, "business"), owner.business or ""
            yield (key, "technical"), owner.technical or ""
    assessment = record.system.assessment
    if assessment is not None:
        yield ("assessment", "assessor"), assessment.assessor or ""


def _of_waivers(inventory: Inventory) -> Iterator[Fault]:
    for each in inventory.waivers:
        if each.waiver.approver and names_a_person(each.waiver.approver):
            yield Fault(
                "named-person",
                "`approver` names a person, not a role or a team",
                each.route.to("approver"),
                _HINT,
                each.system,
                ("approver",),
            )
