"""What a failure costs, worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.scoring.criteria.financial import levels
from legacymap.scoring.facts import Facts
from tests.scoring.builders import facts, record

DOLLARS = facts(currency="USD", annual_budget=1_000_000)


@pytest.mark.parametrize(
    ("cost", "level"),
    [
        ("0", 1),
        ("4999999.99", 1),
        ("£5m", 2),
        ("£10m", 2),
        ("10000000.01", 3),
        ("£20m", 3),
        ("20000001", 4),
        ("£50m", 4),
        ("50000000.01", 5),
        ("£2bn", 5),
    ],
)
def test_pounds_give_the_level_of_their_band(cost: str, level: int) -> None:
    assert _level(cost) == level


@pytest.mark.parametrize(
    ("cost", "level"),
    [
        ("9999", 1),
        ("10000", 2),
        ("40000", 2),
        ("40001", 3),
        ("70000", 3),
        ("70001", 4),
        ("100000", 4),
        ("100001", 5),
    ],
)
def test_a_share_of_the_budget_gives_its_level_in_any_currency(cost: str, level: int) -> None:
    assert _level(cost, DOLLARS) == level
    assert _level(f"${cost}", DOLLARS) == level
    assert _level(cost, facts(annual_budget=1_000_000)) == level


def test_the_higher_of_amount_and_share_counts() -> None:
    assert _level("£12m", facts(annual_budget=10_000_000_000)) == 3
    assert _level("£1m", facts(annual_budget=12_000_000)) == 4


def test_amounts_in_other_currencies_have_no_bands() -> None:
    assert levels(record("costs: {cost_of_failure: 60m}"), facts(currency="EUR")) is None


def test_a_cost_in_a_currency_not_the_organisations_is_unknown() -> None:
    assert levels(record("costs: {cost_of_failure: €60m}"), facts(annual_budget=1_000_000)) is None


def test_a_budget_of_nil_counts_as_unstated() -> None:
    assert _level("£6m", facts(annual_budget=0)) == 2
    nil = facts(currency="EUR", annual_budget=0)
    assert levels(record("costs: {cost_of_failure: 6m}"), nil) is None


def test_without_a_cost_of_failure_nothing_is_known() -> None:
    assert levels(record(), facts(annual_budget=1)) is None
    assert levels(record("costs: {annual_run: £4m}"), facts(annual_budget=1)) is None


def test_the_evidence_is_the_figure_that_counted() -> None:
    found = levels(record("costs: {cost_of_failure: £12m}"), facts(annual_budget=10_000_000_000))
    assert found is not None
    assert found.evidence == "a failure costs £12,000,000"
    found = levels(record("costs: {cost_of_failure: £1m}"), facts(annual_budget=12_000_000))
    assert found is not None
    assert found.evidence == "a failure costs 8.33% of the annual budget"


@given(st.integers(0, 10**8), st.integers(0, 10**8), st.none() | st.integers(1, 10**9))
def test_a_dearer_failure_is_never_better(cost: int, more: int, budget: int | None) -> None:
    known = facts(annual_budget=budget)
    assert _level(str(cost), known) <= _level(str(cost + more), known)


def _level(cost: str, known: Facts | None = None) -> int:
    found = levels(record(f"costs: {{cost_of_failure: {cost}}}"), known or facts())
    assert found is not None
    assert found.low == found.high
    assert found.evidence
    return found.low
