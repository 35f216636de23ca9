"""Vulnerabilities, now and in later years, worked by hand."""

from datetime import date

import pytest

from legacymap.scoring.criteria.vulnerabilities import drift, levels
from legacymap.scoring.facts import Facts
from tests.scoring.builders import facts, matched, record
from tests.scoring.criteria.years import TEN_YEARS

OUT_OF_SUPPORT = "technologies: [{product: x, support: {standard_ends: 2020}}]"
COVERED = "technologies: [{product: x, support: {standard_ends: 2020, ours_ends: 2027}}]"


def test_a_known_vulnerability_is_6() -> None:
    assert _bounds("vulnerabilities: {known: yes}") == (6, 6)
    assert _bounds("vulnerabilities: {known: yes, checked: 2001}") == (6, 6)


@pytest.mark.parametrize(
    ("checked", "high"),
    [
        ("2026-11-22", 1),
        ("2025-11-22", 1),
        ("2025-11-21", 3),
        ("2025-11", 1),
        ("2025-10", 3),
        ("2025", 1),
        ("2026", 1),
        ("2026-11", 1),
        ("2026-27", 1),
        ("2024", 3),
        ("2026-11-23", 3),
        ("2026-12", 3),
        ("2027", 3),
        ("", 3),
    ],
)
def test_none_known_is_1_within_a_year_of_the_check_and_up_to_3_after(checked: str, high: int) -> None:
    assert _bounds(f"vulnerabilities: {{known: no, checked: {checked}}}") == (1, high)


def test_a_year_before_a_leap_day_is_28_february() -> None:
    leap = facts(date(2028, 2, 29))
    assert _bounds("vulnerabilities: {known: no, checked: 2027-02-28}", leap) == (1, 1)
    assert _bounds("vulnerabilities: {known: no, checked: 2027-02-27}", leap) == (1, 3)


def test_what_is_out_of_support_is_4_to_6() -> None:
    assert _bounds(OUT_OF_SUPPORT) == (4, 6)
    assert _bounds(OUT_OF_SUPPORT + "\nvulnerabilities: {note: nobody looked}") == (4, 6)
    assert _bounds("technologies: [oracle 12.1]", facts(match=matched("ended"))) == (4, 6)
    assert _bounds(COVERED.replace("[", "[cobol, ").replace("2027", "2025")) == (4, 6)


def test_what_may_be_out_of_support_leaves_vulnerabilities_unknown() -> None:
    assert levels(record(COVERED), facts()) is None
    assert levels(record("technologies: [cobol]"), facts()) is None
    unsure = facts(match=matched("2018-07-31", "2040"))
    assert levels(record("technologies: [oracle 12]"), unsure) is None


def test_what_is_known_beats_what_support_lets_fear() -> None:
    assert _bounds(OUT_OF_SUPPORT + "\nvulnerabilities: {known: no, checked: 2026}") == (1, 1)


def test_without_facts_nothing_is_known() -> None:
    assert levels(record(), facts()) is None
    assert levels(record("vulnerabilities: {checked: 2026}"), facts()) is None


def _bounds(text: str, known: Facts | None = None) -> tuple[int, int]:
    found = levels(record(text), known or facts())
    assert found is not None
    assert found.evidence
    return found.low, found.high


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
