"""Targets become sums of starts, and where they cannot be reached, what would do is right."""

from collections.abc import Mapping

from legacymap.domain.plan import RiskTable
from legacymap.planning.feasibility import best_figure, least_money
from legacymap.planning.posing import PosedProblem, posed_problem
from legacymap.planning.search import is_possible
from legacymap.planning.solving import Aimed, solved
from tests.planning.cases import case, line, option, planned, risks

TWO = (planned("a/x", option()), planned("a/y", option(rdel=["£2m"])))


def forever() -> float:
    return 1000.0


def aimed(*targets: Mapping[str, object], **changes: object) -> PosedProblem:
    """Two systems, red by halves, that an option takes to a tenth; both rated red unless acted on."""
    posed = case(*TWO, goal={"least": "cost", "targets": list(targets)}, **changes)
    table = risks(posed)
    told = RiskTable(
        table.nothing, table.after, table.red_nothing, table.red_after,
        rated_red_nothing=dict.fromkeys(table.nothing, (True,) * 5),
        rated_red_after=dict.fromkeys(table.after, (False,) * 5),
    )  # fmt: skip
    return posed_problem(posed, told)


def chosen(posed: PosedProblem) -> dict[str, int]:
    """The start of each system that the cheapest plan acts on."""
    found = solved(posed, Aimed(0.0), forever)
    assert found.schedule is not None
    return {system: start for system, (_, start) in posed.choices(found.schedule).items()}


def test_the_cheapest_system_is_taken_and_no_sooner_than_it_must() -> None:
    # 1.0 are expected to be red; acting on one leaves 0.6 from the year after its work on.
    assert chosen(aimed({"expected_red": "0.6", "by": "2028-29"})) == {"a/x": 0}
    assert chosen(aimed({"expected_red": "0.2", "by": "2028-29"})) == {"a/x": 0, "a/y": 0}
    assert chosen(aimed({"expected_red": "1", "by": "2028-29"})) == {}


def test_weighted_risk_is_a_share_of_doing_nothing_in_the_same_year() -> None:
    # 20 are left when nothing is done, 12 when one is acted on: 60 per cent.
    assert set(chosen(aimed({"weighted_risk": "60%", "by": "2029-30"}))) == {"a/x"}
    assert set(chosen(aimed({"weighted_risk": "0.59", "by": "2029-30"}))) == {"a/x", "a/y"}


def test_no_red_is_asked_of_a_selection() -> None:
    assert set(chosen(aimed({"no_red": {"system": "a/y"}, "by": "2029-30"}))) == {"a/y"}
    assert set(chosen(aimed({"no_red": {}, "by": "2029-30"}))) == {"a/x", "a/y"}
    assert chosen(aimed({"no_red": {"kind": "service"}, "by": "2029-30"})) == {}


def test_the_best_figure_and_the_least_money_are_told() -> None:
    poor = aimed(
        {"expected_red": "0.2", "by": "2029-30"}, budgets=[line("all", "rdel", "£1m", "£0.5m", "£9m")]
    )
    assert is_possible(poor.problem, forever) is False
    [aim] = poor.aims
    best = best_figure(poor, aim, (), forever)
    assert best is not None
    # Only a/x can be paid for in time: 0.1 and 0.5.
    assert abs(best - 0.6) < 1e-9
    # a/y costs £2m in year 0 or 1: £1.5m more than year 1 has, once a/x is paid for in year 0.
    assert least_money(poor, poor.problem, forever) == [(0, 1, 1_500_000.0)]


def test_what_money_cannot_do_is_told_too() -> None:
    early = aimed({"expected_red": "0.2", "by": "2027-28"})
    assert least_money(early, early.problem, forever) is None
    best = best_figure(early, early.aims[0], (), forever, with_caps=False)
    assert best is not None
    assert abs(best - 1.0) < 1e-9
