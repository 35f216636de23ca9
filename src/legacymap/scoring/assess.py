"""The assessment of one system: each criterion with its basis, the totals, the rating."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from legacymap.domain.assessment import Assessment, Basis, CriterionScore, Levels
from legacymap.domain.framework import Criterion, Framework, Group, accepted_for, fitting_scores, made_under
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Record
from legacymap.domain.system import StatedAssessment, StatedScore
from legacymap.scoring.combining import factors, legacy, outcome, probability_legacy
from legacymap.scoring.criteria import derivation_of
from legacymap.scoring.distribution import Interval, Ratio, expected_level, prior_ratio
from legacymap.scoring.facts import Facts


def assess(record: Record, facts: Facts, framework: Framework, prior: str) -> Assessment:
    """The score of one system under the named prior (method, sections 1 to 3).

    Raises RequestError for a prior that the framework lacks.
    """
    ratio = prior_ratio(framework, prior)
    criteria = criterion_scores(record, facts, framework, ratio)
    intervals = intervals_of(criteria)
    found = outcome(intervals, framework, ratio)
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
        legacy=legacy(intervals, framework),
        p_legacy=probability_legacy(intervals, framework, ratio),
        likelihood=likelihood,
        impact=impact,
        bad_by_what_is_known=_is_bad(found.p_red, _p_red_of_nothing_known(framework, ratio)),
    )


def intervals_of(criteria: Iterable[CriterionScore]) -> tuple[Interval, ...]:
    """The bounds of every criterion, in the order given."""
    return tuple((score.low, score.high) for score in criteria)


UNEXPLAINED = "stated in the record"
"""How the evidence of a score begins for which its assessor gave none."""
_KEPT = 16384
_TIMES_THE_USUAL_ODDS = 3
_Said = tuple[int, int, Basis, str, str | None]


def criterion_scores(
    record: Record, facts: Facts, framework: Framework, ratio: Ratio
) -> tuple[CriterionScore, ...]:
    """Every criterion of a system with bounds, mean, basis and evidence, in the framework's order.

    Stated scores that do not fit the framework count as absent; rules report them.
    """
    scores = fitting_scores(record.system.assessment, framework)
    stated_by = _stated_by(record.system.assessment)
    through = _through(record.system.assessment, framework)
    found = []
    for source in _sources(framework):
        speaking = source.levels(record, facts) if source.levels else None
        said = _said(source, scores.get(source.identity[0]), speaking, stated_by)
        found.append(_score(source.identity, said, ratio, through if said[2] == "assessed" else None))
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
    derivation = derivation_of(criterion, group)
    identity = (criterion.id, criterion.code, group.id)
    return _Source(identity, group.low, group.high, derivation.levels if derivation else None)


_LAST: list[tuple[Framework, tuple[_Source, ...]]] = []


def _p_red_of_nothing_known(framework: Framework, ratio: Ratio) -> float:
    """The chance of red of a system of which nothing is known; that of the framework asked last is kept."""
    if not _NOTHING_KNOWN or _NOTHING_KNOWN[0][0] is not framework or _NOTHING_KNOWN[0][1] != ratio:
        whole = [(group.low, group.high) for group, _ in framework.criteria]
        _NOTHING_KNOWN[:] = [(framework, ratio, outcome(whole, framework, ratio).p_red)]
    return _NOTHING_KNOWN[0][2]


_NOTHING_KNOWN: list[tuple[Framework, Ratio, float]] = []


def _is_bad(p_red: float, of_nothing_known: float) -> bool:
    """Whether the odds of red are at least three times those of a system of which nothing is known."""
    odds, usual = p_red * (1.0 - of_nothing_known), of_nothing_known * (1.0 - p_red)
    return p_red > 0.0 and odds >= _TIMES_THE_USUAL_ODDS * usual


def _stated_by(stated: StatedAssessment | None) -> str:
    assessor = f" by {stated.assessor}" if stated and stated.assessor else ""
    day = f", {stated.date}" if stated and stated.date else ""
    return f"{UNEXPLAINED}{assessor}{day}"


def _through(stated: StatedAssessment | None, framework: Framework) -> str | None:
    """The older framework under which an assessment was made, with its version, where it counts here."""
    accepted = accepted_for(stated, framework)
    return f"{made_under(stated, framework)} {accepted.version}" if stated and accepted else None


def _said(source: _Source, stated: StatedScore | None, speaking: Levels | None, stated_by: str) -> _Said:
    """The levels of a criterion, their basis and evidence, and what contradicts them."""
    if stated is not None:
        bounds = stated.bounds
        if bounds is not None and stated.basis == "unknown":
            return *bounds, "unknown", "nothing is known where it was shared from", None
        if bounds is not None and stated.basis == "shared":
            return *bounds, "shared", stated.evidence or stated_by, None
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
def _score(identity: tuple[str, str, str], said: _Said, ratio: Ratio, through: str | None) -> CriterionScore:
    """One value for all systems of which the same is said: in most estates nearly all are such."""
    low, high, basis, evidence, contradiction = said
    expected = expected_level((low, high), ratio)
    criterion, code, group = identity
    return CriterionScore(
        criterion=criterion,
        code=code,
        group=group,
        low=low,
        expected=expected,
        high=high,
        basis=basis,
        evidence=f"{evidence} (through {through})" if through else evidence,
        contradiction=contradiction,
        through=through,
    )
