"""An import that is killed while it writes leaves whole files, and the next one finishes its work."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from legacymap.analysis.importing import imported
from legacymap.analysis.telling import ImportRequest
from legacymap.writing.files import replaced

_MOST_STEPS = 60
_HEADINGS = "App ID,Application Name,Department,Description"


def _source(folder: Path, words: str) -> Path:
    rows = [f"A{n},System {n},Department {n % 2},{words} {n}" for n in range(4)]
    source = folder / "register.csv"
    source.write_text("\n".join([_HEADINGS, *rows, ""]), encoding="utf-8")
    return source


def _files(folder: Path) -> dict[str, bytes]:
    """What a person sees in a folder: names that start with a point are not looked at."""
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in sorted(folder.rglob("*"))
        if each.is_file() and not each.name.startswith(".")
    }


def _killed_at(step: int, work: Callable[[], object]) -> bool:
    """Does the work in a process that kills itself before its n-th act on a file; whether it was killed."""
    child = os.fork()
    if child == 0:
        left = step

        def counted(act: Callable[..., object]) -> Callable[..., object]:
            def acting(*given: object, **named: object) -> object:
                nonlocal left
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return act(*given, **named)

            return acting

        for name in ("replace", "rename", "fsync", "open", "mkdir", "chmod"):
            setattr(os, name, counted(getattr(os, name)))
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to kill")
@pytest.mark.parametrize("is_first", [True, False])
def test_whatever_moment_it_is_killed_at_each_file_is_whole_and_the_next_import_is_as_if_nothing_had_been(
    tmp_path: Path,
    is_first: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    old = tmp_path / "old"
    if not is_first:
        imported(ImportRequest((_source(tmp_path, "Old"),), old))
    _source(tmp_path, "New")

    def prepared(name: str) -> Path:
        inventory = tmp_path / name
        if not is_first:
            shutil.copytree(old, inventory)
        return inventory

    whole = prepared("whole")
    before = _files(whole)
    imported(ImportRequest((tmp_path / "register.csv",), whole))
    after = _files(whole)
    for step in range(_MOST_STEPS):
        inventory = prepared(f"killed-{step}")
        request = ImportRequest((tmp_path / "register.csv",), inventory)
        was_killed = _killed_at(step, lambda request=request: imported(request))  # type: ignore[misc]
        found = _files(inventory) if inventory.exists() else {}
        assert all(content in {before.get(name), after[name]} for name, content in found.items())
        imported(request)
        assert _files(inventory) == after
        if not was_killed:
            break
    assert not was_killed
    assert step > 5


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to kill")
def test_a_file_that_is_written_out_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    file = tmp_path / "register.xlsx"
    file.write_bytes(b"old")
    was_killed, step = True, 0
    while was_killed:
        was_killed = _killed_at(step, lambda: replaced(file, b"new" * 100_000))
        assert file.read_bytes() in {b"old", b"new" * 100_000}
        step += 1
    assert file.read_bytes() != b"old"
    assert step > 3


def test_what_a_killed_run_left_behind_goes_with_the_next_that_writes(tmp_path: Path) -> None:
    old, young, other = (tmp_path / name for name in (".a.yaml.0123abcd", ".a.yaml.89abcdef", ".a.yaml.note"))
    for each in (old, young, other):
        each.write_text("half", encoding="utf-8")
    for each in (old, other):
        os.utime(each, (1, 1))
    replaced(tmp_path / "a.yaml", "whole")
    assert sorted(each.name for each in tmp_path.iterdir()) == [".a.yaml.89abcdef", ".a.yaml.note", "a.yaml"]
