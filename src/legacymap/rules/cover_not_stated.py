"""A technology is said to have paid support, but not until when.

Why: Extended support (ESU, ESM, ELS, LTSS …) is bought, for a term. It counts for the
score only where the record states when it ends; words in a name say neither that it
was bought nor for how long, so the technology counts as out of support.

Mend: State the day until which it is bought as `extended_ends`, or as `ours_ends` where
a third party or the department itself gives the support. Where none was bought, leave
the words out.

Wrong:

    technologies: [Windows Server 2012 R2 ESU]

Right:

    technologies:
    - {product: Windows Server 2012 R2, support: {extended_ends: 2026-10-13}}
"""

from collections.abc import Iterator

from legacymap.domain.catalogue import cover_end
from legacymap.domain.findings import Fault, Severity
from legacymap.domain.inventory import written
from legacymap.rules.context import Context

CODE = "LM414"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every technology in use whose text speaks of paid support while its record states none."""
    for each in context.matched_technologies:
        if not each.match.paid or cover_end(each.technology) is not None:
            continue
        path = (*each.path, "product")
        yield Fault(
            "cover-not-stated",
            f"`{each.technology.label[:60]}` speaks of paid support, but no end of it is stated",
            each.record.at(*path),
            "State the day until which it is bought: `support: {extended_ends: …}`.",
            each.record.id,
            written(path, each.record.invalid),
            "The technology is said to have paid support, but not until when it runs",
        )
