"""Files from anyone: each ends in the right fault at the right place, in bounded time."""

import os
from pathlib import Path

import pytest

from legacymap.domain.errors import RequestError
from legacymap.reading.document import MOST_NODES
from legacymap.reading.documents import documents
from legacymap.reading.files import LARGEST
from legacymap.reading.yaml import DEEPEST
from tests.reading.readings import HEADER, RICH, lines, pointed_at, put, read, read_text, rules, stretches

GOOD = "organisation: dwp\nsystems:\n- {id: cis, name: CIS}\n"
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def one(text: str | bytes) -> tuple[str, int, int]:
    """The rule, line and column of the only fault in a text."""
    _, located = read_text(text)
    assert len(located) == 1, rules(located)
    return located[0][0].rule, located[0][1].line, located[0][1].column


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    bomb = "x-0: &a0 [a, a, a, a, a, a, a, a, a, a]\n" + "".join(
        f"x-{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 30)
    )
    assert one(GOOD + bomb)[:2] == ("document-too-large", 9)  # ten to the sixth is reached at x-5


def test_a_bomb_of_merge_keys_is_bounded() -> None:
    bomb = "x-0: &a0 {a: b}\n" + "".join(
        f"x-{level}: &a{level} {{<<: [{', '.join([f'*a{level - 1}'] * 9)}], k{level}: c}}\n"
        for level in range(1, 30)
    )
    assert one(GOOD + bomb)[0] == "document-too-large"


