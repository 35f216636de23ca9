"""How many systems lose support, and when."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Losses:
    """How many systems lose support of a technology, and when; each counts once in each of these.

    `already` did so on or before the as-of date, `by_year` in a financial year after it (by the year in which
    it begins, the one that holds the as-of date first), `unknown` is where a day is not known, `silent` how
    many list no technology at all.
    """

    already: int
    by_year: Mapping[int, int]
    unknown: int
    silent: int = 0
