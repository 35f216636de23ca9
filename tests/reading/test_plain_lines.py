"""The quick way through plain lines gives what the parser's events give, or declines."""

import itertools
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.reading import events
from legacymap.reading.document import MOST_NODES
from legacymap.reading.documents import documents
from legacymap.reading.files import listing
from legacymap.reading.plain_lines import _KNOWN, plain_value
from tests.hostile.mutations import INVENTORY, LIFECYCLE, SCENARIO, SETTINGS, mutated
from tests.hostile.running import ROOT
from tests.reading.readings import RICH
from tests.reading.test_builder import TEXTS, dumps

FILES = [each.path.read_bytes().decode("utf-8", "replace") for each in listing((ROOT / "inventories",)).files]
REAL = [INVENTORY, SETTINGS, SCENARIO, LIFECYCLE, RICH.read_text(encoding="utf-8"), *FILES]
# ruff: noqa: E501 - cases are read as the rows of a table
# What a line may be made of, sound or not.
PIECES = (
    "a: ", "b: ", "a:", "b:", "- ", "-", "\n", "\n", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", " ", "  ", "x", "y z",
    "[", "]", "{", "}", ", ", ",", "#", " #", " # ", "'", '"', "~", "null", "1", "250", "1,", "2k: ", "---\n", "...",
    "\t", "\r\n", "\r", "&a", "*a", "!t", "|", ">", "%", "@", "`", "?", "? ", ": ", ":", "<<: ", "é", "£", "\xa0",
    "\u2028", "\x85", "\ufeff", "\\", "''", '""', "'a'", '"b c"', "{a: b}", "[a, b]", "{}", "[]", "http://x", "-1",
    "=", "<", ">-\n  ", "a: >-\n   b\n", "\n   ", "\n\n", "\x00", "\ud800", "\ue000", "\U0001f600",
)  # fmt: skip


def assert_same_or_declined(text: str) -> bool:
    """Whether a text is read line by line; it is then read as the parser reads it, to the order of keys."""
    value = plain_value(text)
    if value is None:
        return False
    assert_holds(text, value)
    with patch.object(events, "CParser", None):
        assert_holds(text, value)
    return True


def assert_holds(text: str, value: object) -> None:
    found = list(documents(text, placed=False))
    assert [(each.issues, repr(each.value)) for each in found] == [([], repr(value))], text


@given(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.sampled_from(["", "a: ", "a:\n- ", "a: {"]),
)
@settings(max_examples=60)
def test_pieces_of_yaml_are_read_alike(text: str, before: str) -> None:
    assert_same_or_declined(before + text)


@pytest.mark.parametrize("before", ["", "a: ", "a:\n- ", "a:\n  b"])
def test_every_short_text_is_read_alike(before: str) -> None:
    for text in itertools.product("a:- \n#[{}],'\"~1", repeat=3):
        assert_same_or_declined(before + "".join(text))


@given(st.sampled_from(REAL).flatmap(mutated))
@settings(max_examples=60)
def test_real_files_that_hands_have_changed_are_read_alike(content: bytes) -> None:
    assert_same_or_declined(content.decode("utf-8", "surrogateescape"))


@given(dumps())
@settings(max_examples=60)
def test_what_a_program_writes_is_read_alike(dumped: tuple[object, str]) -> None:
    assert_same_or_declined(dumped[1])
    assert_same_or_declined(f"a:\n- b: {dumped[1]}")


def lines_of(value: object, indent: str, draw: st.DrawFn) -> Iterator[str]:
    """The lines of a value below a key, in the style of inventories."""
    step = indent + " " * draw(st.integers(1, 4))
    if isinstance(value, dict):
        for key, each in value.items():
            yield from lines_under(f"{step}{key}:", each, step, draw)
    if isinstance(value, list):
        step = draw(st.sampled_from([indent, step]))
        for each in value:
            if isinstance(each, dict) and each:
                (first, held), *others = each.items()
                inner = f"{step}-{' ' * draw(st.integers(1, 3))}"
                yield from lines_under(f"{inner}{first}:", held, " " * len(inner), draw)
                for key, more in others:
                    yield from lines_under(f"{' ' * len(inner)}{key}:", more, " " * len(inner), draw)
            elif isinstance(each, str):
                yield f"{step}- {each}"


