"""Where each criterion's score comes from: assessed before derived before unknown (method, section 2)."""

from legacymap.domain.assessment import Basis, CriterionScore, Levels
from legacymap.domain.framework import Framework, Group
from legacymap.domain.inventory import Record
from legacymap.domain.stated import StatedAssessment, StatedScore
from legacymap.domain.stated_fit import fitting_scores
from legacymap.scoring.derive import derived
from legacymap.scoring.facts import Facts
from legacymap.scoring.priors import Ratio, expected_level


def criterion_scores(
    record: Record, facts: Facts, framework: Framework, ratio: Ratio
) -> tuple[CriterionScore, ...]:
    """Every criterion of a system with bounds, mean, basis and evidence, in the framework's order.

    Stated scores that do not fit the framework count as absent; rules report them.
    """
    scores = fitting_scores(record.system.assessment, framework)
    stated_by = _stated_by(record.system.assessment)
    found = []
    for group, criterion in framework.criteria:
        speaking = derived(criterion, group, record, facts)
        basis, levels = _standing(scores.get(criterion.id), speaking, group, stated_by)
        score = CriterionScore(
            criterion=criterion.id,
            code=criterion.code,
            group=group.id,
            low=levels.low,
            high=levels.high,
            expected=expected_level((levels.low, levels.high), ratio),
            basis=basis,
            evidence=levels.evidence,
            contradiction=_contradiction(levels, speaking) if basis == "assessed" else None,
        )
        found.append(score)
    return tuple(found)


def _stated_by(stated: StatedAssessment | None) -> str:
    assessor = f" by {stated.assessor}" if stated and stated.assessor else ""
    day = f", {stated.date}" if stated and stated.date else ""
    return f"stated in the record{assessor}{day}"


def _standing(
    stated: StatedScore | None, speaking: Levels | None, group: Group, stated_by: str
) -> tuple[Basis, Levels]:
    if stated is not None and stated.bounds is not None:
        low, high = stated.bounds
        return "assessed", Levels(low, high, stated.evidence or stated_by)
    if stated is not None and stated.not_applicable:
        return "not-applicable", Levels(group.low, group.low, stated.evidence or stated_by)
    if speaking is not None:
        return "derived", speaking
    return "unknown", Levels(group.low, group.high, "nothing is known")


def _contradiction(assessed: Levels, speaking: Levels | None) -> str | None:
    if speaking is None or max(speaking.low - assessed.high, assessed.low - speaking.high) < 2:
        return None
    level = str(assessed.low) if assessed.low == assessed.high else f"{assessed.low} to {assessed.high}"
    return f"assessed {level}, but {speaking.evidence}"
