"""What has gone wrong, worked by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.scoring.criteria.recorded_issues import levels
from legacymap.scoring.facts import Facts
from tests.scoring.builders import facts, record

INCIDENTS = [
    "{}",
    "{severity: minor}",
    "{severity: severe, date: 2010}",
    "{severity: moderate, date: 2025}",
    "{severity: major, date: 2026-01}",
    "{date: 2024}",
    "{ongoing: yes}",
]


@pytest.mark.parametrize(
    ("severity", "bounds"),
    [("severe", (5, 5)), ("major", (4, 4)), ("moderate", (3, 3)), ("minor", (2, 2)), ("", (2, 5))],
)
def test_a_recent_incident_has_the_level_of_its_severity(severity: str, bounds: tuple[int, int]) -> None:
    assert _bounds(f"incidents: [{{date: 2026-05-01, severity: {severity}}}]") == bounds
    assert _bounds(f"incidents: [{{severity: {severity}}}]") == (1, bounds[1])
    assert _bounds(f"incidents: [{{date: 2026-05-01, severity: {severity}, ongoing: no}}]") == bounds


@pytest.mark.parametrize(
    ("day", "bounds"),
    [
        ("2023-11-22", (4, 4)),
        ("2023-11-21", (1, 4)),
        ("2023-11", (4, 4)),
        ("2023-10", (1, 4)),
        ("2023", (4, 4)),
        ("2023-24", (4, 4)),
        ("2022", (1, 4)),
        ("2026-11-22", (4, 4)),
        ("2026", (4, 4)),
        ("2026-11-23", (1, 1)),
        ("2027", (1, 1)),
    ],
)
def test_an_incident_counts_when_some_day_of_it_lies_within_three_years(
    day: str, bounds: tuple[int, int]
) -> None:
    assert _bounds(f"incidents: [{{date: {day}, severity: major}}]") == bounds


def test_three_years_before_a_leap_day_is_28_february() -> None:
    leap = facts(date(2028, 2, 29))
    assert _bounds("incidents: [{date: 2025-02-28, severity: major}]", leap) == (4, 4)
    assert _bounds("incidents: [{date: 2025-02-27, severity: major}]", leap) == (1, 4)


def test_an_ongoing_incident_is_6_unless_it_had_not_begun() -> None:
    assert _bounds("incidents: [{ongoing: yes}]") == (6, 6)
    assert _bounds("incidents: [{ongoing: yes, date: 2001, severity: minor}]") == (6, 6)
    assert _bounds("incidents: [{ongoing: yes, date: 2030}, {severity: severe}]") == (1, 5)
    assert _bounds("incidents: [{ongoing: yes, date: 2026}]") == (6, 6)


def test_no_incident_is_1_and_an_absent_key_is_unknown() -> None:
    assert _bounds("incidents: []") == (1, 1)
    assert levels(record(), facts()) is None


def test_an_incident_of_which_nothing_is_known_may_have_any_level_of_the_past() -> None:
    assert _bounds("incidents: [{}]") == (1, 5)


def test_the_worst_incident_counts() -> None:
    assert _bounds("incidents: [{date: 2026, severity: minor}, {date: 2025, severity: major}]") == (4, 4)
    assert _bounds("incidents: [{date: 2026, severity: minor}, {severity: severe}]") == (2, 5)
    assert _bounds("incidents: [{date: 2001, severity: severe}, {date: 2026, severity: minor}]") == (2, 5)


def test_an_old_disaster_never_counts_as_good_news_unless_all_are_listed() -> None:
    old = "incidents: [{date: 2014, severity: severe}, {date: 2026, severity: minor}]"
    assert _bounds(old) == (2, 5)
    assert _bounds(f"{old}\nincidents_complete: no") == (2, 5)
    assert _bounds(f"{old}\nincidents_complete: yes") == (2, 2)
    assert _bounds("incidents: [{date: 2014}]") == (1, 5)
    assert _bounds("incidents: [{date: 2014, severity: minor}, {date: 2026, severity: major}]") == (4, 4)
    assert _bounds("incidents: [{date: 2014, severity: minor}]\nincidents_complete: yes") == (1, 1)


@given(st.lists(st.sampled_from(INCIDENTS)), st.sampled_from(INCIDENTS))
def test_one_more_incident_never_lowers_the_levels(incidents: list[str], another: str) -> None:
    fewer = _bounds(f"incidents: [{', '.join(incidents)}]")
    more = _bounds(f"incidents: [{', '.join([*incidents, another])}]")
    assert more[0] >= fewer[0]
    assert more[1] >= fewer[1]


def _bounds(text: str, known: Facts | None = None) -> tuple[int, int]:
    found = levels(record(text), known or facts())
    assert found is not None
    assert found.evidence
    return found.low, found.high