def lines_under(start: str, value: object, indent: str, draw: st.DrawFn) -> Iterator[str]:
    remark = draw(st.sampled_from(["", "", "", " # why", "  #"]))
    if isinstance(value, str):
        yield f"{start} {value}{remark}"
    else:
        yield f"{start}{remark}"
        yield from draw(st.sampled_from([[], [], [""], ["      # more"]]))
        yield from lines_of(value, indent, draw)


KEYS = st.sampled_from(["id", "name", "x-own", "depends_on", "L1", "2027-28", "v1.2", "scores", "a_b"])
SCALARS = st.sampled_from(
    ["no", "3.10", "£1.25m", "1_000", "-5", "a b", "it's", "'it''s'", '"a: b # c"', "''", "~", "null", "https://x.y/z?a=b#c",
     "Calder & Sons", "2027-28", "{a: b, c: [d, {e: f}]}", "[]", "{}", "[1, '2, 3', \"}\"]", "{ a: b }", "a, b", "(x)", "…"]
)  # fmt: skip
TREES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(KEYS, inner, min_size=1, max_size=4)
    ),
)


@st.composite
def inventories(draw: st.DrawFn) -> str:
    """A text in the style of inventories."""
    value = draw(st.dictionaries(KEYS, TREES, min_size=1, max_size=4))
    lines = [line for key, each in value.items() for line in lines_under(f"{key}:", each, "", draw)]
    start = draw(st.sampled_from(["", "---\n", "# written by hand\n---\n", "\n\n"]))
    ends = draw(st.sampled_from(["\n", "\r\n"]))
    return start + ends.join(lines) + draw(st.sampled_from(["", ends, f"{ends}\n # end"]))


@given(inventories())
@settings(max_examples=60)
def test_texts_in_the_style_of_inventories_are_read_alike(text: str) -> None:
    assert_same_or_declined(text)


@pytest.mark.parametrize("text", [*REAL, *TEXTS])
def test_texts_at_hand_are_read_alike(text: str) -> None:
    assert_same_or_declined(text)


def test_nearly_all_inventories_are_read_line_by_line() -> None:
    read = sum(map(assert_same_or_declined, FILES))
    assert read >= 0.8 * len(FILES), f"{read} of {len(FILES)}"


PLAIN = [
    "a: >-\n  b\n", "a:\n- b: >-\n    it's: c - d\n    # e\n  f: g\n", "a: >-\n   null\n\n\n# c\nd: e\n", "a: >-\n  b",
    "a: b", "a:\n", "---\na: b\n", "# c\n\n--- \na: b # c\n", "a:\n- b\n- c: d\n  e:\n  - f\n  g: h\n- i\nj: k\n",
    "a:\n   b: c\n   d:\n      e: f\ng: {h: [i, 'j, k'], l: {}} # m\n", "a: ~\nb: ''\nc: \"null\"\nd: null\n",
    "a: b\r\nc: [d]\r\n", "a: http://b:80/#c\n", "a: 1,250\n", "a:\n  -   b: c\n      d: e\n", "a: -5\nb: £3\n",
]  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_plain_lines_are_not_declined(text: str) -> None:
    assert assert_same_or_declined(text)


