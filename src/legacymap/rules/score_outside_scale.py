"""A score is not a level of its criterion's scale.

Why: A level that the framework does not define has no meaning, so the score
counts as unknown.

Mend: Write a whole number of the scale, `unknown` or `not-applicable`; a range
runs from the lower level to the higher one.

Wrong:

    assessment:
      scores: {end_of_support: 7}

Right:

    assessment:
      scores: {end_of_support: 6}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.framework import Misfit
from legacymap.domain.inventory import Record, written
from legacymap.rules.context import Context

CODE = "LM117"
SEVERITY: Severity = "error"


def check(context: Context) -> Iterator[Fault]:
    """Every level of an assessment or of an option's `after` above or below the scale."""
    for record, above, misfit in context.misfits:
        if misfit.kind != "score-outside-scale":
            continue
        if misfit.group and misfit.criterion:
            scale = f"{misfit.group.low} to {misfit.group.high}"
            stated, path = _stated(record, (*above, misfit.key), misfit)
            others = ", `unknown` or `not-applicable`" if above[0] == "assessment" else ""
            yield Fault(
                "score-outside-scale",
                f"{stated} of `{misfit.criterion.id}` is outside its scale of {scale}",
                record.at(*path),
                f"Write a level from {scale}{others}.",
                record.id,
                written(path, record.invalid),
                f"The score of `{misfit.criterion.id}` is outside its scale of {scale}",
            )


def _stated(record: Record, path: Path, misfit: Misfit) -> tuple[str, Path]:
    """What was stated, in words, and the path of the very value."""
    system = record.system
    if path[0] != "assessment":
        options = (system.remediation and system.remediation.options) or ()
        return f"The level {(options[int(path[2])].after or {})[misfit.key]}", path
    score = ((system.assessment and system.assessment.scores) or {})[misfit.key]
    if score and score.between:
        return f"The range {score.between[0]} to {score.between[1]}", (*path, "between")
    return f"The score {score.score if score else ''}", (*path, "score")
