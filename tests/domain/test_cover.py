from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.catalogue import (
    LONG_AGO,
    NEVER,
    Cycle,
    Match,
    SupportEnd,
    cover_end,
    coverage,
    is_over,
    lost_on,
    standard_ends,
    stated_end,
)
from legacymap.domain.dates import financial_year_of, partial_date
from legacymap.domain.system import Technology

TODAY = date(2026, 11, 22)
NOTHING = Match(None, (), "no match")
_days = st.dates(date(1990, 1, 1), date(2060, 1, 1))
_ends = st.one_of(
    _days.map(lambda day: partial_date(day.isoformat())),
    st.sampled_from(["not-announced", "unknown", "ended"]),
)


def technology(**support: str) -> Technology:
    return Technology.model_validate({"product": "oracle-database", "support": support})


def cycles(*ends: str) -> Match:
    found = tuple(
        Cycle.model_validate({"cycle": f"{at}", "standard_ends": end}) for at, end in enumerate(ends)
    )
    return Match(None, found, "made by hand")


def test_what_the_record_states_beats_the_catalogue() -> None:
    assert standard_ends(technology(standard_ends="2029"), cycles("2018")) == (partial_date("2029"),)


def test_a_stated_unknown_does_not_displace_the_catalogue() -> None:
    assert stated_end(technology(standard_ends="unknown")) is None
    assert standard_ends(technology(standard_ends="unknown"), cycles("2018")) == (partial_date("2018"),)


def test_without_either_the_end_is_unknown() -> None:
    assert standard_ends(technology(), NOTHING) == ("unknown",)


def test_every_release_that_it_may_be_has_its_end() -> None:
    assert standard_ends(technology(), cycles("2018", "ended")) == (partial_date("2018"), "ended")


@pytest.mark.parametrize(
    ("support", "end"),
    [
        ({}, None),
        ({"extended_ends": "2027-03", "ours_ends": "2026-12-31"}, date(2027, 3, 1)),
        ({"extended_ends": "unknown"}, None),
        ({"extended_ends": "2027", "ours_ends": "not-announced"}, NEVER),
    ],
)
def test_the_later_cover_counts_from_its_first_day(support: dict[str, str], end: date | None) -> None:
    assert cover_end(technology(**support)) == end


@pytest.mark.parametrize(
    ("end", "cover", "day"),
    [
        (partial_date("2027-03"), None, date(2027, 3, 1)),
        (partial_date("2027-03"), date(2028, 1, 1), date(2028, 1, 1)),
        (partial_date("2027-03"), date(2020, 1, 1), date(2027, 3, 1)),
        (partial_date("2027-03"), NEVER, NEVER),
        ("ended", None, LONG_AGO),
        ("ended", date(2028, 1, 1), date(2028, 1, 1)),
        ("not-announced", date(2028, 1, 1), NEVER),
        ("unknown", None, None),
        ("unknown", date(2028, 1, 1), None),
        ("unknown", NEVER, NEVER),
    ],
)
def test_support_counts_until_its_end_or_that_of_later_cover(
    end: SupportEnd, cover: date | None, day: date | None
) -> None:
    assert lost_on(end, cover) == day


@pytest.mark.parametrize(
    ("ends", "cover", "found"),
    [
        (["2026-11-22"], None, "ended"),
        (["2026-11-23"], None, "supported"),
        (["2018"], date(2026, 11, 23), "covered"),
        (["2018"], date(2026, 11, 22), "ended"),
        (["unknown"], None, "unknown"),
        (["unknown"], date(2027, 1, 1), "covered"),
        (["not-announced"], None, "supported"),
        (["2018", "2030"], None, "unknown"),
        (["2018", "ended"], None, "ended"),
    ],
)
def test_what_supports_it_on_a_day(ends: list[str], cover: date | None, found: str) -> None:
    assert coverage([cycle.standard_ends for cycle in cycles(*ends).cycles], cover, TODAY) == found


@given(_ends, st.none() | _days, _days)
def test_coverage_has_gone_from_the_day_on_which_support_is_lost(
    end: SupportEnd, cover: date | None, as_of: date
) -> None:
    day = lost_on(end, cover)
    if day is not None:
        assert (coverage([end], cover, as_of) == "ended") == (day <= as_of)
        assert is_over(end, as_of) or day > as_of


@pytest.mark.parametrize(
    ("day", "year"), [(date(2027, 3, 31), 2026), (date(2027, 4, 1), 2027), (date(2027, 12, 31), 2027)]
)
def test_a_financial_year_begins_in_april(day: date, year: int) -> None:
    assert financial_year_of(day) == year
