"""Where a search stands: the best columns so far, what they are worth, and what is proven."""

from dataclasses import dataclass, replace

import numpy as np

from legacymap.planning.former.columns import Ints
from legacymap.planning.former.formulation import Formulation
from legacymap.planning.former.outcome import worth
from legacymap.planning.former.solved import gap
from legacymap.planning.former.timetable import NONE, Timetable


@dataclass(frozen=True, slots=True)
class Standing:
    """The best columns known (None: none yet), their value, a proven bound, and whether time cut it short."""

    formulation: Formulation
    chosen: Ints | None
    value: float
    bound: float
    cut_short: bool = False

    def columns(self) -> Ints:
        """The best columns known; none where there is no plan yet."""
        return np.empty(0, dtype=np.int64) if self.chosen is None else self.chosen

    def is_within(self, tolerance: float) -> bool:
        """Whether the gap is at most the tolerance."""
        return self.chosen is not None and gap(self.value, self.bound) <= tolerance

    def with_plan(self, chosen: Ints | None) -> "Standing":
        """The better of what is known and these columns, if they are a plan."""
        if chosen is None or not is_plan(self.formulation, chosen):
            return self
        value = worth(self.formulation, chosen)
        return (
            self
            if self.chosen is not None and value <= self.value
            else replace(self, chosen=chosen, value=value)
        )

    def with_bound(self, bound: float) -> "Standing":
        """The lower of the known bound and this one."""
        return replace(self, bound=min(self.bound, bound))

    def settled(self) -> "Standing":
        """The same, with the value for a bound where the two are the same but for rounding."""
        return replace(self, bound=self.value) if gap(self.value, self.bound) == 0 else self

    def hurried(self) -> "Standing":
        """The same, marked as cut short by the time limit."""
        return replace(self, cut_short=True)


def is_plan(formulation: Formulation, chosen: Ints) -> bool:
    """Whether the columns keep every limit and all that they need of each other, reckoned anew."""
    columns = formulation.columns
    if (
        len(np.unique(columns.system[chosen])) < len(chosen)
        or not np.isin(np.flatnonzero(columns.fixed), chosen).all()
    ):
        return False
    timetable = Timetable(formulation)
    for column in chosen.tolist():
        timetable.put(column)
    return bool((timetable.used <= formulation.resources.room).all()) and all(
        timetable.is_allowed(column) for column in timetable.chosen if column != NONE
    )
