from math import fsum, isclose
from pathlib import Path

import pytest

from legacymap.domain.errors import RequestError
from legacymap.planning.work import discount_factors
from tests.verbs.submissions import SCENARIO, TIGHT, made, submission, write


def test_the_first_scenario_is_preferred_and_tried_under_every_assumption() -> None:
    found = submission()
    assert [plan.scenario.id for plan in found.plans] == ["baseline", "tight"]
    assert found.plan is found.plans[0]
    assert found.plan.sensitivity
    assert found.plan.frontier
    assert found.plans[1].sensitivity is None


def test_running_costs_by_year_add_up_to_the_present_values_of_the_plan() -> None:
    found = submission()
    factors = discount_factors(found.scenario.discount, found.scenario.appraisal_years)
    pairs = list(zip(factors, found.running_costs, strict=True))
    money = found.plan.money
    assert isclose(fsum(f * cost.do_nothing for f, cost in pairs), money.do_nothing.running_cost)
    assert isclose(fsum(f * cost.do_minimum for f, cost in pairs), money.do_minimum.running_cost)
    assert isclose(fsum(f * cost.plan for f, cost in pairs), money.plan.running_cost)


def test_expected_red_is_given_under_every_prior_and_agrees_with_the_scan() -> None:
    found = submission()
    assert list(found.expected_red) == ["calibrated", "uniform"]
    assert isclose(found.expected_red["calibrated"], found.scan.totals.expected_red)


def test_capacity_is_never_exceeded_and_counts_the_work_under_way() -> None:
    found = submission()
    assert {(each.organisation, each.at_most) for each in found.busy} == {("ports", 2)}
    assert [each.under_way for each in found.busy] == [0, 1, 1, 1]


@pytest.mark.parametrize(
    ("line", "instead", "place", "words"),
    [
        ("optimism_bias: {rdel: 0.1, cdel: 0.25, upper: 0.5}\n", "", ":1:1:", "its optimism bias"),
        ("rdel: 0.1, cdel: 0.25,", "cdel: 0.25,", ":7:1:", "the optimism bias of resource"),
        ("rdel: 0.1, cdel: 0.25,", "rdel: 0.1,", ":7:1:", "the optimism bias of capital"),
        ("price_base: 2026-27\n", "", ":1:1:", "its price base"),
    ],
)
def test_a_scenario_that_does_not_state_its_prices_and_bias_is_refused(
    tmp_path: Path, line: str, instead: str, place: str, words: str
) -> None:
    inventory, scenario, tight = write(tmp_path)
    assert line in TIGHT
    tight.write_text(TIGHT.replace(line, instead), encoding="utf-8")
    with pytest.raises(RequestError) as refused:
        made(inventory, scenario, tight)
    [message] = refused.value.message.splitlines()
    assert f"tight.yaml{place} A submission needs {words}, which the scenario does not state." in message
    assert refused.value.hint.startswith("Write ")


def test_noughts_are_a_statement(tmp_path: Path) -> None:
    inventory, scenario, _ = write(tmp_path)
    scenario.write_text(SCENARIO.replace("rdel: 0.1, cdel: 0.25", "rdel: 0, cdel: 0"), encoding="utf-8")
    assert made(inventory, scenario).scenario.bias.cdel == 0
