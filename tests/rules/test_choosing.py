import pytest

from legacymap.domain.errors import RequestError
from legacymap.rules import RULEBOOK, RULES


@pytest.mark.parametrize("word", ["LM201", "lm201", "dangling-dependency", " LM201 "])
def test_a_code_or_a_name_means_one_rule(word: str) -> None:
    assert RULEBOOK.codes(word) == ("LM201",)


@pytest.mark.parametrize("beginning", ["LM", "LM4", "lm40"])
def test_the_beginning_of_a_code_means_all_that_start_with_it(beginning: str) -> None:
    expected = tuple(rule.code for rule in RULES if rule.code.startswith(beginning.upper()))
    assert RULEBOOK.codes(beginning) == expected
    assert len(expected) > 1


@pytest.mark.parametrize("word", ["", "L", "LM9", "LM2010", "LM2*", "dangling", "LM999"])
def test_other_words_mean_none(word: str) -> None:
    assert RULEBOOK.codes(word) == ()


def test_the_nearest_is_named() -> None:
    assert RULEBOOK.hint("dangling-dependancy") == "Did you mean `dangling-dependency`?"


@pytest.mark.parametrize("word", ["lm201", " LM201 ", "dangling-dependency"])
def test_a_page_is_given_by_code_or_name(word: str) -> None:
    assert RULEBOOK.named(word).code == "LM201"


def test_a_word_that_names_no_rule_is_refused_with_the_nearest() -> None:
    with pytest.raises(RequestError, match="There is no rule `LM4`") as refused:
        RULEBOOK.named("LM4")
    assert refused.value.hint == RULEBOOK.hint("LM4")


def test_the_more_exact_word_wins_whatever_the_order() -> None:
    weights = {"LM201": "off", "LM2": "warning", "unknown-consumer": "error", "LM20": "error", "LM": "off"}
    for order in (weights, dict(reversed(weights.items()))):
        found = RULEBOOK.weights(order)  # type: ignore[arg-type]  # the words of a settings file
        assert [found[code] for code in ("LM201", "LM202", "LM203", "LM210", "LM401")] == [
            *("off", "error", "error", "warning", "off"),
        ]
