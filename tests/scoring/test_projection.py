from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.errors import RequestError
from legacymap.domain.plan import Course, Projection, risk_table
from legacymap.scoring.facts import Horizon, appraisal_days
from legacymap.scoring.projection import projected
from tests.scoring.builders import EXAMPLE, TODAY, framework_from, uk_litraf
from tests.scoring.criteria.years import TEN_YEARS, WITHOUT_RENEWAL
from tests.scoring.scored_systems import scored_system
from tests.scoring.test_doing_nothing import FACTS, SCORES, scored

SCORED_LOW = "assessment: {scores: {%s}}\n" % ", ".join(  # noqa: UP031 - braces of YAML
    f"{code}: 1" for code in (["L1", "L2", "L3", "L4", "L5", "L6", "L7", "C1", "C2", "C3", "C4", "C5", "C6"])
)
ID = "home-office/case-tracker"
APPROACHES = ("retire", "retain", "encapsulate", "rehost", "replatform", "refactor", "replace")
# The example of docs/projection.md.
WORKED = """
technologies:
- {product: Quill, upgrade_planned: no, support: {standard_ends: 2029-12-31}}
contracts: [{supplier: Acme, ends: 2029-06-30, replacement_agreed: no}]
assessment: {scores: {L1: 3, L3: 4, L4: 3, L5: 2, L6: 2, L7: 2, C1: 4, C2: 3, C3: 3, C4: 4, C5: 3, C6: 3}}
remediation:
  options:
  - {id: rewrite, approach: refactor, rdel: [£2m]}
  - {id: move, approach: rehost, rdel: [£1m], after: {L1: 2, L5: 1, C3: 2}}
"""
FIVE_YEARS = Horizon(TEN_YEARS.days[:5])


def later(text: str, horizon: Horizon = TEN_YEARS, prior: str = "calibrated") -> Projection:
    return projected([scored_system(text, prior=prior)], uk_litraf(), prior, horizon)


def options(*approaches: str) -> str:
    each = ", ".join(f"{{id: {approach}, approach: {approach}}}" for approach in approaches)
    return f"remediation: {{options: [{each}]}}\n"


def test_the_example_worked_in_the_docs_is_what_they_say() -> None:
    found = later(WORKED, FIVE_YEARS)
    assert found.nothing[ID].likelihood == pytest.approx([64 / 14, 65 / 14, 66 / 14, 67 / 14, 67 / 14])
    assert found.nothing[ID].impact == pytest.approx([44 / 12] * 5)
    rewrite, move = found.after[ID, "rewrite"], found.after[ID, "move"]
    assert rewrite.likelihood == pytest.approx([61 / 14, 62 / 14, 63 / 14, 64 / 14, 64 / 14])
    assert move.likelihood == pytest.approx([45 / 14, 46 / 14, 54 / 14, 62 / 14, 62 / 14])
    assert move.impact == pytest.approx([43 / 12] * 5)
    assert found.nothing[ID].p_red == (1.0,) * 5
    assert rewrite.p_red == (0.0, 1.0, 1.0, 1.0, 1.0)  # 61 x 44 = 2,684
    assert move.p_red == (0.0,) * 5  # 62 x 43 = 2,666
    assert found.defaults == ((ID, "rewrite"),)


def test_a_year_judged_on_the_as_of_date_is_the_assessment() -> None:
    here = scored_system("technologies: [cobol]\ncontracts: [{ends: 2027}]")
    found = projected([here], uk_litraf(), "calibrated", Horizon(appraisal_days(TODAY, 2026, 1)))
    now = here.assessment
    expected = Course((now.likelihood,), (now.impact,), (now.p_red,), (now.rating,), (now.overall.expected,))
    assert found.nothing[ID] == expected


def test_leaving_and_doing_nothing_are_no_effects() -> None:
    found = later(options("retire", "retain", "replace"))
    assert list(found.after) == [(ID, "replace")]
    assert found.defaults == ((ID, "replace"),)


def test_of_two_options_of_one_name_the_first_counts() -> None:
    text = "remediation: {options: [{id: a, approach: replace}, {id: a, approach: rehost, after: {C1: 5}}]}"
    assert later(text).after == {(ID, "a"): later(options("replace")).after[ID, "replace"]}
    assert later(text.replace("replace", "retire")).after == {}


def test_a_framework_without_both_roles_is_all_likelihood() -> None:
    framework = framework_from(EXAMPLE.read_text().replace("role: impact", "labels: {1: Low, 5: High}"))
    text = "assessment: {scores: {A1: 2, A2: 4, B1: 5, B2: 1}}\n" + options("replace")
    found = projected(
        [scored_system(text, framework=framework, prior="cautious")], framework, "cautious", FIVE_YEARS
    )
    assert found.nothing[ID].likelihood == found.nothing[ID].expected == (16.0,) * 5
    assert found.nothing[ID].impact == (1.0,) * 5
    assert found.nothing[ID].rating == ("not-red",) * 5
    assert found.after[ID, "replace"].likelihood == (12.0,) * 5


def test_no_system_and_no_year_are_no_trouble() -> None:
    assert projected([], uk_litraf(), "calibrated", TEN_YEARS) == Projection({}, {})
    assert later("", Horizon(())).nothing == {ID: Course((), (), ())}


def test_an_unknown_prior_is_a_request_error() -> None:
    with pytest.raises(RequestError):
        projected([], uk_litraf(), "optimistic", TEN_YEARS)


