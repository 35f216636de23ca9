"""What is struck before the search: starts too early for all that must be paid by then."""

from dataclasses import replace

import pytest

from legacymap.planning.presolve import formulate
from legacymap.planning.problem import Job, Line, Need, Problem
from legacymap.planning.search import plan

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


def test_it_is_not_counted_either_where_others_wait_for_one_alone() -> None:
    jobs = (job("b"), job("a"), job("c", 0.0), job("d"))
    problem = Problem(3, jobs, CAPS, leaves=(Need(0, (1, 2)), Need(3, (2,))))
    assert starts(problem, 0) == [0, 1, 2]


def test_what_is_never_paid_for_is_struck_to_the_last_year() -> None:
    chain = (Need(1, (0,)), Need(2, (1,)))
    jobs = tuple(job(each, years=2) for each in "abc")
    problem = Problem(2, jobs, (Line("all", (5.0, 5.0)),), leaves=chain)
    assert starts(problem, 1) == [1]
    assert starts(problem, 2) == []


@pytest.mark.parametrize("price", [2.0, 3.0])
@pytest.mark.parametrize(("kind", "years"), [("leaves", 1), ("requires", 2)])
def test_what_two_options_of_a_system_need_alike_is_needed_in_the_last_year_too(
    kind: str, years: int, price: float
) -> None:
    """Either needs c, which is worth nothing by itself and is paid from the same money."""
    either = [
        Job("a", option, 1, (value,) * years, {"rdel": (3.0,)}) for option, value in (("x", 2), ("y", 1))
    ]
    jobs = (*either, Job("c", "new", 1, (0.0,) * years, {"rdel": (price,)}))
    line = Line("all", (5.0, 0.0)[:years] if kind == "leaves" else (price, 5.0 - price))
    needs = (Need(0, (2,)), Need(1, (2,)))
    posed = Problem(years, jobs, (line,))
    posed = replace(posed, leaves=needs) if kind == "leaves" else replace(posed, requires=needs)
    found = plan(posed, 0.0, lambda: 100.0)
    affordable = price <= 2.0
    assert found.schedule == (((0, years - 1), (2, 0)) if affordable else ())