def test_a_million_values_are_allowed_and_no_more() -> None:
    spare = 2 + 3  # the top, its list, and what stands beside
    some = "x: [" + "a," * (MOST_NODES // 2) + "]\n"
    list(documents(some))
    rule, line, _ = one(
        GOOD + "x-a:\n" + "- &a [" + "a," * 1000 + "]\n" + "- *a\n" * (MOST_NODES // 1001 + spare)
    )
    assert (rule, line > 900) == ("document-too-large", True)


def test_aliases_within_the_bound_are_fine() -> None:
    _, located = read_text(GOOD + "x-a: &a [" + "a," * 99 + "]\nx-b: [" + "*a," * 5000 + "]\n")
    assert located == []


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- ", "{? "])
def test_nesting_is_bounded(bracket: str) -> None:
    rule, line, column = one(f"{GOOD}x-a:\n  {bracket * 25_000}")
    assert rule == "nested-too-deep"
    assert line == 5
    assert 2 + (DEEPEST - 2) * len(bracket) < column <= 3 + DEEPEST * len(bracket)


def test_nesting_up_to_the_bound_is_allowed() -> None:
    inside = DEEPEST - 1
    assert read_text(f"{GOOD}x-a: {'[' * inside}{']' * inside}\n")[1] == []
    assert one(f"{GOOD}x-a: {'[' * (inside + 1)}{']' * (inside + 1)}\n")[0] == "nested-too-deep"


def test_brackets_that_never_open_are_one_fault() -> None:
    assert one(f"{GOOD}x-a: {']' * 25_000}")[:2] == ("invalid-yaml", 4)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("x-a: &a [*a]", "recursive-alias"),
        ("x-a: &a {b: *a}", "recursive-alias"),
        ("x-a: &a {<<: *a}", "recursive-alias"),
        ("x-a: &a {*a : b}", "recursive-alias"),
        ("x-a: &a [[{b: [*a]}]]", "recursive-alias"),
        ("x-a: &a [b]\nx-b: &a [*a]", "recursive-alias"),
        ("x-a: *gone", "invalid-yaml"),
        ("x-a: [*b, &b c]", "invalid-yaml"),
        ("*gone : a", "invalid-yaml"),
    ],
)
def test_an_alias_of_nothing_or_of_itself_is_one_fault_at_the_alias(text: str, rule: str) -> None:
    _, located = read_text(GOOD + text + "\n")
    ((fault, place, _),) = located
    assert fault.rule == rule
    assert (GOOD + text).split("\n")[place.line - 1][place.column - 1] == "*"


def test_an_anchor_does_not_reach_into_the_next_document() -> None:
    assert one(f"x-a: &a b\n{GOOD}---\norganisation: hmt\nx-b: *a\n") == ("invalid-yaml", 7, 6)


def test_an_anchor_may_be_given_again() -> None:
    inventory, located = read_text(f"{HEADER}- id: &a cis\n  name: &a CIS\n  notes: *a\n")
    assert (located, inventory.records["dwp/cis"].system.notes) == ([], "CIS")


@pytest.mark.parametrize(
    "tag",
    [
        "!!python/object/apply:os.system",
        "!!python/name:os.system",
        "!!python/object/new:subprocess.Popen",
        "!!binary",
        "!!set",
        "!!omap",
        "!ours",
        "!<tag:example.org,2026:thing>",
        "!!" + "x" * 5000,
    ],
)
@pytest.mark.parametrize("value", ["touch", '["touch hacked"]', "{args: [touch hacked]}"])
def test_a_tag_is_refused_at_its_value_and_runs_nothing(tag: str, value: str) -> None:
    text = f"{HEADER}- id: cis\n  name: CIS\n  purpose: kept\n  notes: {tag} {value}\n"
    inventory, located = read_text(text)
    assert lines(located) == [("refused-tag", 6)]
    assert len(located[0][0].message) < 120
    system = inventory.records["dwp/cis"].system
    assert (system.purpose, system.notes) == ("kept", None)


def test_a_tag_on_a_key_is_refused_at_the_key() -> None:
    text = f"{HEADER}- id: cis\n  name: CIS\n  !!python/name:os.system notes: a\n"
    assert one(text)[:2] == ("refused-tag", 5)


@pytest.mark.parametrize("tag", ["!", "!!str", "!!int", "!!float", "!!bool", "!!timestamp", "!!null"])
def test_plain_tags_build_no_object_and_are_let_be(tag: str) -> None:
    inventory, located = read_text(f"{HEADER}- id: cis\n  name: CIS\n  notes: {tag} 2024-01-01\n")
    assert (located, inventory.records["dwp/cis"].system.notes) == ([], "2024-01-01")


@pytest.mark.parametrize(
    "character", ["\x00", "\x01", "\x07", "\x08", "\x0b", "\x1b", "\x7f", "\x9b", "\ufffe"]
)
@pytest.mark.parametrize("line", ["  notes: a{}b", "  # a{}b", '  notes: "a{}b"', "  x-{}: b"])
def test_a_control_character_is_one_fault_where_it_stands(character: str, line: str) -> None:
    text = f"{HEADER}- id: cis\n  name: CIS\n{line.format(character)}\n"
    inventory, located = read_text(text)
    assert stretches(located, text) == [("invalid-yaml", character)]
    assert f"U+{ord(character):04X}" in located[0][0].message
    assert inventory.presence("dwp/cis") == "left-out"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_wide_encodings_are_one_fault(encoding: str) -> None:
    assert one(GOOD.encode(encoding))[:2] == ("not-utf-8", 1)


@pytest.mark.parametrize(
    ("content", "line", "column", "offset"),
    [
        (b"organisation: caf\xe9\n", 1, 18, 17),
        (b"# \xc2\xa3\norganisation: \xa34m\n", 2, 15, 19),
        (b"\xef\xbb\xbf# \xe2\x82\xac\n\xff", 2, 1, 9),
        (b"# a\r\n# \x80", 2, 3, 7),
        (b"# \xed\xa0\x80", 1, 3, 2),
        (b"# \xf4\x90\x80\x80", 1, 3, 2),
        (b"# \xc3", 1, 3, 2),
    ],
)
def test_another_encoding_is_one_fault_with_the_byte_offset(
    content: bytes, line: int, column: int, offset: int
) -> None:
    assert one(content) == ("not-utf-8", line, column)
    _, ((fault, _, _),) = read_text(content)
    assert f"offset {offset} " in f"{fault.message} "


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_moves_no_place(bom: bytes) -> None:
    assert one(bom + b"oops: 1\n" + GOOD.encode()) == ("unknown-key", 1, 1)


def test_a_byte_order_mark_inside_is_one_fault() -> None:
    _, located = read_text(GOOD.encode() + b"---\n\xef\xbb\xbf" + GOOD.replace("dwp", "hmt").encode())
    assert len(located) <= 1


def test_a_huge_scalar_is_a_value_like_another() -> None:
    huge = "a" * 1_000_000
    inventory, located = read_text(f"{HEADER}- id: cis\n  name: CIS\n  notes: {huge}\n  kind: {huge}\n")
    assert lines(located) == [("bad-choice", 6)]
    assert len(located[0][0].message) < 300
    assert inventory.records["dwp/cis"].system.notes == huge


@pytest.mark.parametrize(
    ("key", "value", "rule"),
    [
        ("id", "a" * 100_000, "bad-id"),
        ("transactions_per_year", "9" * 100_000, "bad-number"),
        ("transactions_per_year", "1" + ",000" * 30_000 + "x", "bad-number"),
        ("costs: {annual_run", "9" * 100_000 + "}", "bad-money"),
        ("costs: {annual_run", "1" + "_0" * 50_000 + "x}", "bad-money"),
        ("costs: {real_growth", "0." + "0" * 100_000 + "}", "bad-number"),
        ("depends_on", "[" + "a" * 100_000 + "]", "bad-reference"),
        ("in_service", "1" * 100_000, "bad-date"),
        ("status", "é" * 100_000, "bad-choice"),
        ("k" * 100_000, "a", "unknown-key"),
        ("assessment: {scores: {L1", "9" * 100_000 + "}}", "score-outside-scale"),
    ],
)
def test_long_text_in_any_field_is_one_short_sentence(key: str, value: str, rule: str) -> None:
    name = "" if key == "id" else "- id: cis\n  name: CIS\n"
    start = "- name: CIS\n" if key == "id" else ""
    # A key of more than 1,024 characters must be marked as one.
    field = f"  ? {key}\n  : {value}\n" if len(key) > 1000 else f"  {key}: {value}\n"
    _, located = read_text(HEADER + name + start + field)
    assert rules(located) == [rule]
    assert len(located[0][0].message) + len(located[0][0].hint) < 700


def test_many_unknown_keys_are_bounded() -> None:
    text = f"{HEADER}- id: cis\n  name: CIS\n" + "".join(f"  key{number}: a\n" for number in range(5000))
    _, located = read_text(text)
    assert len(located) <= 101


def test_a_key_that_is_no_text_is_set_aside() -> None:
    inventory, located = read_text(
        f"{HEADER}- id: cis\n  name: CIS\n  ? [a, {{b: c}}]\n  : d\n  notes: kept\n"
    )
    assert lines(located) == [("key-not-text", 5)]
    assert inventory.records["dwp/cis"].system.notes == "kept"


@pytest.mark.parametrize("key", ["~", "null", "1", "yes", "2024-01-01", "<<", "é", "🙂", "&a b", "'a: b'"])
def test_strange_keys_are_text(key: str) -> None:
    _, located = read_text(f"{HEADER}- id: cis\n  name: CIS\n  ? {key}\n  : d\n")
    assert lines(located) == [("invalid-yaml" if key == "<<" else "unknown-key", 5)]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(put(tmp_path, {"a.yaml": GOOD}) / "b.yaml")
    inventory, located = read(tmp_path)
    assert (rules(located), list(inventory.records)) == (["unreadable-file"], ["dwp/cis"])
    assert rules(read(tmp_path, "b.yaml")[1]) == ["unreadable-file"]


def test_a_device_is_not_read(tmp_path: Path) -> None:
    assert rules(read(tmp_path, "/dev/zero")[1]) == ["unreadable-file"]


@pytest.mark.skipif(AS_ROOT, reason="root may read everything")
def test_what_may_not_be_read_is_one_fault(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": GOOD, "b.yaml": GOOD, "c/d.yaml": GOOD})
    (tmp_path / "b.yaml").chmod(0)
    (tmp_path / "c").chmod(0)
    try:
        inventory, located = read(tmp_path)
    finally:
        (tmp_path / "c").chmod(0o700)
    assert (rules(located), list(inventory.records)) == (["unreadable-file"] * 2, ["dwp/cis"])


def test_a_file_over_the_bound_is_not_opened(tmp_path: Path) -> None:
    with (put(tmp_path, {"a.yaml": GOOD}) / "b.yaml").open("wb") as large:
        large.truncate(LARGEST + 1)
    assert rules(read(tmp_path)[1]) == ["file-too-large"]


def test_links_that_leave_the_folder_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path, {"in/a.yaml": GOOD, "out/b.yaml": "[", "inside/c.yaml": "["})
    inside = tmp_path / "in"
    (inside / "file.yaml").symlink_to("../out/b.yaml")
    (inside / "folder").symlink_to("../out")
    (inside / "near.yaml").symlink_to("../inside/c.yaml")  # its path starts like the folder's
    (inside / "etc.yml").symlink_to("/etc/passwd")
    (inside / "root").symlink_to("/")
    (inside / "text.txt").symlink_to("../out/b.yaml")
    inventory, located = read(inside)
    names = [Path(place.file).name for fault, place, _ in located if fault.rule == "link-leaves-folder"]
    assert names == ["etc.yml", "file.yaml", "folder", "near.yaml", "root"]
    assert len(located) == len(names)
    assert list(inventory.records) == ["dwp/cis"]


def test_links_that_lead_in_circles_end(tmp_path: Path) -> None:
    put(tmp_path, {"in/a.yaml": GOOD, "in/deep/b.yaml": "x-a: 1\norganisation: hmt\n"})
    inside = tmp_path / "in"
    (inside / "deep" / "up").symlink_to("..")
    (inside / "deep" / "self").symlink_to(".")
    (inside / "again").symlink_to("deep")
    (inside / "one.yaml").symlink_to("two.yaml")
    (inside / "two.yaml").symlink_to("one.yaml")
    inventory, located = read(inside)
    assert len(inventory.files) <= 4
    assert set(rules(located)) <= {"unreadable-file"}
    assert list(inventory.records) == ["dwp/cis"]


def test_a_link_to_nothing_is_one_fault(tmp_path: Path) -> None:
    (put(tmp_path, {"a.yaml": GOOD}) / "b.yaml").symlink_to("gone.yaml")
    assert rules(read(tmp_path)[1]) == ["unreadable-file"]
    assert rules(read(tmp_path, "b.yaml")[1]) == ["unreadable-file"]


def test_a_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    inventory, located = read(put(tmp_path, {"a.yaml/b.yaml": GOOD}))
    assert (located, list(inventory.records)) == ([], ["dwp/cis"])


@pytest.mark.parametrize("text", ["", "\ufeff", "\n\n", "# only\n# remarks", "---\n", "  \n"])
def test_a_file_without_anything_is_no_fault_beside_others(text: str, tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": GOOD, "b.yaml": text})
    assert read(tmp_path)[1] == []
    with pytest.raises(RequestError):
        read(tmp_path, "b.yaml")


@pytest.mark.parametrize("text", ["- a\n- b\n", "just text\n", "[]\n", "'null'\n", "42\n", "&a [b]\n"])
def test_a_document_that_is_no_mapping_is_none_of_ours(text: str, tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": GOOD, "b.yaml": f"{text}---\n{GOOD.replace('dwp', 'hmt')}"})
    inventory, located = read(tmp_path)
    assert located == []
    assert list(inventory.records) == ["dwp/cis", "hmt/cis"]


def test_a_list_of_records_without_a_key_above_it_is_one_fault(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": GOOD, "b.yaml": "- {id: nps, name: NPS}\n- {id: edrs, name: EDRS}\n"})
    inventory, located = read(tmp_path)
    assert lines(located) == [("not-a-mapping", 1)]
    assert inventory.unread is not None
    assert inventory.unread.records == 2
    assert inventory.presence("hmrc/nps") == "left-out"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: [b\n", 1, 4),
        ("a: b\n c: d\n", 2, 3),
        ("a: 'b\n", 1, 4),
        ("a: b: c\n", 1, 5),
        ("\ta: b\n", 1, 1),
        ("a: %b\n", 1, 4),
        ("a: @b\n", 1, 4),
        ("- a\nb: c\n", 2, 1),
        ('a: "\\q"\n', 1, 5),
        ("%YAML 3.0\n---\na: b\n", 1, 1),
        ("a: &b &c d\n", 1, 7),
        ("a: !<> b\n", 1, 4),
        ("a: |9x\n b\n", 1, 6),
    ],
)
def test_text_that_is_no_yaml_is_one_fault_where_it_stops(
    text: str, line: int | None, column: int | None
) -> None:
    _, located = read_text(text)
    ((fault, place, _),) = located
    assert fault.rule == "invalid-yaml"
    if line is not None:
        assert place.line == line
        assert abs(place.column - (column or 0)) <= 2


def test_an_escape_that_names_no_character_is_one_fault() -> None:
    for escape in (r"\ud800", r"\U00110000", r"\UFFFFFFFF", r"\xZZ", r"\u12"):
        assert one(f'{HEADER}- {{id: cis, name: "{escape}"}}\n')[:2] == ("invalid-yaml", 3)


def test_an_escape_may_write_a_control_character() -> None:
    inventory, located = read_text(f'{HEADER}- {{id: cis, name: "a\\e[31m\\0\\a"}}\n')
    assert located == []
    assert inventory.records["dwp/cis"].system.name == "a\x1b[31m\x00\x07"


def test_a_conflict_of_a_merge_is_a_fault_and_keeps_what_stands_above() -> None:
    text = RICH.read_text(encoding="utf-8")
    start = text.index("---\n# Another")
    broken = (
        f"{text[:start]}---\n<<<<<<< ours\norganisation: dwp\n=======\norganisation: hmt\n>>>>>>> theirs\n"
    )
    inventory, located = read_text(broken)
    assert len(located) == 1
    assert "home-office/case-tracker" in inventory.records
    assert "<" in pointed_at(located[0][1], broken) or located[0][0].rule == "invalid-yaml"
