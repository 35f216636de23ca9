import json

import pytest
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


def test_what_is_flat_stands_on_one_line() -> None:
    document = {"a": {"low": 1, "high": 2.5}, "b": [{"c": ["x", None]}], "e": []}
    assert json_text(document) == (
        '{\n  "a": {"low": 1, "high": 2.5},\n'
        '  "b": [\n    {\n      "c": ["x", null]\n    }\n  ],\n  "e": []\n}\n'
    )


def test_order_is_that_of_the_document() -> None:
    assert list(json.loads(json_text({"b": 1, "a": 2}))) == ["b", "a"]


def test_a_number_that_json_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text({"a": [1.0, float("nan")]})
