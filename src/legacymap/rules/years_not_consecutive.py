"""The years of a scenario do not follow one another.

Why: A plan moves from each year to the next: what starts in one is paid for and
has its effect in those after it. A year that is missing or given twice leaves a
hole.

Mend: List each financial year once, from the first to the last.

Wrong:

    scenario: baseline
    years: [2027-28, 2029-30]

Right:

    scenario: baseline
    years: [2027-28, 2028-29, 2029-30]
"""

from collections.abc import Iterator
from itertools import pairwise

from legacymap.domain.dates import financial_year_text
from legacymap.domain.findings import Fault, Severity
from legacymap.rules.context import ScenarioContext

CODE = "LM309"
SEVERITY: Severity = "error"


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """No years at all, and every year that is not the one after the year before it."""
    years, where = context.scenario.years, context.route.to("years")
    if not years:
        yield Fault(
            "years-not-consecutive",
            "The scenario has no years",
            where,
            "List the years of the settlement: `years: [2027-28, 2028-29]`.",
            subject=("years",),
        )
    for number, (before, year) in enumerate(pairwise(years), start=1):
        if year != before + 1:
            expected = financial_year_text(before + 1)
            yield Fault(
                "years-not-consecutive",
                f"`{financial_year_text(year)}` does not follow `{financial_year_text(before)}`",
                where.to(number),
                f"List each year once, in order: here {expected} was expected.",
                subject=("years", number),
            )
