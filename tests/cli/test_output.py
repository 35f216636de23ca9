import subprocess
import sys
from pathlib import Path

import pytest

from legacymap.cli.output import deliver_file, format_chosen
from legacymap.domain.errors import RequestError

_CONTENT = bytes(range(256)) * 3


def test_a_document_is_written_whole_in_the_place_of_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    for content in (b"before", _CONTENT):
        deliver_file(content, file)
        assert file.read_bytes() == content
    assert list(tmp_path.iterdir()) == [file]


def test_nothing_is_left_behind_where_a_document_cannot_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "report.pdf"
    folder.mkdir()
    for place in (folder, tmp_path / "nowhere" / "report.pdf"):
        with pytest.raises(RequestError):
            deliver_file(_CONTENT, place)
    assert list(tmp_path.iterdir()) == [folder]


def test_a_pipe_takes_every_byte_as_it_is() -> None:
    code = "from legacymap.cli.output import deliver_file\ndeliver_file(bytes(range(256)) * 3, None)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == _CONTENT


@pytest.mark.parametrize("name", ["docx", "xlsx", "pdf"])
def test_the_suffix_chooses_the_format(name: str) -> None:
    assert format_chosen(None, Path(f"report.{name.upper()}"), ("markdown", name)) == name
