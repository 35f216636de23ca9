"""What is struck before the search: starts too early for all that must be paid by then."""

from legacymap.planning.presolve import formulate
from legacymap.planning.problem import Job, Line, Need, Problem

CAPS = (Line("all", (5.0, 5.0, 5.0)),)


def job(system: str, price: float = 5.0, years: int = 3) -> Job:
    return Job(system, "new", 1, (1.0,) * years, {"rdel": (price,)})


def starts(problem: Problem, of: int) -> list[int]:
    """The starts of a job that are left to choose from."""
    formulation = formulate(problem)
    assert formulation is not None
    return [int(each) for each in formulation.start[formulation.job == of]]


def test_what_another_must_leave_first_is_paid_as_well() -> None:
    # Both cost a year's money, and b cannot end before a does: not in the first year.
    problem = Problem(3, (job("a"), job("b")), CAPS, leaves=(Need(1, (0,)),))
    assert starts(problem, 0) == [0, 1, 2]
    assert starts(problem, 1) == [1, 2]


def test_what_lies_two_steps_below_is_paid_as_well() -> None:
    chain = (Need(1, (0,)), Need(2, (1,)))
    assert starts(Problem(3, (job("a"), job("b"), job("c")), CAPS, leaves=chain), 2) == [2]


def test_of_two_that_would_do_neither_is_counted() -> None:
    problem = Problem(3, (job("a"), job("b"), job("c", 0.0)), CAPS, leaves=(Need(1, (0, 2)),))
    assert starts(problem, 1) == [0, 1, 2]


def test_what_is_never_paid_for_is_struck_to_the_last_year() -> None:
    chain = (Need(1, (0,)), Need(2, (1,)))
    jobs = tuple(job(each, years=2) for each in "abc")
    problem = Problem(2, jobs, (Line("all", (5.0, 5.0)),), leaves=chain)
    assert starts(problem, 1) == [1]
    assert starts(problem, 2) == []
