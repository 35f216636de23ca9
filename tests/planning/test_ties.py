"""Large problems: what the tie rule does where the cheapest plan cannot be sought exactly."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from legacymap.planning import ties
from legacymap.planning.formulation import Incumbent
from legacymap.planning.presolve import formulate
from legacymap.planning.problem import Job, Problem, Schedule
from legacymap.planning.relaxation import Found, solve
from legacymap.planning.ties import NO_PREFERENCE, cheapest
from tests.planning.posed import cost, every_schedule, keeps_all, posed, value


def forever() -> float:
    return 1000.0


def from_plan(problem: Problem, schedule: Schedule) -> Incumbent:
    """What a search stands at that has found this plan and proven it the best."""
    formulation = formulate(problem)
    assert formulation is not None
    incumbent = Incumbent(formulation, np.zeros(len(formulation))).with_plan(formulation.columns(schedule))
    return incumbent.with_bound(incumbent.value)


def job(system: str, worth: tuple[float, ...], price: tuple[float, ...]) -> Job:
    return Job(system, "new", 1, worth, {}, price)


def chosen(incumbent: Incumbent) -> Schedule:
    return incumbent.formulation.schedule(incumbent.columns())


@pytest.fixture
def trimmed_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every problem taken for one so large that no search for the cheapest plan is made."""
    monkeypatch.setattr(ties, "_EXACT", 0)
    monkeypatch.setattr(ties, "_SEARCHED", 0)


@pytest.fixture
def searched_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every problem taken for one that is searched for a few nodes, and not trimmed."""
    monkeypatch.setattr(ties, "_EXACT", 0)
    monkeypatch.setattr(ties, "_trimmed", lambda _formulation, columns, _is_enough: columns)


@pytest.mark.usefixtures("trimmed_only")
def test_an_action_that_the_tolerance_can_spare_is_trimmed() -> None:
    problem = Problem(1, (job("a", (100.0,), (10.0,)), job("b", (1.0,), (50.0,))))
    incumbent = from_plan(problem, ((0, 0), (1, 0)))
    assert chosen(cheapest(incumbent, 0.05, forever, NO_PREFERENCE)) == ((0, 0),)
    assert chosen(cheapest(incumbent, 0.005, forever, NO_PREFERENCE)) == ((0, 0), (1, 0))


@pytest.mark.usefixtures("trimmed_only")
def test_an_action_is_moved_to_a_cheaper_start() -> None:
    problem = Problem(2, (job("a", (10.0, 9.9), (20.0, 5.0)), job("b", (10.0, 9.9), (5.0, 20.0))))
    incumbent = from_plan(problem, ((0, 0), (1, 0)))
    assert chosen(cheapest(incumbent, 0.02, forever, NO_PREFERENCE)) == ((0, 1), (1, 0))


@pytest.mark.usefixtures("trimmed_only")
def test_what_saves_most_for_the_value_lost_is_trimmed_first() -> None:
    # 5.4 of 108 may be lost: b saves 50 for 3, c saves 51 for 5, and not both can go.
    jobs = (job("a", (100.0,), (10.0,)), job("b", (3.0,), (50.0,)), job("c", (5.0,), (51.0,)))
    incumbent = from_plan(Problem(1, jobs), ((0, 0), (1, 0), (2, 0)))
    assert chosen(cheapest(incumbent, 0.05, forever, NO_PREFERENCE)) == ((0, 0), (2, 0))


@pytest.mark.usefixtures("trimmed_only")
@settings(max_examples=40)
@given(posed())
def test_trimming_keeps_every_promise_and_never_makes_a_plan_dearer(problem: Problem) -> None:
    plans = list(every_schedule(problem))
    if not plans:
        return
    before = max(plans, key=lambda each: value(problem, each))
    incumbent = from_plan(problem, before)
    after = chosen(cheapest(incumbent, 0.3, forever, NO_PREFERENCE))
    assert keeps_all(problem, after)
    assert value(problem, after) >= incumbent.value - 0.3 * abs(incumbent.value) - 1e-9
    assert cost(problem, after) <= cost(problem, before)


@pytest.mark.usefixtures("trimmed_only")
@settings(max_examples=40)
@given(posed("lines"))
def test_where_nothing_waits_for_another_no_saving_is_left(problem: Problem) -> None:
    before = max(every_schedule(problem), key=lambda each: value(problem, each), default=())
    if not before:
        return
    incumbent = from_plan(problem, before)
    after = chosen(cheapest(incumbent, 0.3, forever, NO_PREFERENCE))
    for choice in after:
        rest = tuple(each for each in after if each != choice)
        if problem.jobs[choice[0]].must_start is None and keeps_all(problem, rest):
            is_enough = value(problem, rest) >= incumbent.value - 0.3 * abs(incumbent.value)
            assert not is_enough or cost(problem, rest) == cost(problem, after)


@pytest.mark.usefixtures("searched_only")
@pytest.mark.parametrize(("found", "kept"), [(0, 1), (2, 2)])
def test_of_what_was_known_and_what_was_found_the_cheaper_stays(
    monkeypatch: pytest.MonkeyPatch, found: int, kept: int
) -> None:
    # Three starts of the same value, each cheaper than the one before; known is the middle one.
    problem = Problem(3, (job("a", (10.0, 10.0, 10.0), (30.0, 20.0, 10.0)),))
    incumbent = from_plan(problem, ((0, 1),))
    columns = incumbent.formulation.columns(((0, found),))
    monkeypatch.setattr(ties, "solve", lambda *_: Found(columns, 0.0, "stopped", late=True))
    after = cheapest(incumbent, 0.0, forever, NO_PREFERENCE)
    assert chosen(after) == ((0, kept),)
    assert after.cut_short == (ties.TIES,)


@pytest.mark.usefixtures("searched_only")
def test_a_cheaper_plan_of_too_little_value_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem(2, (job("a", (10.0, 9.0), (30.0, 20.0)),))
    incumbent = from_plan(problem, ((0, 0),))
    columns = incumbent.formulation.columns(((0, 1),))
    monkeypatch.setattr(ties, "solve", lambda *_: Found(columns, 0.0, "stopped"))
    assert chosen(cheapest(incumbent, 0.05, forever, NO_PREFERENCE)) == ((0, 0),)


def test_what_was_not_proven_the_first_by_id_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    # Two starts that are equal by every measure, so that the ids decide in a last search.
    problem = Problem(2, (job("a", (10.0, 10.0), (5.0, 5.0)),))
    incumbent = from_plan(problem, ((0, 1),))
    asked = []

    def counted(*question: Any) -> Found:  # noqa: ANN401 - handed on as it came
        asked.append(question)
        return solve(*question)

    monkeypatch.setattr(ties, "solve", counted)
    assert chosen(cheapest(incumbent, 0.0, forever, NO_PREFERENCE)) == ((0, 0),)
    last, columns = len(asked), incumbent.formulation.columns(((0, 1),))

    def stopped(*question: Any) -> Found:  # noqa: ANN401 - as above
        asked.append(question)
        return Found(columns, 0.0, "stopped", late=True) if len(asked) == last else solve(*question)

    asked.clear()
    monkeypatch.setattr(ties, "solve", stopped)
    after = cheapest(incumbent, 0.0, forever, NO_PREFERENCE)
    assert chosen(after) == ((0, 0),)
    assert after.cut_short == (ties.TIES,)
