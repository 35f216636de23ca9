from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.results import Change
from legacymap.scoring.assess import assess
from legacymap.scoring.information import changes
from tests.scoring.builders import example_framework, facts, record, uk_litraf

KNOWN = "consumers_complete: yes\nassessment: {scores: {A1: %s, A2: %s, B1: %s, B2: 1}}"


def test_a_red_systems_changes_are_the_levels_that_end_it() -> None:
    # 2 x 4 + 6 + 1.5 x 4 + 0.5 = 20.5; red from 20.
    assert _changes(KNOWN % (4, 6, 4)) == (
        Change("end_of_support", "A1", (1, 2, 3), "not-red"),
        Change("skills", "A2", (1, 2, 3, 4, 5), "not-red"),
        Change("citizens", "B1", (1, 2, 3), "not-red"),
    )


def test_a_system_not_red_changes_where_a_level_would_make_it_red() -> None:
    # 2 x 4 + 5 + 1.5 x 4 + 0.5 = 19.5.
    assert _changes(KNOWN % (4, 5, 4)) == (
        Change("end_of_support", "A1", (5, 6), "red"),
        Change("skills", "A2", (6,), "red"),
        Change("citizens", "B1", (5,), "red"),
        Change("other_systems", "B2", (2, 3, 4, 5), "red"),
    )


def test_an_open_system_changes_where_one_level_settles_it() -> None:
    # 2 x 4 + 5 + 0.5 = 13.5 and 1.5 to 7.5 for citizens: 15 to 21.
    assert _changes(KNOWN % (4, 5, "unknown")) == (
        Change("end_of_support", "A1", (1, 2, 3), "not-red"),
        Change("skills", "A2", (1, 2, 3), "not-red"),
        Change("citizens", "B1", (5,), "red"),
        Change("citizens", "B1", (1, 2, 3, 4), "not-red"),
    )


def test_a_change_may_leave_the_rating_open() -> None:
    # 2 x 6 + 6 + 1.5 x (1 to 5) + 0.5: red at 20 or more.
    found = _changes(KNOWN % (6, 6, "unknown"))
    assert found[0] == Change("end_of_support", "A1", (3, 4, 5), "possibly-red")
    assert found[1] == Change("end_of_support", "A1", (1, 2), "not-red")


@given(st.lists(st.sampled_from([*range(1, 6), "unknown"]), min_size=13, max_size=13))
def test_no_change_repeats_the_present_rating_and_its_levels_are_of_the_scale(levels: list[object]) -> None:
    codes = [criterion.code for _, criterion in uk_litraf().criteria]
    scores = ", ".join(f"{code}: {level}" for code, level in zip(codes, levels, strict=True))
    found = assess(record(f"assessment: {{scores: {{{scores}}}}}"), facts(), uk_litraf(), "calibrated")
    order = [uk_litraf().by_word[change.code][1].id for change in changes(found, uk_litraf())]
    assert order == sorted(order, key=[criterion.id for _, criterion in uk_litraf().criteria].index)
    for change in changes(found, uk_litraf()):
        group, _ = uk_litraf().by_word[change.code]
        assert change.rating != found.rating
        assert change.levels == tuple(range(change.levels[0], change.levels[-1] + 1))
        assert group.low <= change.levels[0] <= change.levels[-1] <= group.high


def _changes(text: str) -> tuple[Change, ...]:
    assessment = assess(record(text), facts(), example_framework(), "cautious")
    return changes(assessment, example_framework())
