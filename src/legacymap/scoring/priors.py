"""How likely each level of an open criterion is before anything more is known."""

from fractions import Fraction
from functools import lru_cache
from math import fsum

from legacymap.domain.errors import RequestError
from legacymap.domain.framework import Framework
from legacymap.domain.nearest import did_you_mean, listed

Interval = tuple[int, int]
# Numerator and denominator, exact; much quicker to look things up by than a Fraction.
Ratio = tuple[int, int]


def prior_ratio(framework: Framework, prior: str) -> Ratio:
    """The weight of a level relative to the one below it; raises RequestError for an unknown prior."""
    found = framework.priors.get(prior)
    if found is None:
        known = f"It has {listed(sorted(framework.priors), 'and')}."
        hint = did_you_mean(prior, framework.priors) or known
        raise RequestError(f"The framework `{framework.framework}` has no prior `{prior}`.", hint)
    return found.ratio.as_integer_ratio()


@lru_cache(maxsize=4096)
def level_chances(interval: Interval, ratio: Ratio) -> tuple[float, ...]:
    """The chance of each level of the interval, lowest first; they add up to 1 (method, section 3).

    The weight of a level is ratio^(level - lowest); inside an interval only its powers from 0 up matter.
    """
    low, high = interval
    weights = [Fraction(*ratio) ** step for step in range(high - low + 1)]
    total = sum(weights)
    return tuple(float(weight / total) for weight in weights)


@lru_cache(maxsize=4096)
def expected_level(interval: Interval, ratio: Ratio) -> float:
    """The mean level of the interval, never outside it."""
    low, high = interval
    mean = fsum(level * chance for level, chance in enumerate(level_chances(interval, ratio), low))
    return min(max(mean, float(low)), float(high))
