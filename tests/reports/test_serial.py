import json

from hypothesis import given
from hypothesis import strategies as st

from legacymap.reports.serial import json_text
from tests.reports.texts import CONTROLS, texts

_scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)
)
_plain = texts.filter(lambda text: text.isprintable() or "\ud800" not in text)
_values = st.recursive(
    st.one_of(_scalars, _plain),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_plain, inner, max_size=4)),
    max_leaves=12,
)


@given(st.dictionaries(_plain, _values, max_size=5))
def test_a_document_comes_back_as_it_was(document: dict[str, object]) -> None:
    text = json_text(document)
    assert json.loads(text) == document
    assert CONTROLS.isdisjoint(text.replace("\n", ""))
    text.encode()


def test_it_is_indented_and_ends_in_a_line_end() -> None:
    document = {"a": {"low": 1, "high": 2.5}, "b": ["x", None], "e": []}
    assert json_text(document) == (
        '{\n  "a": {\n    "low": 1,\n    "high": 2.5\n  },\n'
        '  "b": [\n    "x",\n    null\n  ],\n  "e": []\n}\n'
    )


def test_order_is_that_of_the_document() -> None:
    assert list(json.loads(json_text({"b": 1, "a": 2}))) == ["b", "a"]


@given(_values)
def test_a_name_that_is_no_unicode_is_written_all_the_same(value: object) -> None:
    document = {"file": "caf\udce9.yaml", "value": value}
    text = json_text(document)
    assert json.loads(text) == document
    assert text.isascii()
    assert "\x7f" not in text
