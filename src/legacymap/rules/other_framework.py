"""A system was assessed under another framework than the one in use.

Why: A level means what its own framework says. Scores given under another are
not comparable, so they do not count, and their criteria are derived from facts
or unknown.

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
from legacymap.domain.nearest import did_you_mean
from legacymap.rules.context import Context, is_under_another

CODE = "LM308"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every assessment that names a framework other than the one in use."""
    used = context.framework.framework
    for record in context.inventory.records.values():
        assessment = record.system.assessment
        if assessment is not None and assessment.framework and is_under_another(record, context.framework):
            stated = assessment.framework
            hint = f"Assess it under `{used}`, or score with the framework `{stated}`: `--framework FILE`."
            yield Fault(
                "other-framework",
                f"The assessment was made under `{stated}`, not under `{used}`, so its scores do not count",
                record.at("assessment", "framework"),
                did_you_mean(stated, [used]) or hint,
                record.id,
                ("assessment", "framework"),
                f"The assessment was not made under `{used}`, so its scores do not count",
            )
