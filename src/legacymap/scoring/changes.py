"""What would change or settle a system's rating, one criterion at a time."""

from legacymap.domain.assessment import RATINGS, Assessment, Rating
from legacymap.domain.framework import Framework
from legacymap.domain.results import Change
from legacymap.scoring.assess import intervals_of
from legacymap.scoring.outcome import rating_of


def changes(assessment: Assessment, framework: Framework) -> tuple[Change, ...]:
    """The levels of each criterion at which the rating would be another, all other criteria left as they are.

    In the framework's order, then red before possibly red before not red; a criterion that alone decides
    nothing is left out. Ratings follow from bounds, so that no prior matters.
    """
    now = intervals_of(assessment.criteria)
    found = []
    for place, (group, criterion) in enumerate(framework.criteria):
        at_level: dict[Rating, list[int]] = {}
        for level in range(group.low, group.high + 1):
            supposed = (*now[:place], (level, level), *now[place + 1 :])
            at_level.setdefault(rating_of(supposed, framework), []).append(level)
        found += [
            Change(criterion.id, criterion.code, tuple(at_level[rating]), rating)
            for rating in RATINGS
            if rating != assessment.rating and rating in at_level
        ]
    return tuple(found)
