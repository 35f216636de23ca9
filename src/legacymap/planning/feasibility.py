"""What may be reached where targets cannot: the best figure, and the least money that would do."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import numpy as np

from legacymap.planning.formulation import Formulation
from legacymap.planning.ledger import Ledger, Short, pence
from legacymap.planning.posing import PosedProblem
from legacymap.planning.presolve import formulate
from legacymap.planning.problem import Job, Problem, Schedule
from legacymap.planning.search import plan
from legacymap.planning.solver import Effort, Program, Rows, SecondsLeft, searched
from legacymap.planning.targets import Aim

_STEP = 1e-6
_MOST_STEPS = 60
_UNIT = 1e8
"""Pence in a unit of the programs: a million pounds."""
_LARGE = 1e6
"""Of these units more than anybody has."""


def best_figure(
    posed: PosedProblem, aim: Aim, others: Sequence[Aim], seconds_left: SecondsLeft, *, with_caps: bool = True
) -> float | None:
    """The best that the figure of a target can be in the worst of its years, with other targets reached.

    None where the others alone cannot be, or the time ran out. `with_caps` says whether budgets count.
    """
    problem = posed.problem if with_caps else _without_budgets(posed.problem)
    held = [each for other in others for each in other.sum_limits(posed.works, posed.delay)]
    best: float | None = None
    year, limits = aim.by, None
    for _ in range(_MOST_STEPS):
        sum_limits = [*held, *(aim.sum_limits(posed.works, posed.delay, limits) if limits else ())]
        asked = _lowering(replace(problem, sum_limits=tuple(sum_limits)), posed, aim, year)
        found = plan(asked, 0.0, seconds_left)
        if found.schedule is None:
            return best if found.status == "infeasible" or best is not None else None
        figures = _scaled(posed, aim, found.schedule)
        worst = max(range(len(figures)), key=lambda place: figures[place])
        best = figures[worst] if best is None else min(best, figures[worst])
        year = aim.by + worst
        step = _STEP * max(1.0, abs(best))
        limits = [(best - step) * aim.scale(each) for each in range(len(aim.most))]
    return best


def least_money(posed: PosedProblem, problem: Problem, seconds_left: SecondsLeft) -> list[Short] | None:
    """The least money, all together, that lines must have more for a problem to have a plan.

    By line and year; None where no money would do, or where that could not be found in time. Caps on later
    spend stay.
    """
    free = _without_budgets(problem)
    formulation = formulate(free)
    if formulation is None:
        return None
    base = formulation.program
    columns = len(formulation)
    rows, extra = _spending(posed, formulation)
    program = Program(
        np.concatenate([np.zeros(columns), -np.ones(extra)]),
        np.concatenate([base.lower, np.zeros(extra)]),
        np.concatenate([base.upper, np.full(extra, _LARGE)]),
        base.rows.plus(rows),
    )
    found = searched(program, Effort(seconds=max(seconds_left(), 0.0)), whole=columns)
    if found.x is None:
        return None
    chosen = formulation.chosen(np.round(found.x[:columns]))
    return Ledger(posed, posed.choices(formulation.schedule(chosen))).overspent()


def _scaled(posed: PosedProblem, aim: Aim, schedule: Schedule) -> list[float]:
    works = [
        (posed.works[job], start - posed.works[job].begun)
        for job, start in schedule
        if job < len(posed.works)
    ]
    figures = aim.figures(works, posed.delay)
    return [figure / (aim.scale(year) or 1.0) for year, figure in zip(aim.years(), figures, strict=True)]


def _lowering(problem: Problem, posed: PosedProblem, aim: Aim, year: int) -> Problem:
    """The problem in which a start is worth what it takes off the figure of one year."""

    def lowered(place: int, job: Job) -> Job:
        if place >= len(posed.works):
            return job
        work = posed.works[place]
        values = tuple(
            None
            if value is None
            else -aim.measure.change(work, start - work.begun + work.years + posed.delay, year)
            for start, value in enumerate(job.values)
        )
        return replace(job, values=values, present_costs=None)

    return replace(problem, jobs=tuple(lowered(*pair) for pair in enumerate(problem.jobs)))


def _without_budgets(problem: Problem) -> Problem:
    lines = (replace(line, caps=None) for line in problem.lines)
    return replace(problem, lines=tuple(lines))


def _spending(posed: PosedProblem, formulation: Formulation) -> tuple[Rows, int]:
    """A row for each capped line and year, in which more money makes room; and how many more there are."""
    problem, columns = posed.problem, len(formulation)
    starts = list(zip(formulation.job.tolist(), formulation.start.tolist(), strict=True))
    row: list[int] = []
    column: list[int] = []
    entry: list[float] = []
    limit: list[float] = []
    more: list[tuple[int, int]] = []
    extra = 0
    for line in problem.lines:
        members = set(problem.members(line.jobs))
        caps = [float(pence(cap or 0.0)) for cap in line.caps or ()]
        room = list(accumulate(caps)) if line.carries_forward else caps
        for year, most in enumerate(room):
            since = 0 if line.carries_forward else year
            for place, (job, start) in enumerate(starts):
                if job not in members:
                    continue
                years = range(since - start, year + 1 - start)
                amount = sum(pence(problem.jobs[job].amount(line.funds, each)) for each in years)
                if amount:
                    row.append(len(limit))
                    column.append(place)
                    entry.append(amount / _UNIT)
            more += [(len(limit), extra + before) for before in range(since, year + 1)]
            limit.append(most / _UNIT)
        extra += len(room)
    spent = formulation.rows_of_starts(
        Rows.of(np.array(row, np.int64), np.array(column, np.int64), np.array(entry), np.array(limit))
    )
    rows = np.array([each for each, _ in more], dtype=np.int64)
    places = np.array([columns + each for _, each in more], dtype=np.int64)
    return (
        Rows.of(
            np.concatenate([spent.row, rows]),
            np.concatenate([spent.column, places]),
            np.concatenate([spent.entry, -np.ones(len(more))]),
            np.array(limit),
        ),
        extra,
    )
