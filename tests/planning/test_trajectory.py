"""How the estate fares, year by year."""

from dataclasses import replace

from legacymap.domain.plan import TrajectoryYear
from legacymap.planning.courses import trajectory
from legacymap.planning.framing import framed
from legacymap.planning.work import Case, Choices
from tests.estate.builders import record
from tests.planning.cases import case, ledger, option, planned, posed_as, risks

X: Choices = {"a/x": ("new", 0)}


def course(posed: Case, schedule: Choices, least: Choices | None = None) -> tuple[TrajectoryYear, ...]:
    """The years of a schedule."""
    framing = framed(posed, risks(posed))
    return trajectory(posed, risks(posed), ledger(framing, schedule), ledger(framing, least))


def test_an_effect_begins_in_the_year_after_the_work() -> None:
    years = course(case(planned("a/x", option(rdel=["1", "1"])), record("a/y")), X)
    assert [each.year for each in years] == [2027, 2028, 2029, 2030, 2031]
    assert [each.do_nothing.weighted_risk for each in years] == [20] * 5
    assert [each.plan.weighted_risk for each in years] == [20, 20, 12, 12, 12]
    assert [each.plan.expected_red for each in years] == [1, 1, 0.6, 0.6, 0.6]


def test_what_is_retired_leaves_both_sums() -> None:
    years = course(case(planned("a/x", option(approach="retire"))), X)
    assert [each.plan.weighted_risk for each in years] == [10, 0, 0, 0, 0]
    assert [each.plan.expected_red for each in years] == [0.5, 0, 0, 0, 0]


def test_what_is_committed_counts_in_the_minimum_too_even_from_before_the_first_year() -> None:
    begun: Choices = {"a/x": ("new", -1)}
    posed = case(planned("a/x", option(committed="2026-27")), planned("a/y", option()))
    years = course(posed, {**begun, "a/y": ("new", 1)}, begun)
    assert [each.do_minimum.weighted_risk for each in years] == [12] * 5
    assert [each.plan.weighted_risk for each in years] == [12, 12, 4, 4, 4]


def test_the_plan_removes_what_its_actions_are_worth() -> None:
    framing = posed_as(case(planned("a/x", option())))
    years = course(case(planned("a/x", option())), X)
    removed = sum(each.do_nothing.weighted_risk - each.plan.weighted_risk for each in years)
    assert removed == framing.works[0].values[0]


def test_a_late_effect_comes_a_year_later() -> None:
    late = replace(case(planned("a/x", option())), delay=1)
    assert [each.plan.weighted_risk for each in course(late, X)] == [10, 10, 2, 2, 2]
