"""The assessment of one system: each criterion with its basis, the totals, the rating."""

from collections.abc import Iterable

from legacymap.domain.assessment import Assessment, CriterionScore
from legacymap.domain.framework import Framework
from legacymap.domain.inventory import Record
from legacymap.scoring.criteria import criterion_scores
from legacymap.scoring.facts import Facts
from legacymap.scoring.legacy import legacy, probability_legacy
from legacymap.scoring.outcome import factors, outcome
from legacymap.scoring.priors import Interval, prior_ratio


def assess(record: Record, facts: Facts, framework: Framework, prior: str) -> Assessment:
    """The score of one system under the named prior (method, sections 1 to 3).

    Raises RequestError for a prior that the framework lacks.
    """
    ratio = prior_ratio(framework, prior)
    criteria = criterion_scores(record, facts, framework, ratio)
    intervals = intervals_of(criteria)
    found = outcome(intervals, framework, ratio)
    likelihood, impact = factors(found, framework)
    return Assessment(
        system=record.id,
        low=found.overall.low,
        expected=found.overall.expected,
        high=found.overall.high,
        groups=found.groups,
        criteria=criteria,
        rating=found.rating,
        p_red=found.p_red,
        legacy=legacy(intervals, framework),
        p_legacy=probability_legacy(intervals, framework, ratio),
        likelihood=likelihood,
        impact=impact,
    )


def intervals_of(criteria: Iterable[CriterionScore]) -> tuple[Interval, ...]:
    """The bounds of every criterion, in the order given."""
    return tuple((score.low, score.high) for score in criteria)
