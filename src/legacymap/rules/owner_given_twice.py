"""A system has both `owner` and `owners`.

Why: They are two names of one field, and may say different things. Only `owner`
counts until one is gone.

Mend: Keep one, with both roles in it.

Wrong:

    owner: Asylum operations
    owners: {technical: Case platforms}

Right:

    owner: {business: Asylum operations, technical: Case platforms}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.rules.context import Context

CODE = "LM124"
SEVERITY: Severity = "error"


def check(context: Context) -> Iterator[Fault]:
    """Every record with both keys."""
    for record in context.stating("owners"):
        if record.system.owner is not None and record.system.owners is not None:
            yield Fault(
                "owner-given-twice",
                "`owner` and `owners` are both given",
                record.at("owners", on_key=True),
                "Keep one: `owner: {business: …, technical: …}`. Until then only `owner` counts.",
                record.id,
                ("owners",),
                related=((record.at("owner", on_key=True), "given here as well"),),
            )
