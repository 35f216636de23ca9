"""Somebody else's YAML beside an inventory is passed over and counted; nothing of ours ever is."""

from pathlib import Path

import pytest

from legacymap.domain.errors import RequestError
from legacymap.reading import read_inventory
from legacymap.reading.files import Choice
from tests.reading.readings import lines, put, read, rules

OURS = "organisation: {id: board, name: Board}\nsystems:\n- {id: pump, name: Pump, depends_on: [gauge]}\n"
FOREIGN: dict[str, str | bytes] = {
    "playbook.yml": "- name: Set up\n  hosts: gauge\n  vars: {key: !vault xyz}\n  tasks: []\n",
    "k8s.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: gauge}\n---\napiVersion: v1\nkind: Pod\n",
    "compose.yaml": "services: {gauge: {image: x}}\n",
    "chart/t.yaml": "{{- if .Values.on }}\nmetadata:\n  id: gauge\n{{- end }}\n",
    "lock.yaml": "lockfileVersion: '9.0'\nsettings: {a: yes}\n",
    "ci.yml": "on: [push]\njobs: {a: {steps: []}}\n",
    "site.yml": "site_name: X\nx: !!python/name:os.system\n",
    "latin.yml": b"name: caf\xe9\n",
    "twice.yml": "a: 1\na: 2\n",
    "bomb.yml": "a0: &a0 [b, b]\n"
    + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9)),
    "words.yaml": "just words about gauge\n",
    "list.yaml": "- gauge\n- {id: gauge}\n",
    "empty.yaml": "# nothing\n",
    "own.yaml": "x-anything: 1\n",
    "deep.yaml": "[" * 300 + "\n",
    "framework.yaml": "framework: next\nservices: {a: b}\n",
}


UNREADABLE = {"chart/t.yaml", "latin.yml", "bomb.yml", "deep.yaml"}


def test_foreign_files_are_no_fault_and_excuse_no_reference(tmp_path: Path) -> None:
    alone = read_inventory((put(tmp_path / "alone", {"o.yaml": OURS}) / "o.yaml",)).inventory.sha256
    reading = read_inventory((put(tmp_path / "beside", {"o.yaml": OURS, **FOREIGN}),))
    assert reading.faults == ()
    assert reading.inventory.presence("board/gauge") == "missing"
    assert reading.inventory.sha256 == alone
    assert {Path(each.file).name for each in reading.passed} == {
        Path(name).name for name in FOREIGN if name != "empty.yaml"
    }
    assert all(each.why for each in reading.passed)


@pytest.mark.parametrize("name", [name for name in FOREIGN if name != "empty.yaml"])
def test_a_foreign_file_alone_is_no_inventory(name: str, tmp_path: Path) -> None:
    put(tmp_path, {name: FOREIGN[name]})
    if name in UNREADABLE:  # what nobody can read may be ours
        assert read(tmp_path)[1]
        return
    with pytest.raises(RequestError) as refused:
        read(tmp_path)
    assert "legacymap init" in refused.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "systems:\n- {id: a, name: A}\n",
        "organisation: [\n",
        "apiVersion: v1\nkind: X\norganisation: board\nsystems: x\n",
        "organization: {id: board, name: Board}\n",
        "sytems:\n- {id: a, name: A}\n",
        "Systems:\n- {id: a, name: A}\n",
        "- {id: a, name: A}\n",
        b"organisation: caf\xe9\n",
        "waivers: {rule: LM201}\n",
        '{"organisation": "board", "systems": [}',
        "Systems：\n- id： a\n",
        "organisation: board\nsystems:\n- id: a\n  name: {{ name }}\n",
    ],
)
def test_whatever_may_be_ours_is_never_passed_over(text: str | bytes, tmp_path: Path) -> None:
    put(tmp_path, {"o.yaml": OURS.replace(", depends_on: [gauge]", ""), "p.yaml": text})
    reading = read_inventory((tmp_path,))
    assert reading.passed == ()
    assert "p.yaml" in {Path(fault.where.file).name for fault in reading.faults}


