"""A technology has no version that the catalogue of support dates knows.

Why: Each release of the product has its own end of support. Without the version
nobody can say which holds, so the score has wide bounds.

Mend: Write the version that runs, as its vendor numbers it; or state when its
support ends. Where neither can be found out, waive the finding, or turn the rule
off in `legacymap.yaml`: it is advice, but `validate --strict` fails on advice too.

Wrong:

    technologies: [oracle-database]

Right:

    technologies: [oracle-database 12.1]
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.domain.inventory import written
from legacymap.rules.context import Evidence

CODE = "LM405"
SEVERITY: Severity = "warning"


def check(evidence: Evidence) -> Iterator[Fault]:
    """Every technology in use that matches a product with cycles, but none of those."""
    for each in evidence.asked:
        product = each.match.product
        if product is None or not product.cycles or each.match.cycles:
            continue
        path = (*each.path, "version" if each.technology.version else "product")
        yield Fault(
            "version-missing",
            f"`{each.technology.label[:60]}` names no version of {product.name} that the catalogue knows",
            each.record.at(*path),
            f"Found {each.match.why}. Write the version in use, or state `support: {{standard_ends: …}}`.",
            each.record.id,
            written(path, each.record.unfit),
            "The technology names no version that the catalogue of support dates knows",
        )
