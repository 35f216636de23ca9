"""Whatever the bytes, the reader ends in an inventory and faults that point into the file."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.domain.errors import RequestError
from legacymap.domain.inventory import Inventory
from legacymap.reading.places import Located
from tests.reading.readings import RICH, lies_inside, lines, read_text

GOOD = RICH.read_bytes()
LINES = GOOD.decode().split("\n")
SYSTEMS = {
    "home-office/case-tracker": 1,
    "home-office/identity-hub": 1,
    "home-office/passport-portal": 1,
    "home-office/new-tracker": 1,
    "dwp/searchlight": 2,
    "dwp/archive": 2,
}
# What a slip of the hand, a bad merge or malice puts in place of a line; it keeps the line's indentation.
PUT = (
    "", "-", "- ", ":", "? x", "!!python/name:os.system x", "key: [", "key: {", 'key: "', "key: '", "key: |",
    "&a", "*a", "key: &a {key: *a}", "<<: 1", "<<: *support", "\tkey: x", "key:", "- - -", "- x", "[]", "{}",
    "x",
    "kind: [x]", "id: [x]", "name: {x: y}", "key: !!set {a}", "? [a]\n: b", "%YAML 1.1", "{a: b}: c",
    "<<<<<<< ours", "=======", ">>>>>>> theirs", "'", '"', "#", "~", "null", "@", "`", "\u2028", "é: é",
    "@x: y",
)  # fmt: skip
UNREADABLE = {"invalid-yaml", "recursive-alias", "document-too-large", "nested-too-deep", "not-utf-8"}
SETTINGS = settings(deadline=None, max_examples=40)


def survived(content: bytes) -> tuple[Inventory, list[Located]] | None:
    """What the reader makes of a file, and checks of every file; None when it is no inventory."""
    try:
        inventory, located = read_text(content)
    except RequestError:
        return None
    for fault, place, related in located:
        assert lies_inside(place, content), (fault, place)
        assert all(lies_inside(other, content) for other, _ in related), (fault, related)
        assert fault.rule
        assert fault.message
        assert "\n" not in fault.message
    return inventory, located


def test_the_rich_file_has_no_fault() -> None:
    read = survived(GOOD)
    assert read is not None
    assert read[1] == []
    assert list(read[0].records) == list(SYSTEMS)


@SETTINGS
@given(st.binary(max_size=200))
def test_arbitrary_bytes_end_in_faults_inside_the_file(content: bytes) -> None:
    survived(content)


@SETTINGS
@given(st.text(max_size=200))
def test_arbitrary_text_ends_in_faults_inside_the_file(text: str) -> None:
    survived(text.encode("utf-8", "surrogatepass"))


@SETTINGS
@given(
    st.lists(
        st.sampled_from([*PUT, "\x07", *LINES, "systems:", "- id: a", "  name: b", "---", "..."]), max_size=20
    )
)
def test_arbitrary_lines_end_in_faults_inside_the_file(parts: list[str]) -> None:
    survived("\n".join(parts).encode())


@SETTINGS
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(GOOD)),
            st.integers(0, 40),
            st.sampled_from(["cut", "twice", "over"]),
            st.binary(),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_mutated_bytes_end_in_faults_inside_the_file(edits: list[tuple[int, int, str, bytes]]) -> None:
    content = GOOD
    for start, length, deed, new in edits:
        end = start + length
        put = {"cut": b"", "twice": content[start:end] * 2, "over": new}[deed]
        content = content[:start] + put + content[end:]
    survived(content)


@SETTINGS
@given(st.integers(0, len(GOOD) - 1), st.sampled_from(b"\0\t\n\r \"#&'*,-:<>?[]{}|!%@`~\x85\xff"))
def test_one_wrong_byte_ends_in_faults_inside_the_file(at: int, byte: int) -> None:
    survived(GOOD[:at] + bytes([byte]) + GOOD[at + 1 :])


@SETTINGS
@given(st.randoms(use_true_random=False), st.integers(2, 12))
def test_shuffled_lines_end_in_faults_inside_the_file(chance: random.Random, swaps: int) -> None:
    every = list(LINES)
    for _ in range(swaps):
        one, other = chance.randrange(len(every)), chance.randrange(len(every))
        every[one], every[other] = every[other], every[one]
    survived("\n".join(every).encode())


@SETTINGS
@given(st.integers(0, len(GOOD)))
def test_a_file_cut_short_keeps_the_documents_before_the_cut(length: int) -> None:
    read = survived(GOOD[:length])
    if read is None:
        return
    whole = GOOD[:length].count(b"\n---\n")
    assert {full_id for full_id, document in SYSTEMS.items() if document <= whole} <= set(read[0].records)


def records() -> Iterator[tuple[str, int, int]]:
    """The full id of each record of the rich file, with its first line and the one after its last."""
    starts = [number for number, line in enumerate(LINES) if line.startswith("- id: ")]
    for full_id, start in zip(SYSTEMS, starts, strict=True):
        end = start + 1
        while LINES[end].startswith("  "):
            end += 1
        yield full_id, start, end


RECORDS = list(records())


@st.composite
def broken_lines(draw: st.DrawFn) -> tuple[str, int, bytes]:
    """A record of the rich file, the number of its line that was broken (from 0), and the broken file."""
    full_id, start, end = draw(st.sampled_from(RECORDS))
    number = draw(st.integers(start, end - 1))
    line = LINES[number]
    indent = line[: len(line) - len(line.lstrip(" -"))]
    cut = draw(st.integers(0, len(line)))
    new = draw(
        st.sampled_from(
            [[], [line, line], *([indent + put] for put in PUT), [line[:cut]], [line[cut:]], [line + line]]
        )
    )
    return full_id, number, "\n".join([*LINES[:number], *new, *LINES[number + 1 :]]).encode()


@settings(deadline=None, max_examples=60)
@given(broken_lines())
def test_a_broken_line_leaves_the_other_records(broken: tuple[str, int, bytes]) -> None:
    full_id, _, content = broken
    read = survived(content)
    assert read is not None
    inventory, located = read
    for other, document in SYSTEMS.items():
        if document < SYSTEMS[full_id]:
            assert inventory.presence(other) == "present"
        elif other != full_id:
            # Never "missing": what refers to it is not reported a second time.
            assert inventory.presence(other) in {"present", "left-out"}, (other, located)
            if not UNREADABLE & {rule for rule, _ in lines(located)}:
                assert inventory.presence(other) == "present", (other, located)


@pytest.mark.parametrize("full_id", SYSTEMS)
def test_a_record_without_its_name_is_left_out_and_the_rest_kept(full_id: str) -> None:
    number = next(start for each, start, _ in RECORDS if each == full_id) + 1
    read = survived("\n".join([*LINES[:number], *LINES[number + 1 :]]).encode())
    assert read is not None
    inventory, located = read
    assert lines(located) == [("missing-key", number)]
    assert [inventory.presence(each) for each in SYSTEMS].count("present") == len(SYSTEMS) - 1
    assert inventory.presence(full_id) == "left-out"
