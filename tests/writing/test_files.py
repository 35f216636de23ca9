import os
from pathlib import Path

import pytest

from legacymap.domain.errors import RequestError
from legacymap.writing.files import replaced


def accepted(_: Path) -> None:
    """Finds nothing wrong."""


def refused(written: Path) -> None:
    raise RequestError(written.read_text(encoding="utf-8"))


def test_a_file_is_replaced_as_a_whole_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    for text in ("first\n", "second\n"):
        replaced(path, text, accepted)
        assert path.read_bytes() == text.encode()
    assert [each.name for each in tmp_path.iterdir()] == ["a.yaml"]


def test_what_is_not_accepted_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(RequestError, match="after"):
        replaced(path, "after", refused)
    assert path.read_text(encoding="utf-8") == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["a.yaml"]


def test_a_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    link.symlink_to(real)
    replaced(link, "text", accepted)
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "text"


@pytest.mark.parametrize("place", [".", "missing/a.yaml", "file/a.yaml"])
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RequestError, match="cannot be written"):
        replaced(tmp_path / place, "text", accepted)
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_device_is_not_replaced() -> None:
    with pytest.raises(RequestError, match="no file"):
        replaced(Path(os.devnull), "text", accepted)
