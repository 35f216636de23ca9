from hypothesis import given
from hypothesis import strategies as st

from legacymap.scoring.distribution import Interval
from legacymap.scoring.facts import Horizon
from legacymap.scoring.projection import doing_nothing
from tests.scoring.builders import example_framework, facts, uk_litraf
from tests.scoring.criteria.years import TEN_YEARS, WITHOUT_RENEWAL
from tests.scoring.scored_systems import scored_system

# As facts: 2 today, 5 in the first three years, 6 from the fourth on.
ENDING = "technologies: [{product: Quill, upgrade_planned: no, support: {standard_ends: 2029-12-31}}]\n"
FACTS = st.sampled_from(
    [
        "",
        "technologies: [cobol]\n",
        ENDING,
        ENDING.replace(": no", ": "),
        ENDING.replace("2029-12-31", "2026") + "contracts: []\n",
        ENDING.replace("2029-12-31}", "2028, ours_ends: 2040}") + "vulnerabilities: {known: no}\n",
        "contracts: [{ends: 2028, replacement_agreed: no}, {ends: 2030}]\n",
    ]
)
SCORES = st.dictionaries(
    st.sampled_from(["L1", "L2", "L3", "L6", "C3"]),
    st.sampled_from(["1", "3", "5", "unknown", "not-applicable", "{between: [1, 2]}", "{between: [2, 5]}"]),
)


def course(criterion: str, text: str) -> list[Interval]:
    place = [each.id for _, each in uk_litraf().criteria].index(criterion)
    return [year[place] for year in doing_nothing(scored_system(text), uk_litraf(), TEN_YEARS)]


def scored(**scores: str) -> str:
    return f"assessment: {{scores: {{{', '.join(f'{code}: {score}' for code, score in scores.items())}}}}}\n"


def test_what_follows_from_facts_follows_from_them_later() -> None:
    assert course("end_of_support", ENDING) == [(5, 5)] * 3 + [(6, 6)] * 7


def test_an_assessed_level_rises_by_as_much_and_ends_with_the_scale() -> None:
    # The facts rise by three levels, then by four: 2 becomes 5, then 6; 3 becomes 6 and stays there.
    assert course("end_of_support", ENDING + scored(L1="2")) == [(5, 5)] * 3 + [(6, 6)] * 7
    assert course("end_of_support", ENDING + scored(L1="1")) == [(4, 4)] * 3 + [(5, 5)] * 7
    assert course("end_of_support", ENDING + scored(L1="3")) == [(6, 6)] * 10


def test_the_bounds_of_an_assessed_range_rise_apart_and_never_cross() -> None:
    # The facts rise from 3-6 to 6: the low bound by three levels, the high one by none.
    text = "contracts: [{ends: 2029-06-30, replacement_agreed: no}, {ends: unknown}]\n"
    assert course("vendor_contract", text)[-1] == (6, 6)
    assert course("vendor_contract", text + scored(L2="{between: [1, 5]}"))[-1] == (4, 5)
    assert course("vendor_contract", text + scored(L2="2"))[-1] == (5, 5)


def test_where_nothing_is_known_nothing_is_known_later() -> None:
    assert course("end_of_support", "") == [(1, 6)] * 10
    assert course("end_of_support", scored(L1="3")) == [(3, 3)] * 10


def test_facts_that_begin_to_speak_narrow_what_is_unknown_but_move_no_assessment() -> None:
    assert course("vulnerabilities", ENDING) == [(1, 6)] * 3 + [(4, 6)] * 7
    assert course("vulnerabilities", ENDING + scored(L6="2")) == [(2, 2)] * 10


def test_what_does_not_apply_stays_so() -> None:
    assert course("end_of_support", ENDING + scored(L1="not-applicable")) == [(1, 1)] * 10


def test_everything_else_stays_as_it_is_though_its_dates_pass() -> None:
    text = "incidents: [{date: 2026-10, severity: major}]\n" + scored(C3="4")
    assert course("recorded_issues", text) == [(4, 4)] * 10
    assert course("financial", text) == [(4, 4)] * 10


def test_only_a_criterion_that_the_framework_derives_so_drifts() -> None:
    found = doing_nothing(
        scored_system(ENDING, framework=example_framework(), prior="cautious"), example_framework(), TEN_YEARS
    )
    assert [year[0] for year in found] == [(5, 5)] * 3 + [(6, 6)] * 7
    assert len({year[1:] for year in found}) == 1


@given(FACTS, SCORES, st.sampled_from([TEN_YEARS, WITHOUT_RENEWAL]))
def test_nothing_falls(text: str, scores: dict[str, str], horizon: Horizon) -> None:
    at_first = scored_system(text + scored(**scores), facts())
    years = doing_nothing(at_first, uk_litraf(), horizon)
    before = [(score.low, score.high) for score in at_first.assessment.criteria]
    tops = [group.high for group, _ in uk_litraf().criteria]
    for year in years:
        for (low, high), (least, most), top in zip(year, before, tops, strict=True):
            assert least <= low <= high <= top
            assert most <= high
        before = list(year)
