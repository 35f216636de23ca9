"""Two processes read what one would."""

from pathlib import Path

import pytest

from legacymap.reading import halves
from legacymap.reading.folders import listing

GOOD = (
    "organisation: home-office\nsystems:\n"
    "- {id: s%d, name: S, status: {x}, technologies: [cobol], costs: {annual_run: £4m}}\n"
)


def _folder(folder: Path) -> Path:
    for number in range(20):
        (folder / f"{number:02}.yaml").write_text(
            GOOD % number if number % 5 else "systems: [", encoding="utf-8"
        )
    return folder


def test_two_processes_read_what_one_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = listing((_folder(tmp_path),)).files
    alone = halves.readings_of(files)
    monkeypatch.setattr(halves, "WORTHWHILE", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert halves.readings_of(files) == alone


def test_a_second_process_that_fails_is_stood_in_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = listing((_folder(tmp_path),)).files
    alone = halves.readings_of(files)
    monkeypatch.setattr(halves, "WORTHWHILE", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("sys.executable", "/bin/false")
    assert halves.readings_of(files) == alone


def test_progress_comes_to_an_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    files = listing((_folder(tmp_path),)).files
    halves.readings_of(files, lambda done, of: told.append((done, of)))
    assert told == [(number, 20) for number in range(20)]
