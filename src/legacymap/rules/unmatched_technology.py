"""The catalogue of support dates does not know a technology.

Why: When its support ends is then not known, so it may be anything from current to
long dead, and the score says so with wide bounds. Often only the spelling is
unusual.

Mend: Write the product's usual name; or add the product to a catalogue of your own
(`--lifecycle FILE`). What the department built itself is in no catalogue, and needs
none: state how long it is supported, by the vendor (`standard_ends`; `not-announced`
where no end is set) or by the department or a third party (`ours_ends`). Where neither
can be done, waive the finding, or turn the rule off in `legacymap.yaml`: it is advice,
but `validate --strict` fails on advice too.

Wrong:

    technologies: [orcale-database 12.1]

Right:

    technologies:
    - oracle-database 12.1
    - {product: case-engine, support: {standard_ends: 2029-03}}
    - {product: our own case tracker, support: {ours_ends: not-announced}}
"""

from collections.abc import Iterator

from legacymap.domain.catalogue import cover_end
from legacymap.domain.findings import Fault, Severity
from legacymap.domain.inventory import written
from legacymap.rules.context import Context

CODE = "LM404"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every technology in use that matches no product, unless its record states how long it is supported."""
    for each in context.matched_technologies:
        if each.match.product is None and cover_end(each.technology) is None:
            path = (*each.path, "product")
            why = each.match.why
            yield Fault(
                "unmatched-technology",
                f"The catalogue of support dates does not know `{each.technology.product[:60]}`",
                each.record.at(*path),
                f"{why[:1].upper()}{why[1:]}. Correct the name, or state `support: {{standard_ends: …}}`.",
                each.record.id,
                written(path, each.record.invalid),
                "The catalogue of support dates does not know the technology",
            )
