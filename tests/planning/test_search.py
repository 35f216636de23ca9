"""The optimal planner against all plans there are, for every kind of constraint."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.planning import search
from legacymap.planning.formulation import Incumbent, Solved
from legacymap.planning.judge import breaches
from legacymap.planning.presolve import formulate
from legacymap.planning.problem import Job, Need, Problem, Schedule
from legacymap.planning.search import PLANNERS, plan
from legacymap.planning.ties import Preference
from tests.planning.posed import cost, every_schedule, keeps_all, posed, value

CLOSE = 1e-9
KINDS = (
    "lines", "floors", "tails", "requires", "leaves", "together", "only_with", "capacities", "starts", "must",
    "sum_limits",
)  # fmt: skip


def forever() -> float:
    return 1000.0


def no_time() -> float:
    return 0.0


def same(one: float, other: float) -> bool:
    return abs(one - other) <= CLOSE * max(abs(one), abs(other), 1.0)


def preferred(
    plans: list[Schedule], problem: Problem, least: float, previous: Schedule | None = None
) -> Schedule:
    """By cost, then value, then fewest changes, then the earliest ids."""

    def changes(schedule: Schedule) -> float:
        old = {problem.jobs[job].system: (job, start) for job, start in previous or ()}
        new = {problem.jobs[job].system: (job, start) for job, start in schedule}
        return sum(old.get(system) != new.get(system) for system in old.keys() | new.keys())

    able = [each for each in plans if value(problem, each) >= least - CLOSE * abs(least)]
    measures: tuple[Callable[[Schedule], float], ...] = (
        lambda each: cost(problem, each),
        lambda each: -value(problem, each),
        changes,
    )
    for measure in measures:
        best = min(measure(each) for each in able)
        able = [each for each in able if same(measure(each), best)]
    named = {place: (job.system, job.option) for place, job in enumerate(problem.jobs)}
    return min(able, key=lambda each: sorted((*named[job], start) for job, start in each))


def judge(problem: Problem, solved: Solved) -> None:
    plans = list(every_schedule(problem))
    if not plans:
        assert (solved.status, solved.schedule) == ("infeasible", None)
        return
    best = max(value(problem, each) for each in plans)
    assert solved.schedule is not None
    assert keeps_all(problem, solved.schedule)
    assert solved.status == "optimal"
    assert same(solved.value, best)
    assert solved.bound >= best - CLOSE * abs(best)
    assert solved.schedule == preferred(plans, problem, best)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_constraint_is_kept_and_the_optimum_is_that_of_trying_all(kind: str) -> None:
    @settings(max_examples=25, database=None)
    @given(posed(kind))
    def tried(problem: Problem) -> None:
        judge(problem, plan(problem, 0.0, forever))

    tried()


@settings(max_examples=80)
@given(posed())
def test_all_kinds_at_once_give_the_optimum_of_trying_all(problem: Problem) -> None:
    judge(problem, plan(problem, 0.0, forever))


@settings(max_examples=40)
@given(posed(), st.sampled_from((0.05, 0.3, 0.9)))
def test_within_a_tolerance_the_cheapest_plan_is_chosen(problem: Problem, tolerance: float) -> None:
    solved = plan(problem, tolerance, forever)
    plans = list(every_schedule(problem))
    if not plans:
        assert solved.status == "infeasible"
        return
    assert solved.gap <= tolerance
    least = solved.bound - tolerance * abs(solved.bound)
    assert solved.schedule == preferred(plans, problem, least)


@settings(max_examples=40)
@given(posed("lines"), st.randoms(use_true_random=False))
def test_of_equal_plans_the_one_nearest_to_the_previous_is_chosen(problem: Problem, random: Random) -> None:
    level = tuple(
        replace(
            job,
            values=tuple(None if each is None else 1.0 for each in job.values),
            present_costs=(0.0,) * problem.years,
        )
        for job in problem.jobs
    )
    problem = replace(problem, jobs=level)
    plans = list(every_schedule(problem))
    if not plans:
        return
    previous = random.choice(plans)
    solved = plan(problem, 0.0, forever, Preference(previous))
    best = max(value(problem, each) for each in plans)
    assert solved.schedule == preferred(plans, problem, best, previous)


@settings(max_examples=80)
@given(posed(), st.data())
def test_the_judge_agrees_with_the_text_of_the_format(problem: Problem, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, len(problem.jobs) - 1), unique=True, max_size=4))
    starts = [(place, problem.jobs[place].starts) for place in sorted(places) if problem.jobs[place].starts]
    schedule = tuple((place, data.draw(st.sampled_from(able))) for place, able in starts)
    systems = [problem.jobs[place].system for place, _ in schedule]
    expected = len(set(systems)) == len(systems) and keeps_all(problem, schedule)
    assert (breaches(problem, schedule) == ()) == expected


@settings(max_examples=40)
@given(posed())
def test_without_time_there_is_an_honest_answer(problem: Problem) -> None:
    solved = plan(problem, 0.0, no_time)
    plans = list(every_schedule(problem))
    if solved.schedule is not None:
        assert keeps_all(problem, solved.schedule)
    if solved.status == "infeasible":
        assert plans == []
    elif plans:
        assert solved.bound >= max(value(problem, each) for each in plans) - CLOSE
        assert solved.gap == 0 or solved.cut_short


def test_the_way_of_large_estates_finds_and_proves_the_optimum_of_small_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "_LARGE", 1)
    monkeypatch.setattr(search, "_LARGE_CORES", ((1, 3, 50), (6, 6, 50)))

    @settings(max_examples=40, database=None)
    @given(posed())
    def tried(problem: Problem) -> None:
        judge(problem, plan(problem, 0.0, forever))

    tried()


@pytest.mark.parametrize(("more", "looked"), [(0, True), (1, False)])
def test_windows_are_looked_at_from_a_width_on(
    monkeypatch: pytest.MonkeyPatch, more: int, *, looked: bool
) -> None:
    chain = tuple(Need(job, (other,)) for job in range(8) for other in range(job))
    problem = Problem(8, tuple(Job(f"s{job}", "new", 1, (1.0,) * 8) for job in range(8)), leaves=chain)
    formulation = formulate(problem)
    assert formulation is not None
    assert formulation.is_cumulative
    windows = []

    def unproven(incumbent: Incumbent, *_: object) -> Incumbent:
        return incumbent.with_bound(1e9)

    def watched(*_: object) -> list[Incumbent]:
        windows.append(True)
        return []

    monkeypatch.setattr(search, "_relaxed", unproven)
    monkeypatch.setattr(search, "_windows", watched)
    monkeypatch.setattr(search, "_WIDE", len(formulation) + more)
    plan(problem, 0.0, forever)
    assert bool(windows) is looked


@pytest.mark.parametrize("name", PLANNERS)
def test_a_planner_keeps_every_promise_and_claims_no_bound_that_a_plan_passes(name: str) -> None:
    @settings(max_examples=40, database=None)
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
