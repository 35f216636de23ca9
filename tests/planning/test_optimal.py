"""The optimal planner against all plans there are."""

from collections.abc import Callable, Collection
from dataclasses import replace
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.planning.former import closure_greedy, optimal
from legacymap.planning.former.breaches import breaches, present_cost, value
from legacymap.planning.former.problem import Problem, Schedule
from legacymap.planning.former.solved import Solved
from tests.planning.problems import every_plan, problems

CLOSE = 1e-9
T = TypeVar("T")


def forever() -> float:
    return 1000.0


def no_time() -> float:
    return 0.0


def same(one: float, other: float) -> bool:
    return abs(one - other) <= CLOSE * max(abs(one), abs(other), 1.0)


def first_of_the_cheapest(plans: list[Schedule], problem: Problem, least: float) -> Schedule:
    """By cost, then value, then fewest actions, then the earliest ids."""
    able = [plan for plan in plans if value(plan, problem) >= least - CLOSE * abs(least)]
    measures: tuple[Callable[[Schedule], float], ...] = (
        lambda plan: present_cost(plan, problem),
        lambda plan: -value(plan, problem),
        lambda plan: float(len(plan)),
    )
    for measure in measures:
        best = min(measure(plan) for plan in able)
        able = [plan for plan in able if same(measure(plan), best)]
    return min(able, key=lambda plan: sorted((system, *start) for system, start in plan.items()))


@settings(max_examples=300)
@given(problems(fixed=0))
def test_the_optimum_is_that_of_trying_all(problem: Problem) -> None:
    judge_optimum(problem, optimal.plan(problem, 0.0, forever))


@settings(max_examples=200)
@given(problems(fixed=4))
def test_the_optimum_with_fixed_choices_is_that_of_trying_all(problem: Problem) -> None:
    judge_optimum(problem, optimal.plan(problem, 0.0, forever))


def judge_optimum(problem: Problem, solved: Solved) -> None:
    plans = list(every_plan(problem))
    if not plans:
        assert (solved.status, solved.schedule) == ("infeasible", None)
        return
    best = max(value(plan, problem) for plan in plans)
    assert solved.schedule is not None
    assert breaches(solved.schedule, problem) == ()
    assert solved.status == "optimal"
    assert same(solved.value, best)
    assert solved.bound >= best - CLOSE * abs(best)
    expected = first_of_the_cheapest(plans, problem, best)
    assert same(solved.present_cost, present_cost(expected, problem))
    assert solved.schedule == expected


@settings(max_examples=100)
@given(problems(), st.sampled_from((0.05, 0.3, 0.9)))
def test_within_a_tolerance_the_cheapest_plan_is_chosen(problem: Problem, tolerance: float) -> None:
    solved = optimal.plan(problem, tolerance, forever)
    plans = list(every_plan(problem))
    if not plans:
        assert solved.status == "infeasible"
        return
    best = max(value(plan, problem) for plan in plans)
    assert solved.schedule is not None
    assert solved.bound >= best - CLOSE * abs(best)
    assert solved.status == "optimal"
    assert solved.gap <= tolerance
    least = solved.bound - tolerance * abs(solved.bound)
    assert solved.schedule == first_of_the_cheapest(plans, problem, least)


@settings(max_examples=100)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_in_which_a_problem_is_told_changes_nothing(problem: Problem, random: Random) -> None:
    def turned(items: Collection[T]) -> tuple[T, ...]:
        return tuple(random.sample(list(items), len(items)))

    other = replace(
        problem,
        jobs=turned(problem.jobs),
        lines=turned(problem.lines),
        fixed=dict(turned((problem.fixed or {}).items())),
        tail=None if problem.tail is None else dict(turned(problem.tail.items())),
    )
    assert optimal.plan(problem, 0.0, forever) == optimal.plan(other, 0.0, forever)


@settings(max_examples=100)
@given(problems())
def test_without_time_there_is_still_a_plan_and_a_bound(problem: Problem) -> None:
    solved = optimal.plan(problem, 0.0, no_time)
    plans = list(every_plan(problem))
    if solved.schedule is not None:
        assert breaches(solved.schedule, problem) == ()
    elif not problem.fixed:
        pytest.fail("Nothing fixed: doing nothing is a plan.")
    if solved.status == "infeasible":
        assert plans == []
    elif plans:
        best = max(value(plan, problem) for plan in plans)
        assert solved.bound >= best - CLOSE * abs(best)


@settings(max_examples=200)
@given(problems())
def test_the_greedy_plan_keeps_all_promises_and_is_never_the_better(problem: Problem) -> None:
    greedy = closure_greedy.plan(problem, 0.0, forever)
    if greedy.schedule is None:
        return
    assert breaches(greedy.schedule, problem) == ()
    assert same(greedy.value, value(greedy.schedule, problem))
    assert greedy.bound >= greedy.value
    assert greedy.value <= optimal.plan(problem, 0.0, forever).value + CLOSE * abs(greedy.value)
