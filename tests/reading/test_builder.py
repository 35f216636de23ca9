"""A document is what YAML says it is, with every scalar as text."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from legacymap.domain.findings import Path
from legacymap.reading import events as reader
from legacymap.reading.document import Document
from legacymap.reading.documents import documents
from legacymap.reading.places import stretch
from legacymap.reading.text import Unreadable
from tests.reading.readings import RICH

# Without the line ends of YAML 1.1 that PyYAML writes wrongly; test_places has them.
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], include_characters="\t\n"), max_size=12
)
DATA = st.recursive(
    WORDS
    | st.sampled_from(
        ["no", "3.10", "1974-05", "12:30", "~", "null", "a: b", "# c", "- d", "'", '"', "&e", "*f"]
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=15,
)


@st.composite
def dumps(draw: st.DrawFn) -> tuple[object, str]:
    """Plain data, and a YAML text of it in one of the many ways of writing it."""
    value = draw(DATA)
    text = yaml.safe_dump(
        value,
        sort_keys=False,
        default_flow_style=draw(st.sampled_from([True, False, None])),
        default_style=draw(st.sampled_from([None, "'", '"', "|", ">"])),
        allow_unicode=draw(st.booleans()),
        width=draw(st.sampled_from([20, 80, 10_000])),
        indent=draw(st.integers(2, 6)),
        line_break=draw(st.sampled_from(["\n", "\r\n"])),
    )
    (written,) = yaml.load_all(text, yaml.BaseLoader)
    assume(written == value)  # PyYAML folds some texts so that they change
    return value, str(text)


TEXTS = [
    RICH.read_text(encoding="utf-8").replace("<<:", "merged:"),
    "a: b\n",
    "a:\n- b\n- - c\n  - d: e\n    f:\n",
    "{a: [b, {c: d}], e: , 'f': \"g\\n\\u00e9\"}\n",
    "a: |\n  b\n   c\n\nd: >-\n  e\n  f\n\n  g\n",
    "a: b\n  c\n  d\n",
    "? a\n: b\n? c\n",
    "--- a\n---\nb\n...\n---\n- c\n",
    "&a b: &c d\ne: *c\nf: [*a, *c]\n",
    "a: &b {c: [d]}\ne: *b\nf: [*b, *b]\n",
    "%YAML 1.1\n---\na: b\n",
    "a: 'b\n\n  c'\n",
    'a: "b\\\n  c"\n',
    "- !!str a\n- ! b\n- !!int 3\n",
    "\na : b # c\n\n# d\ne: f#g\n",
]


def values(text: str) -> list[object]:
    return [document.value for document in documents(text)]


def blank(value: object) -> object:
    """The value with the words for nothing as nothing, as in a document; they are words in quotes."""
    if isinstance(value, dict):
        return {key: blank(each) for key, each in value.items()}
    if isinstance(value, list):
        return [blank(each) for each in value]
    return None if value in ("", "~", "null", "Null", "NULL") else value


def paths(value: object, above: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every path below a value, with what stands there."""
    yield above, value
    if isinstance(value, dict):
        for key, each in value.items():
            yield from paths(each, (*above, key))
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from paths(each, (*above, index))


def every_stretch(document: Document) -> list[tuple[Path, tuple[int, int], tuple[int, int]]]:
    return [
        (path, stretch(document, path), stretch(document, path, on_key=True))
        for path, _ in paths(document.value)
    ]


@settings(deadline=None, max_examples=50)
@given(dumps())
def test_plain_data_comes_back_as_it_was_written(dumped: tuple[object, str]) -> None:
    data, text = dumped
    (value,) = values(text)
    assert blank(value) == blank(data)
    (base,) = yaml.load_all(text, yaml.BaseLoader)
    assert blank(value) == blank(base)


@settings(deadline=None, max_examples=50)
@given(dumps())
def test_a_stretch_holds_its_scalar_and_nothing_else(dumped: tuple[object, str]) -> None:
    _, text = dumped
    (document,) = documents(text)
    for path, value in paths(document.value):
        start, end = stretch(document, path)
        assert 0 <= start <= end <= len(text)
        piece = text[start:end]
        if isinstance(value, str) and piece[:1] not in "|>!":
            assert values(piece) == [value], (path, piece)
        if path and isinstance(path[-1], str) and path[-1]:
            start, end = stretch(document, path, on_key=True)
            assert text[start:end].lstrip("? ")[:1] in {*"\"'|>", path[-1][:1]}


@pytest.mark.parametrize("text", TEXTS)
def test_the_value_is_that_of_the_base_loader(text: str) -> None:
    tagged = text.replace("!!int ", "")  # which the base loader takes for an unknown tag
    base = list(yaml.load_all(tagged, yaml.BaseLoader))
    assert blank(values(text)) == blank(base)


@settings(deadline=None, max_examples=50)
@given(dumps())
def test_the_parser_in_python_agrees_with_libyaml(dumped: tuple[object, str]) -> None:
    assert_both_agree(dumped[1])


@pytest.mark.parametrize("text", [*TEXTS, RICH.read_text(encoding="utf-8")])
def test_the_parser_in_python_agrees_with_libyaml_on(text: str) -> None:
    assert_both_agree(text)


