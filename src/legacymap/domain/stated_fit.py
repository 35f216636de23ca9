"""Which stated scores fit a framework, and what is wrong with those that do not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from legacymap.domain.framework import Criterion, Framework, Group
from legacymap.domain.stated import StatedAssessment, StatedScore

MisfitKind = Literal["unknown-criterion", "score-outside-scale", "criterion-given-twice"]
_Score = TypeVar("_Score", StatedScore, int)


@dataclass(frozen=True, slots=True)
class Misfit:
    """A stated score that cannot be used: its key as written, why, and the criterion that it speaks of.

    Group and criterion are None for an unknown criterion; `earlier` is the other key of a criterion that is
    given twice, whose score cannot be used either.
    """

    key: str
    kind: MisfitKind
    group: Group | None = None
    criterion: Criterion | None = None
    earlier: str = ""


def fitting_scores(stated: StatedAssessment | None, framework: Framework) -> dict[str, StatedScore]:
    """The usable scores by criterion id; none when they were given under another framework."""
    if stated is None or stated.framework not in {None, framework.framework}:
        return {}
    return _fitting(stated.scores or {}, framework)


def fitting_levels(after: Mapping[str, int | None] | None, framework: Framework) -> dict[str, int]:
    """The usable levels of an option's `after`, by criterion id."""
    return _fitting(after or {}, framework)


def misfits(
    scores: Mapping[str, StatedScore | None] | Mapping[str, int | None], framework: Framework
) -> Iterator[Misfit]:
    """Every score that does not fit the framework, in the order written; a key without a value is absent."""
    seen: dict[str, str] = {}
    for key, score in scores.items():
        if score is None:
            continue
        if key not in framework.by_word:
            yield Misfit(key, "unknown-criterion")
            continue
        group, criterion = framework.by_word[key]
        if criterion.id in seen:
            yield Misfit(key, "criterion-given-twice", group, criterion, seen[criterion.id])
        seen.setdefault(criterion.id, key)
        if not _is_on_scale(score, group):
            yield Misfit(key, "score-outside-scale", group, criterion)


def _fitting(scores: Mapping[str, _Score | None], framework: Framework) -> dict[str, _Score]:
    """The scores that fit, by criterion id; where all do, which is nearly always, they are looked at once."""
    found: dict[str, _Score] = {}
    for key, score in scores.items():
        if score is None:
            continue
        pair = framework.by_word.get(key)
        if pair is None or pair[1].id in found or not _is_on_scale(score, pair[0]):
            return _without_misfits(scores, framework)
        found[pair[1].id] = score
    return found


def _without_misfits(scores: Mapping[str, _Score | None], framework: Framework) -> dict[str, _Score]:
    dropped = {key for misfit in misfits(scores, framework) for key in (misfit.key, misfit.earlier)}
    return {
        framework.by_word[key][1].id: score
        for key, score in scores.items()
        if score is not None and key not in dropped
    }


def _is_on_scale(score: StatedScore | int, group: Group) -> bool:
    bounds = (score, score) if isinstance(score, int) else score.bounds
    return bounds is None or group.low <= bounds[0] <= bounds[1] <= group.high
