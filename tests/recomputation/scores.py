"""One system's score: bounds, chances and words (`method.md`, sections 1 and 3)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.recomputation import odds
from tests.recomputation.assessed import LIKELIHOOD, Judged, judged
from tests.recomputation.plain import Written


@dataclass(frozen=True)
class Question:
    """What a scan is asked: the day, the prior and the decay of reach."""

    day: date
    prior: str = "calibrated"
    decay: float = 0.5


@dataclass(frozen=True)
class Score:
    """One scored system."""

    likelihood: odds.Spread
    impact: odds.Spread
    p_red: Fraction
    p_legacy: Fraction
    criteria: list[Judged]
    ratio: Fraction

    @property
    def rating(self) -> str:
        """`red` when low is red, `not-red` when high is not."""
        if self.likelihood.low * self.impact.low >= 16:
            return "red"
        return "possibly-red" if self.likelihood.high * self.impact.high >= 16 else "not-red"

    @property
    def legacy(self) -> str:
        """`yes` when some likelihood criterion is surely 3 or more, `no` when none can be."""
        intervals = [each.interval for each in self.criteria if each.criterion in LIKELIHOOD]
        if any(low >= 3 for low, _ in intervals):
            return "yes"
        return "no" if all(high < 3 for _, high in intervals) else "possibly"


def score_of(full_id: str, estate: Written, dependents: int, question: Question) -> Score:
    """The score of one system with so many direct dependents."""
    ratio = odds.PRIORS[question.prior]
    criteria = judged(full_id, estate, dependents, question.day)
    left = tuple(each.interval for each in criteria if each.criterion in LIKELIHOOD)
    right = tuple(each.interval for each in criteria if each.criterion not in LIKELIHOOD)
    return Score(
        likelihood=odds.spread(left, ratio),
        impact=odds.spread(right, ratio),
        p_red=odds.chance_of_red(left, right, ratio),
        p_legacy=odds.chance_of_legacy(left, ratio),
        criteria=criteria,
        ratio=ratio,
    )


def shown(score: Score) -> dict[str, object]:
    """The score as the scan's JSON has it."""
    overall = odds.Spread(
        score.likelihood.low * score.impact.low,
        score.likelihood.expected * score.impact.expected,
        score.likelihood.high * score.impact.high,
    )
    return {
        "rating": score.rating,
        **_spread(overall),
        "p_red": float(score.p_red),
        "legacy": score.legacy,
        "p_legacy": float(score.p_legacy),
        "groups": {"likelihood": _spread(score.likelihood), "impact": _spread(score.impact)},
        "criteria": [
            {
                "id": each.criterion,
                "code": each.code,
                "low": each.interval[0],
                "expected": float(odds.expected_level(each.interval, score.ratio)),
                "high": each.interval[1],
                "basis": each.basis,
                "contradicted": each.contradicted,
            }
            for each in score.criteria
        ],
    }


def _spread(spread: odds.Spread) -> dict[str, object]:
    return {"low": float(spread.low), "expected": float(spread.expected), "high": float(spread.high)}
