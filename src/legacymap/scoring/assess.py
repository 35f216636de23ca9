"""The assessment of one system: each criterion with its basis, the totals, the rating."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from legacymap.domain.assessment import Assessment, Basis, CriterionScore, Levels
from legacymap.domain.dates import PartialDate
from legacymap.domain.framework import Criterion, Framework, Group, accepted_for, fitting_scores, made_under
from legacymap.domain.inventory import Record
from legacymap.domain.system import StatedAssessment, StatedScore
from legacymap.scoring.combining import Outcome, factors, outcome
from legacymap.scoring.criteria import derivation_of
from legacymap.scoring.distribution import Interval, Ratio, expected_level, prior_ratio
from legacymap.scoring.facts import Facts

_BLOCK = 1024
Known = tuple[Record, Facts]
"""A system's record and the facts beside it."""


def assess(record: Record, facts: Facts, framework: Framework, prior: str) -> Assessment:
    """The score of one system under the named prior (method, sections 1 to 3).

    Raises RequestError for a prior that the framework lacks.
    """
    (found,) = assess_all([(record, facts)], framework, prior)
    return found


def assess_all(systems: Sequence[Known], framework: Framework, prior: str) -> list[Assessment]:
    """The same of many systems, each scored as if it were alone.

    They are taken a block at a time, criterion by criterion: all criteria of each system in turn took a third
    longer, as what one needs drives what another needs out of the processor's memory.
    """
    ratio = prior_ratio(framework, prior)
    found: list[Assessment] = []
    for first in range(0, len(systems), _BLOCK):
        block = systems[first : first + _BLOCK]
        rows = criterion_scores(block, framework, ratio)
        outcomes = [outcome(intervals_of(row), framework, ratio) for row in rows]
        found += [
            _assessment(record, row, each, framework, ratio)
            for (record, _), row, each in zip(block, rows, outcomes, strict=True)
        ]
    return found


def _assessment(
    record: Record, criteria: tuple[CriterionScore, ...], found: Outcome, framework: Framework, ratio: Ratio
) -> Assessment:
    likelihood, impact = factors(found, framework)
    return Assessment(
        system=record.id,
        low=found.overall.low,
        expected=found.overall.expected,
        high=found.overall.high,
        groups=found.groups,
        criteria=criteria,
        rating=found.rating,
        p_red=found.p_red,
        legacy=found.legacy,
        p_legacy=found.p_legacy,
        likelihood=likelihood,
        impact=impact,
        bad_by_what_is_known=_is_bad(found.p_red, _p_red_of_nothing_known(framework, ratio)),
    )


def intervals_of(criteria: Iterable[CriterionScore]) -> tuple[Interval, ...]:
    """The bounds of every criterion, in the order given."""
    return tuple([(score.low, score.high) for score in criteria])


UNEXPLAINED = "stated in the record"
"""How the evidence of a score begins for which its assessor gave none."""
_KEPT = 16384
_TIMES_THE_USUAL_ODDS = 3
_Said = tuple[int, int, Basis, str, str | None]


def criterion_scores(
    systems: Sequence[Known], framework: Framework, ratio: Ratio
) -> list[tuple[CriterionScore, ...]]:
    """Every criterion of each system with bounds, mean, basis and evidence, in the framework's order.

    Stated scores that do not fit the framework count as absent; rules report them.
    """
    stated = [_stated(record.system.assessment, framework) for record, _ in systems]
    return list(
        zip(*(_column(source, systems, stated) for source in _sources(framework, ratio)), strict=True)
    )


class _Stated(NamedTuple):
    """The usable scores of a record by criterion, who gave them, and through which older framework."""

    scores: Mapping[str, StatedScore]
    by: str
    through: str | None


def _stated(assessment: StatedAssessment | None, framework: Framework) -> _Stated:
    scores = fitting_scores(assessment, framework)
    return _Stated(scores, _stated_by(assessment), _through(assessment, framework))


def _column(
    source: "_Source", systems: Sequence[Known], every: Sequence[_Stated]
) -> Iterator[CriterionScore]:
    """One criterion of each system."""
    for (record, facts), (scores, stated_by, through) in zip(systems, every, strict=True):
        speaking = source.levels(record, facts) if source.levels else None
        stated = scores.get(source.criterion)
        if stated is not None:
            told = stated.evidence or stated_by
            key: _Key = (stated.score, stated.between, stated.basis, told)
            if through or (speaking and _is_at_odds(stated, speaking)):
                key = (*key, through, speaking)
        elif speaking is not None:
            key = (speaking.low, speaking.high, speaking.evidence)
        else:
            key = _NOTHING
        score = source.scores.get(key)
        yield score or _remembered(source, key, _said(source, stated, speaking, stated_by), through)


_Key = tuple[object, ...]
_NOTHING: _Key = ()


