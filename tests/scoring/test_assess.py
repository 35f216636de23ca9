import pytest
from pydantic import ValidationError

from legacymap.domain.errors import RequestError
from legacymap.scoring.assess import assess, assess_all, intervals_of
from legacymap.scoring.combining import probability_red
from tests.scoring.builders import (
    EXAMPLE,
    example_framework,
    facts,
    framework_from,
    matched,
    record,
    uk_litraf,
)

PUBLISHED = """
assessment:
  scores: {L1: 5, L2: 5, L3: 5, L4: 5, L5: 6, L6: 6, L7: 6, C1: 5, C2: 5, C3: 2, C4: 5, C5: 5, C6: 4}
"""
WORKED = """
assessment:
  scores: {L1: 5, L2: 4, L3: 3, L4: 3, L5: 2, L6: {between: [4, 6]}, L7: 2,
           C1: 4, C2: 3, C3: 3, C4: 4, C5: 3, C6: 3}
"""
SHORT = """
technologies: [oracle-database 12.1, cobol]
contracts: [{supplier: Acme, ends: 2028-03}]
costs: {annual_run: £4m}
assessment: {scores: {L1: 6, L3: 5, C4: 4}}
"""


def test_the_published_example_is_red_and_legacy() -> None:
    found = assess(record(PUBLISHED), facts(), uk_litraf(), "calibrated")
    assert found.system == "home-office/case-tracker"
    assert found.overall.low == found.overall.high == pytest.approx(80 / 3)
    assert (found.rating, found.p_red, found.legacy, found.p_legacy) == ("red", 1.0, "yes", 1.0)
    assert found.likelihood == pytest.approx(40 / 7)
    assert found.impact == pytest.approx(14 / 3)


def test_the_example_worked_in_the_docs_is_what_they_say() -> None:
    found = assess(record(WORKED), facts(dependents=3), uk_litraf(), "calibrated")
    assert found.overall.low == pytest.approx(15.1905, abs=5e-5)
    assert found.overall.expected == pytest.approx(15.8673, abs=5e-5)
    assert found.overall.high == pytest.approx(17.5476, abs=5e-5)
    assert found.p_red == pytest.approx(0.5929 / 2.3629, abs=1e-15)
    assert (found.rating, found.legacy) == ("possibly-red", "yes")


def test_each_of_many_systems_is_scored_as_if_it_were_alone() -> None:
    known = [(record(text), facts(dependents=3)) for text in (PUBLISHED, WORKED, SHORT, "")]
    alone = [assess(*each, uk_litraf(), "calibrated") for each in known]
    assert assess_all(known * 300, uk_litraf(), "calibrated") == alone * 300  # of several blocks
    assert assess_all([], uk_litraf(), "calibrated") == []


def test_a_system_of_which_nothing_is_known_is_possibly_red() -> None:
    found = assess(record(), facts(), uk_litraf(), "calibrated")
    assert (found.rating, found.legacy) == ("possibly-red", "possibly")
    assert found.p_red == pytest.approx(0.25, abs=0.005)
    assert (found.overall.low, found.overall.high) == (1.0, 30.0)


def test_a_short_record_already_has_bounds_and_a_rating() -> None:
    found = assess(record(SHORT), facts(match=matched("2018-07-31")), uk_litraf(), "calibrated")
    bases = {score.code: (score.basis, score.low, score.high) for score in found.criteria}
    assert bases["L1"] == ("assessed", 6, 6)
    assert bases["L2"] == ("derived", 1, 4)
    assert bases["L6"] == ("derived", 4, 6)
    assert bases["C6"] == ("derived", 1, 5)
    assert (found.rating, found.legacy) == ("possibly-red", "yes")
    assert 1 < found.overall.low < found.overall.expected < found.overall.high < 30


def test_the_chance_of_red_can_be_asked_again_by_bounds() -> None:
    found = assess(record(SHORT), facts(), uk_litraf(), "uniform")
    assert probability_red(intervals_of(found.criteria), uk_litraf(), "uniform") == found.p_red


