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
from legacymap.reading.file import read_inventory_file
from legacymap.reading.files import File, listing
from legacymap.reading.records import keep_records
from legacymap.reading.yaml import Budget
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
    known = plain(file)
    assert read_inventory_file(file, keep_records, known, Budget()) == read_inventory_file(
        file, keep_records, None, Budget()
    )


def test_a_file_whose_text_has_a_fault_is_left_to_the_first_process(tmp_path: Path) -> None:
    for number, content in enumerate((b"a: [", b"a: 1\na: 2\n", b"a: !x b\n", b"\xff\xfe", b"a: *b\n")):
        path = tmp_path / f"{number}.yaml"
        path.write_bytes(content)
        assert plain(File(path, path.name, path.name)) is None
    assert plain(File(tmp_path / "none.yaml", "none.yaml", "none.yaml")) is None


def test_every_file_is_handed_over_as_it_is() -> None:
    found = handed_over(FILES)
    assert len(FILES) > 2 * BLOCK
    assert found.first == 0
    assert [found.plain(number) for number in range(len(FILES))] == [plain(file) for file in FILES]


@given(st.data())
def test_what_breaks_off_is_used_as_far_as_it_goes(data: st.DataObject) -> None:
    files = FILES[: 2 * BLOCK + 5]
    said = io.BytesIO()
    read_backwards([str(file.path) for file in files], said)
    found = handed_over(files, data.draw(st.integers(0, len(said.getvalue()))))
    assert found.first in {len(files), 2 * BLOCK, BLOCK, 0}
    for number, file in enumerate(files):
        expected = None if number < found.first else plain(file)
        assert found.plain(number) == expected


@given(st.binary(max_size=60))
def test_rubbish_is_not_believed_and_breaks_nothing(rubbish: bytes) -> None:
    found = Ahead(3)
    found.take(FILES[:3], io.BytesIO(), io.BytesIO(rubbish))
    assert found.first <= 3


@pytest.mark.parametrize("executable", [sys.executable, "/nowhere/python", "/bin/false"])
def test_an_inventory_is_the_same_however_it_is_read(
    monkeypatch: pytest.MonkeyPatch, executable: str
) -> None:
    alone = read_inventory(FOLDERS)
    monkeypatch.setattr(reading_by_two, "WORTHWHILE", 1)
    monkeypatch.setattr(reading_by_two, "_processors", lambda: 2)
    monkeypatch.setattr(sys, "executable", executable)
    assert read_inventory(FOLDERS) == alone
