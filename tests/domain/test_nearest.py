"""The nearest valid word to one that is not."""

from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.nearest import did_you_mean, listed, nearest

WORDS = ("platform", "application", "annual_run", "cost_of_failure", "depends_on")


def test_a_slip_of_the_hand_is_seen_through() -> None:
    for issue, meant in {
        "plattform": "platform",
        "aplication": "application",
        "Annual-Run": "annual_run",
        "depends on": "depends_on",
        "DEPENDS_ON": "depends_on",
        "costOfFailure": "cost_of_failure",
    }.items():
        assert nearest(issue, WORDS) == meant


def test_nothing_is_near_to_what_is_like_nothing() -> None:
    assert nearest("zzz", WORDS) is None
    assert nearest("platform", ()) is None
    assert did_you_mean("zzz", WORDS) == ""


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1))
def test_a_word_is_nearest_to_itself(words: list[str]) -> None:
    found = nearest(words[-1], words)
    assert found is not None
    assert did_you_mean(words[-1], words) == f"Did you mean `{found}`?"


@given(st.text(max_size=500), st.lists(st.text(max_size=300), max_size=5))
def test_the_nearest_is_one_of_the_words_or_none(word: str, words: list[str]) -> None:
    assert nearest(word, words) in {None, *words}


def test_words_are_listed_as_a_phrase() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a or b"
    assert listed(["a", "b", "c"], "and") == "a, b and c"
