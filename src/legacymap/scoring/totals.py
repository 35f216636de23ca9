"""The total of a group of criteria: what it is at least, on average and at most."""

from dataclasses import dataclass
from fractions import Fraction

from legacymap.domain.assessment import Spread


@dataclass(frozen=True, slots=True)
class Totals:
    """The total when every criterion is at its lowest and at its highest, exactly, and as people read it."""

    low: Fraction
    high: Fraction
    spread: Spread


def totals_of(low: Fraction, mean: float, high: Fraction) -> Totals:
    """Totals whose mean is never outside their bounds."""
    return Totals(low, high, spread_of(low, mean, high))


def spread_of(low: Fraction, mean: float, high: Fraction) -> Spread:
    """Exact bounds as a spread, with the mean never outside them."""
    least, most = float(low), float(high)
    return Spread(least, min(max(mean, least), most), most)
