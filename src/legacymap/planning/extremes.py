"""How far a figure may lie apart when only sums of it and others are known: the least and the most."""

from collections.abc import Mapping, Sequence

import highspy
import numpy as np

from legacymap.planning.solver import silent_solver

Span = tuple[float, float]
Sum = tuple[Mapping[int, float], Span]


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
