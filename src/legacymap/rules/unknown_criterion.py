"""A score names a criterion that the framework does not have.

Why: The score counts for nothing, and the criterion that was meant stays
unknown.

Mend: Name the criterion by its name or its code.

Wrong:

    assessment:
      scores: {vendor_contracts: 4}

Right:

    assessment:
      scores: {vendor_contract: 4}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.domain.framework import Framework
from legacymap.domain.inventory import written
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.rules.context import Context

CODE = "LM116"
SEVERITY: Severity = "error"


def check(context: Context) -> Iterator[Fault]:
    """Every key of an assessment or of an option's `after` that is neither name nor code of a criterion."""
    framework = context.framework
    for record, above, misfit in context.misfits:
        if misfit.kind != "unknown-criterion":
            continue
        path = (*above, misfit.key)
        yield Fault(
            "unknown-criterion",
            f"`{misfit.key[:60]}` is not a criterion of `{framework.framework}`",
            record.at(*path, on_key=True),
            did_you_mean(misfit.key, framework.by_word) or _all(framework),
            record.id,
            written(path, record.unfit),
        )


def _all(framework: Framework) -> str:
    criteria = [f"{criterion.id} ({criterion.code})" for _, criterion in framework.criteria]
    return f"Its criteria are {listed(criteria, 'and')}."
