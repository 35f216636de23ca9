import pytest

from legacymap.lifecycle.vocabulary import after_editions, is_generation, is_unstated, without_editions


@pytest.mark.parametrize("version", ["2016", "1998", "11 g", "19 c", "23 ai", "2012 r 2"])
def test_a_generation_is_known_by_name(version: str) -> None:
    assert is_generation(tuple(version.split()))


@pytest.mark.parametrize("version", ["6", "6.2", "6.2 c", "1016", "8 u 202", "standard", ""])
def test_a_number_alone_is_no_generation(version: str) -> None:
    assert not is_generation(tuple(version.split()))


def test_editions_go_behind_the_version_and_before_a_generation_only() -> None:
    assert without_editions(("12.1", "enterprise", "edition")) == ("12.1",)
    assert without_editions(("enterprise", "12.1")) == ("enterprise", "12.1")
    assert after_editions(("enterprise", "12.1")) == ("enterprise", "12.1")
    assert after_editions(("enterprise", "edition", "2016", "sp", "1")) == ("2016", "sp", "1")


def test_some_words_state_no_version() -> None:
    assert is_unstated("")
    assert is_unstated("tbc")
    assert not is_unstated("latest")