DECLINED = [
    "a:\n- b: >-\n  c\n", "a: >-\n  b\n\n  c\n", "a: >-\n  b\n    c\n", "a: >-\n    b\n  c\n", "a: >-\n\n  b\n", "a: >-\n",
    "a: >-\n  b\n  \n", "a: >-\n  b\tc\n", "a: >- # c\n  b\n", "- a: >-\n    b\n",
    "", "# a\n", "a", "- a\n", "{a: b}\n", "a: &b c\n", "a: *b\n", "a: !b c\n", "a: |\n  b\n", "a: >\n  b\n", "a: b\n  c\n",
    "a:\n  b\n", "a: 'b\n  c'\n", "a: b\na: c\n", "a: {b: c, b: d}\n", "? a\n: b\n", "<<: {a: b}\n", "a: b\n---\nc: d\n", "a: b\n...\n",
    "%YAML 1.1\n---\na: b\n", "a:\tb\n", 'a: "b\\n"\n', "a: b: c\n", "a: b:\n", "a:b\n", "a: [b: c]\n", "a: [b, ]\n", "a: {b}\n",
    "a: {b: }\n", "a: {b:c}\n", "a: [b\n", "a: b]\n- c\n", "a: {b: 1,250}\n", "a: {b: 1,\n  250: }\n", "250:\n", "a: {b: 1, 250: ~}\n",
    "a: @b\n", "a: `b\n", "a: %b\n", "a: - b\n", "a: ? b\n", "a:\n- - b\n", "a:\n-\n  b: c\n", "a:\n - b\n- c\n", "a: b\n c: d\n",
    "a:\n  b: c\n d: e\n", "a: b\n- c\n", "a: b\u2028\n", "a: b\x85\n", "a: b\rc\n", "a: b\x00\n", "\ufeffa: b\n", " a: b\nc: d\n",
    "a:\n" + "".join(f"{' ' * depth}a:\n" for depth in range(1, 200)), f"{'a' * 200}: b\n", f"a: {'[' * 150}{']' * 150}\n",
]  # fmt: skip


@pytest.mark.parametrize("text", DECLINED)
def test_what_is_not_plain_is_left_to_the_parser(text: str) -> None:
    assert plain_value(text) is None


def test_a_text_of_too_many_values_is_left_to_the_parser() -> None:
    assert plain_value("a:\n" + "- b\n" * 100_000) is not None
    assert plain_value("a:\n" + "- b\n" * MOST_NODES) is None


def test_a_long_text_is_read_in_parts() -> None:
    text = "a:\n" + "".join(f"- id: s{number}\n  b: [c, d{number}]\n" for number in range(3_000))
    assert assert_same_or_declined(text)
    assert plain_value(f"{text}  e: |\n    f\n") is None


def test_lines_that_were_read_before_are_read_alike_and_long_ones_are_not_remembered() -> None:
    long = "b" * 200
    texts = [f"a:\n- c: {{d: e{number}}}\n  f: {long}{number}\n" for number in range(20_000)]
    for text in [*texts[:50], *texts[:50], *texts]:
        value = {"c": {"d": f"e{text.split('e', 1)[1].split('}', 1)[0]}"}, "f": text.split("f: ")[1].strip()}
        assert plain_value(text) == {"a": [value]}
    assert max(map(len, _KNOWN)) < 200
    assert len(_KNOWN) < 20_000


@pytest.mark.parametrize(
    "text",
    [
        "a: [" + "'" * 400_000 + "]\n",
        "a: [" + '"' * 400_001 + "]\n",
        "a: [" + "]" * 400_000 + "x\n",
        "a: [" + " " * 400_000 + "x\n",
        "a: >-\n" + "  b: >-\n" * 100_000 + "   \n",
        "a: >-\n" + "  b: >-\n" * 100_000 + "\tc\n",
        "\n" * 400_000 + "--- a\n",
        "a: b" + " #" * 200_000 + "\n",
        " " * 400_000 + "a\n",
    ],
    ids=lambda text: text[:8],
)
def test_what_is_built_to_be_slow_is_declined_in_linear_time(text: str) -> None:
    plain_value(text)  # else this takes hours
