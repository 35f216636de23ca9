"""How every scored system fares in later years: doing nothing, and with each of its options in effect."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial

from legacymap.domain.assessment import CriterionScore
from legacymap.domain.framework import Framework, Group
from legacymap.domain.inventory import Record
from legacymap.domain.plan import Course, OptionOf, Projection
from legacymap.domain.system import Option
from legacymap.scoring.combining import factors, outcome
from legacymap.scoring.criteria import derivation_of
from legacymap.scoring.criteria.bounds import Drift, Spoken
from legacymap.scoring.distribution import Bounds, Interval, Ratio, prior_ratio
from legacymap.scoring.effects import effect_of
from legacymap.scoring.facts import Horizon, Scored

# The expected likelihood and impact totals, and the chance of red.
Figures = tuple[float, float, float]
_LEAVING = "retire"
_NO_ACTION = "retain"


def projected(systems: Iterable[Scored], framework: Framework, prior: str, horizon: Horizon) -> Projection:
    """The course of each system over the years of the horizon (method, section 5).

    Assessments must be by the same framework and prior. Raises RequestError for a prior that the framework
    lacks.
    """
    ratio = prior_ratio(framework, prior)
    weigh = lru_cache(maxsize=None)(partial(_figures, framework=framework, ratio=ratio))
    nothing: dict[str, Course] = {}
    after: dict[OptionOf, Course] = {}
    defaults: list[OptionOf] = []
    for scored in systems:
        record = scored.record
        years = doing_nothing(scored, framework, horizon)
        nothing[record.id] = _course(years, weigh)
        for option in _options(record):
            effect = effect_of(option, framework)
            changed = {bounds: effect.on(bounds) for bounds in dict.fromkeys(years)}
            after[record.id, option.id] = _course([changed[bounds] for bounds in years], weigh)
            if effect.is_default:
                defaults.append((record.id, option.id))
    return Projection(nothing, after, tuple(defaults))


def _options(record: Record) -> Iterator[Option]:
    """The options that leave the system standing, changed; of two of one name the first counts."""
    remediation = record.system.remediation
    options = (remediation.options or ()) if remediation else ()
    first = {option.id: option for option in reversed(options)}
    for option in options:
        if first[option.id] is option and option.approach not in {_LEAVING, _NO_ACTION}:
            yield option


def _course(years: Sequence[Bounds], weigh: Callable[[Bounds], Figures]) -> Course:
    figures = [weigh(bounds) for bounds in years]
    likelihood, impact, p_red = zip(*figures, strict=True) if figures else ((), (), ())
    return Course(likelihood, impact, p_red)


def _figures(bounds: Bounds, framework: Framework, ratio: Ratio) -> Figures:
    found = outcome(bounds, framework, ratio)
    return (*factors(found, framework), found.p_red)


def doing_nothing(scored: Scored, framework: Framework, horizon: Horizon) -> tuple[Bounds, ...]:
    """The bounds of every criterion in each year of the horizon (method, section 5)."""
    years = len(horizon.days)
    columns = []
    for (group, criterion), score in zip(framework.criteria, scored.assessment.criteria, strict=True):
        derivation = derivation_of(criterion, group)
        drift = derivation.drift if derivation else None
        if drift is None or score.basis == "not-applicable":
            columns.append(((score.low, score.high),) * years)
        else:
            columns.append(_drifted(score, drift(scored.record, scored.facts, horizon), group))
    return tuple(zip(*columns, strict=True))


def _drifted(score: CriterionScore, spoken: Spoken, group: Group) -> Drift:
    now = (score.low, score.high)
    if score.basis == "assessed":
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
