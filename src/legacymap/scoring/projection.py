"""How every scored system fares in later years: doing nothing, and with each of its options in effect."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from legacymap.domain.assessment import CriterionScore, Rating
from legacymap.domain.dates import PartialDate, financial_year_of
from legacymap.domain.framework import Framework, Group
from legacymap.domain.inventory import Record
from legacymap.domain.plan import Course, OptionOf, Projection
from legacymap.domain.system import Option
from legacymap.scoring.combining import factors, outcome
from legacymap.scoring.criteria import derivation_of
from legacymap.scoring.criteria.bounds import Drift, Spoken
from legacymap.scoring.distribution import Bounds, Interval, Ratio, prior_ratio
from legacymap.scoring.effects import Effect, effect_of
from legacymap.scoring.facts import Horizon, Scored

_LEAVING = "retire"
_NO_ACTION = "retain"
_FADES_AFTER_YEARS = 6


class _Figures(NamedTuple):
    """What the bounds of a year amount to."""

    likelihood: float
    impact: float
    p_red: float
    rating: Rating
    expected: float


def projected(systems: Iterable[Scored], framework: Framework, prior: str, horizon: Horizon) -> Projection:
    """The course of each system over the years of the horizon (method, section 5).

    Assessments must be by the same framework and prior. Raises RequestError for a prior that the framework
    lacks.
    """
    ratio = prior_ratio(framework, prior)
    weigh = lru_cache(maxsize=None)(partial(_figures, framework=framework, ratio=ratio))
    nothing: dict[str, Course] = {}
    after: dict[OptionOf, Course] = {}
    fading: dict[OptionOf, dict[int, Course]] = {}
    effects: dict[OptionOf, Effect] = {}
    retired_from: dict[str, int] = {}
    unfunded: list[str] = []
    for scored in systems:
        record = scored.record
        years = doing_nothing(scored, framework, horizon)
        nothing[record.id] = _course(years, weigh)
        first = leaves_in(record, scored.facts.as_of, horizon)
        if first is not None:
            retired_from[record.id] = first
        elif _is_unfunded(record, scored.facts.as_of, horizon):
            unfunded.append(record.id)
        for option in _options(record):
            key = (record.id, option.id)
            effect = effects[key] = effect_of(option, framework)
            until = [effect.supported_until] * len(years)
            after[key] = _course(_affected(effect, years, horizon, until), weigh)
            if horizon.effects_fade and effect.sets_support and effect.supported_until is None:
                fading[key] = {
                    first: _course(_affected(effect, years, horizon, _faded(horizon, first)), weigh)
                    for first in _first_years(option, horizon)
                }
    return Projection(
        nothing,
        after,
        defaults=tuple(key for key, effect in effects.items() if effect.by_approach),
        kept_current=tuple(
            key for key, effect in effects.items() if effect.sets_support and effect.supported_until is None
        ),
        retired_from=retired_from,
        unfunded=tuple(unfunded),
        fading=fading,
    )


def leaves_in(record: Record, as_of: date, horizon: Horizon) -> int | None:
    """The first year in which a system has left by a planned retirement; None where it stays.

    That is the year after the one that holds the date, counted from 0. A plan that is paid for is believed,
    or every plan where the horizon supposes that; a date before the as-of date never is.
    """
    retires = record.system.retires
    if retires is None or retires.last < as_of or not (_is_funded(record) or horizon.retire_as_planned):
        return None
    first = max(0, financial_year_of(retires.last) + 1 - horizon.begins)
    return first if first < len(horizon.days) else None


def _is_unfunded(record: Record, as_of: date, horizon: Horizon) -> bool:
    """Whether a planned retirement is not believed because nobody pays for it."""
    retires = record.system.retires
    is_ahead = retires is not None and retires.last >= as_of
    return is_ahead and not _is_funded(record) and not horizon.retire_as_planned


def _is_funded(record: Record) -> bool:
    remediation = record.system.remediation
    return bool(remediation and remediation.plan and remediation.plan.funded == "yes")


def _affected(
    effect: Effect,
    years: Sequence[Bounds],
    horizon: Horizon,
    supported_until: Sequence[PartialDate | None],
) -> list[Bounds]:
    return [
        effect.on(bounds, day, until)
        for bounds, day, until in zip(years, horizon.days, supported_until, strict=True)
    ]


def _faded(horizon: Horizon, first: int) -> list[PartialDate | None]:
    """The end of support, in each year, of what is complete in the year before `first`."""
    year = min(max(horizon.begins + first + _FADES_AFTER_YEARS, date.min.year), date.max.year)
    ends = date(year, 4, 1)
    return [PartialDate(ends, ends, ends.isoformat())] * len(horizon.days)


def _first_years(option: Option, horizon: Horizon) -> Iterator[int]:
    """The years from which an option may have effect: each of these, or an earlier one where it had it."""
    if option.committed is not None:
        work = max(len(option.rdel or ()), len(option.cdel or ()))
        since = option.committed + work - horizon.begins
        if since < 0:
            yield since
    yield from range(len(horizon.days))


def _options(record: Record) -> Iterator[Option]:
    """The options that leave the system standing, changed; of two of one name the first counts."""
    remediation = record.system.remediation
    options = (remediation.options or ()) if remediation else ()
    first = {option.id: option for option in reversed(options)}
    for option in options:
        if first[option.id] is option and option.approach not in {_LEAVING, _NO_ACTION}:
            yield option


def _course(years: Sequence[Bounds], weigh: Callable[[Bounds], _Figures]) -> Course:
    figures = [weigh(bounds) for bounds in years]
    return Course(
        likelihood=tuple(each.likelihood for each in figures),
        impact=tuple(each.impact for each in figures),
        p_red=tuple(each.p_red for each in figures),
        rating=tuple(each.rating for each in figures),
        expected=tuple(each.expected for each in figures),
    )


def _figures(bounds: Bounds, framework: Framework, ratio: Ratio) -> _Figures:
    found = outcome(bounds, framework, ratio)
    return _Figures(*factors(found, framework), found.p_red, found.rating, found.overall.expected)


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
