"""Where each criterion's score comes from: assessed before derived before unknown (method, section 2)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from legacymap.domain.assessment import Basis, CriterionScore, Levels, fitting_scores
from legacymap.domain.framework import Criterion, Framework, Group
from legacymap.domain.inventory import Record
from legacymap.domain.system import StatedAssessment, StatedScore
from legacymap.scoring.derive import DERIVATIONS, derived_by
from legacymap.scoring.facts import Facts
from legacymap.scoring.priors import Interval, Ratio, expected_level

_KEPT = 16384
_Said = tuple[int, int, Basis, str, str | None]


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
        speaking = source.levels(record, facts) if source.levels else None
        said = _said(source, scores.get(source.identity[0]), speaking, stated_by)
        found.append(_score(source.identity, said, ratio))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Source:
    """A criterion by id, code and group id, its scale, and the derivation that speaks of it, if any."""

    identity: tuple[str, str, str]
    low: int
    high: int
    levels: Callable[[Record, Facts], Levels | None] | None


def _sources(framework: Framework) -> tuple[_Source, ...]:
    """The criteria of a framework; those of the one asked for last are remembered."""
    if not _LAST or _LAST[0][0] is not framework:
        _LAST[:] = [(framework, tuple(_source(group, each) for group, each in framework.criteria))]
    return _LAST[0][1]


def _source(group: Group, criterion: Criterion) -> _Source:
    name = derived_by(criterion, group)
    levels = DERIVATIONS[name].levels if name else None
    return _Source((criterion.id, criterion.code, group.id), group.low, group.high, levels)


_LAST: list[tuple[Framework, tuple[_Source, ...]]] = []


def _stated_by(stated: StatedAssessment | None) -> str:
    assessor = f" by {stated.assessor}" if stated and stated.assessor else ""
    day = f", {stated.date}" if stated and stated.date else ""
    return f"stated in the record{assessor}{day}"


def _said(source: _Source, stated: StatedScore | None, speaking: Levels | None, stated_by: str) -> _Said:
    """The levels of a criterion, their basis and evidence, and what contradicts them."""
    if stated is not None:
        bounds = stated.bounds
        if bounds is not None:
            contradiction = _contradiction(bounds, speaking) if speaking else None
            return *bounds, "assessed", stated.evidence or stated_by, contradiction
        if stated.not_applicable:
            return source.low, source.low, "not-applicable", stated.evidence or stated_by, None
    if speaking is not None:
        return speaking.low, speaking.high, "derived", speaking.evidence, None
    return source.low, source.high, "unknown", "nothing is known", None


def _contradiction(assessed: Interval, speaking: Levels) -> str | None:
    low, high = assessed
    if speaking.low - high < 2 and low - speaking.high < 2:
        return None
    level = str(low) if low == high else f"{low} to {high}"
    return f"assessed {level}, but {speaking.evidence}"


@lru_cache(maxsize=_KEPT)
def _score(identity: tuple[str, str, str], said: _Said, ratio: Ratio) -> CriterionScore:
    """One value for all systems of which the same is said: in most estates nearly all are such."""
    low, high, basis, evidence, contradiction = said
    expected = expected_level((low, high), ratio)
    return CriterionScore(*identity, low, high, expected, basis, evidence, contradiction)
