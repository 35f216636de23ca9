"""Why a plan is as it is: actions, what is left out and why, new money, decisions that cannot all be kept."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import assume, given, settings

from legacymap.domain.inventory import Described, Organisation, Record
from legacymap.domain.plan import Action, Financing, NewMoney, NotPlanned, OptionOf
from legacymap.estate.questions import Estate
from legacymap.planning.explanation import (
    Footing,
    actions,
    conflicting,
    money_by_year,
    new_money,
    not_planned,
)
from legacymap.planning.problem import Problem
from legacymap.planning.work import Case, Choices
from tests.estate.builders import ROUTE, record
from tests.planning.cases import case, ledger, line, option, planned, posed_as, risks
from tests.planning.posed import every_schedule, posed

SYSTEMS = ("a/x", "a/y", "b/z")
STANDING = Footing({system: {"a": 0.75, "b": 0.25} for system in SYSTEMS}, {"a/x": ("a/y", "b/z")})


def said(stated: Case, schedule: Choices) -> dict[str, Action]:
    """The actions of a schedule by system, in their order."""
    posed = posed_as(stated)
    found = actions(stated, posed, ledger(posed, schedule), risks(stated), STANDING)
    return {each.system: each for each in found}


def test_an_action_holds_every_year_of_its_work() -> None:
    stated = case(planned("a/x", option(rdel=["£1m"], cdel=["£2m", "£3m"])))
    found = said(stated, {"a/x": ("new", 1)})["a/x"]
    assert (found.start, found.complete) == (2028, 2029)
    assert found.rdel == {2028: 1e6, 2029: 0}
    assert found.cdel == {2028: 2e6, 2029: 3e6}
    assert (found.value, found.committed, found.families) == (16, False, {"a": 0.75, "b": 0.25})


def test_they_come_by_start_then_value_then_system() -> None:
    records = [planned("a/x", option()), planned("a/y", option()), planned("b/z", option(approach="retire"))]
    order = said(case(*records), {"a/x": ("new", 0), "a/y": ("new", 0), "b/z": ("new", 0)})
    assert list(order) == ["b/z", "a/x", "a/y"]
    assert list(said(case(*records), {"a/x": ("new", 1), "b/z": ("new", 2), "a/y": ("new", 0)})) == [
        "a/y",
        "a/x",
        "b/z",
    ]


def test_committed_and_fixed_are_told_apart() -> None:
    records = [planned("a/x", option(committed="2026-27")), planned("a/y", option())]
    stated = case(*records, fix=[{"system": "a/y", "option": "new", "start": "2028-29"}])
    found = said(stated, {"a/x": ("new", -1), "a/y": ("new", 1)})
    assert (found["a/x"].committed, found["a/y"].committed) == (True, False)
    assert found["a/x"].why.text.startswith("Committed: ")
    assert found["a/y"].why.text.startswith("Fixed by the scenario: ")
    assert found["a/x"].start == 2026


def test_an_action_names_what_it_lets_go_ahead_and_what_it_mends() -> None:
    records = [
        planned("a/x", option()),
        planned("a/y", option(requires=["x"])),
        planned("b/z", option(moves_with=["a/y"])),
    ]
    found = said(case(*records), {"a/x": ("new", 0), "a/y": ("new", 1), "b/z": ("new", 1)})
    assert found["a/x"].unblocks == ("a/y",)
    assert found["a/y"].unblocks == ("b/z",)
    assert found["a/x"].mends == ("a/y", "b/z")
    assert found["a/x"].why.text == (
        "Brings weighted risk from 10.0 to 2.0 in 2028-29; lets y go ahead; "
        "mends the weakest foundation of y and z."
    )


def test_a_retirement_says_from_when_the_system_is_gone() -> None:
    found = said(case(planned("a/x", option(approach="retire"))), {"a/x": ("new", 1)})["a/x"]
    assert found.why.text.startswith("Ends a weighted risk of 10.0: the system is gone from 2029-30 on")


def test_an_effect_beyond_the_appraisal_is_said_to_remove_nothing() -> None:
    stated = case(planned("a/x", option(rdel=["£1m"] * 4)))
    assert said(stated, {"a/x": ("new", 1)})["a/x"].why.text.startswith("Removes no risk of its own")


BUSY: Choices = {"a/y": ("new", 0)}


def why(
    stated: Case, schedule: Choices | None = None, after: dict[OptionOf, float] | None = None
) -> NotPlanned:
    """Why `a/x` is left out."""
    posed = posed_as(stated, after)
    return not_planned("a/x", stated, posed, ledger(posed, schedule))


@pytest.mark.parametrize(
    ("mine", "changes", "code"),
    [
        (record("a/x"), {}, "no-option"),
        (planned("a/x", {"id": "stay", "approach": "retain"}), {}, "no-option"),
        (planned("a/x", option(rdel=None)), {}, "missing-costs"),
        (planned("a/x", option()), {"forbid": [{"system": "a/x"}]}, "forbidden"),
        (planned("a/x", option(rdel=["£1m"] * 6)), {}, "too-long"),
        (planned("a/x", option(latest="2026-27")), {}, "too-long"),
        (planned("a/x", option(requires=["y"])), {}, "precedence"),
        (planned("a/x", option(moves_with=["y"], earliest="2028-29")), {}, "precedence"),
        (planned("a/x", option()), {"capacity": {"a": "0"}}, "capacity"),
        (planned("a/x", option()), {"budgets": [line("a", "rdel", "0", "0", "0")]}, "budget"),
        (
            planned("a/x", option(cdel=["0", "£1m"], earliest="2029-30")),
            {"tail_cap": {"cdel": "0"}},
            "budget",
        ),
    ],
)
def test_each_reason_has_its_code(mine: Record, changes: dict[str, object], code: str) -> None:
    found = why(case(mine, planned("a/y", option()), **changes))
    assert found.why.code == code


def test_an_option_that_removes_no_risk_is_without_effect() -> None:
    stated = case(planned("a/x", option()))
    assert why(stated, after={("a/x", "new"): 10.0}).why.code == "no-effect"
    assert why(stated, after={("a/x", "new"): 11.0}).why.code == "no-effect"


@pytest.mark.parametrize(
    ("mine", "changes", "after", "code"),
    [
        (option(rdel=None), {"forbid": [{"system": "a/x"}]}, 2.0, "missing-costs"),
        (option(), {"forbid": [{"system": "a/x"}]}, 10.0, "no-effect"),
        (option(requires=["gone"]), {}, 10.0, "no-effect"),
        (option(requires=["gone"]), {}, 2.0, "precedence"),
        (option(requires=["gone"], latest="2026-27"), {}, 2.0, "too-long"),
        (option(latest="2026-27"), {"forbid": [{"system": "a/x"}]}, 2.0, "forbidden"),
    ],
)
def test_of_several_reasons_the_one_farthest_from_a_yes_counts(
    mine: dict[str, Any], changes: dict[str, object], after: float, code: str
) -> None:
    stated = case(planned("a/x", mine), **changes)
    assert why(stated, after={("a/x", "new"): after}).why.code == code


@pytest.mark.parametrize(("most", "code"), [("£31,249", "not-worth"), ("£31,250", "budget")])
def test_a_point_that_costs_just_what_it_may_is_worth_it(most: str, code: str) -> None:
    # £1m for eight points in each of the five years appraised but the first, that of the work.
    stated = case(planned("a/x", option(latest="2027-28")), worth_at_most=most)
    assert why(stated).why.code == code


def test_precedence_names_whom_it_waits_for() -> None:
    found = why(case(planned("a/x", option(requires=["y"])), planned("a/y", option())))
    assert found.why.by == ("a/y",)
    assert found.next_in is None


def test_capacity_names_the_organisation() -> None:
    found = why(
        case(
            planned("a/x", option(rdel=["1", "1"], latest="2027-28")),
            planned("a/y", option()),
            capacity={"a": "1"},
        ),
        BUSY,
    )
    assert (found.why.code, found.why.by) == ("capacity", ("a",))


def test_of_several_starts_the_one_that_waits_for_fewest_systems_gives_the_reason() -> None:
    # In the second year it waits for y and z, in the third, once y is done, for z alone.
    mine = planned("a/x", option(requires=["y", "z"]))
    found = why(case(mine, planned("a/y", option()), planned("a/z", option())), {"a/y": ("new", 1)})
    assert found.why.by == ("a/z",)
    assert found.why.text == (
        "2027-28 to 2028-29: it waits for y and z, not done in time; "
        "2029-30: it waits for z, not done in time."
    )


def test_of_several_starts_the_one_that_fewest_organisations_stop_gives_the_reason() -> None:
    # In the first year both a and all are full, in the second only all.
    others = [planned(each, option()) for each in ("a/y", "b/u", "b/v", "b/w")]
    mine = planned("a/x", option(latest="2028-29"))
    stated = case(mine, *others, capacity={"a": "1", "all": "2"})
    started: Choices = {"a/y": ("new", 0), "b/u": ("new", 0), "b/v": ("new", 1), "b/w": ("new", 1)}
    assert why(stated, started).why.by == ("all",)


def test_next_in_is_the_start_that_lacks_least() -> None:
    # One of £1m is there already: what starts with it lacks 0.6, a year later 0.3, two years later all of 1.
    stated = case(
        planned("a/x", option()),
        planned("a/y", option()),
        budgets=[line("a", "rdel", "£1.4m", "£0.7m", "0"), line("all", "rdel", "£9m", "£9m", "£9m")],
    )
    found = why(stated, BUSY)
    assert (found.why.code, found.why.by) == ("budget", ("a",))
    assert found.next_in is not None
    [extra] = found.next_in.extra
    assert (found.next_in.start, found.next_in.value) == (2028, 24)
    assert (extra.organisation, extra.fund, extra.year, round(extra.amount)) == ("a", "rdel", 2028, 300_000)


def test_next_in_counts_money_once_that_two_lines_lack() -> None:
    # A start in the first year lacks 0.6 in both lines, which is £0.6m, one in the second 0.9 in one line.
    nested = [line("a", "rdel", "£0.4m", "£0.1m", "0"), line("all", "rdel", "£0.4m", "£9m", "£9m")]
    found = why(case(planned("a/x", option()), budgets=nested)).next_in
    assert found is not None
    assert (found.start, round(found.needed)) == (2027, 600_000)
    assert [round(each.amount) for each in found.extra] == [600_000, 600_000]


def test_of_two_options_the_one_that_needs_less_counts_money_once_too() -> None:
    both = [
        option(id="dear", rdel=["£0.9m"], earliest="2028-29"),
        option(id="cheap", rdel=["£0.6m"], latest="2027-28"),
    ]
    nested = [line("a", "rdel", "0", "0", "0"), line("all", "rdel", "0", "£9m", "£9m")]
    found = why(case(planned("a/x", *both), budgets=nested)).next_in
    assert found is not None
    assert (found.option, round(found.needed)) == ("cheap", 600_000)


def test_reasons_call_lines_by_the_names_of_organisations_and_funds() -> None:
    lines = [line("a", "cdel", "0", "0", "0"), line("all", "total", "0", "0", "0")]
    stated = case(planned("a/x", option(rdel=None, cdel=["£1m"])), budgets=lines)
    described = {"a": Described(Organisation.model_validate({"id": "a", "name": "Office of A"}), ROUTE)}
    named = Estate.of(replace(stated.estate.inventory, described=described))
    assert why(replace(stated, estate=named)).why.text == (
        "To start in 2027-28 it lacks £1.0m of capital for Office of A in 2027-28 and £1.0m of resource and "
        "capital for all organisations in 2027-28."
    )


def test_next_in_adds_what_every_line_lacks() -> None:
    both = [line("a", "rdel", "0", "£1m", "0"), line("all", "total", "£1m", "£0.1m", "£1m")]
    found = why(case(planned("a/x", option()), budgets=both))
    assert found.next_in is not None
    assert [(each.organisation, each.year, round(each.amount)) for each in found.next_in.extra] == [
        ("all", 2028, 900_000)
    ]


def test_of_starts_that_lack_the_same_the_one_that_removes_most_comes_first() -> None:
    found = why(case(planned("a/x", option()), budgets=[line("a", "rdel", "0", "0", "0")]))
    assert found.next_in is not None
    assert (found.next_in.start, found.next_in.value) == (2027, 32)


def test_the_cap_on_later_spend_is_not_raised() -> None:
    late = option(cdel=["0", "£1m"], earliest="2029-30")
    found = why(
        case(planned("a/x", late), tail_cap={"cdel": "0"}, budgets=[line("a", "rdel", "0", "0", "0")])
    )
    assert found.next_in is None


def test_the_reason_of_the_option_that_comes_closest_counts() -> None:
    stated = case(
        planned("a/x", option(id="costless", rdel=None), option()), budgets=[line("a", "rdel", "0", "0", "0")]
    )
    assert why(stated).why.code == "budget"
    assert "costless: " in why(stated).why.text


def test_starts_that_fail_for_different_reasons_are_told_one_by_one() -> None:
    stated = case(
        planned("a/x", option(cdel=["£1m", "£2m"])),
        planned("a/y", option()),
        capacity={"a": "1"},
        tail_cap={"cdel": "£0.5m"},
        budgets=[line("a", "cdel", "£9m", "£0.4m", "£9m")],
    )
    found = why(stated, BUSY)
    assert (found.why.code, found.why.by) == ("budget", ("a",))
    assert found.why.text == (
        "2027-28: capacity of a (1 more in 2027-28); "
        "2028-29: money (lacks £600k of capital for a in 2028-29); "
        "2029-30: the cap on later spend (£1.5m of capital more)."
    )
    assert found.next_in is not None
    assert found.next_in.start == 2028


def test_starts_of_one_reason_are_told_together_by_the_cheapest() -> None:
    stated = case(
        planned("a/x", option(cdel=["£1m"])),
        planned("a/y", option()),
        capacity={"a": "1"},
        budgets=[line("a", "cdel", "0", "£0.2m", "£0.7m")],
    )
    assert why(stated, BUSY).why.text == (
        "2027-28: capacity of a (1 more in 2027-28); "
        "from 2028-29 on: money (lacks £300k of capital for a in 2029-30, for a start in 2029-30)."
    )


def test_a_start_that_nothing_could_be_ready_for_waits_and_does_not_lack_effect() -> None:
    # Two years of work before it: of its starts only the last is left, which removes nothing any more.
    stated = case(
        planned("a/x", option(rdel=["£1m"] * 3, requires=["y"])),
        planned("a/y", option(rdel=["£1m"] * 2)),
    )
    found = why(stated)
    assert found.why.code == "precedence"
    assert found.why.text.startswith("2027-28 to 2028-29: it waits for y, not done in time; 2029-30")


def test_lacking_capacity_says_how_much_more_would_do() -> None:
    stated = case(
        planned("a/x", option(latest="2027-28")), planned("a/y", option()), capacity={"a": "1", "all": "1"}
    )
    assert why(stated, BUSY).why.text == (
        "There is no capacity of a and all organisations for it; to start in 2027-28 it would take "
        "a: 1 more in 2027-28; all organisations: 1 more in 2027-28."
    )


COSTLY = option(rdel=["£1m", "£1m"], cdel=["£2m", "£4m"])


def needed(start: int = 0, **plan: object) -> NewMoney:
    """What an option of £3m and then £5m needs, of which £2m and £4m is capital."""
    committed = {"committed": "2026-27"} if start < 0 else {}
    mine = record("a/x", remediation={"plan": plan, "options": [{**COSTLY, **committed}]})
    posed = posed_as(case(mine))
    return new_money(money_by_year(mine, posed.works[0], start))


@pytest.mark.parametrize(
    ("plan", "rdel", "cdel"),
    [
        ({}, 2e6, 6e6),
        ({"funded": "yes"}, 0, 0),
        ({"funded": "partly"}, 2e6, 6e6),
        ({"funded": "yes", "option": "new"}, 0, 0),
        ({"funded": "yes", "option": "another"}, 2e6, 6e6),
        # The first year first, and in it capital: £2m, then £0.5m of resource.
        ({"ringfenced": "£2.5m"}, 1.5e6, 4e6),
        # All of the first year, and £1m of the second's capital.
        ({"ringfenced": "£4m"}, 1e6, 3e6),
        ({"ringfenced": "£9m"}, 0, 0),
        ({"ringfenced": "£9m", "option": "another"}, 2e6, 6e6),
    ],
)
def test_what_is_set_aside_is_not_new(plan: dict[str, Any], rdel: float, cdel: float) -> None:
    assert needed(**plan) == NewMoney(rdel, cdel)


def test_what_was_spent_before_the_first_year_is_not_new() -> None:
    assert needed(-1) == NewMoney(1e6, 4e6)


def test_each_year_says_who_pays_and_sums_to_what_the_work_costs() -> None:
    million = 100_000_000  # pence
    assert years(ringfenced="£4m") == {
        0: Financing(ringfenced=3 * million),
        1: Financing(million, 3 * million, million),
    }
    assert years(funded="yes") == {0: Financing(funded=3 * million), 1: Financing(funded=5 * million)}
    for plan in ({}, {"ringfenced": "£2.5m"}, {"funded": "yes"}):
        assert [each.total for each in years(**plan).values()] == [3 * million, 5 * million]


def years(**plan: object) -> dict[int, Financing]:
    mine = record("a/x", remediation={"plan": plan, "options": [COSTLY]})
    return money_by_year(mine, posed_as(case(mine)).works[0], 0)


def has_plan(problem: Problem, decisions: tuple[int, ...]) -> bool:
    kept = tuple(problem.must[each] for each in decisions)
    return next(every_schedule(replace(problem, must=kept)), None) is not None


@settings(max_examples=100)
@given(posed("must"))
def test_a_conflict_cannot_be_held_and_every_part_of_it_can(problem: Problem) -> None:
    assume(
        has_plan(problem, ())
    )  # two jobs of one system with a start of their own need no decision to clash
    found = conflicting(problem)
    every = tuple(range(len(problem.must)))
    assert (found == ()) == has_plan(problem, every)
    if found:
        assert not has_plan(problem, found)
        assert all(has_plan(problem, fewer) for fewer in combinations(found, len(found) - 1))
