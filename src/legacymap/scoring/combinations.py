"""The ways in which scores combine: what each must answer, and which there are."""

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Protocol

from legacymap.domain.framework import Combination, Framework, Group
from legacymap.scoring import mean_max_product, weighted_sum
from legacymap.scoring.outlook import Outlook
from legacymap.scoring.priors import Interval, Ratio
from legacymap.scoring.totals import Totals


class Combining(Protocol):
    """How levels make totals, totals an overall score, and bounds a chance of red; a module each."""

    def group_total(self, group: Group, levels: Sequence[int], /) -> Fraction:
        """The total of a group whose levels are known."""

    def totals(self, group: Group, intervals: Sequence[Interval], ratio: Ratio, /) -> Totals:
        """The total of a group whose levels are known within bounds."""

    def overall(self, totals: Sequence[Fraction], /) -> Fraction:
        """The overall score of known totals."""

    def expected_overall(self, totals: Sequence[float], /) -> float:
        """The mean overall score, by the mean totals."""

    def chance_of_red(
        self, framework: Framework, by_group: Sequence[Sequence[Interval]], ratio: Ratio, /
    ) -> float:
        """The chance that the overall score reaches red."""

    def outlooks(
        self, framework: Framework, intervals: Sequence[Interval], asked: Collection[int], ratio: Ratio, /
    ) -> Sequence[Outlook]:
        """The chance of red after each thing that the criteria at the places `asked` may tell together."""


COMBINATIONS: dict[Combination, Combining] = {
    "mean-max-product": mean_max_product,
    "weighted-sum": weighted_sum,
}