def assert_both_agree(text: str) -> None:
    """Both parsers give the same values at the same places (a block scalar's end aside)."""
    fast = list(documents(text))
    with patch.object(reader, "CParser", None):
        slow = list(documents(text))
    assert [each.value for each in slow] == [each.value for each in fast]
    assert [each.issues for each in slow] == [each.issues for each in fast]
    for one, other in zip(slow, fast, strict=True):
        for (path, here, key), (_, there, other_key) in zip(
            every_stretch(one), every_stretch(other), strict=True
        ):
            assert (here[0], key[0]) == (there[0], other_key[0]), path
            if text[here[0]] not in "|>":
                assert here[1] == there[1], path


BROKEN = [
    "a: [b\n", "a: b\n c: d\n", "a: 'b\n", "a: b: c\n", "\ta: b\n", "a: %b\n",
    'a: "\\ud800"\n', 'a: "\\UFFFFFFFF"\n', "[" * 200, "%YAML 3.0\n--- a\n",
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_both_parsers_stop_at_what_is_no_yaml_under_one_rule(text: str) -> None:
    with pytest.raises(Unreadable) as fast:
        values(text)
    with patch.object(reader, "CParser", None), pytest.raises(Unreadable) as slow:
        values(text)
    assert slow.value.rule == fast.value.rule
    for stopped in (fast.value, slow.value):
        assert 0 <= stopped.position <= len(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<<: {a: b}\nc: d", {"a": "b", "c": "d"}),
        ("a: x\n<<: {a: b}", {"a": "x"}),
        ("<<: {a: b}\na: x", {"a": "x"}),
        ("<<: [{a: b}, {a: c, d: e}]", {"a": "b", "d": "e"}),
        ("m: &m {a: b}\nn:\n  <<: *m\n  c: d", {"m": {"a": "b"}, "n": {"a": "b", "c": "d"}}),
        ("<<: {<<: {a: b}, c: d}", {"a": "b", "c": "d"}),
        ("'<<': {a: b}", {"<<": {"a": "b"}}),
    ],
)
def test_merge_keys_add_what_is_not_there(text: str, value: object) -> None:
    (document,) = documents(text)
    assert (document.value, document.issues) == (value, [])


@pytest.mark.parametrize("merged", ["a", "[a]", "[{b: c}, a]", "[[{b: c}]]"])
def test_a_merge_key_of_no_mapping_is_one_slip_and_the_rest_is_kept(merged: str) -> None:
    (document,) = documents(f"k: v\n<<: {merged}\n")
    assert [(issue.rule, issue.start) for issue in document.issues] == [("invalid-yaml", 5)]
    assert isinstance(document.value, dict)
    assert document.value["k"] == "v"


def test_what_is_merged_stands_where_it_was_written() -> None:
    text = "m: &m {a: there}\nn: {<<: *m, b: here}\n"
    (document,) = documents(text)
    found = {key: text[slice(*stretch(document, ("n", key)))] for key in "ab"}
    assert found == {"a": "there", "b": "here"}


def test_a_merge_leaves_its_source_alone() -> None:
    (document,) = documents("m: &m {a: b}\nn: {<<: *m, a: c, d: e}\no: *m\n")
    assert document.value == {"m": {"a": "b"}, "n": {"a": "c", "d": "e"}, "o": {"a": "b"}}


@pytest.mark.parametrize(
    ("text", "value", "path"),
    [
        ("a: 1\na: 2\n", {"a": "1"}, ("a",)),
        ("x: {a: 1, b: 2, a: 3}\n", {"x": {"a": "1", "b": "2"}}, ("x", "a")),
        ("x:\n  <<: {a: b}\n  <<: {c: d}\n", {"x": {"a": "b"}}, ("x", "<<")),
        ("- a\n- b: 1\n  b: 2\n", ["a", {"b": "1"}], (1, "b")),
        ("a: 1\n'a': 2\n", {"a": "1"}, ("a",)),
        ("&k a: 1\n*k : 2\n", {"a": "1"}, ("a",)),
    ],
)
def test_a_key_given_twice_keeps_the_first_and_is_a_slip(text: str, value: object, path: Path) -> None:
    (document,) = documents(text)
    assert document.value == value
    (issue,) = document.issues
    assert (issue.rule, issue.path) == ("duplicate-key", path)
    assert text[issue.start : issue.end].strip("'* ") in {"a", "b", "k", "<<"}


@pytest.mark.parametrize(
    "nothing", ["", "~", "null", "Null", "NULL", '""', "''", "!!null", "!!str", "&a", "&a null"]
)
def test_nothing_is_absent(nothing: str) -> None:
    assert values(f"a: {nothing}\n") == [{"a": None}]


@pytest.mark.parametrize("word", ["'null'", '"~"', "nUll", "none", "!!str null", "! ~"])
def test_a_word_for_nothing_in_quotes_is_a_word(word: str) -> None:
    ((value,),) = [each.values() for each in values(f"a: {word}\n") if isinstance(each, dict)]
    assert isinstance(value, str)
