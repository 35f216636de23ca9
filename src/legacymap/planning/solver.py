"""The linear and whole-number programs that planning asks, and HiGHS, which answers: silent and repeatable.

Small programs are answered here; large ones by a worker process of its own (see `worker`), which has a bound
on its memory and can be ended at the deadline.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib.metadata import version as installed
from math import inf
from typing import Literal

import highspy
import numpy as np
from numpy.typing import NDArray

from legacymap.domain.frozen import dataclass

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]
SecondsLeft = Callable[[], float]
"""How many seconds are left; it is asked again and again, so that the clock stays outside."""
State = Literal["optimal", "infeasible", "stopped"]
Heard = Callable[[Floats | None, float], None]
"""Told of a better solution (or None) and the bound known by then."""
SEED = 20270401
ENDLESS = 2**31 - 1
_TIGHT = 1e-9
_NEGLIGIBLE = 1e-8
"""HiGHS refuses entries below 1e-9; what is dropped as negligible is checked exactly afterwards."""
_SMALL = 1_000
_FOR_LARGE = (
    "mip_allow_restart",
    "mip_heuristic_run_rens",
    "mip_heuristic_run_rins",
    "mip_heuristic_run_root_reduced_cost",
)
"""What pays in large searches only: without, those of a department took a third of the time."""
_MIP_EVENTS = (
    highspy.cb.HighsCallbackType.kCallbackMipImprovingSolution,
    highspy.cb.HighsCallbackType.kCallbackMipLogging,
)
Span = tuple[float, float]
Sum = tuple[Mapping[int, float], Span]


@dataclass(frozen=True, slots=True)
class Rows:
    """Linear inequalities, entries by row: what each row's columns use is at most its limit."""

    begin: Ints
    column: Ints
    entry: Floats
    limit: Floats

    def __len__(self) -> int:
        return len(self.limit)

    @property
    def row(self) -> Ints:
        """The row of every entry."""
        found: Ints = np.repeat(np.arange(len(self.limit)), np.diff(self.begin))
        return found

    @classmethod
    def of(cls, row: Ints, column: Ints, entry: Floats, limit: Floats) -> "Rows":
        """Rows from entries in any order; entries of one place are added up, noughts left out."""
        width = int(column.max(initial=0)) + 1
        place, inverse = np.unique(row.astype(np.int64) * width + column, return_inverse=True)
        total = np.bincount(inverse, entry, len(place))
        kept = total != 0
        place, total = place[kept], total[kept]
        begin = np.searchsorted(place // width, np.arange(len(limit) + 1))
        return cls(begin, place % width, total, limit.astype(np.float64))

    def plus(self, *others: "Rows") -> "Rows":
        """These rows and then the others."""
        every = (self, *others)
        starts = np.cumsum([0, *(len(each.column) for each in every)])
        begins = [each.begin[:-1] + start for each, start in zip(every, starts, strict=False)]
        return Rows(
            np.concatenate([*begins, starts[-1:]]),
            np.concatenate([each.column for each in every]),
            np.concatenate([each.entry for each in every]),
            np.concatenate([each.limit for each in every]),
        )

    def priced(self, prices: Floats, columns: int) -> Floats:
        """What every column uses of the rows, at these prices."""
        return np.bincount(self.column, prices[self.row] * self.entry, columns).astype(np.float64)


NO_ROWS = Rows(np.zeros(1, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0))


@dataclass(frozen=True, slots=True)
class Program:
    """Maximise `objective` times x where every row keeps its limit, and lower <= x <= upper."""

    objective: Floats
    lower: Floats
    upper: Floats
    rows: Rows

    def maximising(self, objective: Floats) -> "Program":
        """The same program with another objective."""
        return replace(self, objective=objective)

    def within(self, lower: Floats, upper: Floats) -> "Program":
        """The same program with other bounds."""
        return replace(self, lower=lower, upper=upper)

    def with_rows(self, rows: Rows) -> "Program":
        """The same program with more rows."""
        return replace(self, rows=self.rows.plus(rows)) if len(rows) else self

    def reduced(self) -> tuple["Program | None", Ints]:
        """The program over the columns whose bounds leave a choice, and which; None: it cannot be met.

        The others are taken at their lower bound and their use is taken off the limits; rows that the rest
        cannot break are left out.
        """
        rows, free = self.rows, self.upper > self.lower
        row = rows.row
        taken = np.where(free[rows.column], 0.0, rows.entry * self.lower[rows.column])
        limit = rows.limit - np.bincount(row, weights=taken, minlength=len(rows))
        kept = free[rows.column]
        most = np.bincount(row[kept], np.maximum(rows.entry[kept], 0.0), len(rows))
        least = np.bincount(row[kept], np.minimum(rows.entry[kept], 0.0), len(rows))
        size = np.bincount(row, np.abs(rows.entry), len(rows)) + np.abs(rows.limit)
        if (limit < least - _TIGHT * np.maximum(size, 1e-300)).any():
            return None, np.flatnonzero(free)
        used = most > limit
        place = np.cumsum(free) - 1
        kept &= used[row]
        counts = np.bincount(row[kept], minlength=len(rows))[used]
        small = Program(
            self.objective[free],
            self.lower[free],
            self.upper[free],
            Rows(
                np.concatenate([[0], counts.cumsum()]),
                place[rows.column[kept]],
                rows.entry[kept],
                limit[used],
            ),
        )
        return small, np.flatnonzero(free)


@dataclass(frozen=True, slots=True)
class Effort:
    """How far a search goes: to which distance of bound and solution, for how many nodes and seconds.

    A linear program takes `nodes` as its limit of iterations. `is_brief` leaves out what pays in long
    searches only, `is_hasty` also the trying of branches, which takes most of the time of few nodes.
    """

    gap: float = 0.0
    nodes: int = ENDLESS
    seconds: float = inf
    is_brief: bool = False
    is_hasty: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A solution (None when none is known), the row prices of a relaxation, a bound, and how it ended.

    `late` says that the deadline, or the bound on memory, ended it, not its own end or the limit of work.
    """

    x: Floats | None
    prices: Floats | None
    bound: float
    state: State
    late: bool = False


@cache
def version() -> str:
    """The solver and its version."""
    return f"HiGHS {installed('highspy')}"


def relaxed(program: Program, effort: Effort) -> Answer:
    """The optimum of a program over real numbers."""
    solver = _loaded(program)
    _limited(solver, effort.seconds)
    if effort.nodes < ENDLESS:
        solver.setOptionValue("simplex_iteration_limit", effort.nodes)
    with _silent():
        solver.run()
    solution = solver.getSolution()
    state = _state(solver)
    return Answer(
        x=np.array(solution.col_value) if state == "optimal" else None,
        prices=np.array(solution.row_dual) if solution.dual_valid and state != "infeasible" else None,
        bound=float(solver.getInfo().objective_function_value) if state == "optimal" else inf,
        state=state,
        late=_is_late(solver),
    )


def searched(
    program: Program,
    effort: Effort,
    hint: Floats | None = None,
    heard: Heard | None = None,
    whole: int | None = None,
) -> Answer:
    """The optimum of a program over whole numbers, begun from a known solution if one is given.

    `whole` is how many columns, the first, must be whole numbers; None: all.
    """
    solver = _loaded(program)
    count = len(program.objective)
    first = np.arange(count if whole is None else whole, dtype=np.int32)
    solver.changeColsIntegrality(len(first), first, np.ones(len(first), dtype=np.uint8))
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", effort.gap)
    solver.setOptionValue("mip_max_nodes", min(effort.nodes, ENDLESS))
    if count <= _SMALL or effort.is_brief or effort.is_hasty:
        for option in _FOR_LARGE:
            solver.setOptionValue(option, False)
    if effort.is_hasty:
        solver.setOptionValue("mip_pscost_minreliable", 0)
    _limited(solver, effort.seconds)
    if hint is not None:
        solver.setSolution(count, np.arange(count, dtype=np.int32), hint)
    if heard is not None:
        _listen(solver, heard)
    with _silent():
        solver.run()
    solution = solver.getSolution()
    state = _state(solver)
    return Answer(
        x=np.array(solution.col_value) if solution.value_valid and state != "infeasible" else None,
        prices=None,
        bound=float(solver.getInfo().mip_dual_bound),
        state=state,
        late=_is_late(solver),
    )


def silent_solver() -> highspy.Highs:
    """A solver; from 1.16 its constructor prints a banner, before it can be told to be silent."""
    with _silent():
        return highspy.Highs()  # type: ignore[no-untyped-call]  # highspy leaves its constructor untyped


def extremes(spans: Sequence[Span], sums: Sequence[Sum], asked: Sequence[Mapping[int, float]]) -> list[Span]:
    """The least and most of each sum asked for, given the span of every figure and of some sums of them.

    Sums are weights by the number of the figure. Linear programs over real numbers, each proven; what no
    program can bound is given as unbounded.
    """
    solver = silent_solver()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    for low, high in spans:
        solver.addVar(low, high)
    for weights, (low, high) in sums:
        numbers = np.array(sorted(weights), dtype=np.int32)
        solver.addRow(low, high, len(numbers), numbers, np.array([weights[each] for each in sorted(weights)]))
    return [(-_most(solver, each, -1.0), _most(solver, each, 1.0)) for each in asked]


def _limited(solver: highspy.Highs, seconds: float) -> None:
    if seconds < inf:
        solver.setOptionValue("time_limit", max(seconds, 0.0))


def _loaded(program: Program) -> highspy.Highs:
    solver = silent_solver()
    for option, setting in (
        ("output_flag", False), ("threads", 1), ("parallel", "off"), ("random_seed", SEED),
        ("mip_feasibility_tolerance", _TIGHT), ("primal_feasibility_tolerance", _TIGHT),
    ):  # fmt: skip
        solver.setOptionValue(option, setting)
    rows = _thinned(program.rows)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(program.objective), len(rows)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = program.objective
    model.col_lower_, model.col_upper_ = program.lower, program.upper
    model.row_lower_ = np.full(len(rows), -highspy.kHighsInf)
    model.row_upper_ = rows.limit.astype(np.float64)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = rows.begin.astype(np.int32)
    model.a_matrix_.index_ = rows.column.astype(np.int32)
    model.a_matrix_.value_ = rows.entry
    if solver.passModel(model) == highspy.HighsStatus.kError:
        raise ValueError("The program is malformed.")
    return solver


def _thinned(rows: Rows) -> Rows:
    """The rows without entries that are too small to count beside the others of their row."""
    kept = np.abs(rows.entry) > _NEGLIGIBLE
    if kept.all():
        return rows
    counts = np.bincount(rows.row[kept], minlength=len(rows))
    return Rows(np.concatenate([[0], counts.cumsum()]), rows.column[kept], rows.entry[kept], rows.limit)


@contextmanager
def _silent() -> Iterator[None]:
    """Keeps what the solver prints from this process's output."""
    sys.stdout.flush()
    try:
        own = os.dup(1)
    except OSError:  # no standard output: nothing to protect
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(own, 1)
        os.close(own)
        os.close(nowhere)


def _listen(solver: highspy.Highs, heard: Heard) -> None:
    def tell(
        event: highspy.cb.HighsCallbackType,
        _message: str,
        out: highspy.cb.HighsCallbackOutput,
        _in: highspy.cb.HighsCallbackInput,
        _with: object,
    ) -> None:
        is_better = event == _MIP_EVENTS[0]
        heard(np.array(out.mip_solution) if is_better else None, out.mip_dual_bound)

    solver.setCallback(tell, None)
    for event in _MIP_EVENTS:
        solver.startCallback(event)


def _state(solver: highspy.Highs) -> State:
    status = solver.getModelStatus()
    # Where nothing fits there is nothing to choose from, and that is the answer.
    if status in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty}:
        return "optimal"
    return "infeasible" if status == highspy.HighsModelStatus.kInfeasible else "stopped"


def _is_late(solver: highspy.Highs) -> bool:
    return solver.getModelStatus() == highspy.HighsModelStatus.kTimeLimit


def _most(solver: highspy.Highs, weights: Mapping[int, float], sign: float) -> float:
    """The most of a sum, or of its negative."""
    for number, weight in weights.items():
        solver.changeColCost(number, -sign * weight)
    solver.run()
    is_known = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    found = -solver.getInfo().objective_function_value if is_known else float("inf")
    for number in weights:
        solver.changeColCost(number, 0.0)
    return float(found)
