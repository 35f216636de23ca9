"""What one system is rated, and how sure that is."""

from legacymap.domain.assessment import Assessment
from legacymap.domain.explanation import Explanation
from legacymap.domain.framework import Framework
from legacymap.reports.figures import shown
from legacymap.reports.view import Block, Fact, Figures, Prose

_RATING = {"red": "It is red", "possibly-red": "It could be red", "not-red": "It is not red"}
_LEGACY = {"yes": "It is legacy", "possibly": "It may be legacy", "no": "It is not legacy"}


def verdict(explanation: Explanation, framework: Framework) -> tuple[Block, ...]:
    """Rating and bounds in a sentence, and how probable red is under each prior."""
    assessment = explanation.entry.assessment
    if assessment is None:
        return (Prose(_why_not_scored(explanation)),)
    legacy = _LEGACY[assessment.legacy]
    if assessment.legacy == "possibly":
        share = shown(assessment.p_legacy, "share")
        legacy += f" ({share} under the prior {explanation.provenance.prior})"
    probabilities = tuple(
        (Fact(f"probability of red under the prior {prior}", share, "share"),)
        for prior, share in explanation.p_red_by_prior.items()
    )
    return Prose(f"{_rating(assessment, framework)} {legacy}."), Figures(probabilities)


def _rating(assessment: Assessment, framework: Framework) -> str:
    overall, threshold = assessment.overall, float(framework.ratings.red)
    low, expected, high = (
        _beside(bound, threshold) for bound in (overall.low, overall.expected, overall.high)
    )
    bounds = f"{expected} expected, {low} at the lowest and {high} at the highest"
    score = expected if overall.low == overall.high else bounds
    return f"{_RATING[assessment.rating]}: its score is {score}, and red begins at {threshold:g}."


def _beside(score: float, threshold: float) -> str:
    """A score to one decimal; to four where one would hide on which side of the threshold it lies."""
    hides = score != threshold and round(score, 1) == round(threshold, 1)
    return shown(score, "working" if hides else "score")


def _why_not_scored(explanation: Explanation) -> str:
    system = explanation.entry.record.system
    if system.status in {"proposed", "retired"}:
        return f"It is not scored: its status is {system.status}, so it is listed but not part of the estate."
    return "It is not scored: it is external, so the estate knows it only as an end of dependencies."
