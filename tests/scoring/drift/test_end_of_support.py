from hypothesis import given
from hypothesis import strategies as st

from legacymap.scoring.derive.end_of_support import levels
from legacymap.scoring.drift.courses import Spoken
from legacymap.scoring.drift.end_of_support import drift
from tests.scoring.builders import facts, matched, record
from tests.scoring.drift.years import TEN_YEARS

# Within five years today, within three from 1 April 2027 on, over from 2030-31, the fourth year, on.
THIRD_YEAR = "standard_ends: 2029-12-31"
ENDS = st.sampled_from(
    ["2020", "2026-11-22", "2028-05", "2031", "2034-01", "2040", "not-announced", "unknown"]
)


def course(support: str, upgrade: str = "") -> Spoken:
    text = f"technologies: [{{product: Quill, upgrade_planned: {upgrade}, support: {{{support}}}}}]"
    return drift(record(text), facts(), TEN_YEARS)


def test_without_an_upgrade_support_that_ends_is_a_six() -> None:
    assert course(THIRD_YEAR, "no") == ((2, 2), *[(5, 5)] * 3, *[(6, 6)] * 7)


def test_a_planned_upgrade_comes_in_time() -> None:
    assert course(THIRD_YEAR, "yes") == ((2, 2),) * 11


def test_where_nobody_says_only_the_high_bound_moves() -> None:
    assert course(THIRD_YEAR) == ((2, 2), *[(2, 5)] * 3, *[(2, 6)] * 7)


def test_support_that_had_ended_stays_ended_whatever_is_planned() -> None:
    assert course("standard_ends: 2026-11-22", "yes") == ((6, 6),) * 11


def test_a_low_level_of_cover_that_takes_over_is_no_improvement() -> None:
    # 2 today, 5 from 2027-28 on; from 2030-31 cover of nine more years would be a 3 by itself.
    assert course("standard_ends: 2030-03-31, ours_ends: 2039", "no") == ((2, 2), *[(5, 5)] * 10)


def test_the_worst_technology_counts_in_every_year() -> None:
    text = """
    technologies:
    - {product: Quill, upgrade_planned: no, support: {standard_ends: 2029-12-31}}
    - {product: Inkwell, support: {standard_ends: not-announced}}
    """
    assert drift(record(text), facts(), TEN_YEARS) == ((2, 4), *[(5, 5)] * 3, *[(6, 6)] * 7)


def test_every_release_that_it_may_be_is_weighed() -> None:
    text = "technologies: [{product: oracle-database, version: 12, upgrade_planned: no}]"
    found = drift(record(text), facts(match=matched("2028-04-01", "2040")), TEN_YEARS)
    assert found == ((1, 5), (1, 5), *[(1, 6)] * 7, *[(2, 6)] * 2)


def test_no_technology_says_nothing_in_any_year() -> None:
    assert drift(record(), facts(), TEN_YEARS) == (None,) * 11


@given(ENDS, ENDS, st.sampled_from(["yes", "no", ""]))
def test_nothing_falls_and_the_first_is_what_the_facts_say_now(ends: str, cover: str, upgrade: str) -> None:
    text = (
        f"technologies: [{{product: Quill, upgrade_planned: {upgrade}, "
        f"support: {{standard_ends: {ends}, ours_ends: {cover}}}}}]"
    )
    found = [each for each in drift(record(text), facts(), TEN_YEARS) if each is not None]
    now = levels(record(text), facts())
    assert len(found) == 11
    assert now is not None
    assert found[0] == (now.low, now.high)
    assert found == [
        (max(low for low, _ in found[:n]), max(high for _, high in found[:n])) for n in range(1, 12)
    ]
    if upgrade != "no":
        assert {low for low, _ in found} == {now.low}
