"""What every choice uses of what is limited: money by line and year, tails, and hands."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from legacymap.domain.scenario import Fund
from legacymap.planning.former.columns import Columns, Floats, Ints, Truths
from legacymap.planning.former.problem import Problem

_ROUNDING = 1e-9
_SMALL_CHANGE = 1e-6


@dataclass(frozen=True, slots=True)
class Resource:
    """One limit: a budget line in a year (or up to it), a tail, or a capacity in a year."""

    kind: str
    organisation: str
    fund: Fund
    year: int


@dataclass(frozen=True, slots=True)
class Resources:
    """How much of each limit every column uses, as entries sorted by column, in shares of the limit.

    `entry` has where each column's entries begin; `limit` is the right-hand side in the same shares: 1, or 0
    for a limit of nought. `room` is the limit and half of what the judge
    forgives as rounding.
    """

    names: tuple[Resource, ...]
    entry: Ints
    row: Ints
    share: Floats
    limit: Floats
    room: Floats

    def of(self, column: int) -> tuple[Ints, Floats]:
        """The limits that a column uses, and by how much."""
        part = slice(self.entry[column], self.entry[column + 1])
        return self.row[part], self.share[part]


def resources_of(problem: Problem, columns: Columns) -> Resources:
    """The use that the columns make of every limit of the problem."""
    names: list[Resource] = []
    limits: list[float] = []
    rows: list[Ints] = []
    users: list[Ints] = []
    amounts: list[Floats] = []
    for name, limit, some, use in _uses(problem, columns):
        names.append(name)
        limits.append(limit)
        using = use != 0
        users.append(some[using])
        amounts.append(use[using])
        rows.append(np.full(int(using.sum()), len(names) - 1, dtype=np.int64))
    return _sorted_by_column(
        tuple(names), np.array(limits, dtype=np.float64), (rows, users, amounts), len(columns)
    )


def _sorted_by_column(
    names: tuple[Resource, ...],
    limits: Floats,
    entries: tuple[list[Ints], list[Ints], list[Floats]],
    count: int,
) -> Resources:
    none = np.empty(0, dtype=np.int64)
    row, user = (np.concatenate([none, *part]) for part in entries[:2])
    amount = np.concatenate([np.empty(0), *entries[2]])
    order = np.argsort(user, kind="stable")
    unit = np.where(limits > 0, limits, 1.0)
    return Resources(
        names=names,
        entry=np.searchsorted(user[order], np.arange(count + 1)),
        row=row[order],
        share=amount[order] / unit[row[order]],
        limit=limits / unit,
        room=limits / unit * (1 + _ROUNDING / 2) + _SMALL_CHANGE / 2 / unit,
    )


def _uses(problem: Problem, columns: Columns) -> Iterator[tuple[Resource, float, Ints, Floats]]:
    """Each limit with its size, the columns that might use it, and how much of it they use."""
    spent = {fund: _Spending.of(columns, fund) for fund in ("rdel", "cdel", "total")}
    for line in problem.lines:
        some = _members(columns, line.systems)
        total = 0.0
        for year, cap in enumerate(line.caps):
            total = total + cap if line.carries_forward else cap
            since = 0 if line.carries_forward else year
            use = spent[line.fund].between(some, since, year + 1)
            yield Resource("line", line.organisation, line.fund, year), total, some, use
    everyone = np.arange(len(columns))
    for fund, cap in sorted((problem.tail or {}).items()):
        yield (
            Resource("tail", "all", fund, problem.years),
            cap,
            everyone,
            spent[fund].between(everyone, problem.years, None),
        )
    for capacity in problem.capacities:
        some = _members(columns, capacity.systems)
        for year in range(len(problem.factors)):
            busy = (columns.start[some] <= year) & (year < columns.end[some])
            yield (
                Resource("capacity", capacity.organisation, "total", year),
                capacity.at_most,
                some,
                busy.astype(np.float64),
            )


def _members(columns: Columns, systems: frozenset[str]) -> Ints:
    within: Truths = np.array([system in systems for system in columns.systems], dtype=np.bool_)
    return np.flatnonzero(within[columns.system]) if len(columns) else np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _Spending:
    """What every job has spent of a fund after each year of its work, a row a job."""

    columns: Columns
    after: Floats

    @classmethod
    def of(cls, columns: Columns, fund: str) -> "_Spending":
        longest = max((job.years for job in columns.jobs), default=0)
        yearly = np.zeros((len(columns.jobs), longest + 1))
        for number, job in enumerate(columns.jobs):
            if fund != "cdel":
                yearly[number, 1 : job.years + 1] += job.rdel
            if fund != "rdel":
                yearly[number, 1 : job.years + 1] += job.cdel
        return cls(columns, yearly.cumsum(axis=1))

    def between(self, some: Ints, since: int, before: int | None) -> Floats:
        """What the columns spend in the years from `since` to the one before `before`."""
        job, start = self.columns.job[some], self.columns.start[some]
        last = self.after.shape[1] - 1
        until = np.full(len(some), last) if before is None else np.clip(before - start, 0, last)
        spent: Floats = self.after[job, until] - self.after[job, np.clip(since - start, 0, last)]
        return spent
