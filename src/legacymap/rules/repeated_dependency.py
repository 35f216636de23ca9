"""One list names the same system twice.

Why: Both items are the same arrow: it is hard if either is hard, and confirmed
if either is. Often one of them should have named another system.

Mend: Keep one item, or name the system that was meant.

Wrong:

    depends_on: [identity-hub, home-office/identity-hub]

Right:

    depends_on: [identity-hub]
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.inventory import written
from legacymap.rules.context import LISTS, Context

CODE = "LM123"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every later item of `depends_on` or `used_by` with the target of an earlier one, itself apart."""
    for record, named in context.references:
        first: dict[tuple[str, str], Path] = {}
        for reference in named:
            if reference.kind not in LISTS or reference.system == record.id:
                continue
            earlier = first.setdefault((reference.kind, reference.system), reference.path)
            if earlier != reference.path:
                yield Fault(
                    "repeated-dependency",
                    f"`{reference.kind}` names `{reference.system}` twice",
                    record.at(*reference.path),
                    "Keep one of the two.",
                    record.id,
                    written(reference.path, record.invalid),
                    related=((record.at(*earlier), "named here first"),),
                )
