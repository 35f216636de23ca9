import pytest

from legacymap.scoring.drift.vulnerabilities import drift
from tests.scoring.builders import facts, record
from tests.scoring.drift.years import TEN_YEARS

# Without support from 2030-31, the fourth year, on.
ENDING = "technologies: [{{product: Quill, upgrade_planned: {}, support: {{standard_ends: 2029-12-31}}}}]"


def test_support_that_ends_lets_vulnerabilities_be_feared() -> None:
    assert drift(record(ENDING.format("no")), facts(), TEN_YEARS) == (*[None] * 4, *[(4, 6)] * 7)


@pytest.mark.parametrize("upgrade", ["yes", ""])
def test_support_that_may_not_end_says_nothing(upgrade: str) -> None:
    # Where nobody says whether an upgrade is planned, a 6 is never sure.
    assert drift(record(ENDING.format(upgrade)), facts(), TEN_YEARS) == (None,) * 11


@pytest.mark.parametrize(
    ("statement", "bounds"),
    [
        ("known: yes", (6, 6)),
        ("known: no, checked: 2026-10-01", (1, 1)),
        ("known: no, checked: 2020", (1, 3)),
        ("known: no", (1, 3)),
    ],
)
def test_what_the_record_says_stays_and_does_not_age(statement: str, bounds: tuple[int, int]) -> None:
    text = f"{ENDING.format('no')}\nvulnerabilities: {{{statement}}}"
    assert drift(record(text), facts(), TEN_YEARS) == (bounds,) * 11


def test_a_check_that_says_nothing_is_no_statement() -> None:
    text = f"{ENDING.format('no')}\nvulnerabilities: {{checked: 2026-10-01}}"
    assert drift(record(text), facts(), TEN_YEARS)[-1] == (4, 6)


def test_no_technology_says_nothing() -> None:
    assert drift(record(), facts(), TEN_YEARS) == (None,) * 11
