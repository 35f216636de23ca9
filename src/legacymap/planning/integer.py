"""The best whole-number solution of a program over a formulation, checked exactly.

Small programs are searched in this process, large ones by the worker. A solver keeps limits to a billionth;
where its answer is over one by more than the judge forgives, the set of choices that is over is forbidden and
it is asked again.
"""

from dataclasses import dataclass, replace

import numpy as np

from legacymap.planning.formulation import Formulation
from legacymap.planning.solver import (
    Answer,
    Effort,
    Floats,
    Ints,
    Program,
    Rows,
    SecondsLeft,
    State,
    searched,
)
from legacymap.planning.worker import Request, answered

_SMALL = 2_000
"""Columns up to which a program is searched in this process."""
_REPAIRS = 50


@dataclass(frozen=True, slots=True)
class Found:
    """The columns chosen (None where none are known), a bound on the objective, and how the search ended.

    `late`: the deadline cut it short.
    """

    chosen: Ints | None
    bound: float
    state: State
    late: bool = False


def solve(
    formulation: Formulation,
    program: Program,
    effort: Effort,
    seconds_left: SecondsLeft,
    known: Ints | None = None,
) -> Found:
    """Searches a program over what is done by each year, begun from `known` columns if given."""
    for _ in range(_REPAIRS):
        found = _once(formulation, program, effort, seconds_left, known)
        if found.chosen is None or formulation.is_plan(found.chosen):
            return found
        covers = _covers(formulation, found.chosen)
        if not len(covers):
            break
        program = program.with_rows(covers)
    return Found(None, found.bound, "stopped", found.late)


def _once(
    formulation: Formulation, program: Program, effort: Effort, seconds_left: SecondsLeft, known: Ints | None
) -> Found:
    small, free = program.reduced()
    if small is None:
        return Found(None, -np.inf, "infeasible")
    base = program.lower.copy()
    base[free] = 0.0
    offset = float(program.objective @ base)
    if not len(free):
        return Found(formulation.chosen(base), offset, "optimal")
    if (seconds := seconds_left()) <= 0:
        return Found(None, np.inf, "stopped", late=True)
    hint = None if known is None else formulation.point(known)[free]
    effort = replace(effort, seconds=min(seconds, effort.seconds))
    answer = _answer(small, effort, hint, seconds_left)
    chosen = None
    if answer.x is not None:
        done = base.copy()
        done[free] = np.round(answer.x)
        chosen = formulation.chosen(done)
    bound = answer.bound + offset if answer.state != "infeasible" else -np.inf
    return Found(chosen, bound, answer.state, answer.late)


def _answer(small: Program, effort: Effort, hint: Floats | None, seconds_left: SecondsLeft) -> Answer:
    if len(small.objective) <= _SMALL:
        return searched(small, effort, hint)
    return answered(Request(small, effort, hint), seconds_left)


def _covers(formulation: Formulation, chosen: Ints) -> Rows:
    """For each limit that the columns break, a row that forbids a smallest set of them that breaks it."""
    limits = formulation.limits
    taken = np.zeros(len(formulation), np.bool_)
    taken[chosen] = True
    entries = np.flatnonzero(taken[limits.column])
    column, row, amount = limits.column[entries], limits.row[entries], limits.amount[entries]
    rows, columns = [], []
    for broken in np.flatnonzero(limits.used(chosen) > limits.room).tolist():
        here = row == broken
        if (amount[here] < 0).any() or (limits.amount[limits.row == broken] < 0).any():
            continue  # a floor, or a limit that some relieve: no set breaks it alone
        order = np.argsort(-amount[here], kind="stable")
        count = int(np.searchsorted(np.cumsum(amount[here][order]), limits.room[broken], side="right")) + 1
        rows.append(count)
        columns.append(column[here][order][:count])
    counts = np.array(rows, dtype=np.int64)
    over_starts = Rows(
        np.concatenate([[0], counts.cumsum()]),
        np.concatenate([np.empty(0, np.int64), *columns]),
        np.ones(int(counts.sum())),
        (counts - 1).astype(np.float64),
    )
    return formulation.rows_of_starts(over_starts) if rows else over_starts
