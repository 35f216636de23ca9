"""What is wrong inside a document that can still be read: at its place, and at no other field's cost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.reading.document import Document
from legacymap.reading.documents import documents
from legacymap.reading.places import stretch


def only(text: str) -> Document:
    """The only document of a text."""
    (document,) = documents(text)
    return document


@pytest.mark.parametrize("merged", ["text", "~", "[a]", "[[a]]"])
def test_merging_what_is_no_mapping_costs_no_field(merged: str) -> None:
    text = f"a: one\n<<: {merged}\nb: two\n"
    document = only(text)
    assert document.value == {"a": "one", "b": "two"}
    (issue,) = document.issues
    assert (issue.rule, text[issue.start : issue.end], issue.path) == ("invalid-yaml", "<<", ("<<",))


def test_slips_have_the_path_of_what_they_speak_of() -> None:
    issues = only("a:\n- b\n- c: {d: !x y, d: z}\n- ? [e]\n  : f\n  g: h\n").issues
    paths = {issue.rule: issue.path for issue in issues}
    assert paths["refused-tag"] == ("a", 1, "c", "d")
    assert paths["duplicate-key"] == ("a", 1, "c", "d")
    assert paths["key-not-text"][:2] == ("a", 2)


def test_what_stands_under_a_key_that_is_no_text_is_dropped_and_nothing_else() -> None:
    document = only("a: one\n? {b: c}\n: two\n? [d]\n: [three]\ne: four\n")
    assert document.value == {"a": "one", "e": "four"}
    assert [issue.rule for issue in document.issues] == ["key-not-text"] * 2


def test_an_alias_of_a_list_as_a_key_costs_no_other_field() -> None:
    document = only("a: &a [one]\nb: two\n*a : three\nc: &c word\n*c : four\n")
    assert document.value == {"a": ["one"], "b": "two", "c": "word", "word": "four"}
    (issue,) = document.issues
    assert issue.path not in {("a",), ("b",)}


def test_a_key_may_be_the_character_nul() -> None:
    assert only('"\\0": a\nb: c\n').value == {"\0": "a", "b": "c"}


def test_an_empty_key_is_a_key_at_its_own_place() -> None:
    text = "? \n: a\nb: c\n"
    assert only(text).value == {"": "a", "b": "c"}
    start, _ = stretch(only(text), ("",), on_key=True)
    assert "\n" not in text[:start]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "a: b",
                "a: {c: d}",
                "- e",
                "  f: g",
                "&h i: j",
                "k: &h [l]",
                "m: *h",
                "<<: {n: o}",
                "p: !q r",
                "? [s]",
            ]
        ),
        max_size=6,
    )
)
def test_values_and_slips_are_the_same_without_places(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        placed = list(documents(text))
    except Exception as stopped:  # noqa: BLE001 - whatever it is, the other way must end alike
        with pytest.raises(type(stopped)):
            list(documents(text, placed=False))
        return
    plain = list(documents(text, placed=False))
    assert [each.value for each in plain] == [each.value for each in placed]
    assert [each.issues for each in plain] == [each.issues for each in placed]
    assert not any(each.marks for each in plain)
