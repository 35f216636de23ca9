"""One criterion is given twice, by its name and by its code.

Why: The two may say different things. Neither counts until one is gone.

Mend: Keep one of the two.

Wrong:

    assessment:
      scores: {skills: 5, L3: 4}

Right:

    assessment:
      scores: {skills: 5}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.domain.inventory import written
from legacymap.rules.context import Context

CODE = "LM118"
SEVERITY: Severity = "error"


def check(context: Context) -> Iterator[Fault]:
    """Every later key of a criterion that an earlier key of the same mapping names."""
    for record, above, misfit in context.misfits:
        if misfit.kind != "criterion-given-twice":
            continue
        if misfit.criterion:
            path = (*above, misfit.key)
            yield Fault(
                "criterion-given-twice",
                f"`{misfit.criterion.id}` is given twice, as `{misfit.earlier}` and as `{misfit.key}`",
                record.at(*path, on_key=True),
                "Keep one of the two; until then neither counts.",
                record.id,
                written(path, record.invalid),
                related=((record.at(*above, misfit.earlier, on_key=True), "given here first"),),
            )
