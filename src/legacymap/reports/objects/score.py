"""The score of a system."""

from functools import lru_cache

from typing_extensions import TypedDict

from legacymap.domain.assessment import Assessment, Basis, CriterionScore, Legacy, Rating, Spread

# Systems of which the same is said share their criteria; whoever writes the object down may write it once.
_KEPT = 16384


class SpreadObject(TypedDict):
    """The lowest, expected and highest value of a figure."""

    low: float
    expected: float
    high: float


class CriterionObject(TypedDict):
    """One criterion: its levels, the basis and the evidence; a contradiction, where facts say otherwise."""

    id: str
    code: str
    low: int
    expected: float
    high: int
    basis: Basis
    evidence: str
    contradiction: str | None


class ScoreObject(TypedDict):
    """Rating, bounds, probabilities, the totals of each group, and every criterion."""

    rating: Rating
    low: float
    expected: float
    high: float
    p_red: float
    legacy: Legacy
    p_legacy: float
    groups: dict[str, SpreadObject]
    criteria: list[CriterionObject]


def score_object(assessment: Assessment) -> ScoreObject:
    """An assessment, unrounded."""
    return {
        "rating": assessment.rating,
        "low": assessment.overall.low,
        "expected": assessment.overall.expected,
        "high": assessment.overall.high,
        "p_red": assessment.p_red,
        "legacy": assessment.legacy,
        "p_legacy": assessment.p_legacy,
        "groups": {group: _spread(spread) for group, spread in assessment.groups.items()},
        "criteria": [_criterion(score) for score in assessment.criteria],
    }


def _spread(spread: Spread) -> SpreadObject:
    return {"low": spread.low, "expected": spread.expected, "high": spread.high}


@lru_cache(maxsize=_KEPT)
def _criterion(score: CriterionScore) -> CriterionObject:
    return {
        "id": score.criterion,
        "code": score.code,
        "low": score.low,
        "expected": score.expected,
        "high": score.high,
        "basis": score.basis,
        "evidence": score.evidence,
        "contradiction": score.contradiction,
    }
