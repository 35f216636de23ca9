"""Slugs, references, counts, shares, and yes and no."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from legacymap.domain.system import level
from legacymap.domain.values import LONGEST_ID, integer, partly, reference, slug, yearly_share, yes_no

SLUGS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,30}", fullmatch=True)


def rule_of(read: object, value: object) -> str:
    """The rule that reading a value breaks; empty when it breaks none."""
    assert callable(read)
    try:
        read(value)
    except PydanticCustomError as refused:
        return refused.type
    return ""


@given(SLUGS, SLUGS)
def test_slugs_and_references_stay_as_they_are(one: str, other: str) -> None:
    assert slug(one) == reference(one) == one
    assert reference(f"{one}/{other}") == f"{one}/{other}"


@given(st.text(max_size=20))
def test_only_lower_case_letters_digits_and_hyphens_make_an_id(text: str) -> None:
    assert (rule_of(slug, text) == "") == bool(re.fullmatch(r"[a-z0-9][a-z0-9-]*", text))


@pytest.mark.parametrize("text", ["", "-a", "A", "a_b", "a b", "a/b", "é", "a\n", "a" * (LONGEST_ID + 1)])
def test_what_is_no_id_is_refused(text: str) -> None:
    assert rule_of(slug, text) == "bad-id"


def test_a_refused_id_comes_with_a_likely_one() -> None:
    with pytest.raises(PydanticCustomError) as refused:
        slug("Case Tracker (v2)")
    assert refused.value.context is not None
    assert "`case-tracker-v2`" in refused.value.context["hint"]


@pytest.mark.parametrize("text", ["", "/", "a/", "/a", "a//b", "a/b/c", "A/b", "a /b", "a/b\n", "a" * 10_000])
def test_what_names_no_system_is_refused(text: str) -> None:
    assert rule_of(reference, text) == "bad-reference"


@pytest.mark.parametrize(("text", "answer"), [("yes", True), ("no", False), ("true", True), ("false", False)])
def test_yes_and_no_are_read_in_any_case(text: str, answer: bool) -> None:  # noqa: FBT001 - the expected value
    for form in (text, text.upper(), text.title()):
        assert yes_no(form) is answer
        assert partly(form) == ("yes" if answer else "no")
    assert partly("Partly") == "partly"


@pytest.mark.parametrize("text", ["", "y", "n", "on", "off", "1", "0", "yes ", "partly", "ja"])
def test_other_words_are_neither_yes_nor_no(text: str) -> None:
    assert rule_of(yes_no, text) == "bad-yes-no"


@given(st.integers(0, 10**18 - 1))
def test_counts_are_read_with_and_without_separators(count: int) -> None:
    assert integer(str(count)) == count
    assert integer(f"{count:,}") == integer(f"{count:_}") == count


@pytest.mark.parametrize(
    "text", ["", "-1", "+1", "1.0", "1e3", "1,00", "_1", "1_", "1__0", "٣", "0x1", "9" * 5000, "1 0"]
)
def test_what_is_no_count_is_refused(text: str) -> None:
    assert rule_of(integer, text) == "bad-number"


@pytest.mark.parametrize(
    ("text", "share"), [("0.02", 0.02), ("-.5", -0.5), ("1", 1.0), ("+0.1", 0.1), ("0", 0.0)]
)
def test_a_share_is_a_decimal(text: str, share: float) -> None:
    assert yearly_share(text) == share


@pytest.mark.parametrize(
    "text", ["", "2%", "2", "-1", "1.01", "nan", "inf", "1e-3", "0." + "0" * 5000, "0,02"]
)
def test_what_is_no_share_is_refused(text: str) -> None:
    assert rule_of(yearly_share, text) == "bad-number"


@pytest.mark.parametrize("text", ["", "-1", "1.5", "six", "1000", "٣", "9" * 5000])
def test_what_is_no_level_is_refused(text: str) -> None:
    assert rule_of(level, text) == "score-outside-scale"


@pytest.mark.parametrize("read", [slug, reference, yes_no, partly, integer, yearly_share])
@pytest.mark.parametrize("value", [["a"], {"a": None}])
def test_a_list_or_mapping_is_no_word(read: object, value: object) -> None:
    assert rule_of(read, value) == "wrong-type"


@given(st.text(min_size=1, max_size=300).map(lambda text: f"{text}?"))
def test_what_is_refused_is_quoted_on_one_line_and_not_at_all_where_it_must_not_be(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        yes_no(text)
    assert refused.value.context is not None
    assert refused.value.context["redacted"] == "The value is neither yes nor no"
    assert "\n" not in refused.value.message()
    assert len(refused.value.message()) < 100
