# DOC
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.lifecycle.names import (
    after_editions,
    is_generation,
    is_unstated,
    key,
    name_key,
    spelled,
    without_editions,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Oracle 11gR2", ("oracle", "11", "gr", "2")),
        ("Oracle 11g Release 2", ("oracle", "11", "g", "r", "2")),
        ("Release 2", ("release", "2")),
        ("12.1.0.2.", ("12.1.0.2",)),
        ("SQL-Server_2012 (SP3)", ("sql", "server", "2012", "sp", "3")),
        ("2008 Service Pack 2", ("2008", "sp", "2")),
        ("6.7 Update 3", ("6.7", "u", "3")),
        ("Jira Data Centre 9", ("jira", "datacenter", "9")),
        ("Windows 7 64-bit", ("windows", "7")),
        ("Windows 7 x86_64", ("windows", "7")),
        ("Windows 10 (OS Build 19045)", ("windows", "10", "19045")),
        ("1.8.0_202-b08", ("1.8.0", "b", "08")),
        ("5.5.68-1.el7", ("5.5.68",)),
        ("C++", ("c", "plusplus")),
        ("C#", ("c", "sharp")),
        ("8+", ("8", "orother")),
        (">= 8", ("orother", "8")),
        ("B&R", ("b", "and", "r")),
        ("Caché", ("caché",)),
        ("x", ("x",)),
        ("?!", ()),
    ],
)
def test_words_are_what_counts_in_a_text(text: str, words: tuple[str, ...]) -> None:
    assert spelled(text).words == words


def test_dots_between_digits_count() -> None:
    assert name_key("java 1.1") != name_key("java 11") != name_key("java 1 1")


def test_letters_and_numbers_run_together() -> None:
    assert name_key("Win 2k8 R2") == name_key("win2k8r2")
    assert name_key("11g Release 2") == name_key("11gR2")
    assert key(("10", "22", "h", "2")) == "10_22h2"


@given(text=st.text(max_size=60))
def test_every_word_stands_where_it_says(text: str) -> None:
    spelling = spelled(text)
    assert len(spelling.words) == len(spelling.begins) == len(spelling.ends)
    assert list(spelling.begins) == sorted(spelling.begins)
    for place in range(len(spelling.words)):
        assert spelling.quoted(place, place + 1).strip("()") in text
    assert spelling.quoted(0, len(spelling.words)) in text


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
