"""Two options of one system have the same id.

Why: Scenarios, `requires` and plans name an option by its id, and could not tell
the two apart.

Mend: Give each option of a system an id of its own.

Wrong:

    remediation:
      options:
      - {id: replace, approach: replace, cdel: [£8m]}
      - {id: replace, approach: rebuild, cdel: [£9m]}

Right:

    remediation:
      options:
      - {id: replace, approach: replace, cdel: [£8m]}
      - {id: rebuild, approach: rebuild, cdel: [£9m]}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.inventory import Record, written
from legacymap.rules.context import Context

CODE = "LM120"
SEVERITY: Severity = "error"


def check(context: Context) -> Iterator[Fault]:
    """Every option whose id an earlier option of the same system has."""
    for record in context.stating("options.id"):
        remediation = record.system.remediation
        if remediation and remediation.options and len(remediation.options) > 1:
            yield from _repeated(record, [option.id for option in remediation.options])


def _repeated(record: Record, ids: list[str]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for number, option in enumerate(ids):
        path: Path = ("remediation", "options", number, "id")
        if first.setdefault(option, number) != number:
            yield Fault(
                "duplicate-option",
                f"The option id `{option}` is given twice in one system",
                record.at(*path),
                "Give each option an id of its own.",
                record.id,
                written(path, record.invalid),
                "An option id is given twice in one system",
                ((record.at("remediation", "options", first[option], "id"), "the same id here"),),
            )
