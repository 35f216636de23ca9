"""A file read in the quick way, in a block of files, is read as from its text."""

from pathlib import Path

import pytest

from legacymap.reading.blocks import BLOCK, plain
from legacymap.reading.document import Budget
from legacymap.reading.file import read_inventory_file
from legacymap.reading.files import File, listing
from legacymap.reading.records import keep_records
from tests.cli.running import ROOT

FOLDERS = (ROOT / "inventories", ROOT / "tests" / "cases")
FILES = listing(FOLDERS).files


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.below)
def test_a_file_known_as_a_value_is_read_as_from_its_text(file: File) -> None:
    in_full = read_inventory_file(file, keep_records, None, Budget())
    (known,) = plain([file])
    assert read_inventory_file(file, keep_records, known, Budget()) == in_full


def test_a_block_of_files_is_read_as_each_alone() -> None:
    assert plain(FILES[:BLOCK]) == [each for file in FILES[:BLOCK] for each in plain([file])]
    assert sum(each is not None for each in plain(FILES)) > len(FILES) / 2


@pytest.mark.parametrize(
    "content",
    [
        b"a: [",
        b"a: 1\na: 2\n",
        b"a: !x b\n",
        b"\xff\xfe",
        b"a: *b\n",
        b"a: |\n  b\n",
        b"",
        b"systems:\n# - id: a\n",
    ],
)
def test_a_file_with_a_fault_or_with_what_only_the_parser_reads_is_left_to_reading_in_full(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    assert plain([File(path, "a.yaml", "a.yaml"), File(tmp_path / "none", "none", "none")]) == [None, None]
