import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.documents import OWN_KEYS, SHARED, as_json
from legacymap.reports import serial
from legacymap.reports.serial import document_parts, document_text, json_text
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


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    level: float


@dataclass(frozen=True, slots=True)
class _Item:
    id: str
    parts: Annotated[tuple[_Part, ...], SHARED] = ()
    own: Annotated[Mapping[str, object], OWN_KEYS] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Document:
    title: str
    items: tuple[_Item, ...]
    count: int = 0


_parts = st.builds(_Part, texts, st.floats(allow_nan=False, allow_infinity=False))
_shared = st.lists(_parts, max_size=3).map(tuple)
_items = st.builds(
    _Item,
    st.one_of(texts, st.just("\0set aside\0")),
    _shared,
    st.one_of(st.just({}), st.dictionaries(st.just("x-own"), _plain, max_size=1)),
)


@given(texts, st.lists(_items, max_size=6), st.integers(1, 3))
def test_in_parts_it_is_what_it_is_whole(title: str, items: list[_Item], together: int) -> None:
    document = _Document(title, tuple(items * 2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(serial, "_TOGETHER", together)
        found = list(document_parts(document))
    text = "".join(found)
    assert json.loads(text) == as_json(document)
    assert CONTROLS.isdisjoint(text.replace("\n", ""))
    if text.isascii() and "\\ud" not in text:
        assert text == json_text(as_json(document))
    assert len(found) == 1 or max(len(part) for part in found) < len(text)


def test_a_long_document_comes_in_many_parts() -> None:
    document = _Document("many", tuple(_Item(f"i{number}", (_Part("p", 0.5),)) for number in range(1_000)))
    assert len(list(document_parts(document))) > 5
    assert document_text(document) == json_text(as_json(document))
