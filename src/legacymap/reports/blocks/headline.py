"""How many are red, could be, are not; how many are legacy; and how many there are."""

from legacymap.domain.survey import Survey
from legacymap.reports.view import Fact, Figures


def headline(survey: Survey) -> Figures:
    """The three counts of each verdict, the expected red beside the first, and the size of what was read."""
    totals, prior = survey.totals, survey.provenance.prior
    red = (
        _count("red", totals.red),
        _count("could be red", totals.possibly_red),
        _count("not red", totals.not_red),
        Fact(f"expected red, under the prior {prior}", totals.expected_red, "score"),
    )
    legacy = (
        _count("legacy", totals.legacy),
        _count("possibly legacy", totals.possibly_legacy),
        _count("not legacy", totals.not_legacy),
    )
    size = (
        _count(_noun(totals.organisations, "organisation"), totals.organisations),
        _count(_noun(totals.systems, "system"), totals.systems),
        _count("scored", totals.scored),
        Fact("dependencies" if totals.dependencies != 1 else "dependency", totals.dependencies, "count"),
    )
    return Figures((red, legacy, size))


def _count(label: str, count: int) -> Fact:
    return Fact(label, count, "count")


def _noun(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"