def test_nothing_but_a_link_is_no_inventory(tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to("/usr/share")
    with pytest.raises(RequestError, match="No inventory"):
        read(tmp_path)


def test_a_folder_chooses_its_files(tmp_path: Path) -> None:
    put(tmp_path, {"in/o.yaml": OURS, "old/o.yaml": "systems: [", "in/draft.yaml": "organisation: ["})
    choice = Choice(exclude=("old/", "draft*"))
    reading = read_inventory((tmp_path,), choices={tmp_path: choice})
    assert reading.faults == ()
    assert [(Path(each.file).name, "exclude" in each.why) for each in reading.passed] == [
        ("draft.yaml", True), ("old", True),
    ]  # fmt: skip
    only = read_inventory((tmp_path,), choices={tmp_path: Choice(include=("in/o*",))})
    assert (only.faults, len(only.inventory.records)) == ((), 1)


def checkout(tmp_path: Path, ignore: str, files: dict[str, str | bytes]) -> Path:
    """A folder that is a checkout, with what its `.gitignore` says."""
    return put(tmp_path, {".git/HEAD": "ref: x\n", ".gitignore": ignore, **files})


def test_what_git_leaves_out_is_passed_over(tmp_path: Path) -> None:
    checkout(tmp_path, "build/\n*.tmp.yaml\n", {"o.yaml": OURS, "build/x.yaml": "a: [", "y.tmp.yaml": "a: ["})
    reading = read_inventory((tmp_path,))
    assert reading.faults == ()
    assert [Path(each.file).name for each in reading.passed] == ["x.yaml", "y.tmp.yaml"]


def test_systems_that_git_leaves_out_are_named_always(tmp_path: Path) -> None:
    checkout(tmp_path, "build/\n", {"o.yaml": OURS, "build/x.yaml": OURS.replace("board", "other")})
    _, located = read(tmp_path)
    assert rules(located) == ["ignored-inventory"]
    assert located[0][1].file.endswith("build/x.yaml")


def test_a_folder_named_as_path_is_read_even_where_git_leaves_it_out(tmp_path: Path) -> None:
    checkout(tmp_path, "build/\n", {"build/o.yaml": OURS})
    assert len(read(tmp_path / "build")[0].records) == 1
    with pytest.raises(RequestError, match="No inventory"):
        read(tmp_path)


def test_patterns_of_folders_above_and_below_count(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a/o.yaml": OURS, "a/.gitignore": "!keep.tmp.yaml\n/only.yaml\n"}
    files |= {
        "a/keep.tmp.yaml": "x: 1\n",
        "a/drop.tmp.yaml": "x: [",
        "a/only.yaml": "x: [",
        "a/b/only.yaml": "x: 1\n",
    }
    checkout(tmp_path, "*.tmp.yaml\n", files)
    passed = {Path(each.file).name: each.why for each in read_inventory((tmp_path / "a",)).passed}
    assert "gitignore" in passed["drop.tmp.yaml"]
    assert "gitignore" not in passed["keep.tmp.yaml"]


def test_outside_a_checkout_a_gitignore_says_nothing(tmp_path: Path) -> None:
    put(tmp_path, {".gitignore": "*\n", "o.yaml": OURS})
    assert len(read(tmp_path)[0].records) == 1


def test_an_inventory_that_is_commented_out_beside_another_is_said(tmp_path: Path) -> None:
    put(tmp_path, {"o.yaml": OURS, "p.yaml": "organisation: board\nsystems:\n# - {id: weir, name: Weir}\n"})
    assert lines(read(tmp_path)[1]) == [("no-systems", 2)]


def test_records_under_a_key_that_is_none_count_as_unread(tmp_path: Path) -> None:
    put(tmp_path, {"o.yaml": "organisation: board\nSystems:\n- {id: a, name: A}\n- {id: b, name: B}\n"})
    inventory, located = read(tmp_path)
    assert lines(located) == [("unknown-key", 2)]
    assert inventory.unread is not None
    assert inventory.unread.records == 2
