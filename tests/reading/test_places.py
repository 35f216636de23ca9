"""A route leads to exactly the text that was meant, whatever the line ends and the alphabet."""

import pathlib

import pytest

from legacymap.domain.findings import Path, Route
from legacymap.reading import Places, read_inventory
from legacymap.reading.documents import documents
from legacymap.reading.places import stretch
from legacymap.reading.text import Text, decoded, legible
from tests.reading.readings import HEADER, lines, pointed_at, put, read_text


def at(text: str, *path: str | int, on_key: bool = False) -> str:
    """The text that a path of the first document leads to."""
    return text[slice(*stretch(next(documents(text)), path, on_key=on_key))]


BLOCK = "a:\n- b: c d\n  e:\n  - f\n  - g: h # no\n  'i j': \"k\"\nl:\nm: |\n  n\n  o\np: q\n"
FLOW = "{a: [{b: c d, e: [f, {g: h}], 'i j': \"k\"}], l: , p: q}"


@pytest.mark.parametrize("text", [BLOCK, FLOW, BLOCK.replace("\n", "\r\n")])
@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("a",), "a", None),
        (("a", 0, "b"), "b", "c d"),
        (("a", 0, "e"), "e", None),
        (("a", 0, "e", 0), "f", "f"),
        (("a", 0, "e", 1, "g"), "g", "h"),
        (("a", 0, "i j"), "'i j'", '"k"'),
        (("l",), "l", "l"),  # nothing stands there: the key
        (("p",), "p", "q"),
        (("p", "under", 3), "p", "q"),  # a short form
        (("a", 0, "b", 7), "b", "c d"),
    ],
)
def test_keys_values_and_items_are_found(text: str, path: Path, key: str, value: str | None) -> None:
    if value is not None:
        assert at(text, *path) == value
    if path[-1] in {"a", "b", "e", "g", "i j", "l", "p"}:
        assert at(text, *path, on_key=True) == key


def test_a_list_or_mapping_is_shown_from_its_start_to_its_first_entry() -> None:
    assert at(BLOCK, "a", 0) == "b"
    assert at(FLOW, "a") == "[{"
    assert at("a: {b: c}\n", "a") == "{b"
    assert at("a: []\n", "a") == "["
    assert at("a: [b, c]\n", "a") == "[b"


def test_what_is_missing_is_looked_for_at_the_mapping_that_lacks_it() -> None:
    assert at("a: {b: c}\n", "a", "d") == "{b"
    assert at("a: [b]\n", "a", 4) == "[b"


def test_an_alias_is_found_where_it_stands_and_what_is_below_it_where_it_was_written() -> None:
    text = "a: &x {b: c}\nd: *x\n"
    assert at(text, "d") in {"*x", "{b"}
    assert at(text, "d", "b") == "c"


STRANGE = {
    "lines": "\n",
    "windows": "\r\n",
    "tabs": "\t\n",
    "accents": " # é 🙂 日本 \u200b\n",
    "next line": " # a\u0085b\n",
}


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", STRANGE.values(), ids=STRANGE)
def test_lines_and_columns_are_those_of_an_editor(bom: str, end: str) -> None:
    keys = ["organisation: dwp", "systems:", "- id: cis", "  name: CIS", "  kind: wrong", "  oops: x"]
    _, located = read_text((bom + end.join([*keys, ""])).encode())
    seen = [each for each in located if each[0].rule != "invisible-character"]
    assert (len(seen) < len(located)) == (end == STRANGE["next line"])
    assert [(fault.rule, place.line, place.column, place.end_column) for fault, place, _ in seen] == [
        ("bad-choice", 5, 9, 14),
        ("unknown-key", 6, 3, 7),
    ]


@pytest.mark.parametrize("inside", ["\u0085", "\u2028", "\u2029", "é", "🙂", "a\u0301", "\ufeff", "\u200f"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_strange_characters_in_quotes_move_no_line(inside: str, quote: str) -> None:
    name, tag = f"{quote}a{inside}b{quote}", f"{quote}{inside}{quote}"
    text = f"{HEADER}- id: cis\n  name: {name}\n  tags: [{tag}, []]\n  kind: x\n"
    _, every = read_text(text)
    located = [each for each in every if each[0].rule != "invisible-character"]
    assert lines(located) == [("wrong-type", 5), ("bad-choice", 6)]
    assert [pointed_at(place, text) for _, place, _ in located] == ["[", "x"]


def test_a_lone_carriage_return_is_a_character_of_its_line() -> None:
    inventory, located = read_text(f"{HEADER}- id: cis\n  name: CIS # see\r  kind: wrong\r\n  oops: x\n")
    assert lines(located) == [("invisible-character", 4), ("unknown-key", 5)]
    assert inventory.records["dwp/cis"].system.kind == "application"


def test_a_duplicate_key_is_shown_where_it_is_given_again() -> None:
    text = f"{HEADER}- {{id: cis, name: CIS, kind: data, kind: service}}\n"
    _, located = read_text(text)
    assert [(place.line, place.column, pointed_at(place, text)) for _, place, _ in located] == [
        (3, 36, "kind")
    ]


def test_a_merged_value_is_shown_where_it_was_written() -> None:
    text = f"x-all: &all\n  kind: wrong\n{HEADER}- {{<<: *all, id: cis, name: CIS}}\n"
    _, located = read_text(text)
    assert [(place.line, pointed_at(place, text)) for _, place, _ in located] == [(2, "wrong")]


def test_a_place_of_a_later_document_counts_from_the_top_of_the_file() -> None:
    text = f"{HEADER}- {{id: a, name: A}}\n---\n# remark\n---\n{HEADER}- {{id: b, name: B, kind: x}}\n"
    _, located = read_text(text)
    assert [(place.line, pointed_at(place, text)) for _, place, _ in located] == [(9, "x")]


def test_a_file_that_changed_meanwhile_is_shown_at_its_start_and_breaks_nothing(
    tmp_path: pathlib.Path,
) -> None:
    folder = put(tmp_path, {"a.yaml": f"{HEADER}- {{id: a, name: A, kind: x}}\n"})
    reading = read_inventory((folder,))
    for later in ("", "[", "- a\n", "systems: a\n", "\x07"):
        put(folder, {"a.yaml": later})
        ((_, place, _),) = Places(reading.files).located(reading.faults)
        assert place.line == 1
    (folder / "a.yaml").unlink()
    places = Places(reading.files)
    ((_, place, _),) = places.located(reading.faults)
    assert (place.line, place.column, places.line(place)) == (1, 1, None)
    assert places.place(Route("elsewhere.yaml", 0, ("a",))).file == "elsewhere.yaml"


def test_lines_come_without_their_ends() -> None:
    text = Text("a", "one\r\ntwo\rstill two\n\nfour")
    assert [text.line(number) for number in range(7)] == ["", "one", "two\rstill two", "", "four", "", ""]


def test_a_position_at_the_end_is_the_end_of_the_last_line() -> None:
    place = Text("a", "ab\ncd").place(5, 5)
    assert (place.line, place.column) == (2, 3)


def test_only_the_first_byte_order_mark_is_taken_off() -> None:
    assert decoded(b"\xef\xbb\xbfa") == "a"
    assert legible("a", b"\xef\xbb\xbfa\xff").text == "a\ufffd"
