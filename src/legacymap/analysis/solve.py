"""Posed problems from files, solved."""

from math import isfinite
from pathlib import Path

from legacymap.domain.errors import RequestError
from legacymap.domain.plan import Solution, SolvedStart
from legacymap.domain.results import Incomplete
from legacymap.planning.formulation import Solved
from legacymap.planning.problem import Problem
from legacymap.planning.problem_file import MalformedError, read_problem
from legacymap.planning.search import plan
from legacymap.planning.solver import SecondsLeft

_SHOWN = 50


def solve(path: Path, tolerance: float, seconds_left: SecondsLeft) -> Solution:
    """The optimum of the problem in a file; RequestError names every fault of a malformed file."""
    try:
        problem = read_problem(path.read_bytes())
    except OSError as trouble:
        raise RequestError(
            f"`{path}` cannot be read: {trouble.strerror or trouble}.", "Name a problem file."
        ) from None
    except MalformedError as found:
        lines = [f"{path}: {fault}" for fault in found.faults[:_SHOWN]]
        more = len(found.faults) - len(lines)
        lines += [f"… and {more} more"] if more else []
        message = f"`{path}` is not a problem that can be solved:"
        raise RequestError(message, "`legacymap schema problem` prints the format.", lines) from None
    return _solution(problem, plan(problem, tolerance, seconds_left))


def _solution(problem: Problem, solved: Solved) -> Solution:
    is_known = solved.schedule is not None
    is_bounded = solved.status != "infeasible" and isfinite(solved.bound)
    return Solution(
        title=problem.title or "The posed problem",
        chosen=tuple(_start(problem, job, start) for job, start in solved.schedule or ()),
        value=solved.value if is_known else None,
        bound=solved.bound if is_bounded else None,
        gap=solved.gap if is_known and is_bounded else None,
        status=solved.status,
        present_cost=solved.present_cost if is_known else None,
        solver=solved.solver,
        incomplete=Incomplete(cut_short=tuple(solved.cut_short)) if solved.cut_short else None,
        is_interrupted=solved.is_interrupted,
    )


def _start(problem: Problem, place: int, start: int) -> SolvedStart:
    job = problem.jobs[place]
    return SolvedStart(
        job=place,
        start=start,
        system=job.system,
        option=job.option,
        year=_year(problem, start),
        value=job.value(start),
        present_cost=job.present_cost(start),
    )


def _year(problem: Problem, start: int) -> str:
    return problem.year_names[start] if problem.year_names else f"year {start}"
