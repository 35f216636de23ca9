"""The judge finds each broken promise, and nothing where none is broken."""

from dataclasses import replace

import pytest

from legacymap.planning.former.breaches import breaches, present_cost, value
from legacymap.planning.former.problem import Capacity, Job, Line, Need, Problem, Schedule

WORK = Job("a", "x", "replace", (1.0, 2.0), (3.0, 4.0), {0: 5.0, 1: 4.0})
OTHER = Job("b", "x", "rehost", (1.0,), (0.0,), {-1: 2.0, 0: 2.0, 1: 1.0})
PROBLEM = Problem(2, (1.0, 0.5, 0.25), (WORK, OTHER))
BOTH: Schedule = {"a": ("x", 0), "b": ("x", 0)}


def line(*caps: float, carries_forward: bool = False) -> tuple[Line]:
    return (Line("all", "total", caps, carries_forward, frozenset("ab")),)


def test_a_plan_breaks_nothing_and_is_worth_its_sum() -> None:
    assert breaches(BOTH, PROBLEM) == ()
    assert value(BOTH, PROBLEM) == 7.0
    assert present_cost(BOTH, PROBLEM) == 1 + 3 + 0.5 * 6 + 1


def test_years_already_past_cost_nothing() -> None:
    assert present_cost({"b": ("x", -1)}, PROBLEM) == 0.0
    assert breaches({"b": ("x", -1)}, replace(PROBLEM, lines=line(0.0, 0.0))) == ()


@pytest.mark.parametrize(
    ("schedule", "change", "word"),
    [
        ({"c": ("x", 0)}, {}, "no option"),
        ({"a": ("x", 2)}, {}, "may not start"),
        ({}, {"fixed": {"a": ("x", 0)}}, "fixed"),
        (BOTH, {"lines": line(4.0, 9.0)}, "in year 0"),
        (BOTH, {"lines": line(5.0, 5.0, carries_forward=True)}, "up to year 1"),
        ({"a": ("x", 1)}, {"tail": {"rdel": 1.0}}, "after the last year"),
        (BOTH, {"capacities": (Capacity("all", 1, frozenset("ab")),)}, "under way in year 0"),
        (
            BOTH,
            {"jobs": (replace(WORK, needs=(Need("b", frozenset("x")),)), OTHER)},
            "before b has completed",
        ),
        (BOTH, {"jobs": (WORK, replace(OTHER, leavers=("a",)))}, "before a has left"),
        ({"b": ("x", 0)}, {"jobs": (WORK, replace(OTHER, partners=("a",)))}, "without a"),
    ],
)
def test_a_broken_promise_is_named(schedule: Schedule, change: dict[str, object], word: str) -> None:
    (sentence,) = breaches(schedule, replace(PROBLEM, **change))  # type: ignore[arg-type]  # each change fits its field
    assert word in sentence


def test_unspent_money_carries_forward_only_where_it_may() -> None:
    assert breaches({"a": ("x", 0)}, replace(PROBLEM, lines=line(6.0, 4.0))) != ()
    assert breaches({"a": ("x", 0)}, replace(PROBLEM, lines=line(6.0, 4.0, carries_forward=True))) == ()