@given(
    FACTS, SCORES, st.sampled_from([TEN_YEARS, WITHOUT_RENEWAL]), st.sampled_from(["calibrated", "uniform"])
)
def test_nothing_falls_over_the_years(
    text: str, scores: dict[str, str], horizon: Horizon, prior: str
) -> None:
    found = later(text + scored(**scores), horizon, prior).nothing[ID]
    for figures in (found.likelihood, found.impact, found.p_red):
        assert list(figures) == pytest.approx(sorted(figures), rel=1e-12)
    assert len(set(found.impact)) == 1


@given(FACTS, SCORES)
def test_a_default_is_never_worse_than_doing_nothing(text: str, scores: dict[str, str]) -> None:
    found = later(text + scored(**scores) + options(*APPROACHES))
    nothing = found.nothing[ID]
    assert len(found.after) == len(found.defaults) == len(APPROACHES) - 2
    for course in found.after.values():
        for now, was in zip(course.likelihood, nothing.likelihood, strict=True):
            assert now <= was * (1 + 1e-12)
        assert course.impact == nothing.impact


def test_a_day_that_has_passed_is_judged_as_today() -> None:
    days = (date(2020, 4, 1), date(2027, 4, 1))
    assert later(WORKED, Horizon(days)).nothing == later(WORKED, Horizon((TODAY, days[1]))).nothing


RETIRING = "remediation: {plan: {funded: %s}}\nretires: %s\n"


@pytest.mark.parametrize(
    ("day", "first"),
    [
        ("2030-03", 3),
        ("2030-04", 4),
        ("2030", 4),
        ("2030-31", 4),
        ("2026-12", 0),
        ("2026-11-22", 0),
        ("2036-04", None),
    ],
)
def test_a_retirement_that_is_paid_for_is_believed_from_the_year_after_its_date(
    day: str, first: int | None
) -> None:
    found = later(RETIRING % ("yes", day))
    assert found.retired_from == ({} if first is None else {ID: first})
    assert found.unfunded == ()


def test_a_retirement_without_funds_or_long_ago_is_not_believed() -> None:
    for funded in ("no", "partly"):
        found = later(RETIRING % (funded, "2030-03"))
        assert (found.retired_from, found.unfunded) == ({}, (ID,))
    assert later("retires: 2030-03").unfunded == (ID,)
    gone = later(RETIRING % ("yes", "2026-11-21"))
    assert (gone.retired_from, gone.unfunded) == ({}, ())


def test_every_retirement_is_believed_where_that_is_supposed() -> None:
    supposed = replace(TEN_YEARS, retire_as_planned=True)
    assert later(RETIRING % ("no", "2030-03"), supposed).retired_from == {ID: 3}
    assert later(RETIRING % ("no", "2026-11-21"), supposed).retired_from == {}


def test_what_has_left_is_nought_in_every_course() -> None:
    found = later(RETIRING.replace("}}", "}, options: [{id: a, approach: rehost}]}") % ("yes", "2030-03"))
    table = risk_table(found, {})
    for figures in (table.nothing[ID], table.after[ID, "a"], table.red_nothing[ID], table.red_after[ID, "a"]):
        assert figures[3:] == (0.0,) * 7
        assert min(figures[:3]) > 0.0
    assert table.retired_from == {ID: 3}


def test_effects_fade_six_years_after_completion_where_that_is_supposed() -> None:
    text = SCORED_LOW + "remediation: {options: [%s]}"
    once = later(text % "{id: a, approach: replatform}", replace(TEN_YEARS, effects_fade=True))
    table = risk_table(once, {})
    # In effect from 2028-29, complete in the year before: an end on 1 April 2034 is 2 from five years before
    # on, 5 from three, then 6.
    levels = [1, 1, 2, 2, 5, 5, 5, 6, 6, 6]
    expected = tuple(((6 + level + 7 * max(1, level)) / 14) for level in levels)
    assert once.fading[ID, "a"][1].likelihood == pytest.approx(expected)
    assert table.risk_from((ID, "a"), 1) == pytest.approx([each * 1.0 for each in expected])
    assert table.risk_from((ID, "a"), 9)[9] == pytest.approx(1.0)
    assert later(text % "{id: a, approach: replatform}").fading == {}


def test_what_states_its_support_or_sets_none_does_not_fade() -> None:
    text = SCORED_LOW + "remediation: {options: [%s]}"
    supposed = replace(TEN_YEARS, effects_fade=True)
    stated = later(text % "{id: a, approach: replatform, supported_until: 2031}", supposed)
    assert stated.fading == {}
    assert stated.kept_current == ()
    assert later(text % "{id: a, approach: refactor}", supposed).fading == {}
    by_statement = later(text % "{id: a, approach: refactor, after: {L1: 1, others: unchanged}}", supposed)
    assert list(by_statement.fading) == [(ID, "a")] == list(by_statement.kept_current)
    assert by_statement.defaults == ()


def test_a_commitment_of_years_ago_fades_from_its_own_completion() -> None:
    option = "{id: a, approach: replatform, rdel: [£1m], committed: 2024-25}"
    found = later(SCORED_LOW + f"remediation: {{options: [{option}]}}", replace(TEN_YEARS, effects_fade=True))
    assert sorted(found.fading[ID, "a"]) == [-2, *range(10)]
