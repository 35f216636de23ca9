"""An option requires something that could never be complete.

Why: An option starts only once the systems that it requires have completed one
of theirs. Where none of those could complete, no plan can choose this option. A
system that is retired, or has nothing to do and is not legacy, counts as
complete.

Mend: Describe an option of the required system, name one that it has, or drop
the requirement.

Wrong:

    organisation: {id: home-office, name: Home Office}
    systems:
    - id: case-tracker
      name: Case tracker
      remediation:
        options:
        - {id: move, approach: rehost, rdel: [£2m], requires: [identity-hub]}
    - {id: identity-hub, name: Identity hub}

Right:

    organisation: {id: home-office, name: Home Office}
    systems:
    - id: case-tracker
      name: Case tracker
      remediation:
        options:
        - {id: move, approach: rehost, rdel: [£2m], requires: [identity-hub]}
    - id: identity-hub
      name: Identity hub
      remediation:
        options:
        - {id: upgrade, approach: replatform, rdel: [£1m]}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.inventory import Record, written
from legacymap.domain.nearest import did_you_mean
from legacymap.rules.context import Context
from legacymap.rules.requirements import completing, is_met, were_invalid

CODE = "LM211"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every requirement of a system that is present, not met already, and without an option that could do it.

    Method, section 6, constraint 3. An option whose costs are missing was reported for that, and counts.
    """
    for record in context.stating("options.requires"):
        remediation = record.system.remediation
        for number, option in enumerate((remediation and remediation.options) or ()):
            for place, requirement in enumerate(option.requires or ()):
                required = context.inventory.records.get(record.full_id(requirement.system))
                if required is None or not _is_unmeetable(record, required, requirement.option, context):
                    continue
                path: Path = ("remediation", "options", number, "requires", place, "system")
                yield _fault(record, path, required, requirement.option)


def _is_unmeetable(record: Record, required: Record, named: str | None, context: Context) -> bool:
    if required is record:
        return True
    if is_met(required, context) or were_invalid(required):
        return False
    options = _ids(required)
    return named not in options if named else not options


def _ids(record: Record) -> list[str]:
    return [option.id for _, option in completing(record)]


def _fault(record: Record, path: Path, required: Record, named: str | None) -> Fault:
    hint = f"Describe an option of `{required.id}`, or drop the requirement."
    which = "that could complete"
    if named:
        path = (*path[:-1], "option")
        which = f"`{named}` that could complete"
        hint = did_you_mean(named, _ids(required)) or hint
    message = f"`{required.id}` has no option {which}, so this option could never start"
    if required is record:
        message, hint = "The option requires its own system", "Name the system that was meant."
    return Fault(
        "unmeetable-requirement",
        message,
        record.at(*path),
        hint,
        record.id,
        written(path, record.invalid),
        "What the option requires could never complete, so this option could never start",
        ((required.at("id"), "the system that is required"),) if required is not record else (),
    )
