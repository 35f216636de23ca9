"""The least cost that keeps sum_limits, and plans without an action that its points are not worth."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.planning import solving
from legacymap.planning.formulation import Solved
from legacymap.planning.posing import PosedProblem
from legacymap.planning.problem import Choice, Job, Must, Need, OnlyWith, Problem, Schedule
from legacymap.planning.solving import Aimed, solved
from tests.planning.posed import cost, every_schedule, posed, value

CLOSE = 1e-9


def forever() -> float:
    return 1000.0


def asked(problem: Problem, *, least: bool = False, most: float | None = None) -> PosedProblem:
    """A problem as a posed that says no more than what is asked for."""
    return PosedProblem(problem, (), {}, {}, {}, (), (), (), is_least_cost=least, max_cost_per_point=most)


@settings(max_examples=30, database=None)
@given(posed())
def test_the_least_cost_is_that_of_trying_all_and_of_these_the_most_value(problem: Problem) -> None:
    plans = list(every_schedule(problem))
    found = solved(asked(problem, least=True), Aimed(0.0), forever)
    if not plans:
        assert found.status == "infeasible"
        return
    least = min(cost(problem, each) for each in plans)
    assert found.schedule in plans
    assert abs(found.value - least) < CLOSE * max(least, 1)
    assert found.bound <= found.value
    assert (found.gap, found.status, found.present_cost) == (0.0, "optimal", found.value)
    most = max(value(problem, each) for each in plans if cost(problem, each) <= least + CLOSE)
    assert abs(value(problem, found.schedule) - most) < CLOSE * max(abs(most), 1)


@settings(max_examples=60, database=None)
@given(problem=posed(), most=st.sampled_from((0.3, 1.0, 2.0)), least=st.booleans())
def test_no_action_is_dearer_than_its_points_and_no_other_such_plan_is_better(
    problem: Problem, most: float, *, least: bool
) -> None:
    plans = [each for each in every_schedule(problem) if not any(dear(problem, each, most))]
    found = solved(asked(problem, least=least, most=most), Aimed(0.0), forever)
    if not plans:
        assert found.schedule is None
        return
    assert found.schedule in plans
    if least:
        assert abs(found.value - min(cost(problem, each) for each in plans)) < 1e-7
    else:
        assert abs(found.value - max(value(problem, each) for each in plans)) < 1e-7


def dear(problem: Problem, schedule: Schedule, most: float) -> Iterator[Choice]:
    """The actions that cost too much, from the text of the method alone."""
    for choice in schedule:
        together = {choice, *leaning(problem, schedule, choice)}
        decided = {way for must in problem.must for way in must.any_of} | {
            (place, job.must_start) for place, job in enumerate(problem.jobs) if job.must_start is not None
        }
        if together & decided:
            continue
        money = sum((problem.jobs[job].present_costs or ())[start] or 0.0 for job, start in together)
        points = sum(problem.jobs[job].values[start] or 0.0 for job, start in together)
        if money > most * points + 1e-9:
            yield choice


def leaning(problem: Problem, schedule: Schedule, choice: Choice) -> set[Choice]:
    """What could not stay without a choice: all that a plan of the rest cannot hold, one after the other."""
    left = {job: start for job, start in schedule if (job, start) != choice}
    gone: set[Choice] = set()
    while True:
        falling = {(job, start) for job, start in left.items() if not stands(problem, left, job)}
        if not falling:
            return gone
        gone |= falling
        left = {job: start for job, start in left.items() if (job, start) not in falling}


def stands(problem: Problem, left: Mapping[int, int], job: int) -> bool:
    """Whether all that a job needs is there."""
    ends = {each: start + problem.jobs[each].years for each, start in left.items()}
    return (
        all(
            any(ends.get(other, 99) <= left[job] for other in need.any_of)
            for need in problem.requires
            if need.job == job
        )
        and all(
            any(ends.get(other, 99) <= ends[job] for other in need.any_of)
            for need in problem.leaves
            if need.job == job
        )
        and all(
            any(
                (left if only.at == "start" else ends).get(other)
                == (left if only.at == "start" else ends)[job]
                for other in only.any_of
            )
            for only in problem.only_with
            if only.job == job
        )
        and all(
            len({(left if group.at == "start" else ends).get(each) for each in group.jobs}) == 1
            for group in problem.together
            if job in group.jobs
        )
    )


def test_what_carries_a_decision_may_cost_what_it_costs() -> None:
    # An enabler that buys nothing for 5, and what needs it: worth its own money, but not the enabler's too.
    jobs = (
        Job("a", "", 1, (0.0, None), {"rdel": (5.0,)}, (5.0, None)),
        Job("b", "", 1, (None, 4.0), {"rdel": (2.0,)}, (None, 2.0)),
    )
    problem = Problem(years=2, jobs=jobs, requires=(Need(1, (0,)),))
    assert solved(asked(problem, most=1.0), Aimed(0.0), forever).schedule == ()
    assert solved(asked(problem, most=2.0), Aimed(0.0), forever).schedule == ((0, 0), (1, 1))
    held = Problem(years=2, jobs=jobs, requires=(Need(1, (0,)),), must=(Must(((1, 1),)),))
    assert solved(asked(held, most=1.0), Aimed(0.0), forever).schedule == ((0, 0), (1, 1))


def test_what_could_lean_on_something_else_does_not_pay_for_a_carrier() -> None:
    # b moves with a or with c: where both are there, neither carries it, and each is worth its own points.
    jobs = (
        Job("a", "", 1, (1.0,), {"rdel": (3.0,)}, (3.0,)),
        Job("b", "", 1, (9.0,), {"rdel": (1.0,)}, (1.0,)),
        Job("c", "", 1, (1.0,), {"rdel": (3.0,)}, (3.0,)),
    )
    problem = Problem(years=1, jobs=jobs, requires=(), only_with=(OnlyWith(1, (0, 2)),))
    found = solved(asked(problem, most=1.0), Aimed(0.0), forever)
    assert (found.value, found.status, found.cut_short) == (10.0, "optimal", ())


@pytest.mark.parametrize(
    "ended",
    [{"cut_short": ("plan",)}, {"is_interrupted": True}, {"cut_short": ("plan",), "is_interrupted": True}],
)
def test_what_was_ended_early_is_not_asked_again(
    ended: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # a costs too much for its points by itself, and is worth its money with b, which leans on it.
    jobs = (
        Job("a", "x", 1, (1.0,), {"rdel": (4.0,)}, (4.0,)),
        Job("b", "x", 1, (9.0,), {"rdel": (1.0,)}, (1.0,)),
    )
    problem = Problem(1, jobs, leaves=(Need(1, (0,)),))
    asked_for = []

    def found(problem: Problem, *_: object, **__: object) -> Solved:
        asked_for.append(problem)
        return Solved(((0, 0),), 1.0, 10.0, "time-limit", 4.0, "by hand", **ended)

    monkeypatch.setattr(solving, "plan", found)
    told = solved(asked(problem, most=1.0), Aimed(0.0), forever)
    assert len(asked_for) == 1
    assert told.schedule == ()
