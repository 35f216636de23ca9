"""What becomes of a system's criteria when nobody does anything: only dates move, and nothing falls."""

from collections.abc import Iterator

from legacymap.domain.assessment import CriterionScore
from legacymap.domain.framework import Framework, Group
from legacymap.scoring.derive import derived_by
from legacymap.scoring.drift import DRIFTS
from legacymap.scoring.drift.courses import Course, Spoken
from legacymap.scoring.horizon import Horizon
from legacymap.scoring.priors import Interval
from legacymap.scoring.standing import Standing

# The bounds of every criterion, in the framework's order.
Bounds = tuple[Interval, ...]


def doing_nothing(standing: Standing, framework: Framework, horizon: Horizon) -> tuple[Bounds, ...]:
    """The bounds of every criterion in each year of the horizon (method, section 5)."""
    years = len(horizon.days)
    columns = []
    for (group, criterion), score in zip(framework.criteria, standing.assessment.criteria, strict=True):
        drift = DRIFTS.get(derived_by(criterion, group) or "")
        if drift is None or score.basis == "not-applicable":
            columns.append(((score.low, score.high),) * years)
        else:
            columns.append(_course(score, drift(standing.record, standing.facts, horizon), group))
    return tuple(zip(*columns, strict=True))


def _course(score: CriterionScore, spoken: Spoken, group: Group) -> Course:
    now = (score.low, score.high)
    if score.basis in {"assessed", "shared"}:
        return tuple(_risen(now, spoken, group))
    # Where no fact speaks, now is the whole scale; where one does, what it says later is no lower.
    return tuple(then or now for then in spoken[1:])


def _risen(assessed: Interval, spoken: Spoken, group: Group) -> Iterator[Interval]:
    """What was assessed, risen by as many levels as what the facts say has risen, low and high each."""
    now = spoken[0]
    for then in spoken[1:]:
        if now is None or then is None:
            yield assessed
        else:
            low = min(assessed[0] + then[0] - now[0], group.high)
            yield low, max(low, min(assessed[1] + then[1] - now[1], group.high))
