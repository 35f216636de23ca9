"""A linear program in arrays: what is maximised, within which rows and bounds."""

from dataclasses import dataclass, replace

import numpy as np

from legacymap.planning.former.columns import Floats, Ints

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Program:
    """Maximise `objective` times x where every row times x is at most its limit, and lower <= x <= upper.

    Entries are sorted by row; `begin` has where each row begins.
    """

    objective: Floats
    lower: Floats
    upper: Floats
    begin: Ints
    column: Ints
    entry: Floats
    limit: Floats

    def with_row(self, entries: Floats, limit: float) -> "Program":
        """The same program with one more row, given for every column."""
        used = np.flatnonzero(entries)
        return replace(
            self,
            begin=np.append(self.begin, self.begin[-1] + len(used)),
            column=np.concatenate([self.column, used]),
            entry=np.concatenate([self.entry, entries[used]]),
            limit=np.append(self.limit, limit),
        )

    def maximising(self, objective: Floats) -> "Program":
        """The same program with another objective."""
        return replace(self, objective=objective)

    def within(self, lower: Floats, upper: Floats) -> "Program":
        """The same program with other bounds."""
        return replace(self, lower=lower, upper=upper)

    def reduced(self) -> tuple["Program | None", Ints]:
        """The program over the columns whose bounds leave a choice, and which; None: it cannot be met.

        The others are taken at their lower bound and their use is taken off the limits; rows that are left
        without a column are left out.
        """
        free = self.upper > self.lower
        taken = self.entry * self.lower[self.column] * ~free[self.column]
        row = np.repeat(np.arange(len(self.limit)), np.diff(self.begin))
        limit = self.limit - np.bincount(row, weights=taken, minlength=len(self.limit))
        kept = free[self.column]
        counts = np.bincount(row[kept], minlength=len(self.limit))
        used = counts > 0
        if (limit[~used] < -_ROUNDING).any():
            return None, np.flatnonzero(free)
        place = np.cumsum(free) - 1
        small = Program(
            self.objective[free], self.lower[free], self.upper[free],
            np.concatenate([[0], counts[used].cumsum()]), place[self.column[kept]],
            self.entry[kept], limit[used],
        )  # fmt: skip
        return small, np.flatnonzero(free)

    def weighed(self, prices: Floats) -> Floats:
        """What every column uses of the rows, at these prices."""
        per_entry = np.repeat(prices, np.diff(self.begin)) * self.entry
        used: Floats = np.bincount(self.column, per_entry, len(self.objective)).astype(np.float64)
        return used
