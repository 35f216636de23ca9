"""A technology has no version that the catalogue of support dates knows.

Why: Each release of the product has its own end of support. Without the version
nobody can say which holds, so the score has wide bounds. A release newer than the
catalogue is unknown too, never taken for another. A service that its supplier keeps
current (Microsoft 365, Salesforce …) needs no version.

Mend: Write the version that runs, as its vendor numbers it; or state when its
support ends; or bring the catalogue up to date (`legacymap lifecycle update`). Where
none of this can be done, waive the finding, or turn the rule off in `legacymap.yaml`:
it is advice, but `validate --strict` fails on advice too.

Wrong:

    technologies: [oracle-database]

Right:

    technologies: [oracle-database 12.1]
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.domain.inventory import written
from legacymap.rules.context import Context

CODE = "LM405"
SEVERITY: Severity = "warning"
_MISSING = "Write the version in use, or state `support: {standard_ends: …}`."
_NEWER = "`legacymap lifecycle update` fetches newer dates; or state `support: {standard_ends: …}`."


def check(context: Context) -> Iterator[Fault]:
    """Every technology in use that matches a product with cycles, but none of those."""
    for each in context.matched_technologies:
        product = each.match.product
        if product is None or each.match.cycles or not (product.cycles or product.may_be):
            continue
        path = (*each.path, "version" if each.technology.version else "product")
        yield Fault(
            "version-missing",
            f"`{each.technology.label[:60]}` names no version of {product.name} that the catalogue knows",
            each.record.at(*path),
            f"Found {each.match.why}. {_NEWER if each.match.is_newer else _MISSING}",
            each.record.id,
            written(path, each.record.invalid),
            "The technology names no version that the catalogue of support dates knows",
        )
