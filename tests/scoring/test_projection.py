from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.errors import RequestError
from legacymap.domain.plan import Course, Projection
from legacymap.scoring.horizon import Horizon, appraisal_days
from legacymap.scoring.projection import projected
from tests.scoring.builders import EXAMPLE, TODAY, framework_from, uk_litraf
from tests.scoring.drift.years import TEN_YEARS, WITHOUT_RENEWAL
from tests.scoring.standings import standing
from tests.scoring.test_doing_nothing import FACTS, SCORES, scored

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
    return projected([standing(text, prior=prior)], uk_litraf(), prior, horizon)


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
    here = standing("technologies: [cobol]\ncontracts: [{ends: 2027}]")
    found = projected([here], uk_litraf(), "calibrated", Horizon(appraisal_days(TODAY, 2026, 1)))
    now = here.assessment
    assert found.nothing[ID] == Course((now.likelihood,), (now.impact,), (now.p_red,))


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
        [standing(text, framework=framework, prior="cautious")], framework, "cautious", FIVE_YEARS
    )
    assert found.nothing[ID] == Course((16.0,) * 5, (1.0,) * 5, (0.0,) * 5)
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
