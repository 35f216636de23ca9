"""Contracts, now and in later years, worked by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.scoring.criteria.bounds import Spoken
from legacymap.scoring.criteria.vendor_contract import drift, levels
from legacymap.scoring.facts import Facts, Horizon
from tests.scoring.builders import facts, record
from tests.scoring.criteria.years import TEN_YEARS, WITHOUT_RENEWAL

ENDS = ["2020", "2027-06", "2028-06", "2029-06", "2040", "unknown", "not-announced"]


@pytest.mark.parametrize(
    ("ends", "bounds"),
    [
        ("2026-11-21", (6, 6)),
        ("2026-11-22", (6, 6)),
        ("2026-11-23", (5, 5)),
        ("2027-11-22", (5, 5)),
        ("2027-11-23", (4, 4)),
        ("2028-11-22", (4, 4)),
        ("2028-11-23", (3, 3)),
        ("2029-11-22", (3, 3)),
        ("2029-11-23", (1, 1)),
        ("2026", (6, 6)),
        ("2027", (5, 5)),
        ("2028-03", (4, 4)),
        ("unknown", (1, 6)),
        ("not-announced", (1, 6)),
        ("", (1, 6)),
    ],
)
def test_an_end_gives_the_level_of_the_table(ends: str, bounds: tuple[int, int]) -> None:
    assert _bounds(f"contracts: [{{ends: {ends}, replacement_agreed: no}}]") == bounds
    assert _bounds(f"contracts: [{{ends: {ends}}}]") == (1, bounds[1])
    assert _bounds(f"contracts: [{{ends: {ends}, replacement_agreed: yes}}]") == (1, 1)


def test_years_from_a_leap_day_end_on_28_february() -> None:
    leap = facts(date(2028, 2, 29))
    assert _bounds("contracts: [{ends: 2029-02-28, replacement_agreed: no}]", leap) == (5, 5)
    assert _bounds("contracts: [{ends: 2029-03-01, replacement_agreed: no}]", leap) == (4, 4)


def test_a_contract_of_which_nothing_is_known_may_have_any_level() -> None:
    assert _bounds("contracts: [{}]") == (1, 6)


def test_no_contract_is_1_and_an_absent_key_is_unknown() -> None:
    assert _bounds("contracts: []") == (1, 1)
    assert levels(record(), facts()) is None


def test_the_worst_contract_counts() -> None:
    later = "contracts:\n- {ends: 2040, replacement_agreed: no}\n- {ends: 2028-11, replacement_agreed: no}"
    assert _bounds(later) == (4, 4)
    assert _bounds(later + "\n- {ends: 2027}") == (4, 5)


def test_the_evidence_names_supplier_and_day() -> None:
    found = levels(record("contracts: [{supplier: Acme, ends: 2028-03}]"), facts())
    assert found is not None
    assert found.evidence == (
        "the contract with Acme ends in 2028-03 (counted from 2028-03-01); "
        "whether a replacement is agreed is not stated"
    )


@pytest.mark.parametrize(
    ("ends", "said"), [("not-announced", "has no announced end"), ("unknown", "has no known end")]
)
def test_the_evidence_says_whether_an_end_is_announced(ends: str, said: str) -> None:
    found = levels(record(f"contracts: [{{supplier: Acme, ends: {ends}, replacement_agreed: no}}]"), facts())
    assert found is not None
    assert found.evidence == f"the contract with Acme {said}; no replacement is agreed"


@given(st.lists(st.sampled_from(ENDS), min_size=1), st.sampled_from(ENDS))
def test_one_more_contract_never_lowers_the_levels(ends: list[str], another: str) -> None:
    fewer = _bounds("contracts:\n" + "\n".join(f"- {{ends: {end}}}" for end in ends))
    more = _bounds("contracts:\n" + "\n".join(f"- {{ends: {end}}}" for end in [*ends, another]))
    assert more[0] >= fewer[0]
    assert more[1] >= fewer[1]


def _bounds(text: str, known: Facts | None = None) -> tuple[int, int]:
    found = levels(record(text), known or facts())
    assert found is not None
    assert found.evidence
    return found.low, found.high


def course(replacement: str, horizon: Horizon = TEN_YEARS) -> Spoken:
    text = f"contracts: [{{supplier: Acme, ends: 2029-06-30, replacement_agreed: {replacement}}}]"
    return drift(record(text), facts(), horizon)


def test_a_contract_that_nothing_will_replace_runs_out() -> None:
    # 1 April 2027: within three years; 2028: within two; 2029: within one; 2030: over.
    assert course("no") == ((3, 3), (3, 3), (4, 4), (5, 5), *[(6, 6)] * 7)
    assert course("no", WITHOUT_RENEWAL) == course("no")


def test_a_contract_is_taken_to_be_renewed_where_nobody_says() -> None:
    assert course("") == ((1, 3),) * 11


def test_contracts_that_are_not_renewed_may_run_out() -> None:
    assert course("", WITHOUT_RENEWAL) == ((1, 3), (1, 3), (1, 4), (1, 5), *[(1, 6)] * 7)


@pytest.mark.parametrize("horizon", [TEN_YEARS, WITHOUT_RENEWAL])
def test_an_agreed_replacement_is_no_risk_in_any_year(horizon: Horizon) -> None:
    assert course("yes", horizon) == ((1, 1),) * 11


@pytest.mark.parametrize("horizon", [TEN_YEARS, WITHOUT_RENEWAL])
def test_no_contract_is_one_and_silence_is_silence(horizon: Horizon) -> None:
    assert drift(record("contracts: []"), facts(), horizon) == ((1, 1),) * 11
    assert drift(record(), facts(), horizon) == (None,) * 11


def test_the_worst_contract_counts_in_every_year() -> None:
    text = """
    contracts:
    - {ends: 2029-06-30, replacement_agreed: no}
    - {ends: unknown}
    """
    assert drift(record(text), facts(), TEN_YEARS) == ((3, 6), (3, 6), (4, 6), (5, 6), *[(6, 6)] * 7)


def test_a_contract_that_ends_on_the_day_has_ended_in_words_too() -> None:
    ends = {"2026-11-22": "ended on 2026-11-22", "2026-11-23": "ends on 2026-11-23"}
    for day, phrase in ends.items():
        found = levels(record(f"contracts: [{{supplier: Acme, ends: {day}}}]"), facts())
        assert found is not None
        assert found.evidence.startswith(f"the contract with Acme {phrase}")
