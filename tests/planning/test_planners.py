"""Every planner keeps every promise, whatever the problem."""

import pytest
from hypothesis import given, settings

from legacymap.planning.former.breaches import breaches, present_cost, value
from legacymap.planning.former.planners import PLANNERS
from legacymap.planning.former.problem import Problem
from tests.bench.plans import problem_of
from tests.planning.problems import problems


@pytest.mark.parametrize("name", sorted(PLANNERS))
@settings(max_examples=100)
@given(problem=problems(fixed=2))
def test_a_planner_breaks_no_promise_and_states_its_sums(name: str, problem: Problem) -> None:
    solved = PLANNERS[name](problem, 0.001, lambda: 1000.0)
    if solved.schedule is None:
        assert solved.status != "optimal"
        return
    assert breaches(solved.schedule, problem) == ()
    assert solved.value == pytest.approx(value(solved.schedule, problem))
    assert solved.present_cost == pytest.approx(present_cost(solved.schedule, problem))
    assert solved.bound >= solved.value
    assert (solved.status == "optimal") == (solved.gap <= 0.001)


@pytest.mark.parametrize("name", sorted(PLANNERS))
def test_a_larger_problem_is_planned_alike_each_time(name: str) -> None:
    problem = problem_of(60)
    first, again = (PLANNERS[name](problem, 0.01, lambda: 1000.0) for _ in range(2))
    assert first == again
    assert first.schedule
    assert breaches(first.schedule, problem) == ()
