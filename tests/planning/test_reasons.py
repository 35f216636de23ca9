"""Why a system is not in the plan."""

import pytest

from legacymap.domain.inventory import Record
from legacymap.domain.plan import NotPlanned, OptionOf
from legacymap.planning.explanation import not_planned
from legacymap.planning.work import Case, Choices
from tests.estate.builders import record
from tests.planning.cases import case, ledger, line, option, planned, posed_as

BUSY: Choices = {"a/y": ("new", 0)}


def why(
    posed: Case, schedule: Choices | None = None, after: dict[OptionOf, float] | None = None
) -> NotPlanned:
    """Why `a/x` is left out."""
    framing = posed_as(posed, after)
    return not_planned("a/x", posed, framing, ledger(framing, schedule))


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
    posed = case(planned("a/x", option()))
    assert why(posed, after={("a/x", "new"): 10.0}).why.code == "no-effect"
    assert why(posed, after={("a/x", "new"): 11.0}).why.code == "no-effect"


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
    posed = case(mine, *others, capacity={"a": "1", "all": "2"})
    started: Choices = {"a/y": ("new", 0), "b/u": ("new", 0), "b/v": ("new", 1), "b/w": ("new", 1)}
    assert why(posed, started).why.by == ("all",)


def test_next_in_is_the_start_that_lacks_least() -> None:
    # One of £1m is there already: what starts with it lacks 0.6, a year later 0.3, two years later all of 1.
    posed = case(
        planned("a/x", option()),
        planned("a/y", option()),
        budgets=[line("a", "rdel", "£1.4m", "£0.7m", "0"), line("all", "rdel", "£9m", "£9m", "£9m")],
    )
    found = why(posed, BUSY)
    assert (found.why.code, found.why.by) == ("budget", ("a",))
    assert found.next_in is not None
    [extra] = found.next_in.extra
    assert (found.next_in.start, found.next_in.value) == (2028, 24)
    assert (extra.organisation, extra.fund, extra.year, round(extra.amount)) == ("a", "rdel", 2028, 300_000)


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
    posed = case(
        planned("a/x", option(id="costless", rdel=None), option()), budgets=[line("a", "rdel", "0", "0", "0")]
    )
    assert why(posed).why.code == "budget"
    assert "costless: " in why(posed).why.text


def test_starts_that_fail_for_different_reasons_are_told_one_by_one() -> None:
    posed = case(
        planned("a/x", option(cdel=["£1m", "£2m"])),
        planned("a/y", option()),
        capacity={"a": "1"},
        tail_cap={"cdel": "£0.5m"},
        budgets=[line("a", "cdel", "£9m", "£0.4m", "£9m")],
    )
    found = why(posed, BUSY)
    assert (found.why.code, found.why.by) == ("budget", ("a",))
    assert found.why.text == (
        "2027-28: capacity of a (1 more in 2027-28); 2028-29: money (lacks £600k of cdel (a) in 2028-29); "
        "2029-30: the cap on later spend (£1.5m of cdel more)."
    )
    assert found.next_in is not None
    assert found.next_in.start == 2028


def test_starts_of_one_reason_are_told_together_by_the_cheapest() -> None:
    posed = case(
        planned("a/x", option(cdel=["£1m"])),
        planned("a/y", option()),
        capacity={"a": "1"},
        budgets=[line("a", "cdel", "0", "£0.2m", "£0.7m")],
    )
    assert why(posed, BUSY).why.text == (
        "2027-28: capacity of a (1 more in 2027-28); "
        "from 2028-29 on: money (lacks £300k of cdel (a) in 2029-30, for a start in 2029-30)."
    )


def test_a_start_that_nothing_could_be_ready_for_waits_and_does_not_lack_effect() -> None:
    # Two years of work before it: of its starts only the last is left, which removes nothing any more.
    posed = case(
        planned("a/x", option(rdel=["£1m"] * 3, requires=["y"])),
        planned("a/y", option(rdel=["£1m"] * 2)),
    )
    found = why(posed)
    assert found.why.code == "precedence"
    assert found.why.text.startswith("2027-28 to 2028-29: it waits for y, not done in time; 2029-30")


def test_lacking_capacity_says_how_much_more_would_do() -> None:
    posed = case(
        planned("a/x", option(latest="2027-28")), planned("a/y", option()), capacity={"a": "1", "all": "1"}
    )
    assert why(posed, BUSY).why.text == (
        "There is no capacity of a and all for it; to start in 2027-28 it would take "
        "a 1 more in 2027-28; all 1 more in 2027-28."
    )
