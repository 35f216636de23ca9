"""How every scored system fares in later years: doing nothing, and with each of its options in effect."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial

from legacymap.domain.framework import Framework
from legacymap.domain.inventory import Record
from legacymap.domain.plan import Course, OptionOf, Projection
from legacymap.domain.system import Option
from legacymap.scoring.doing_nothing import Bounds, doing_nothing
from legacymap.scoring.effects import effect_of
from legacymap.scoring.horizon import Horizon
from legacymap.scoring.outcome import factors, outcome
from legacymap.scoring.priors import Ratio, prior_ratio
from legacymap.scoring.standing import Standing

# The expected likelihood and impact totals, and the chance of red.
Figures = tuple[float, float, float]
_LEAVING = "retire"
_NO_ACTION = "retain"


def projected(
    standings: Iterable[Standing], framework: Framework, prior: str, horizon: Horizon
) -> Projection:
    """The course of each system over the years of the horizon (method, section 5).

    Assessments must be by the same framework and prior. Raises RequestError for a prior that the framework
    lacks.
    """
    ratio = prior_ratio(framework, prior)
    weigh = lru_cache(maxsize=None)(partial(_figures, framework=framework, ratio=ratio))
    nothing: dict[str, Course] = {}
    after: dict[OptionOf, Course] = {}
    defaults: list[OptionOf] = []
    for standing in standings:
        record = standing.record
        years = doing_nothing(standing, framework, horizon)
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
