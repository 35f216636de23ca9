"""Whatever is written comes back as the same text, in any place and by either parser."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.reading.single import values_of, values_of_few_lines
from legacymap.reading.text import Unreadable
from legacymap.writing.plain import LineReader, Value, entry_lines, flow, item_lines, record_lines, scalar

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
SIGNS = st.text(st.sampled_from("-?:,[]{}#&*!|>'\"%@` \n~=<a0.é\u00a0\u2028\ufeff"), min_size=1, max_size=6)
INVENTORIES = Path(__file__).parents[2] / "inventories"
KEYS = st.sampled_from(("id", "name", "notes", "x-register", "null", "costs", "a_b"))
LAID_OUT = st.one_of(
    st.text("aZ0 £:#-'\"{}[],&*!|>%@`~?\\\u2028é\n\t", max_size=12),
    st.sampled_from(("null", "~", "", "yes", "2028-03-31", "£4m", "- a", "a: b", "a #b", "|", "&a b", "'")),
)
VALUES = st.recursive(
    LAID_OUT,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)
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


@settings(max_examples=150)
@given(text=st.one_of(TEXTS, SIGNS))
def test_any_text_comes_back(text: str) -> None:
    written = "\n".join(
        [
            f"a: {scalar(text)}",
            f"b: {flow([text, {'k': text}])}",
            *entry_lines("c", {"d": text}),
            "e:",
            *item_lines(text),
            "",
        ]
    )
    expected = {"a": text, "b": [text, {"k": text}], "c": {"d": text}, "e": [text]}
    assert values_of(written) == (expected,)
    assert yaml.load(written, Loader=yaml.BaseLoader) == expected  # noqa: S506 - builds nothing but text


@pytest.mark.parametrize("text", ["£4m", "2028-29", "12.10", "a/b", "Team (x)", "no", "it's", "5%", "a:b"])
def test_usual_values_are_plain(text: str) -> None:
    assert scalar(text) == flow(text) == text


def test_long_mappings_stand_on_lines_of_their_own() -> None:
    assert entry_lines("k", {"a": "x" * 80, "b": "y" * 40}) == ["k:", f"  a: {'x' * 80}", f"  b: {'y' * 40}"]


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


def test_a_text_of_remarks_alone_is_left_to_the_whole_reader() -> None:
    assert LineReader(values_of).document("# nothing yet\n\n") is None


def test_what_an_import_writes_is_read_by_its_lines() -> None:
    text = (
        "organisation: {id: a, name: 'A: B'}\nsystems:\n\n- id: x\n  name: 'no: yes'\n"
        "  owner: {business: Head of pay}\n  technologies: [Oracle 12, {product: SQL, version: 1}]\n"
        "  contracts:\n  - {supplier: Acme, ends: 2028-03}\n  - supplier: Other\n    scope: a long one\n"
        "  x-register:\n    time: Tolerate\n\n- id: y\n  name: Y\n"
    )
    assert LineReader(values_of).document(text) == whole(text)
