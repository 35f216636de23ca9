"""What a folder may hold besides files of an inventory: each ends in its finding, in every format."""

import os
from pathlib import Path

import pytest

from tests.hostile.large import GOOD
from tests.hostile.running import validated

MIB = 1024 * 1024


def rules(folder: Path) -> list[object]:
    """The codes of the findings of a folder that also holds one good file."""
    (folder / "good.yaml").write_text(GOOD, encoding="utf-8")
    done, findings = validated(folder)
    assert done.code == int(any(each["severity"] == "error" for each in findings))
    return [each["rule"] for each in findings]


def test_a_pipe_is_no_plain_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert rules(tmp_path) == ["LM001"]


def test_a_device_behind_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    assert rules(tmp_path) == ["LM005"]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.yaml").write_text("organisation: secret\nsystems: [", encoding="utf-8")
    (inside / "file.yaml").symlink_to(tmp_path / "secret.yaml")
    (inside / "folder").symlink_to(tmp_path)
    assert rules(inside) == ["LM005", "LM005"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "a.yaml").symlink_to(tmp_path / "b.yaml")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    assert rules(tmp_path) == ["LM001", "LM001"]


def test_a_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").mkdir()
    (tmp_path / "x.yaml" / "inner.yaml").write_text(GOOD.replace("dwp", "hmt"), encoding="utf-8")
    assert rules(tmp_path) == []


def test_a_file_of_more_than_64_mib_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "large.yaml").open("wb") as opened:
        opened.truncate(64 * MIB + 1)
    assert rules(tmp_path) == ["LM002"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "closed.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "closed.yaml").chmod(0)
    assert rules(tmp_path) == ["LM001"]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ("organisation: dwp\nsystems: []".encode("utf-16"), "LM003"),
        ("organisation: dwp".encode("utf-16-le"), "LM003"),
        ("# £\norganisation: dwp".encode("latin-1"), "LM003"),
        (b"+ADw-: [\nsystems: [", "LM004"),
        (b"organisation: \0dwp\nsystems: []\n", "LM004"),
        (b"%YAML 9.9\n---\norganisation: dwp\nsystems: []\n", "LM004"),
        ("organisation: d\ufeffwp\nsystems: []\n".encode(), "LM104 LM015"),
    ],
)
def test_what_is_not_utf_8_or_not_yaml_is_one_finding(content: bytes, rule: str, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_bytes(content)
    assert rules(tmp_path) == rule.split()
