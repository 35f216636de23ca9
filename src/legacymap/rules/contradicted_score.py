"""A score disagrees with the facts of its own record.

Why: The assessed level and the one that follows from the facts are two levels or
more apart. The assessment counts, but one of the two is probably out of date.

Mend: Correct the fact or the score; where both are right, say why in the score's
`evidence` and waive the finding.

Wrong:

    assessment: {scores: {end_of_support: 2}}
    technologies:
    - product: oracle-database
      version: 12.1
      support: {standard_ends: 2018-07-31}

Right:

    assessment: {scores: {end_of_support: 6}}
    technologies:
    - product: oracle-database
      version: 12.1
      support: {standard_ends: 2018-07-31}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.domain.framework import Framework
from legacymap.domain.inventory import Record
from legacymap.rules.context import Context

CODE = "LM402"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every assessed criterion for which scoring noticed a contradiction, at the score's key."""
    for system, assessment in context.assessments.items():
        contradicted = [score for score in assessment.criteria if score.contradiction is not None]
        record = context.inventory.records.get(system) if contradicted else None
        for score in contradicted if record else ():
            key = _key(record, score.criterion, context.framework) if record else None
            if record is None or key is None:
                continue
            yield Fault(
                "contradicted-score",
                f"`{score.criterion}` was {score.contradiction}",
                record.at("assessment", "scores", key, on_key=True),
                "Correct the score or the fact; until then the score counts.",
                system,
                ("assessment", "scores", key),
                f"The score of `{score.criterion}` disagrees with the facts of the record",
            )


def _key(record: Record, criterion: str, framework: Framework) -> str | None:
    """The key under which the record states the score of this criterion."""
    assessment = record.system.assessment
    scores = (assessment and assessment.scores) or {}
    if scores.get(criterion) is not None:  # nearly always by its name
        return criterion
    for key in scores:
        if key in framework.by_word and framework.by_word[key][1].id == criterion:
            return key
    return None
