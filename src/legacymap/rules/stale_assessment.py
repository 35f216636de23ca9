"""An assessment is more than 365 days old.

Why: Support ends, people leave and contracts run out, so a score loses its value
within a year or so. It still counts.

Mend: Assess the system again, and give the new date.

Wrong:

    # as of 22 November 2026
    assessment: {date: 2025-04-30, scores: {skills: 3}}

Right:

    # as of 22 November 2026
    assessment: {date: 2026-04-30, scores: {skills: 3}}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.rules.context import Context

CODE = "LM401"
SEVERITY: Severity = "warning"
_FRESH_DAYS = 365


def check(context: Context) -> Iterator[Fault]:
    """Every assessment whose date, as a point, is more than 365 days before the as-of date."""
    for record in context.stating("assessment"):
        assessment = record.system.assessment
        if assessment is None or assessment.date is None:
            continue
        if (context.as_of - assessment.date.point(context.as_of)).days > _FRESH_DAYS:
            # The age itself stays out of the sentence: fingerprints must not change from day to day.
            yield Fault(
                "stale-assessment",
                f"The assessment of {assessment.date} is more than {_FRESH_DAYS} days old",
                record.at("assessment", "date"),
                "Assess the system again; until then the scores count as they are.",
                record.id,
                ("assessment", "date"),
                f"The assessment is more than {_FRESH_DAYS} days old",
            )
