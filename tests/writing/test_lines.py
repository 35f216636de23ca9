"""Reading by lines says what the reader of YAML says, or nothing."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.analysis.editing import values_of_few_lines
from legacymap.reading.single import values_of
from legacymap.reading.text import Unreadable
from legacymap.writing.lines import LineReader
from legacymap.writing.plain import Value, record_lines

INVENTORIES = Path(__file__).parents[2] / "inventories"
KEYS = st.sampled_from(("id", "name", "notes", "x-register", "null", "costs", "a_b"))
TEXTS = st.one_of(
    st.text("aZ0 £:#-'\"{}[],&*!|>%@`~?\\\u2028é\n\t", max_size=12),
    st.sampled_from(("null", "~", "", "yes", "2028-03-31", "£4m", "- a", "a: b", "a #b", "|", "&a b", "'")),
)
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)


def whole(text: str) -> object:
    """What the reader of YAML makes of a text; its complaint where it makes nothing."""
    try:
        found = values_of(text)
    except Unreadable as stopped:
        return stopped.message
    return found[0] if len(found) == 1 else found


@given(st.lists(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4), min_size=1, max_size=3))
def test_what_is_written_is_read_alike(records: list[dict[str, Value]]) -> None:
    items = "\n\n".join("\n".join(record_lines(record)) for record in records)
    text = f"organisation: a\nsystems:\n\n{items}\n"
    found = LineReader(values_of).document(text)
    assert found is None or found == whole(text)


@given(st.sampled_from(("k: ", "- ")), TEXTS, st.sampled_from(("{0}", "[{0}, {{a: {0}}}]")))
def test_few_lines_hold_the_same_for_the_reader_that_tries_the_plain_way_first(
    before: str, text: str, form: str
) -> None:
    lines = f"{before}{form.format(text)}\n{before if before == '- ' else 'l: '}l\n"
    try:
        found: object = values_of(lines)
    except Unreadable as stopped:
        with pytest.raises(Unreadable, match=re.escape(stopped.message)):
            values_of_few_lines(lines)
    else:
        assert values_of_few_lines(lines) == found


PIECES = (
    "systems:",
    "- id: a",
    "  - id: b",
    "  name: A",
    "    name: B",
    "  owner: {business: x, y: z}",
    "- b",
    "  c:",
    "# said",
    "  # said",
    "",
    "  k: 'a: b' # said",
    "  t: [a, b]",
    "  u: {a: 1, a: 2}",
    "   v: odd",
    "w: |",
    "  text",
    "  k: &a b",
    "  l: *a",
    "  m: !x y",
    "- {id: c, name: d}",
    "  n: a b ",
    "  o: 'open",
    '  p: "open',
    "  q: [a,",
    "  r: null",
    "  id: a: b",
    "? s",
    "  <<: {a: b}",
    "-",
    "- - a",
    "...",
    "---",
    "  yes: no",
    "  t2: {null: a}",
)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9))
def test_any_lines_are_read_alike_or_not_at_all(lines: list[str]) -> None:
    text = "\n".join(["organisation: a", *lines]) + "\n"
    found = LineReader(values_of).document(text)
    assert found is None or found == whole(text)


@pytest.mark.parametrize("file", sorted(INVENTORIES.rglob("*.yaml")), ids=lambda file: file.name)
def test_the_samples_are_read_alike_or_not_at_all(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    found = LineReader(values_of).document(text)
    assert found is None or found == whole(text)


def test_what_an_import_writes_is_read_by_its_lines() -> None:
    text = (
        "organisation: {id: a, name: 'A: B'}\nsystems:\n\n- id: x\n  name: 'no: yes'\n"
        "  owner: {business: Head of pay}\n  technologies: [Oracle 12, {product: SQL, version: 1}]\n"
        "  contracts:\n  - {supplier: Acme, ends: 2028-03}\n  - supplier: Other\n    scope: a long one\n"
        "  x-register:\n    time: Tolerate\n\n- id: y\n  name: Y\n"
    )
    assert LineReader(values_of).document(text) == whole(text)