def test_weighted_groups_with_roles_give_likelihood_and_impact() -> None:
    found = assess(
        record("assessment: {scores: {A1: 2, A2: 4, B1: 5, B2: 1}}"), facts(), example_framework(), "cautious"
    )
    assert (found.likelihood, found.impact, found.overall.expected) == (8.0, 8.0, 16.0)


def test_a_framework_without_both_roles_is_all_likelihood() -> None:
    framework = framework_from(EXAMPLE.read_text().replace("role: impact", "labels: {1: Low, 5: High}"))
    found = assess(
        record("assessment: {scores: {A1: 2, A2: 4, B1: 5, B2: 1}}"), facts(), framework, "cautious"
    )
    assert (found.likelihood, found.impact) == (16.0, 1.0)


def test_an_unknown_prior_is_a_request_error() -> None:
    with pytest.raises(RequestError):
        assess(record(), facts(), uk_litraf(), "optimistic")


NEWER = (
    EXAMPLE.read_text()
    + """
accepts:
  uk-litraf:
    version: 2025-03-13
    criteria:
      skills: {to: skills, levels: {1: 1, 2: 2, 3: 3, 4: 5, 5: 6, 6: 6}}
      C4: {to: B1, levels: {1: 1, 2: 1, 3: 3}}
      reputation: {to: citizens, levels: {1: 1, 2: 2, 3: 2, 4: 5, 5: 5}}
"""
)


def through_the_table(scores: str) -> dict[str, tuple[int, int, str, str | None]]:
    text = f"assessment: {{framework: uk-litraf, scores: {{{scores}}}}}"
    found = assess(record(text), facts(), framework_from(NEWER), "cautious")
    return {each.criterion: (each.low, each.high, each.basis, each.through) for each in found.criteria}


def test_assessments_under_an_accepted_framework_count_through_its_table() -> None:
    older = "uk-litraf 2025-03-13"
    found = through_the_table("skills: 4, reputation: {between: [3, 4]}")
    assert found["skills"] == (5, 5, "assessed", older)
    assert found["citizens"] == (2, 5, "assessed", older)
    assert found["end_of_support"] == (1, 6, "unknown", None)


def test_the_evidence_names_the_older_framework_too() -> None:
    text = "assessment: {framework: uk-litraf, scores: {skills: {score: 4, evidence: Two left}}}"
    found = assess(record(text), facts(), framework_from(NEWER), "cautious")
    assert found.criteria[1].evidence == "Two left (through uk-litraf 2025-03-13)"


def test_an_assessment_that_names_none_was_made_under_the_usual_one_where_that_is_accepted() -> None:
    framework = framework_from(NEWER)

    def scores(text: str) -> dict[str, tuple[int, int, str | None]]:
        found = assess(record(f"assessment: {{scores: {{{text}}}}}"), facts(), framework, "cautious")
        return {each.criterion: (each.low, each.high, each.through) for each in found.criteria}

    assert scores("skills: 4, reputation: 2")["skills"] == (5, 5, "uk-litraf 2025-03-13")
    assert scores("A2: 4")["skills"] == (4, 4, None)  # only the one in use knows that code
    assert scores("A2: 4, skills: unknown")["skills"][2] is None


def test_of_two_that_have_become_one_the_worst_counts() -> None:
    assert through_the_table("C4: 3, reputation: {between: [1, 2]}")["citizens"][:2] == (3, 3)
    assert through_the_table("reputation: 4, C4: {between: [1, 3]}")["citizens"][:2] == (5, 5)


def test_what_has_no_counterpart_is_unknown() -> None:
    found = through_the_table("C4: 4, skills: not-applicable, operations: 3")
    assert found["citizens"][2:] == ("unknown", None)
    assert found["skills"] == (1, 1, "not-applicable", None)


def test_a_table_that_leads_nowhere_is_a_fault_of_the_framework() -> None:
    for wrong in (NEWER.replace("to: B1", "to: B7"), NEWER.replace("5: 5}}", "5: 9}}")):
        with pytest.raises(ValidationError):
            framework_from(wrong)
