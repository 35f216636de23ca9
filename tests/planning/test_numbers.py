"""Sums of every size are kept exactly, and odd problems have clear answers."""

from collections.abc import Iterator

import pytest

from legacymap.planning.formulation import Solved
from legacymap.planning.judge import breaches
from legacymap.planning.problem import Job, Line, Problem
from legacymap.planning.search import plan


def job(system: str, value: float, spend: float) -> Job:
    return Job(system, "new", 1, (value,), {"cdel": (spend,)})


def solved(*jobs: Job, cap: float | None = None, floor: float | None = None) -> Solved:
    lines = (Line("all", (cap,), (floor,)),)
    return plan(Problem(1, jobs, lines, is_money=True), 0.0, lambda: 100.0)


BILLION = 1e9


def test_a_pound_beside_a_billion_is_kept_to_the_penny() -> None:
    both = job("a", 5, BILLION), job("b", 1, 1)
    assert solved(*both, cap=BILLION).schedule == ((0, 0),)
    assert solved(*both, cap=BILLION + 0.99).schedule == ((0, 0),)
    assert solved(*both, cap=BILLION + 1).schedule == ((0, 0), (1, 0))


def test_of_many_pennies_beside_ten_billions_as_many_fit_as_there_are() -> None:
    pennies = [job(f"p{number}", 1 + number, 0.01) for number in range(6)]
    found = solved(job("a", 100, 10 * BILLION), *pennies, cap=10 * BILLION + 0.03)
    assert found.schedule == ((0, 0), (4, 0), (5, 0), (6, 0))


def test_the_judge_counts_pence_in_money_and_a_billionth_elsewhere() -> None:
    jobs, lines = (job("a", 1, 10 * BILLION + 2),), (Line("all", (10 * BILLION,)),)
    assert breaches(Problem(1, jobs, lines, is_money=True), ((0, 0),)) != ()
    assert breaches(Problem(1, jobs, lines), ((0, 0),)) == ()


@pytest.mark.parametrize(
    ("jobs", "value"),
    [
        ((), 0.0),
        ((job("a", 3, 1),), 3.0),
        ((job("a", -3, 1),), 0.0),
        ((job("a", 1e280, 1), job("b", 1e280, 1)), 1e280),
    ],
)
def test_odd_problems_have_their_optimum(jobs: tuple[Job, ...], value: float) -> None:
    found = solved(*jobs, cap=1)
    assert (found.status, found.value, found.gap) == ("optimal", value, 0.0)


def test_a_floor_that_cannot_be_reached_is_infeasible() -> None:
    assert solved(job("a", 3, 1), floor=2).status == "infeasible"
    assert solved(job("a", -3, 2), floor=2).schedule == ((0, 0),)


def test_a_hundred_thousand_jobs_without_limits_are_chosen_at_once() -> None:
    count = 100_000
    jobs = tuple(Job(f"s{number}", "new", 1, (float(number % 7 - 1),)) for number in range(count))
    found = plan(Problem(1, jobs), 0.001, lambda: 100.0)
    assert found.status == "optimal"
    assert found.value == sum(max(number % 7 - 1, 0) for number in range(count))


def test_an_interruption_ends_with_the_best_so_far() -> None:
    def left() -> Iterator[float]:
        yield from (100.0,) * 3
        raise KeyboardInterrupt

    clock = left()
    jobs = tuple(job(f"s{number}", 1 + number % 3, 2 + number % 5) for number in range(40))
    found = plan(Problem(1, jobs, (Line("all", (37.0,)),)), 0.0, lambda: next(clock))
    assert found.is_interrupted
    assert found.schedule
    assert found.cut_short
    assert found.bound >= found.value


def test_a_problem_without_a_job_is_solved_and_nothing_is_cut_short() -> None:
    solved = plan(Problem(years=3, jobs=()), 0.001, lambda: 60.0)
    assert (solved.status, solved.schedule, solved.value, solved.bound) == ("optimal", (), 0.0, 0.0)
    assert solved.cut_short == ()
