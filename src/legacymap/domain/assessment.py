"""What scoring says of a system: each criterion with its basis, the totals, and the rating."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from legacymap.domain.framework import Criterion, Framework, Group
from legacymap.domain.system import StatedAssessment, StatedScore

Basis = Literal["assessed", "derived", "unknown", "not-applicable"]
Rating = Literal["red", "possibly-red", "not-red"]
Legacy = Literal["yes", "possibly", "no"]
RATINGS: tuple[Rating, ...] = ("red", "possibly-red", "not-red")


@dataclass(frozen=True, slots=True)
class Levels:
    """The lowest and highest level that a criterion may have, with the reason in one phrase."""

    low: int
    high: int
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """One criterion of one system: its bounds, its expectation under the prior, and what they rest on."""

    criterion: str
    code: str
    group: str
    low: int
    high: int
    expected: float
    basis: Basis
    evidence: str
    contradiction: str | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure that is not fully known: its lowest, expected and highest value."""

    low: float
    expected: float
    high: float


@dataclass(frozen=True, slots=True)
class Assessment:
    """The score of one system (method, sections 1 to 3).

    `likelihood` and `impact` are the expected totals L and I of section 4; a framework with one group has
    L = its score and I = 1. Criteria stand in the framework's order.
    """

    system: str
    overall: Spread
    groups: Mapping[str, Spread]
    criteria: tuple[CriterionScore, ...]
    rating: Rating
    p_red: float
    legacy: Legacy
    p_legacy: float
    likelihood: float
    impact: float


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
