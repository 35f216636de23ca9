"""Where each criterion's score comes from: assessed before derived before unknown (method, section 2)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from legacymap.domain.assessment import Basis, CriterionScore, Levels
from legacymap.domain.framework import Criterion, Framework, Group
from legacymap.domain.inventory import Record
from legacymap.domain.stated import StatedAssessment, StatedScore
from legacymap.domain.stated_fit import fitting_scores
from legacymap.scoring.derive import DERIVATIONS, derived_by
from legacymap.scoring.facts import Facts
from legacymap.scoring.priors import Interval, Ratio, expected_level

_KEPT = 16384


def criterion_scores(
    record: Record, facts: Facts, framework: Framework, ratio: Ratio
) -> tuple[CriterionScore, ...]:
    """Every criterion of a system with bounds, mean, basis and evidence, in the framework's order.

    Stated scores that do not fit the framework count as absent; rules report them.
    """
    scores = fitting_scores(record.system.assessment, framework)
    stated_by = _stated_by(record.system.assessment)
    found = []
    for source in _sources(framework):
        group = source.group
        speaking = source.levels(record, facts) if source.levels else None
        basis, levels = _standing(scores.get(source.identity[0]), speaking, group, stated_by)
        contradiction = _contradiction(levels, speaking) if speaking and basis == "assessed" else None
        said = (basis, levels.evidence, contradiction)
        found.append(_score(source.identity, (levels.low, levels.high), said, ratio))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Source:
    """A criterion by id, code and group id, its group, and the derivation that speaks of it, if any."""

    identity: tuple[str, str, str]
    group: Group
    levels: Callable[[Record, Facts], Levels | None] | None


def _sources(framework: Framework) -> tuple[_Source, ...]:
    """The criteria of a framework; those of the one asked for last are remembered."""
    if not _LAST or _LAST[0][0] is not framework:
        _LAST[:] = [(framework, tuple(_source(group, each) for group, each in framework.criteria))]
    return _LAST[0][1]


def _source(group: Group, criterion: Criterion) -> _Source:
    name = derived_by(criterion, group)
    levels = DERIVATIONS[name].levels if name else None
    return _Source((criterion.id, criterion.code, group.id), group, levels)


_LAST: list[tuple[Framework, tuple[_Source, ...]]] = []


@lru_cache(maxsize=_KEPT)
def _score(
    identity: tuple[str, str, str], bounds: Interval, said: tuple[Basis, str, str | None], ratio: Ratio
) -> CriterionScore:
    """One value for all systems of which the same is said: in most estates nearly all are such."""
    basis, evidence, contradiction = said
    expected = expected_level(bounds, ratio)
    return CriterionScore(*identity, *bounds, expected, basis, evidence, contradiction)


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
    return "unknown", _whole_scale(group.low, group.high)


@lru_cache
def _whole_scale(low: int, high: int) -> Levels:
    return Levels(low, high, "nothing is known")


def _contradiction(assessed: Levels, speaking: Levels) -> str | None:
    if max(speaking.low - assessed.high, assessed.low - speaking.high) < 2:
        return None
    level = str(assessed.low) if assessed.low == assessed.high else f"{assessed.low} to {assessed.high}"
    return f"assessed {level}, but {speaking.evidence}"
