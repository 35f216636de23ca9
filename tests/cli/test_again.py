"""A large inventory that has not changed is not read a second time, and says the same."""

import hashlib
import importlib.metadata
import json
import os
import zlib
from pathlib import Path

import pytest

import legacymap.analysis.scan as scanning
from legacymap.analysis import result_cache
from legacymap.analysis.result_cache import OutputCache, OutputRecorder
from tests.cli.running import DAY, Run, legacymap

LARGE = "# a comment\n" * 40
WORTHWHILE = 300  # bytes: as if that were large, for the time of these tests
SYSTEMS = (
    "organisation: home\nsystems:\n- {id: a, name: Alpha, technologies: [cobol]}\n- {id: b, name: Beta}\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(result_cache, "_WORTHWHILE_BYTES", WORTHWHILE)
    folder = tmp_path / "estate"
    folder.mkdir()
    (folder / "systems.yaml").write_text(SYSTEMS)
    (folder / "notes.yaml").write_text(LARGE)
    return folder


@pytest.fixture
def scans(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one at each scan that is worked out."""
    worked_out: list[int] = []
    scan = scanning.scan

    def counted(*given: object) -> object:
        worked_out.append(1)
        return scan(*given)  # type: ignore[arg-type] # what the command hands over

    monkeypatch.setattr(scanning, "scan", counted)
    return worked_out


def scan(folder: Path, *more: str, form: str = "json") -> Run:
    return legacymap("scan", ".", "-f", form, "--as-of", DAY, *more, folder=folder)


def answers(folder: Path) -> list[Path]:
    return sorted((folder.parent / "cache").rglob("answers/*"))


@pytest.mark.parametrize("form", ["json", "csv"])
def test_the_same_is_said_again_without_being_worked_out(folder: Path, scans: list[int], form: str) -> None:
    first, second = (scan(folder, form=form) for _ in range(2))
    assert first.out
    assert second == first == scan(folder, "--no-cache", form=form)
    assert len(scans) == 2


def test_errors_are_said_again_with_their_exit_code(folder: Path, scans: list[int]) -> None:
    (folder / "wrong.yaml").write_text(
        "organisation: other\nsystems:\n- {id: c, name: C, hosting: nowhere}\n"
    )
    first, second = scan(folder), scan(folder)
    assert first.code == 1
    assert "nowhere" in first.err
    assert second == first
    strict = scan(folder, "--strict")
    assert (strict.code, strict.out) == (1, "")
    assert scan(folder, "--strict") == strict
    assert len(scans) == 2


def test_a_byte_that_changes_is_seen_whatever_its_date(folder: Path, scans: list[int]) -> None:
    file = folder / "systems.yaml"
    before, times = scan(folder), file.stat()
    file.write_text(SYSTEMS.replace("Alpha", "Alpen"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    after = scan(folder)
    assert len(scans) == 2
    assert "Alpen" in after.out
    assert "Alpen" not in before.out


@pytest.mark.parametrize(
    "change",
    [
        "a new file",
        "a file under another name",
        "settings",
        "what git ignores",
        "a framework",
        "support dates",
    ],
)
def test_whatever_an_answer_rests_on_is_seen_to_change(folder: Path, scans: list[int], change: str) -> None:
    dates, framework = folder.parent / "dates.yaml", folder.parent / "own.yaml"
    dates.write_text("lifecycle: '1'\nproducts: []\n")
    shipped = Path(result_cache.__file__).parent.parent / "scoring" / "frameworks" / "uk-litraf.yaml"
    framework.write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    flags = ("--lifecycle", str(dates), "--framework", str(framework))
    scan(folder, *flags)
    match change:
        case "a new file":
            (folder / "more.yaml").write_text("organisation: away\nsystems:\n- {id: c, name: Gamma}\n")
        case "a file under another name":
            (folder / "notes.yaml").rename(folder / "remarks.yaml")
        case "settings":
            (folder / "legacymap.yaml").write_text("settings: {prior: uniform}\n")
        case "what git ignores":
            (folder / ".git").mkdir()
            (folder / ".gitignore").write_text("notes.yaml\n")
            (folder / "large.yaml").write_text(LARGE)
        case "a framework":
            framework.write_text(framework.read_text(encoding="utf-8") + "# newer\n", encoding="utf-8")
        case _:
            dates.write_text("lifecycle: '2'\nproducts: []\n")
    scan(folder, *flags)
    assert len(scans) == 2


@pytest.mark.parametrize(
    "other", [["--top", "1"], ["--organisation", "home"], ["--prior", "uniform"], ["--reach-decay", "0.1"]]
)
def test_another_question_has_its_own_answer(folder: Path, scans: list[int], other: list[str]) -> None:
    scan(folder)
    scan(folder, *other)
    assert len(scans) == 2
    assert len(answers(folder)) == 2


def test_where_nothing_is_to_be_kept_nothing_is(folder: Path) -> None:
    scan(folder, "--no-cache")
    (folder / "notes.yaml").unlink()  # which leaves a small inventory
    scan(folder)
    assert answers(folder) == []


def test_only_the_user_may_read_what_is_kept(folder: Path) -> None:
    scan(folder)
    (answer,) = answers(folder)
    assert answer.stat().st_mode & 0o077 == 0
    assert answer.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "fault", ["cut", "changed", "empty", "no text", "longer than it says", "a link", "shared"]
)
def test_what_makes_no_sense_is_not_said(folder: Path, scans: list[int], fault: str) -> None:
    first = scan(folder)
    (answer,) = answers(folder)
    held = answer.read_bytes()
    head, _, packed = held.partition(b"\n")
    match fault:
        case "cut":
            answer.write_bytes(held[:-7])
        case "changed":
            answer.write_bytes(held[:-9] + b"x" + held[-8:])
        case "empty":
            answer.write_bytes(b"")
        case "no text":
            answer.write_bytes(b"\x80\x04\x95" + held)
        case "longer than it says":
            packed = zlib.compress(b"forged")
            digest = hashlib.sha256(packed).hexdigest()
            answer.write_bytes(json.dumps({**json.loads(head), "sha256": digest, "bytes": "many"}).encode())
        case "a link":
            elsewhere = folder.parent / "elsewhere"
            answer.rename(elsewhere)
            answer.symlink_to(elsewhere)
        case _:
            answer.chmod(0o666)
    assert scan(folder) == first
    assert len(scans) == 2


def test_a_folder_that_others_may_write_to_is_not_believed(folder: Path, scans: list[int]) -> None:
    scan(folder)
    (answer,) = answers(folder)
    answer.parent.chmod(0o777)
    scan(folder)
    assert len(scans) == 2


def test_a_cache_that_cannot_be_written_is_not_missed(
    folder: Path, scans: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = folder.parent / "blocked"
    blocked.write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert scan(folder) == scan(folder)
    assert len(scans) == 2


def test_another_state_of_the_program_answers_for_itself(
    folder: Path, scans: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    scan(folder)
    monkeypatch.setattr(result_cache, "_program_digest", lambda: "another")
    scan(folder)
    assert len(scans) == 2


def test_a_file_that_changes_meanwhile_leaves_no_answer(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan_of = scanning.scan_of

    def interrupted(*given: object) -> object:
        (folder / "systems.yaml").write_text(SYSTEMS + "# later\n")
        return scan_of(*given)  # type: ignore[arg-type] # what a scan hands over

    monkeypatch.setattr(scanning, "scan_of", interrupted)
    scan(folder)
    assert answers(folder) == []


def test_the_newest_few_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kept = OutputCache()
    for number in range(12):
        said = OutputRecorder()
        assert list(said.passed(["a", str(number)])) == ["a", str(number)]
        kept.keep(f"{number:02}", 0, said)
    found = {number: kept.found(f"{number:02}") for number in range(12)}
    assert sum(each is not None for each in found.values()) == 8
    last = found[11]
    assert last is not None
    assert "".join(last.text or ()) == "a11"


def test_the_newest_results_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(result_cache, "_MOST_RESULTS", 3)
    kept = result_cache.ResultCache("history")
    for number in range(5):
        kept.keep(str(number), {"number": number})
    assert [kept.found(str(number)) for number in range(5)].count(None) == 2
    assert kept.found("4") == {"number": 4}


def test_another_library_makes_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = set()
    for number in ("1", "2"):
        monkeypatch.setattr(importlib.metadata, "version", lambda _, number=number: number)
        result_cache._program_digest.cache_clear()  # noqa: SLF001 - what it remembers is of one process
        keys.add(result_cache.key_of("scan"))
    result_cache._program_digest.cache_clear()  # noqa: SLF001 - the same
    assert len(keys) == 2


def test_a_text_ends_where_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kept, said = OutputCache(), OutputRecorder()
    list(said.passed(["x" * 5_000_000]))
    said.size = 10
    kept.keep("bomb", 0, said)
    found = kept.found("bomb")
    assert found is not None
    assert "".join(found.text or ()) == "x" * 10
