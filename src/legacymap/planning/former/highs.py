"""HiGHS, asked for the optimum of a program: silent, single-threaded, and the same every time."""

from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np

from legacymap.planning.former.columns import Floats
from legacymap.planning.former.program import Program

SEED = 20270401
TIGHT = 1e-9
_MIP_EVENTS = (
    highspy.cb.HighsCallbackType.kCallbackMipImprovingSolution,
    highspy.cb.HighsCallbackType.kCallbackMipLogging,
)
Heard = Callable[[Floats | None, float], None]
"""Told of a better solution (or None) and the bound known by then."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A solution (None when none is known), the row prices of a relaxation, a bound, and how it ended.

    `state` is `optimal`, `infeasible` or `stopped`; a limit of nodes or seconds stops.
    """

    x: Floats | None
    prices: Floats | None
    bound: float
    state: str


def version() -> str:
    """The solver and its version."""
    return f"HiGHS {_solver().version()}"


def relaxed(program: Program, method: str, seconds: float) -> Answer:
    """The optimum of a program over real numbers, by `simplex` or an interior point method (`ipm`)."""
    solver = _loaded(program)
    solver.setOptionValue("solver", method)
    solver.setOptionValue("time_limit", max(seconds, 0.0))
    if method == "ipm":
        solver.setOptionValue("run_crossover", "off")
    solver.run()
    solution = solver.getSolution()
    state = _state(solver)
    known = solution.dual_valid and state != "infeasible"
    return Answer(
        x=np.array(solution.col_value) if solution.value_valid or state == "optimal" else None,
        prices=np.array(solution.row_dual) if known else None,
        bound=float("inf"),
        state=state,
    )


@dataclass(frozen=True, slots=True)
class Effort:
    """How far a search goes: to which distance of bound and solution, for how many nodes and seconds."""

    gap: float
    nodes: int
    seconds: float


def searched(
    program: Program, effort: Effort, hint: Floats | None = None, heard: Heard | None = None
) -> Answer:
    """The optimum of a program over whole numbers, begun from a known solution if one is given."""
    solver = _loaded(program)
    count = len(program.objective)
    solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), np.ones(count, dtype=np.uint8))
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", effort.gap)
    solver.setOptionValue("mip_max_nodes", min(effort.nodes, 2**31 - 1))
    solver.setOptionValue("time_limit", max(effort.seconds, 0.0))
    if hint is not None:
        solver.setSolution(count, np.arange(count, dtype=np.int32), hint)
    if heard is not None:
        _listen(solver, heard)
    solver.run()
    solution = solver.getSolution()
    return Answer(
        x=np.array(solution.col_value) if solution.value_valid else None,
        prices=None,
        bound=float(solver.getInfo().mip_dual_bound),
        state=_state(solver),
    )


def _loaded(program: Program) -> highspy.Highs:
    solver = _solver()
    for option, setting in (
        ("output_flag", False), ("threads", 1), ("parallel", "off"), ("random_seed", SEED),
        ("mip_feasibility_tolerance", TIGHT), ("primal_feasibility_tolerance", TIGHT),
    ):  # fmt: skip
        solver.setOptionValue(option, setting)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(program.objective), len(program.limit)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = program.objective
    model.col_lower_, model.col_upper_ = program.lower, program.upper
    model.row_lower_ = np.full(len(program.limit), -highspy.kHighsInf)
    model.row_upper_ = program.limit.astype(np.float64)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = program.begin.astype(np.int32)
    model.a_matrix_.index_ = program.column.astype(np.int32)
    model.a_matrix_.value_ = program.entry
    if solver.passModel(model) != highspy.HighsStatus.kOk:
        raise ValueError("The program is malformed.")
    return solver


def _solver() -> highspy.Highs:
    return highspy.Highs()  # type: ignore[no-untyped-call]  # highspy leaves its constructor untyped


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


def _state(solver: highspy.Highs) -> str:
    status = solver.getModelStatus()
    # Where nothing fits there is nothing to choose from, and that is the answer.
    if status in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty}:
        return "optimal"
    return "infeasible" if status == highspy.HighsModelStatus.kInfeasible else "stopped"
