"""What a scenario and records say becomes the problem that the method poses."""

from dataclasses import replace

import pytest

from legacymap.planning.posing import posed_problem
from legacymap.planning.work import Work
from tests.estate.builders import record
from tests.planning.cases import case, line, option, planned, posed_as, risks

DEFLATORS = {"2026-27": "1", "2027-28": "1.25", "2028-29": "1.25", "2029-30": "1.25"}


def job(*options: dict[str, object], **changes: object) -> Work:
    """The one job that these options of one system make."""
    [made] = posed_as(case(planned("a/x", *options), **changes)).works
    return made


def test_a_start_removes_risk_from_the_year_after_its_last_year_of_work() -> None:
    # Five years, 8 a year: after one year of work from 0 on four are left, after two three.
    assert job(option()).values == {0: 32, 1: 24, 2: 16}
    assert job(option(rdel=["£1m", "£1m"])).values == {0: 24, 1: 16, 2: 8}


def test_later_years_count_less() -> None:
    values = job(option(), discount={"rate": "1"}).values
    assert values == {
        0: 8 * (1 / 2 + 1 / 4 + 1 / 8 + 1 / 16),
        1: 8 * (1 / 4 + 1 / 8 + 1 / 16),
        2: 8 * (1 / 8 + 1 / 16),
    }


def test_what_is_retired_removes_all_of_its_risk() -> None:
    assert job(option(approach="retire")).values[0] == 40


def test_every_effect_may_come_a_year_late() -> None:
    late = replace(case(planned("a/x", option())), delay=1)
    assert posed_problem(late, risks(late)).works[0].values == {0: 24, 1: 16, 2: 8}


def test_risk_may_count_alike_in_all_years_while_money_does_not() -> None:
    alike = replace(case(planned("a/x", option()), discount={"rate": "1"}), risk_counts_alike=True)
    found = posed_problem(alike, risks(alike))
    assert found.works[0].values == {0: 32, 1: 24, 2: 16}
    assert found.factors[1] == 0.5


def test_the_shorter_list_of_costs_is_padded_with_noughts() -> None:
    made = job(option(rdel=["£1m"], cdel=["£2m", "£3m", "£4m"]))
    assert (made.rdel, made.cdel) == ((1e6, 0, 0), (2e6, 3e6, 4e6))
    assert job(option()).cdel == (0,)


def test_work_must_end_within_the_appraisal() -> None:
    assert set(job(option(rdel=["£1m"] * 4)).values) == {0, 1}


def test_earliest_and_latest_bound_the_start() -> None:
    assert set(job(option(earliest="2028-29")).values) == {1, 2}
    assert set(job(option(latest="2028-29")).values) == {0, 1}
    assert set(job(option(earliest="2020-21", latest="2040-41")).values) == {0, 1, 2}


def test_what_is_committed_starts_in_its_year_even_before_the_first() -> None:
    # Two years of work from 2026-27: year 0 is the second of them, and four years are left to gain.
    made = job(option(committed="2026-27", rdel=["£1m", "£2m"]))
    assert made.values == {-1: 32}
    # Completed before the first year: it counts in all five.
    assert job(option(committed="2024-25")).values == {-3: 40}


def test_a_fixed_choice_leaves_one_option_and_one_start() -> None:
    records = planned("a/x", option(), option(id="other"))
    found = posed_as(case(records, fix=[{"system": "a/x", "option": "new", "start": "2028-29"}]))
    assert [(each.option, set(each.values)) for each in found.works] == [("new", {1})]
    assert found.fixed == {"a/x": ("new", 1)}
    assert found.committed == {}
    assert found.unmet == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rdel": None}, "missing-costs"),
        ({"earliest": "2030-31"}, "too-long"),
        ({"latest": "2026-27"}, "too-long"),
        ({"rdel": ["£1m"] * 6}, "too-long"),
        ({"requires": ["gone"]}, "precedence"),
    ],
)
def test_an_option_that_can_never_be_is_barred_with_its_reason(changes: dict[str, object], code: str) -> None:
    found = posed_as(case(planned("a/x", option(**changes))))
    assert found.works == ()
    assert found.barred["a/x", "new"].code == code


@pytest.mark.parametrize("forbidden", [{"system": "a/x", "option": "new"}, {"system": "a/x"}])
def test_what_is_forbidden_is_barred(forbidden: dict[str, str]) -> None:
    found = posed_as(case(planned("a/x", option(), option(id="other")), forbid=[forbidden]))
    left = ["other"] if "option" in forbidden else []
    assert [each.option for each in found.works] == left
    assert found.barred["a/x", "new"].code == "forbidden"


def test_decisions_that_cannot_stand_are_told() -> None:
    found = posed_as(case(planned("a/x", option(committed="2027-28")), forbid=[{"system": "a/x"}]))
    [(decision, reason)] = found.unmet
    assert decision.text(2027) == "`new` of x (`a/x`) in 2027-28 (committed)"
    assert reason == "The scenario forbids it."
    late = posed_as(case(planned("a/x", option(committed="2035-36"))))
    assert len(late.unmet) == 1


def test_to_retain_is_never_a_job() -> None:
    assert posed_as(case(planned("a/x", {"id": "stay", "approach": "retain"}))).works == ()


def test_a_line_counts_an_organisation_with_all_below_it() -> None:
    records = [planned("a/x", option()), planned("b/y", option()), record("a/z")]
    found = posed_as(
        case(*records, budgets=[line("a", "rdel", "£1m", "£2m", "£3m"), line("all", "total", "1", "1", "1")])
    )
    assert [(each.funds, each.jobs) for each in found.problem.lines] == [
        (("rdel",), (0,)),
        (("rdel", "cdel"), None),
    ]
    assert found.lines == (("a", "rdel"), ("all", "total"))
    assert found.problem.lines[0].caps == (1e6, 2e6, 3e6)


def test_cash_caps_are_deflated_and_the_cap_on_later_spend_is_not() -> None:
    found = posed_as(
        case(
            planned("a/x", option()),
            budgets=[line("a", "rdel", "£5m", "£5m", "£5m")],
            tail_cap={"cdel": "£5m"},
            caps_in="cash",
            deflators=DEFLATORS,
        )
    )
    assert found.problem.lines[0].caps == (4e6, 4e6, 4e6)
    assert [(each.funds, each.cap) for each in found.problem.tails] == [(("cdel",), 5e6)]


def test_capacity_counts_the_systems_below() -> None:
    found = posed_as(case(planned("a/x", option()), planned("b/y", option()), capacity={"a": "2"}))
    [capacity] = found.problem.capacities
    assert (capacity.name, capacity.most, capacity.jobs) == ("a", (2, 2, 2), (0,))
