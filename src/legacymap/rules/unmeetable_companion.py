"""`moves_with` names a system that could never start in the same year.

Why: The option is chosen only where the named system starts an option of its own in
that year. One without options cannot, nor can the option's own system, which starts
one option at most, nor a system that has to be complete before this option starts.

Mend: Describe an option of the named system, or drop it from `moves_with`.

Wrong:

    organisation: {id: home-office, name: Home Office}
    systems:
    - id: case-tracker
      name: Case tracker
      remediation:
        options:
        - {id: move, approach: rehost, rdel: [£2m], moves_with: [case-archive]}
    - {id: case-archive, name: Case archive}

Right:

    organisation: {id: home-office, name: Home Office}
    systems:
    - id: case-tracker
      name: Case tracker
      remediation:
        options:
        - {id: move, approach: rehost, rdel: [£2m], moves_with: [case-archive]}
    - id: case-archive
      name: Case archive
      remediation:
        options:
        - {id: move, approach: rehost, rdel: [£1m]}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.inventory import Record, written
from legacymap.domain.system import Option
from legacymap.rules.context import Context
from legacymap.rules.requirements import completing, is_met, were_invalid

CODE = "LM217"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every item of `moves_with` that names a present system which cannot start along with the option."""
    for record in context.stating("options.moves_with"):
        for number, option in completing(record):
            for place, companion in enumerate(option.moves_with or ()):
                named = context.inventory.records.get(record.full_id(companion.system))
                reason = _reason(record, option, (named, companion.option), context) if named else None
                if reason is None:
                    continue
                path: Path = ("remediation", "options", number, "moves_with", place)
                yield Fault(
                    "unmeetable-companion",
                    f"`moves_with` names {reason}, so this option could never start",
                    record.at(*path),
                    "Describe an option of the system that was meant, or drop it from `moves_with`.",
                    record.id,
                    written(path, record.invalid),
                )


def _reason(
    record: Record, option: Option, companion: tuple[Record, str | None], context: Context
) -> str | None:
    """Why the named system could not move together with this option; None when it could."""
    named, wanted = companion
    if named is record:
        return "the option's own system"
    if not completing(named):
        return None if were_invalid(named) else f"`{named.id}`, which has no option that could start"
    if wanted is not None and wanted not in {each.id for _, each in completing(named)}:
        said = f"`{wanted}` of `{named.id}`, which is no option that could start"
        return None if were_invalid(named) else said
    is_required = any(record.full_id(each.system) == named.id for each in option.requires or ())
    if is_required and not is_met(named, context):
        return f"`{named.id}`, which `requires` wants complete before"
    return None
