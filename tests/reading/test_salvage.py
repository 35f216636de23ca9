"""One bad character costs one record: what stands around broken YAML is read, the broken part named."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.reading.salvage import record_ids, salvaged
from legacymap.reading.yaml import DEEPEST
from tests.reading.readings import HEADER, lines, pointed_at, read_text

BEFORE = "- id: weir-log\n  name: Weir log\n"
AFTER = "- id: dyke-map\n  name: Dyke map\n"
# What breaks a record, and the text at which that is shown.
BROKEN = {
    "- id: sluice\n  name: [Sluice\n": "[",
    '- id: sluice\n  name: "Sluice\n': '"',
    "- id: sluice\n  name: 'Keeper's log'\n": "s",
    "- id: sluice\n  name: Phase 2: sluice\n": ":",
    "- id: sluice\n  name: @keeper\n": "@",
    "- id: sluice\n  name: `keeper`\n": "`",
    "- id: sluice\n  name: %keeper\n": "%",
    "- id: sluice\n\tname: Sluice\n": "\t",
    "- id: sluice\n   name: Sluice\n  owner: Keepers\n": ":",
    "- id: sluice\n  name: Sluice\n   owner: Keepers\n": ":",
    "- id: sluice\n  name: {a: b\n": "{",
    "- id: sluice\n  name: \x07\n": "\x07",
    "– id: sluice\n  name: Sluice\n": "–",
    "- id: sluice\n  name： Sluice\n": "：",
    "- id: sluice\n\u00a0 name: Sluice\n": "\u00a0",
    "-\u00a0id: sluice\n  name: Sluice\n": "\u00a0",
    "- id: sluice\n  name:\u00a0Sluice\n  owner: Keepers\n": "\u00a0",
    "- {id: sluice, name: “Sluice: upper”}\n": "“",
    "- {id: sluice, name: Sluice\n": "{",
    f"- id: sluice\n  notes: {'[' * 200}{']' * 200}\n": "[",
    " - id: sluice\n   name: Sluice\n": "-",
    "- id: sluice\n  name: Sluice\n  nonsense\n": "n",
    "id: sluice\n  name: Sluice\n": ":",
    "- id: sluice\n  name: see\u2028  status:\n": "\u2028",
    '- id: sluice\n  name: "\\q"\n': "\\",
}


@pytest.mark.parametrize("indent", ["", "  "])
@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_record_costs_itself_and_is_named(broken: str, indent: str) -> None:
    items = "".join(f"{indent}{line}" for line in (BEFORE + broken + AFTER).splitlines(keepends=True))
    text = HEADER + items
    inventory, located = read_text(text)
    assert list(inventory.records) == ["dwp/weir-log", "dwp/dyke-map"]
    ((fault, place, _),) = located
    assert fault.system == "dwp/sluice"
    assert "`sluice`" in fault.message
    assert place.line >= text[: text.index("sluice")].count("\n") + 1
    assert inventory.presence("dwp/sluice") == "left-out"
    assert inventory.unread is not None
    assert (inventory.unread.records, inventory.unread.named) == (1, ("dwp/sluice",))
    if not indent:
        assert pointed_at(place, text) == BROKEN[broken]


@pytest.mark.parametrize(
    ("typed", "named", "mend"),
    [
        ("– id: sluice\n  name: Sluice\n", "an en dash (U+2013)", "-"),
        ("— id: sluice\n  name: Sluice\n", "an em dash (U+2014)", "-"),
        ("- id: sluice\n  name:\u00a0Sluice\n  owner: x\n", "a no-break space (U+00A0)", " "),
        ("- {id: sluice, name: “Sluice: upper”}\n", "a curly quote (U+201C)", '"'),
        ("- id: sluice\n  name： Sluice\n", "a full-width character (U+FF1A)", ":"),
    ],
)
def test_a_look_alike_is_named_with_what_to_type(typed: str, named: str, mend: str | None) -> None:
    _, located = read_text(HEADER + BEFORE + typed)
    ((fault, _, _),) = located
    assert named in fault.message
    assert fault.mend == mend
    assert fault.hint.startswith("Type " if mend else "Delete")


def test_a_dash_in_a_text_is_not_blamed() -> None:
    _, located = read_text(f"{HEADER}- id: sluice\n  name: Sluice – upper “gate”\n  notes: [open\n{AFTER}")
    assert "bracket" in located[0][0].message


def test_references_to_a_broken_record_are_not_reported_again() -> None:
    text = f"{HEADER}- id: sluice\n  name: [x\n- {{id: weir, name: Weir, depends_on: [sluice, gone]}}\n"
    inventory, _ = read_text(text)
    assert [inventory.presence(f"dwp/{each}") for each in ("sluice", "gone")] == ["left-out", "missing"]
    assert inventory.presence("hmt/sluice") == "not-loaded"


def test_conflict_marks_are_named_as_such_and_cost_both_sides() -> None:
    ours, theirs = "- {id: ours, name: Ours}\n", "- {id: theirs, name: Theirs}\n"
    text = f"{HEADER}{BEFORE}<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> topic\n{AFTER}"
    inventory, located = read_text(text)
    assert list(inventory.records) == ["dwp/weir-log", "dwp/dyke-map"]
    assert lines(located) == [("invalid-yaml", 5)]
    assert "conflict" in located[0][0].message
    assert inventory.unread is not None
    assert inventory.unread.named == ("dwp/ours", "dwp/theirs")


def test_a_conflict_inside_a_record_costs_that_record() -> None:
    broken = "- id: sluice\n<<<<<<< HEAD\n  name: One\n=======\n  name: Other\n>>>>>>> topic\n"
    inventory, located = read_text(HEADER + BEFORE + broken + AFTER)
    assert list(inventory.records) == ["dwp/weir-log", "dwp/dyke-map"]
    assert "conflict" in located[0][0].message


@pytest.mark.parametrize(
    "head",
    [
        'organisation: {id: dwp, name: "DWP}\n',
        "organisation: {id: dwp, name: [DWP}\n",
        "organisation: {id: dwp, name: DWP\n",
    ],
)
def test_a_broken_organisation_keeps_its_id(head: str) -> None:
    inventory, located = read_text(f"{head}systems:\n{BEFORE}")
    assert list(inventory.records) == ["dwp/weir-log"]
    assert "invalid-yaml" in [fault.rule for fault, _, _ in located]


def test_a_broken_waiver_costs_no_system() -> None:
    inventory, located = read_text(f"{HEADER}{BEFORE}waivers: [\n")
    assert list(inventory.records) == ["dwp/weir-log"]
    assert lines(located) == [("invalid-yaml", 5)]


def test_other_documents_of_the_file_are_read() -> None:
    text = f"organisation: hmt\nsystems: [{{id: a, name: A}}\n---\n{HEADER}{BEFORE}"
    inventory, located = read_text(text)
    assert list(inventory.records) == ["dwp/weir-log"]
    assert inventory.presence("hmt/a") == "left-out"
    assert len(located) == 1


def test_several_broken_records_are_each_named() -> None:
    broken = "".join(f"- id: s{number}\n  name: [x\n- id: t{number}\n  name: T\n" for number in range(30))
    inventory, located = read_text(HEADER + broken)
    assert len(inventory.records) == len(located) == 30
    assert inventory.unread is not None
    assert inventory.unread.records == 30


def test_records_that_are_too_deep_are_each_shown_at_the_first_bracket_too_many() -> None:
    inside = DEEPEST - 3  # the top, its list, and the record
    deep = f"  x-deep: {'[' * (inside + 2)}{']' * (inside + 2)}\n"
    text = HEADER + BEFORE + deep + AFTER + "- id: lock\n  name: Lock\n" + deep
    inventory, located = read_text(text)
    assert list(inventory.records) == ["dwp/dyke-map"]
    shown = [(fault.rule, fault.system, place.column) for fault, place, _ in located]
    column = deep.index("[") + inside + 1
    assert shown == [("nested-too-deep", f"dwp/{each}", column) for each in ("weir-log", "lock")]


def test_a_text_that_is_sound_is_left_as_it_is() -> None:
    text = HEADER + BEFORE + AFTER
    assert salvaged(text).text == text
    assert salvaged(text).breaks == ()


def test_records_in_brackets_are_counted() -> None:
    text = "organisation: dwp\nsystems: [{id: a, name: A}, {name: B, id: b, ids: {id: x}}, {name: [C}]\n"
    assert record_ids(text) == (3, ("dwp/a", "dwp/b"))


def test_an_id_further_down_is_not_taken_for_the_records() -> None:
    text = f"{HEADER}- name: [x\n  remediation: {{options: [{{id: replace}}]}}\n"
    assert record_ids(text) == (1, ())


@settings(max_examples=50, deadline=None)
@given(
    sizes=st.lists(st.booleans(), min_size=1, max_size=8),
    breaks=st.sampled_from([each for each in BROKEN if not each.startswith((" ", "id:"))]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_every_sound_record_is_read_wherever_others_break(sizes: list[bool], breaks: str, end: str) -> None:
    items = [
        breaks if broken else f"- id: ok-{number}\n  name: Sound\n" for number, broken in enumerate(sizes)
    ]
    text = HEADER + "".join(items)
    inventory, _ = read_text(text.replace("\n", end))
    sound = {f"dwp/ok-{number}" for number, broken in enumerate(sizes) if not broken}
    assert sound == set(inventory.records)
    assert (inventory.unread is not None) == any(sizes)


@settings(max_examples=50, deadline=None)
@given(text=st.text(alphabet="ab:- \n[]{}'\"#|>&*!%@`,?\t\u00a0–<=>", max_size=120))
def test_whatever_the_text_positions_stay(text: str) -> None:
    left = salvaged(HEADER + text)
    assert len(left.text) == len(HEADER + text)
    assert [each.start <= len(left.text) for each in left.breaks] == [True] * len(left.breaks)
    assert left.text.count("\n") == (HEADER + text).count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "organisation:\n  id: ? x\n" + "        a long line of a note\n" * 400,
        "organisation:" + " " * 50_000 + "[\nsystems:\n",
        "organisation: {" + "id " * 20_000 + "\nsystems:\n",
        "systems:\n" + "- id: [\n" * 3_000,
        "systems:\n" + " " * 90 + "- x: [\n" * 3_000,
        "systems:\n- {" + "id: {" * 9_000,
        "<<<<<<< a\n" * 5_000 + "systems: [\n",
        "systems: [" + "{" * 20_000,
        "systems:\n- a: " + "\u00a0 " * 20_000 + "[\n",
        "systems:\n" + "\t" * 20_000 + "- [\n",
        "%TAG !a! b\n" * 20_000 + "---\nsystems: x\n",
    ],
)
def test_no_broken_text_takes_long(text: str) -> None:
    started = process_time()
    read_text(text)
    assert process_time() - started < 5


@pytest.mark.parametrize("odd", ["\x85", "\u2028", "\u2029", "\r"])
@pytest.mark.parametrize(
    "behind", ["  status: retired", "\tstatus: retired", " a: b: c", " # status: retired"]
)
def test_behind_an_invisible_break_a_line_goes_on_as_text(odd: str, behind: str) -> None:
    items = f"- id: sluice\n  name: Sluice\n  notes: see the wiki{odd}{behind}\n"
    inventory, located = read_text(HEADER + BEFORE + items + AFTER)
    assert list(inventory.records) == ["dwp/weir-log", "dwp/sluice", "dwp/dyke-map"]
    sluice = inventory.records["dwp/sluice"].system
    assert sluice.status == "live"
    assert sluice.notes is not None
    assert sluice.notes.startswith("see the wiki")
    assert [fault.rule for fault, _, _ in located] == ["invisible-character"]
    assert inventory.unread is None


@pytest.mark.parametrize("broken", ["name: Caf\u00e9", "owner: \u00a3 team", "notes: |\n    \u2018x"])
def test_a_byte_that_is_not_utf_8_costs_one_record(broken: str) -> None:
    content = f"{HEADER}{BEFORE}- id: sluice\n  {broken}\n{AFTER}".encode("cp1252")
    inventory, located = read_text(content)
    assert list(inventory.records) == ["dwp/weir-log", "dwp/dyke-map"]
    ((fault, place, _),) = located
    first = next(offset for offset, byte in enumerate(content) if byte > 127)
    assert fault.rule == "not-utf-8"
    assert f"the byte at offset {first} does not fit, so the record `sluice` cannot be read" in fault.message
    assert place.line == content[:first].count(b"\n") + 1
    assert inventory.unread is not None
    assert (inventory.unread.records, inventory.unread.named) == (1, ("dwp/sluice",))


def test_another_encoding_is_one_error_and_remarks_cost_nothing() -> None:
    records = "".join(f"- {{id: s{number}, name: \u00e9}}\n" for number in range(3))
    content = f"# caf\u00e9\n{HEADER}{BEFORE}{records}{AFTER}".encode("cp1252")
    inventory, located = read_text(content)
    assert list(inventory.records) == ["dwp/weir-log", "dwp/dyke-map"]
    ((fault, _, _),) = located
    assert "offset 5 " in fault.message
    assert fault.message.endswith("so 3 records cannot be read")
    inventory, located = read_text(f"# caf\u00e9\n{HEADER}{BEFORE}".encode("cp1252"))
    assert [fault.rule for fault, _, _ in located] == ["not-utf-8"]
    assert list(inventory.records) == ["dwp/weir-log"]
