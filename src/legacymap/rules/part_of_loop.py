"""A system is part of itself, directly or by way of others.

Why: Parts of one system are counted together under the topmost one. In a loop
there is no topmost one; until it is broken, each member counts for itself.

Mend: Correct one of the `part_of` keys.

Wrong:

    organisation: {id: home-office, name: Home Office}
    systems:
    - {id: case-tracker, name: Case tracker, part_of: case-archive}
    - {id: case-archive, name: Case archive, part_of: case-tracker}

Right:

    organisation: {id: home-office, name: Home Office}
    systems:
    - {id: case-tracker, name: Case tracker}
    - {id: case-archive, name: Case archive, part_of: case-tracker}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.rules.context import Context
from legacymap.rules.requirements import loop_steps, loop_text

CODE = "LM209"
SEVERITY: Severity = "error"


def check(context: Context) -> Iterator[Fault]:
    """Every member of a loop of `part_of`, at that key."""
    records = context.inventory.records
    for loop in context.inventory.part_cycles:
        for number, member in enumerate(loop):
            yield Fault(
                "part-of-loop",
                f"`{member}` is part of itself{loop_text(loop, number)}",
                records[member].at("part_of"),
                "Correct one `part_of`; until then each of these counts for itself.",
                member,
                ("part_of",),
                related=loop_steps(loop, number, lambda each: records[each].at("part_of")),
            )