@dataclass(frozen=True, eq=False)
class _Source:
    """A criterion by id, code and group id, its scale, the derivation that speaks of it, and the prior."""

    criterion: str
    code: str
    group: str
    low: int
    high: int
    levels: Callable[[Record, Facts], Levels | None] | None
    ratio: Ratio
    scores: dict[_Key, CriterionScore] = field(default_factory=dict)  # by what is said of a system


def _sources(framework: Framework, ratio: Ratio) -> tuple[_Source, ...]:
    """The criteria of a framework; those of the one asked for last are remembered."""
    last = _LAST[0] if _LAST else None
    if last is None or last[0] is not framework or last[1] != ratio:
        last = (framework, ratio, tuple(_source(group, each, ratio) for group, each in framework.criteria))
        _LAST[:] = [last]
    return last[2]


def _source(group: Group, criterion: Criterion, ratio: Ratio) -> _Source:
    derivation = derivation_of(criterion, group)
    levels = derivation.levels if derivation else None
    return _Source(criterion.id, criterion.code, group.id, group.low, group.high, levels, ratio)


_LAST: list[tuple[Framework, Ratio, tuple[_Source, ...]]] = []


def _remembered(source: _Source, key: _Key, said: _Said, through: str | None) -> CriterionScore:
    """One value for all systems of which the same is said: in most estates nearly all are such."""
    if len(source.scores) >= _KEPT:
        source.scores.clear()
    score = source.scores[key] = _score(source, said, through if said[2] == "assessed" else None)
    return score


def _p_red_of_nothing_known(framework: Framework, ratio: Ratio) -> float:
    """The chance of red of a system of which nothing is known; that of the framework asked last is kept."""
    last = _NOTHING_KNOWN[0] if _NOTHING_KNOWN else None
    if last is None or last[0] is not framework or last[1] != ratio:
        whole = [(group.low, group.high) for group, _ in framework.criteria]
        last = (framework, ratio, outcome(whole, framework, ratio).p_red)
        _NOTHING_KNOWN[:] = [last]
    return last[2]


_NOTHING_KNOWN: list[tuple[Framework, Ratio, float]] = []


def _is_bad(p_red: float, of_nothing_known: float) -> bool:
    """Whether the odds of red are at least three times those of a system of which nothing is known."""
    odds, usual = p_red * (1.0 - of_nothing_known), of_nothing_known * (1.0 - p_red)
    return p_red > 0.0 and odds >= _TIMES_THE_USUAL_ODDS * usual


def _stated_by(stated: StatedAssessment | None) -> str:
    return _unexplained(stated.assessor, stated.date) if stated else UNEXPLAINED


@lru_cache(maxsize=4096)
def _unexplained(assessor: str | None, day: PartialDate | None) -> str:
    return f"{UNEXPLAINED}{f' by {assessor}' if assessor else ''}{f', {day}' if day else ''}"


def _through(stated: StatedAssessment | None, framework: Framework) -> str | None:
    """The older framework under which an assessment was made, with its version, where it counts here."""
    accepted = accepted_for(stated, framework)
    return f"{made_under(stated, framework)} {accepted.version}" if stated and accepted else None


def _said(source: _Source, stated: StatedScore | None, speaking: Levels | None, stated_by: str) -> _Said:
    """The levels of a criterion, their basis and evidence, and what contradicts them."""
    if stated is not None:
        bounds = stated.bounds
        if bounds is not None:
            if stated.basis == "unknown":
                return *bounds, "unknown", "nothing is known where it was shared from", None
            if stated.basis == "shared":
                return *bounds, "shared", stated.evidence or stated_by, None
            contradiction = _contradiction(stated, speaking) if speaking else None
            return *bounds, "assessed", stated.evidence or stated_by, contradiction
        if stated.not_applicable:
            return source.low, source.low, "not-applicable", stated.evidence or stated_by, None
    if speaking is not None:
        return speaking.low, speaking.high, "derived", speaking.evidence, None
    return source.low, source.high, "unknown", "nothing is known", None


def _contradiction(stated: StatedScore, speaking: Levels) -> str | None:
    if stated.bounds is None or not _is_at_odds(stated, speaking):
        return None
    low, high = stated.bounds
    level = str(low) if low == high else f"{low} to {high}"
    return f"assessed {level}, but {speaking.evidence}"


def _is_at_odds(stated: StatedScore, speaking: Levels) -> bool:
    """Whether a level was stated that is two or more away from what the facts say, or none was."""
    bounds = stated.bounds
    return bounds is None or speaking.low - bounds[1] >= 2 or bounds[0] - speaking.high >= 2


def _score(source: _Source, said: _Said, through: str | None) -> CriterionScore:
    low, high, basis, evidence, contradiction = said
    return CriterionScore(
        criterion=source.criterion,
        code=source.code,
        group=source.group,
        low=low,
        expected=expected_level((low, high), source.ratio),
        high=high,
        basis=basis,
        evidence=f"{evidence} (through {through})" if through else evidence,
        contradiction=contradiction,
        through=through,
    )
