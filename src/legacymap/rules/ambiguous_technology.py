"""A technology's name leaves open which of several products it is.

Why: Java, JDK and OpenJDK are built by many vendors, and each supports its own builds
for another time: one vendor's release 17 has left support while another's has years to
run. The score then spans all that it may be.

Mend: Write whose it is: `Eclipse Temurin 17`, `Oracle JDK 17`, `Red Hat OpenJDK 17`.
Whoever runs it sees that in the output of `java -version`. Or state when its support
ends. Nothing is said where support of all that it may be is over.

Wrong:

    technologies: [openjdk 17]

Right:

    technologies: [Eclipse Temurin 17]
"""

from collections.abc import Iterator

from legacymap.domain.catalogue import Match, is_over
from legacymap.domain.findings import Fault, Severity
from legacymap.domain.inventory import written
from legacymap.domain.nearest import listed
from legacymap.rules.context import Context

CODE = "LM413"
SEVERITY: Severity = "warning"
_NAMED = 3


def check(context: Context) -> Iterator[Fault]:
    """Every technology in use that may be several products whose support ends on different days."""
    for each in context.matched_technologies:
        if not each.match.among:
            continue
        ends = {cycle.standard_ends for cycle in each.match.cycles}
        if len(ends) < 2 or all(is_over(end, context.as_of) for end in ends):
            continue
        path = (*each.path, "product")
        yield Fault(
            "ambiguous-technology",
            f"`{each.technology.label[:60]}` may be {_named(each.match)}; their support ends apart",
            each.record.at(*path),
            "Write whose it is, or state `support: {standard_ends: …}`.",
            each.record.id,
            written(path, each.record.invalid),
            "The technology may be several products, and their support ends on different days",
        )


def _named(match: Match) -> str:
    """The products whose releases match, the first few by name."""
    names = [
        each.name for each in match.among if any(f"({each.name})" in cycle.cycle for cycle in match.cycles)
    ]
    rest = len(names) - _NAMED
    return listed([*names[:_NAMED], f"{rest} more"] if rest > 0 else names)
