import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.assessment import CriterionScore
from legacymap.scoring.assess import criterion_scores
from legacymap.scoring.distribution import prior_ratio
from legacymap.scoring.facts import Facts
from tests.scoring.builders import facts, matched, record, uk_litraf

OLD_DATABASE = "technologies: [oracle-database 12.1]\n"
ORACLE = facts(match=matched("2018-07-31"))


def test_criteria_stand_in_the_frameworks_order() -> None:
    (found,) = criterion_scores([(record(), facts())], uk_litraf(), prior_ratio(uk_litraf(), "uniform"))
    assert [score.criterion for score in found] == [criterion.id for _, criterion in uk_litraf().criteria]
    assert [score.code for score in found][:2] == ["L1", "L2"]
    assert [score.group for score in found] == ["likelihood"] * 7 + ["impact"] * 6


def test_assessed_beats_derived_beats_unknown() -> None:
    assert _shown("L1", OLD_DATABASE + "assessment: {scores: {L1: 5}}", ORACLE) == ("assessed", 5, 5)
    assert _shown("L1", OLD_DATABASE, ORACLE) == ("derived", 6, 6)
    assert _shown("L1", "", ORACLE) == ("unknown", 1, 6)
    assert _shown("C1") == ("unknown", 1, 5)


def test_unknown_is_never_low() -> None:
    found = _score("C5", "assessment: {scores: {C5: unknown}}")
    assert (found.low, found.high) == (1, 5)
    assert found.expected > 2
    assert found.evidence == "nothing is known"


def test_a_stated_unknown_counts_as_absent() -> None:
    text = OLD_DATABASE + "assessment: {scores: {end_of_support: unknown}}"
    assert _shown("L1", text, ORACLE) == ("derived", 6, 6)
    only_words = OLD_DATABASE + "assessment: {scores: {L1: {evidence: we wonder}}}"
    assert _shown("L1", only_words, ORACLE) == ("derived", 6, 6)


def test_not_applicable_is_the_lowest_level_by_that_basis() -> None:
    text = OLD_DATABASE + "assessment: {scores: {L1: not-applicable}}"
    assert _shown("L1", text, ORACLE) == ("not-applicable", 1, 1)
    assert _score("L1", text, ORACLE).contradiction is None


def test_a_stated_range_stays_a_range() -> None:
    assert _shown("L6", "assessment: {scores: {L6: {between: [4, 6]}}}") == ("assessed", 4, 6)


@pytest.mark.parametrize(
    "scores",
    ["{L1: 7}", "{L1: 0}", "{L1: {between: [4, 7]}}", "{L1: 2, end_of_support: 2}", "{end-of-support: 2}"],
)
def test_stated_scores_that_do_not_fit_count_as_absent(scores: str) -> None:
    assert _shown("L1", OLD_DATABASE + f"assessment: {{scores: {scores}}}", ORACLE) == ("derived", 6, 6)


def test_scores_of_another_framework_count_as_absent() -> None:
    text = "assessment: {framework: other, scores: {L3: 5}}"
    assert _shown("L3", text) == ("unknown", 1, 6)
    assert _shown("L3", text.replace("other", "uk-litraf")) == ("assessed", 5, 5)


def test_the_evidence_of_a_stated_score_is_the_records_own_or_who_stated_it_when() -> None:
    own = 'assessment: {assessor: Risk team, scores: {L3: {score: 5, evidence: "Two left"}}}'
    assert _score("L3", own).evidence == "Two left"
    assert _score("L3", "assessment: {scores: {L3: 5}}").evidence == "stated in the record"
    whole = "assessment: {assessor: Risk team, date: 2026-04, scores: {L3: 5}}"
    assert _score("L3", whole).evidence == "stated in the record by Risk team, 2026-04"


def test_an_assessment_two_levels_from_the_facts_is_contradicted_and_kept() -> None:
    found = _score("L1", OLD_DATABASE + "assessment: {scores: {L1: 2}}", ORACLE)
    assert (found.low, found.high, found.basis) == (2, 2, "assessed")
    assert found.contradiction == (
        "assessed 2, but Oracle Database 12.1 left support on 2018-07-31; no cover is stated "
        "(matched by id, cycle 12.1)"
    )


@pytest.mark.parametrize(
    ("stated", "contradicted"),
    [("4", True), ("5", False), ("6", False), ("{between: [1, 4]}", True), ("{between: [1, 5]}", False)],
)
def test_the_distance_between_assessment_and_facts_decides(stated: str, contradicted: bool) -> None:  # noqa: FBT001 - a case of the table
    found = _score("L1", OLD_DATABASE + f"assessment: {{scores: {{L1: {stated}}}}}", ORACLE)
    assert (found.contradiction is not None) == contradicted


def test_an_assessment_above_the_facts_is_contradicted_too() -> None:
    text = "incidents: []\nassessment: {scores: {L7: {between: [3, 4]}}}"
    found = _score("L7", text)
    assert found.contradiction == "assessed 3 to 4, but the record states that there were no incidents"
    assert _score("L7", text.replace("[3, 4]", "[2, 4]")).contradiction is None


@given(st.integers(1, 6))
def test_stating_a_score_never_widens_the_bounds_of_an_unknown(level: int) -> None:
    stated = _score("L3", f"assessment: {{scores: {{L3: {level}}}}}")
    unknown = _score("L3")
    assert unknown.low <= stated.low <= stated.high <= unknown.high


def _shown(code: str, text: str = "", known: Facts | None = None) -> tuple[str, int, int]:
    found = _score(code, text, known)
    assert found.evidence
    assert found.low <= found.expected <= found.high
    return found.basis, found.low, found.high


def _score(code: str, text: str = "", known: Facts | None = None) -> CriterionScore:
    ratio = prior_ratio(uk_litraf(), "calibrated")
    (found,) = criterion_scores([(record(text), known or facts())], uk_litraf(), ratio)
    return next(score for score in found if score.code == code)
