"""Posed problems from files, solved."""

from pathlib import Path

from legacymap.domain.errors import RequestError
from legacymap.domain.plan import Solution, SolvedStart
from legacymap.planning.problem import Problem
from legacymap.planning.problem_file import MalformedError, read_problem
from legacymap.planning.search import plan
from legacymap.planning.solver import SecondsLeft
from legacymap.planning.standing import Solved

_SHOWN = 50


def solve(path: Path, tolerance: float, seconds_left: SecondsLeft) -> Solution:
    """The optimum of the problem in a file, to the tolerance; RequestError names every fault of a malformed file."""
    try:
        problem = read_problem(path.read_bytes())
    except OSError as trouble:
        raise RequestError(f"`{path}` cannot be read: {trouble.strerror or trouble}.", "Name a problem file.") from None
    except MalformedError as found:
        lines = [f"{path}: {fault}" for fault in found.faults[:_SHOWN]]
        more = len(found.faults) - len(lines)
        lines += [f"… and {more} more"] if more else []
        message = "\n".join([f"`{path}` is not a problem that can be solved:", *lines])
        raise RequestError(message, "`legacymap schema problem` prints the format.") from None
    return _solution(problem, plan(problem, tolerance, seconds_left))


def _solution(problem: Problem, solved: Solved) -> Solution:
    starts = None
    if solved.schedule is not None:
        starts = tuple(
            SolvedStart(
                job, problem.jobs[job].system, problem.jobs[job].option, start, _year(problem, start),
                problem.jobs[job].value(start), problem.jobs[job].present_cost(start),
            )
            for job, start in solved.schedule
        )  # fmt: skip
    return Solution(
        title=problem.title or "The posed problem",
        starts=starts,
        value=solved.value,
        bound=solved.bound,
        gap=solved.gap if starts is not None else 0.0,
        status=solved.status,
        present_cost=solved.present_cost,
        solver=solved.solver,
        cut_short=solved.cut_short,
        is_interrupted=solved.is_interrupted,
    )


def _year(problem: Problem, start: int) -> str:
    return problem.year_names[start] if problem.year_names else f"year {start}"
