"""Whatever plans is judged: the promises that its schedule keeps, and the bound that it claims."""

import pytest
from hypothesis import given, settings

from legacymap.planning.judge import breaches
from legacymap.planning.problem import Problem
from legacymap.planning.search import PLANNERS
from tests.planning.posed import every_schedule, posed, value


@pytest.mark.parametrize("name", PLANNERS)
def test_a_planner_keeps_every_promise_and_claims_no_bound_that_a_plan_passes(name: str) -> None:
    @settings(max_examples=60, database=None)
    @given(posed())
    def tried(problem: Problem) -> None:
        solved = PLANNERS[name](problem, 0.0, lambda: 1000.0)
        plans = [value(problem, each) for each in every_schedule(problem)]
        if solved.schedule is not None:
            assert breaches(problem, solved.schedule) == ()
            assert solved.bound >= max(plans) - 1e-9 * abs(max(plans))
        if solved.status == "infeasible":
            assert not plans

    tried()
