"""Every start that could be chosen, as arrays: one column for each system, option and start."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legacymap.planning.former.problem import Job, Problem, Schedule

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Columns:
    """Choices in the order of system, option and start; arrays have one entry a column.

    `job` and `system` are places in `jobs` and `systems`; `end` is the year after the last of the work;
    `cost` is the present cost still to be spent; `first` has each system's first column.
    """

    jobs: tuple[Job, ...]
    systems: tuple[str, ...]
    job: Ints
    system: Ints
    start: Ints
    end: Ints
    value: Floats
    cost: Floats
    fixed: Truths
    first: Ints

    def __len__(self) -> int:
        return len(self.job)

    def kept(self, mask: Truths) -> "Columns":
        """The columns of the mask only; systems without any are left out."""
        old, system = np.unique(self.system[mask], return_inverse=True)
        return Columns(
            jobs=self.jobs,
            systems=tuple(self.systems[each] for each in old),
            job=self.job[mask],
            system=system.astype(np.int64),
            start=self.start[mask],
            end=self.end[mask],
            value=self.value[mask],
            cost=self.cost[mask],
            fixed=self.fixed[mask],
            first=np.flatnonzero(np.diff(system, prepend=-1)),
        )

    def schedule(self, chosen: Ints) -> Schedule:
        """The schedule that chooses these columns, by system."""
        found = {}
        for column in sorted(chosen.tolist()):
            job = self.jobs[self.job[column]]
            found[job.system] = (job.option, int(self.start[column]))
        return found


def columns_of(problem: Problem) -> Columns | None:
    """Every choice of the problem, of a fixed system only that one; None where that is no choice."""
    fixed = problem.fixed or {}
    jobs = tuple(sorted(problem.jobs, key=lambda job: (job.system, job.option)))
    systems = tuple(sorted({job.system for job in jobs}))
    place = {system: number for number, system in enumerate(systems)}
    rows = [
        (number, place[job.system], start, start + job.years, job.values[start], cost, job.system in fixed)
        for number, job in enumerate(jobs)
        for start, cost in _costs(job, problem.factors)
        if job.system not in fixed or fixed[job.system] == (job.option, start)
    ]
    table = np.array(rows, dtype=np.float64).reshape(-1, 7)
    whole = table.astype(np.int64)
    if int(whole[:, 6].sum()) < len(fixed):
        return None
    found = Columns(
        jobs, systems, whole[:, 0], whole[:, 1], whole[:, 2], whole[:, 3],
        table[:, 4].copy(), table[:, 5].copy(), whole[:, 6] == 1, np.empty(0, dtype=np.int64),
    )  # fmt: skip
    return found.kept(np.ones(len(rows), dtype=np.bool_))


def _costs(job: Job, factors: tuple[float, ...]) -> Iterator[tuple[int, float]]:
    """Every start with the present cost of its work from year 0 on."""
    spend = [sum(pair) for pair in zip(job.rdel, job.cdel, strict=True)]
    for start in sorted(job.values):
        yield (
            start,
            sum(
                factors[start + year] * amount
                for year, amount in enumerate(spend)
                if 0 <= start + year < len(factors)
            ),
        )
