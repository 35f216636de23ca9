"""End of support: derived and drifting, worked by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.assessment import Levels
from legacymap.domain.catalogue import Cycle, Match, Product
from legacymap.domain.system import Technology
from legacymap.scoring.criteria.bounds import Spoken
from legacymap.scoring.criteria.end_of_support import drift, levels, technology_levels
from legacymap.scoring.facts import Facts
from tests.scoring.builders import TODAY, facts, matched, record
from tests.scoring.criteria.years import TEN_YEARS

COVERS = ["", "ours_ends: 2026-11-22", "ours_ends: 2029-11-22", "ours_ends: 2029-11-23"]


@pytest.mark.parametrize(
    ("end", "no", "silent", "yes"),
    [
        ("2026-11-21", (6, 6), (6, 6), (6, 6)),
        ("2026-11-22", (6, 6), (6, 6), (6, 6)),
        ("2026-11-23", (5, 5), (2, 5), (2, 2)),
        ("2029-11-22", (5, 5), (2, 5), (2, 2)),
        ("2029-11-23", (2, 2), (2, 2), (2, 2)),
        ("2031-11-22", (2, 2), (2, 2), (2, 2)),
        ("2031-11-23", (1, 1), (1, 1), (1, 1)),
        ("not-announced", (1, 4), (1, 4), (1, 4)),
        ("unknown", (1, 6), (1, 6), (1, 6)),
        ("ended", (6, 6), (6, 6), (6, 6)),
    ],
)
def test_a_catalogue_end_gives_the_level_of_the_table(
    end: str, no: tuple[int, int], silent: tuple[int, int], yes: tuple[int, int]
) -> None:
    known = facts(match=matched(end))
    assert _bounds("technologies: [{product: oracle, upgrade_planned: no}]", known) == no
    assert _bounds("technologies: [oracle]", known) == silent
    assert _bounds("technologies: [{product: oracle, upgrade_planned: yes}]", known) == yes


@pytest.mark.parametrize(
    ("cover", "no", "silent", "yes"),
    [
        ("ours_ends: 2026-11-22", (6, 6), (6, 6), (6, 6)),
        ("ours_ends: 2026-11-23", (5, 5), (3, 5), (3, 3)),
        ("ours_ends: 2029-11-22", (5, 5), (3, 5), (3, 3)),
        ("ours_ends: 2029-11-23", (3, 3), (3, 3), (3, 3)),
        ("ours_ends: not-announced", (3, 3), (3, 3), (3, 3)),
        ("ours_ends: unknown", (6, 6), (6, 6), (6, 6)),
        ("extended_ends: 2027", (5, 5), (3, 5), (3, 3)),
        ("extended_ends: 2027, ours_ends: 2035", (3, 3), (3, 3), (3, 3)),
        ("extended_ends: 2035, ours_ends: 2027", (3, 3), (3, 3), (3, 3)),
        ("extended_ends: 2035, ours_ends: unknown", (3, 3), (3, 3), (3, 3)),
    ],
)
def test_stated_cover_softens_an_ended_support(
    cover: str, no: tuple[int, int], silent: tuple[int, int], yes: tuple[int, int]
) -> None:
    known = facts(match=matched("2018-07-31"))
    support = f"support: {{{cover}}}"
    assert _bounds(f"technologies: [{{product: oracle, upgrade_planned: no, {support}}}]", known) == no
    assert _bounds(f"technologies: [{{product: oracle, {support}}}]", known) == silent
    assert _bounds(f"technologies: [{{product: oracle, upgrade_planned: yes, {support}}}]", known) == yes


@pytest.mark.parametrize(
    ("cover", "no", "silent", "yes"),
    [
        ("ours_ends: 2029-11-22", (5, 5), (2, 5), (2, 2)),
        ("ours_ends: 2029-11-23", (3, 3), (2, 3), (2, 2)),
        ("extended_ends: not-announced", (3, 3), (2, 3), (2, 2)),
        ("ours_ends: unknown", (5, 5), (2, 5), (2, 2)),
    ],
)
def test_cover_of_more_than_three_years_softens_support_that_soon_ends(
    cover: str, no: tuple[int, int], silent: tuple[int, int], yes: tuple[int, int]
) -> None:
    known = facts(match=matched("2028-01-01"))
    support = f"support: {{{cover}}}"
    assert _bounds(f"technologies: [{{product: oracle, upgrade_planned: no, {support}}}]", known) == no
    assert _bounds(f"technologies: [{{product: oracle, {support}}}]", known) == silent
    assert _bounds(f"technologies: [{{product: oracle, upgrade_planned: yes, {support}}}]", known) == yes


def test_a_service_that_its_supplier_keeps_current_is_1_unless_an_end_is_stated() -> None:
    product = Product.model_validate({"id": "aws", "name": "AWS", "evergreen": "yes"})
    known = facts(match=lambda _technology: Match(product, (), "by id"))
    assert _bounds("technologies: [aws]", known) == (1, 1)
    for end, bounds in (("not-announced", (1, 1)), ("unknown", (1, 1)), ("2027", (5, 5)), ("2020", (6, 6))):
        text = f"technologies: [{{product: aws, upgrade_planned: no, support: {{standard_ends: {end}}}}}]"
        assert _bounds(text, known) == bounds
    assert drift(record("technologies: [aws]"), known, TEN_YEARS) == ((1, 1),) * 11


def test_an_unknown_end_is_at_most_5_while_stated_cover_runs() -> None:
    assert _bounds("technologies: [{product: x, support: {ours_ends: 2027}}]") == (1, 5)
    assert _bounds("technologies: [{product: x, support: {ours_ends: not-announced}}]") == (1, 5)
    assert _bounds("technologies: [{product: x, support: {ours_ends: 2026-11-22}}]") == (1, 6)
    assert _bounds("technologies: [{product: x, support: {ours_ends: unknown}}]") == (1, 6)


def test_cover_of_the_catalogue_is_never_assumed() -> None:
    bought = Cycle(cycle="12.1", standard_ends="ended", extended_ends="not-announced")
    known = facts(match=lambda _technology: Match(Product(id="oracle", name="Oracle"), (bought,), "by id"))
    assert _bounds("technologies: [oracle 12.1]", known) == (6, 6)


def test_a_stated_end_beats_the_catalogue_but_unknown_does_not() -> None:
    known = facts(match=matched("2018-07-31"))
    assert _bounds("technologies: [{product: oracle, support: {standard_ends: 2040}}]", known) == (1, 1)
    assert _bounds("technologies: [{product: oracle, support: {standard_ends: unknown}}]", known) == (6, 6)
    announced = "technologies: [{product: oracle, support: {standard_ends: not-announced}}]"
    assert _bounds(announced, known) == (1, 4)


def test_a_partial_end_counts_from_its_first_day() -> None:
    assert _bounds("technologies: [{product: x, support: {standard_ends: 2026}}]") == (6, 6)
    assert _bounds("technologies: [{product: x, support: {standard_ends: 2026-11}}]") == (6, 6)
    assert _bounds("technologies: [{product: x, support: {standard_ends: 2026-12}}]") == (2, 5)
    assert _bounds("technologies: [{product: x, support: {standard_ends: 2029-11}}]") == (2, 5)
    assert _bounds("technologies: [{product: x, support: {standard_ends: 2026-27}}]") == (6, 6)


def test_three_years_from_a_leap_day_end_on_28_february() -> None:
    leap = facts(date(2028, 2, 29))
    text = "technologies: [{product: x, upgrade_planned: no, support: {standard_ends: %s}}]"
    assert _bounds(text % "2031-02-28", leap) == (5, 5)
    assert _bounds(text % "2031-03-01", leap) == (2, 2)
    assert _bounds(text % "2033-02-28", leap) == (2, 2)
    assert _bounds(text % "2033-03-01", leap) == (1, 1)


def test_several_cycles_give_the_interval_of_their_levels() -> None:
    assert _bounds("technologies: [oracle 12]", facts(match=matched("2018-07-31", "2040"))) == (1, 6)
    assert _bounds("technologies: [oracle 12]", facts(match=matched("2018-07-31", "2022-03-31"))) == (6, 6)
    assert _bounds("technologies: [oracle 12]", facts(match=matched("2028", "2030"))) == (2, 5)


def test_a_technology_that_matches_nothing_may_have_any_level() -> None:
    assert _bounds("technologies: [cobol]") == (1, 6)
    nothing = Technology(product="")
    assert _pair(technology_levels(nothing, facts(match=_refuse))) == (1, 6)


def test_without_technologies_no_fact_speaks() -> None:
    assert levels(record(), facts()) is None
    assert levels(record("technologies: []"), facts()) is None


def test_the_worst_technology_counts() -> None:
    text = """
    technologies:
    - {product: a, support: {standard_ends: 2040}}
    - {product: b, support: {standard_ends: 2028}}
    - {product: c, support: {standard_ends: not-announced}}
    """
    assert _bounds(text) == (2, 5)
    assert _bounds(text + "- {product: d, support: {standard_ends: 2020, ours_ends: 2040}}") == (3, 5)
    assert _bounds(text + "- {product: e}") == (2, 6)
    assert _bounds(text + "- {product: f, support: {standard_ends: 2020}}") == (6, 6)


def test_the_evidence_can_be_checked() -> None:
    found = levels(record("technologies: [oracle-database 12.1]"), facts(match=matched("2018-07-31")))
    assert found is not None
    assert found.evidence == (
        "Oracle Database 12.1 left support on 2018-07-31; no cover is stated (matched by id, cycle 12.1)"
    )
    stated = "technologies: [{product: x, support: {standard_ends: 2020-03, ours_ends: 2028-01-31}}]"
    found = levels(record(stated), facts())
    assert found is not None
    assert found.evidence.split("; ") == [
        "x left standard support in 2020-03 (counted from 2020-03-01)",
        "stated cover runs until 2028-01-31",
        "whether an upgrade is planned is not stated (stated in the record)",
    ]


@given(st.integers(-2000, 4000), st.sampled_from(["", "yes", "no"]))
def test_without_cover_an_earlier_end_is_never_better(days: int, upgrade: str) -> None:
    end = TODAY + timedelta(days=days)
    later, earlier = (
        _bounds(f"technologies: [{{product: x, {_planned(upgrade)} support: {{standard_ends: {day}}}}}]")
        for day in (end, end - timedelta(days=1))
    )
    assert earlier[0] >= later[0]
    assert earlier[1] >= later[1]


@given(st.integers(-2000, 4000), st.sampled_from(COVERS))
def test_knowing_whether_an_upgrade_is_planned_narrows_the_levels(days: int, cover: str) -> None:
    end = TODAY + timedelta(days=days)
    silent, planned, unplanned = (
        _bounds(
            f"technologies: [{{product: x, {_planned(word)} support: {{standard_ends: {end}, {cover}}}}}]"
        )
        for word in ("", "yes", "no")
    )
    assert silent == (planned[0], unplanned[1])


@given(st.lists(st.sampled_from(["ended", "2027", "2030", "2040", "unknown", "not-announced"]), min_size=1))
def test_one_more_technology_never_lowers_the_levels(ends: list[str]) -> None:
    def of(product: str) -> str:
        end = "2020" if product == "ended" else product
        return f"- {{product: x, support: {{standard_ends: {end}}}}}"

    fewer = _bounds("technologies:\n" + "\n".join(of(end) for end in ends))
    more = _bounds("technologies:\n" + "\n".join(of(end) for end in [*ends, "2027"]))
    assert more[0] >= fewer[0]
    assert more[1] >= fewer[1]


def _bounds(text: str, known: Facts | None = None) -> tuple[int, int]:
    found = levels(record(text), known or facts())
    assert found is not None
    assert found.evidence
    return _pair(found)


def _pair(found: Levels) -> tuple[int, int]:
    return found.low, found.high


def _planned(word: str) -> str:
    return f"upgrade_planned: {word}," if word else ""


def _refuse(technology: Technology) -> Match:
    raise AssertionError(technology)


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


def test_cover_that_outlasts_standard_support_takes_over_without_a_rise() -> None:
    # 2 today, 3 from 2027-28 on because cover runs more than three years, 5 in the last of them.
    assert course("standard_ends: 2030-03-31, ours_ends: 2039", "no") == ((2, 2), *[(3, 3)] * 9, (5, 5))
    assert course("standard_ends: 2030-03-31, ours_ends: 2029", "no") == (
        (2, 2),
        *[(5, 5)] * 3,
        *[(6, 6)] * 7,
    )


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
