import pytest

from legacymap.scoring.drift.courses import Spoken
from legacymap.scoring.drift.vendor_contract import drift
from legacymap.scoring.horizon import Horizon
from tests.scoring.builders import facts, record
from tests.scoring.drift.years import TEN_YEARS, WITHOUT_RENEWAL


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
