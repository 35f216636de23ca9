"""Work and memory are bounded by the run, not by the file; what grows, or is none, is refused."""

import os
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from legacymap.reading import document, read_inventory
from legacymap.reading import files as reading_files
from tests.reading.readings import put, read, rules

GOOD = "organisation: dwp\nsystems:\n- {id: cis, name: CIS}\n"


def test_text_behind_aliases_is_bounded_over_all_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "MOST_CHARACTERS", 50_000)
    alias = f"x-a: &a {'t' * 1_000}\nx-b: [{', '.join(['*a'] * 20)}]\n"
    for number in range(4):
        put(tmp_path, {f"{number}.yaml": f"organisation: o{number}\n{alias}"})
    put(tmp_path, {"z.yaml": GOOD})
    inventory, located = read(tmp_path)
    assert set(rules(located)) == {"document-too-large"}
    assert [Path(place.file).name for _, place, _ in located] == ["2.yaml", "3.yaml"]
    assert inventory.unread is not None
    assert len(inventory.unread.files) == 2
    assert "dwp/cis" in inventory.records


def test_values_behind_aliases_are_bounded_over_all_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "MOST_NODES", 5_000)
    alias = f"x-a: &a [{'t, ' * 100}]\nx-b: [{', '.join(['*a'] * 20)}]\n"
    for number in range(4):
        put(tmp_path, {f"{number}.yaml": f"organisation: o{number}\n{alias}"})
    assert rules(read(tmp_path)[1]) == ["document-too-large"] * 2


def test_aliases_of_aliases_count_as_what_they_stand_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(document, "MOST_CHARACTERS", 100_000)
    text = f"x-0: &a0 {'t' * 100}\n" + "".join(
        f"x-{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 5)
    )
    put(tmp_path, {"a.yaml": GOOD + text})
    ((fault, place, _),) = read(tmp_path)[1]
    assert (fault.rule, place.line) == ("document-too-large", 7)


def test_a_file_that_grows_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_files, "LARGEST", 10_000)
    path = put(tmp_path, {"a.yaml": GOOD}) / "a.yaml"
    honest = os.read

    def growing(descriptor: int, size: int) -> bytes:
        with path.open("ab") as more:
            more.write(b"# more\n" * 500)
        return honest(descriptor, size)

    monkeypatch.setattr(os, "read", growing)
    assert [fault.rule for fault in read_inventory((tmp_path,)).faults] == ["file-too-large"]
    assert path.stat().st_size < 100_000, "it was read on and on"


def test_a_pipe_with_a_writer_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(put(tmp_path, {"a.yaml": GOOD}) / "b.yaml")

    def write() -> None:
        with suppress(BrokenPipeError):
            (tmp_path / "b.yaml").write_text(GOOD)

    Thread(target=write, daemon=True).start()
    assert rules(read(tmp_path)[1]) == ["unreadable-file"]


def test_instructions_to_the_reader_are_bounded(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": GOOD, "b.yaml": "%TAG !a! b\n" * 200 + f"---\n{GOOD.replace('dwp', 'hmt')}"})
    _, located = read(tmp_path)
    assert [(fault.rule, place.line) for fault, place, _ in located] == [("invalid-yaml", 101)]


@pytest.mark.parametrize("key", ["kind", "id", "handling", "depends_on", "owner", "retires"])
@pytest.mark.parametrize(
    "odd", ["\\n::error x", "\\r##[error]x", "\\u2028::y", "\\x1b[31m", "\\0", "\\x85::z"]
)
def test_no_message_has_a_line_of_its_own_from_the_inventory(key: str, odd: str, tmp_path: Path) -> None:
    put(
        tmp_path,
        {"a.yaml": f'organisation: dwp\nsystems:\n- {{id: cis, name: CIS, x{key}: 1, {key}: "{odd}"}}\n'},
    )
    for fault, _, _ in read(tmp_path)[1]:
        for text in (fault.message, fault.hint, fault.redacted):
            assert text.isprintable(), repr(text)


def test_a_chain_of_parents_takes_time_in_proportion(tmp_path: Path) -> None:
    count = 3_000
    put(
        tmp_path,
        {
            "a.yaml": "---\n".join(
                f"organisation: {{id: o{number}, name: O, parent: o{number + 1}}}\n"
                for number in range(count)
            )
            + "---\n"
            + GOOD.replace("dwp", f"o{count}")
        },
    )
    inventory, _ = read(tmp_path)
    assert {inventory.family(f"o{number}") for number in range(count)} == {f"o{count}"}
    assert len(inventory.above(inventory.described)) == count + 1
    assert len(inventory.below(f"o{count}")) == count + 1
    assert inventory.below("o5") == {f"o{number}" for number in range(6)}
