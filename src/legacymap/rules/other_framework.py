"""A system was assessed under another framework than the one in use.

Why: A level means what its own framework says. Scores given under another are
not comparable, so they do not count, and their criteria are derived from facts
or unknown. Where the framework in use accepts the other one (`accepts`), scores
count through its table, and only those without a counterpart do not.

Mend: Assess the system under the framework in use, or score with the other one:
`--framework FILE`.

Wrong:

    assessment:
      framework: our-own
      scores: {skills: 3}

Right:

    assessment:
      framework: uk-litraf
      scores: {skills: 3}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.domain.framework import accepted_for, made_under, without_counterpart
from legacymap.domain.inventory import Record
from legacymap.domain.nearest import did_you_mean
from legacymap.domain.system import StatedAssessment
from legacymap.rules.context import Context, is_under_another

CODE = "LM308"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every assessment that names a framework other than the one in use."""
    for record in context.inventory.records.values():
        assessment = record.system.assessment
        if assessment is None or not is_under_another(record, context.framework):
            continue
        accepted = accepted_for(assessment, context.framework)
        if accepted is None:
            yield _not_counted(record, assessment, context.framework.framework)
        elif lost := without_counterpart(assessment, accepted):
            yield _counted_in_part(record, assessment, len(lost), context)


def _not_counted(record: Record, assessment: StatedAssessment, used: str) -> Fault:
    stated = assessment.framework or ""
    hint = f"Assess it under `{used}`, or score with the framework `{stated}`: `--framework FILE`."
    return Fault(
        "other-framework",
        f"The assessment was made under `{stated}`, not under `{used}`, so its scores do not count",
        record.at("assessment", "framework"),
        did_you_mean(stated, [used]) or hint,
        record.id,
        ("assessment", "framework"),
        f"The assessment was not made under `{used}`, so its scores do not count",
    )


def _counted_in_part(record: Record, assessment: StatedAssessment, lost: int, context: Context) -> Fault:
    older = made_under(assessment, context.framework)
    used = context.framework.framework
    every = sum(score is not None for score in (assessment.scores or {}).values())
    verb = "has" if lost == 1 else "have"
    return Fault(
        "other-framework",
        f"The assessment was made under `{older}`: {lost} of its {every} scores {verb} "
        f"no counterpart in `{used}`",
        record.at("assessment", "framework"),
        f"Assess what is lost under `{used}`, or add it to `accepts` in the framework file.",
        record.id,
        ("assessment", "framework"),
        f"Scores of the assessment have no counterpart in `{used}`",
    )
