"""Two reading processes find what one finds, however much of the work the second one does."""

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.reading import ahead as reading_by_two
from legacymap.reading import read_inventory
from legacymap.reading.ahead import BLOCK, Ahead, plain, read_backwards
from legacymap.reading.document import Budget
from legacymap.reading.file import read_inventory_file
from legacymap.reading.files import File, listing
from legacymap.reading.records import keep_records
from tests.cli.running import ROOT

FOLDERS = (ROOT / "inventories", ROOT / "tests" / "cases")
FILES = listing(FOLDERS).files


def handed_over(files: list[File], upto: int | None = None) -> Ahead:
    """What the second process says of files, all of it or its first bytes."""
    said = io.BytesIO()
    read_backwards([str(file.path) for file in files], said)
    found = Ahead(len(files))
    found.take(files, io.BytesIO(), io.BytesIO(said.getvalue()[:upto]))
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.below)
def test_a_file_known_as_values_is_read_as_from_its_text(file: File) -> None:
    in_full = read_inventory_file(file, keep_records, None, Budget())
    for thoroughly in (False, True):
        (known,) = plain([file], thoroughly=thoroughly)
        assert read_inventory_file(file, keep_records, known, Budget()) == in_full


def test_a_file_whose_text_has_a_fault_is_left_to_the_first_process(tmp_path: Path) -> None:
    for number, content in enumerate((b"a: [", b"a: 1\na: 2\n", b"a: !x b\n", b"\xff\xfe", b"a: *b\n")):
        path = tmp_path / f"{number}.yaml"
        path.write_bytes(content)
        assert plain([File(path, path.name, path.name)], thoroughly=True) == [None]
    assert plain([File(tmp_path / "none.yaml", "none.yaml", "none.yaml")]) == [None]


def test_what_only_the_parser_reads_is_left_to_reading_in_full_or_to_the_second_process(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: |\n  b\n")
    file = File(path, "a.yaml", "a.yaml")
    assert plain([file]) == [None]
    (known,) = plain([file], thoroughly=True)
    assert known is not None
    assert known[1] == [{"a": "b\n"}]


def test_every_file_is_handed_over_as_it_is() -> None:
    found = handed_over(FILES)
    assert len(FILES) > 2 * BLOCK
    assert found.first == 0
    for first in range(0, len(FILES), BLOCK):
        assert found.plain(first) == plain(FILES[first : first + BLOCK], thoroughly=True)


@given(st.data())
def test_what_breaks_off_is_used_as_far_as_it_goes(data: st.DataObject) -> None:
    files = FILES[: 2 * BLOCK + 5]
    said = io.BytesIO()
    read_backwards([str(file.path) for file in files], said)
    found = handed_over(files, data.draw(st.integers(0, len(said.getvalue()))))
    assert found.first in {len(files), 2 * BLOCK, BLOCK, 0}
    for first in range(0, len(files), BLOCK):
        whole = plain(files[first : first + BLOCK], thoroughly=True)
        assert found.plain(first) == (None if first < found.first else whole)


@given(st.binary(max_size=60))
def test_rubbish_is_not_believed_and_breaks_nothing(rubbish: bytes) -> None:
    found = Ahead(3)
    found.take(FILES[:3], io.BytesIO(), io.BytesIO(rubbish))
    assert found.first <= 3


@pytest.mark.parametrize("executable", [sys.executable, "/nowhere/python", "/bin/false"])
@pytest.mark.parametrize("jobs", [None, 2, 4])
def test_an_inventory_is_the_same_however_it_is_read(
    monkeypatch: pytest.MonkeyPatch, executable: str, jobs: int | None
) -> None:
    alone = read_inventory(FOLDERS, jobs=1)
    monkeypatch.setattr(reading_by_two, "WORTHWHILE", 1)
    monkeypatch.setattr(reading_by_two, "_processors", lambda: 2)
    monkeypatch.setattr(sys, "executable", executable)
    assert read_inventory(FOLDERS, jobs=jobs) == alone


@pytest.mark.parametrize(
    ("jobs", "count", "seconds"), [(1, 2000, 0), (2, 2000, 1), (4, 99, 1), (2, 9, 0), (None, 99, 0)]
)
def test_a_second_process_starts_where_it_may_and_helps(
    monkeypatch: pytest.MonkeyPatch, jobs: int | None, count: int, seconds: int
) -> None:
    started: list[int] = []
    monkeypatch.setattr(reading_by_two, "_second", lambda: started.append(1))
    monkeypatch.setattr(reading_by_two, "_processors", lambda: 2)
    with reading_by_two.reading_ahead((FILES * count)[:count], jobs):
        assert len(started) == seconds


def test_few_files_are_worth_a_second_process_where_they_are_large(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started: list[int] = []
    monkeypatch.setattr(reading_by_two, "_second", lambda: started.append(1))
    monkeypatch.setattr(reading_by_two, "_processors", lambda: 2)
    path = tmp_path / "a.yaml"
    path.write_bytes(b"#" * 200_000)
    with reading_by_two.reading_ahead([File(path, "a.yaml", "a.yaml")] * 40):
        assert started
