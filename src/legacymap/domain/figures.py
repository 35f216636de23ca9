"""Figures that are not fully known, as every room compares and shows them.

They stand alone: views show them, and load no models of files for it.
"""

from legacymap.domain.frozen import dataclass


def nine_digits(value: float) -> float:
    """A value as orders compare it: at 9 significant digits, so that its last bits decide nothing."""
    return float(f"{value:.9g}")


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure that is not fully known: its lowest, expected and highest value."""

    low: float
    expected: float
    high: float
