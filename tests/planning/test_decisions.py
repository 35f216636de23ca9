"""Decisions that leave something open, sizes, floors, starts and companions, as the problem has them."""

import pytest

from legacymap.domain.plan import RiskTable
from legacymap.domain.scenario import Scenario
from legacymap.planning.posing import PosedProblem, posed_problem
from legacymap.planning.problem import Count, Need, OnlyWith
from tests.estate.builders import record
from tests.planning.cases import case, line, option, planned, posed_as, risks

BOTH = planned("a/x", option(), option(id="other", approach="rehost", rdel=["£1m", "£1m"]))


def ways(posed: PosedProblem) -> list[set[tuple[str, int]]]:
    """What would keep each decision: options and starts."""
    return [
        {(posed.works[job].option, start - posed.works[job].begun) for job, start in must.any_of}
        for must in posed.problem.must
    ]


def test_a_fix_may_leave_the_option_or_the_year_or_both_open() -> None:
    def fixed(**choice: str) -> list[set[tuple[str, int]]]:
        return ways(posed_as(case(BOTH, fix=[{"system": "a/x", **choice}])))

    assert fixed(start="2028-29") == [{("new", 1), ("other", 1)}]
    assert fixed(option="other") == [{("other", 0), ("other", 1), ("other", 2)}]
    assert len(fixed()[0]) == 6


def test_a_must_is_kept_by_work_that_ends_in_its_year_at_the_latest() -> None:
    # One year of work may start in the year itself, two years of it in the one before.
    must = [{"system": "a/x", "by": "2028-29", "options": ["new", "other"]}]
    assert ways(posed_as(case(BOTH, must=must))) == [{("new", 0), ("new", 1), ("other", 0)}]


def red_until(after: dict[str, tuple[bool, ...]]) -> PosedProblem:
    """A must without options, of a system that is red when nothing is done, and after some options not."""
    posed = case(BOTH, must=[{"system": "a/x", "by": "2031-32"}])
    table = risks(posed)
    rated = {("a/x", name): years for name, years in after.items()}
    told = RiskTable(
        table.nothing, table.after, table.red_nothing, table.red_after,
        rated_red_nothing={"a/x": (True,) * 5}, rated_red_after=rated,
    )  # fmt: skip
    return posed_problem(posed, told)


def test_without_options_what_leaves_or_ends_red_will_do() -> None:
    # `new` replaces, so it leaves; `other` moves it, and works for two years.
    leaving = {("new", 0), ("new", 1), ("new", 2)}
    assert ways(red_until({"new": (True,) * 5, "other": (True,) * 5})) == [leaving]
    # From the third year on it is not red: the start in year 0 has its first effect in year 2.
    [found] = ways(red_until({"new": (True,) * 5, "other": (True, True, True, False, False)}))
    assert found == leaving | {("other", 1), ("other", 2)}


def test_a_must_that_nothing_keeps_is_told_with_its_reason() -> None:
    [(decision, reason)] = posed_as(case(BOTH, must=[{"system": "a/x", "by": "2026-27"}])).unmet
    assert decision.text(2027) == "x (`a/x`) done by 2026-27 (must)"
    assert reason == "No option could be complete by then."


def test_sizes_add_up_against_the_capacity_and_begin_against_the_starts() -> None:
    found = posed_as(case(planned("a/x", option(size="2.5")), capacity={"a": "3"}, starts={"all": "2"}))
    assert found.problem.jobs[0].size == 2.5
    assert found.problem.capacities == (Count("a", (3.0,) * 3, None),)
    assert found.problem.starts == (Count("all", (2.0,) * 3, None),)


def test_a_floor_is_in_the_same_prices_as_the_caps() -> None:
    budget = {**line("a", "rdel", "£5m", "£5m", "£5m"), "floor": {"2028-29": "£1.25m"}}
    deflators = {"2026-27": "1", **dict.fromkeys(("2027-28", "2028-29", "2029-30"), "1.25")}
    cash = case(planned("a/x", option()), budgets=[budget], caps_in="cash", deflators=deflators)
    assert posed_as(cash).problem.lines[0].floors == (None, 1e6, None)


def test_a_companion_may_be_one_option_and_share_the_end() -> None:
    mine = option(moves_with=[{"system": "a/y", "option": "long", "ends": "together"}])
    theirs = planned("a/y", option(), option(id="long", rdel=["£1m", "£1m"]))
    found = posed_as(case(planned("a/x", mine), theirs))
    places = found.problem.places
    assert found.problem.only_with == (OnlyWith(places["a/x", "new"], (places["a/y", "long"],), "end"),)
    # Two years of work end in year 1 at the soonest, so one year of work starts then at the soonest.
    assert set(found.works[places["a/x", "new"]].values) == {1, 2}


def test_a_companion_without_the_option_stops_it_for_ever() -> None:
    mine = option(moves_with=[{"system": "a/y", "option": "gone"}])
    found = posed_as(case(planned("a/x", mine), planned("a/y", option())))
    assert found.barred["a/x", "new"].by == ("a/y",)


@pytest.mark.parametrize(("leaves", "needed"), [(0, False), (2, True)])
def test_a_system_that_retires_as_planned_is_complete_once_it_has_left(leaves: int, *, needed: bool) -> None:
    posed = case(planned("a/x", option(requires=["y"])), record("a/y"))
    table = risks(posed)
    told = RiskTable(
        table.nothing, table.after, table.red_nothing, table.red_after, retired_from={"a/y": leaves}
    )
    found = posed_problem(posed, told)
    assert set(found.works[0].values) == set(range(leaves, 3))
    assert found.problem.requires == ((Need(0, (1,)),) if needed else ())
    if needed:
        retirement = found.problem.jobs[1]
        assert (retirement.must_start, retirement.years, retirement.size) == (0, 2, 0)
        assert found.choices(((0, 2), (1, 0))) == {"a/x": ("new", 2)}
        assert found.schedule({"a/x": ("new", 2)}) == ((0, 2), (1, 0))


def test_goals_are_read_in_both_ways() -> None:
    def goal(stated: object) -> bool:
        told = {"scenario": "a", "years": ["2027-28"], "goal": stated}
        return Scenario.model_validate(told).goal.is_least_cost

    assert not goal("most")
    assert goal({"least": "cost", "targets": [{"expected_red": "5", "by": "2030-31"}]})
