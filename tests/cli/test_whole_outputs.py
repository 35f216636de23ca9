"""What leaves the program: whole lines, whole files, in their places, marked by what they name."""

import os
import stat
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from legacymap.cli.app import run
from legacymap.cli.findings import rooted
from legacymap.domain.findings import Diagnostic, Place
from legacymap.domain.results import Validation
from legacymap.reports.formats.paper import dated
from legacymap.writing.files import replaced
from tests.cli.running import GOOD, legacymap, write

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="no device here is always full")
def test_a_full_disk_is_told_without_a_buffer_too(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    ran = legacymap("scan", "-f", "json", "-o", FULL, folder=tmp_path, PYTHONUNBUFFERED="1")
    assert ran.code == 2
    ran = legacymap("scan", "-q", folder=tmp_path, PYTHONUNBUFFERED="1")
    assert ran.code == 0
    assert "OFFICIAL" in ran.out


@pytest.mark.parametrize("name", ["a.yaml", "copy.txt"])
def test_no_output_takes_the_place_of_an_inventory(tmp_path: Path, name: str) -> None:
    write(tmp_path, name, GOOD)
    ran = legacymap("scan", name, "-f", "json", "-o", name, folder=tmp_path)
    assert ran.code == 2
    assert (tmp_path / name).read_text(encoding="utf-8") == GOOD
    baseline = legacymap("validate", name, "--write-baseline", name, folder=tmp_path)
    assert baseline.code == 2
    assert (tmp_path / name).read_text(encoding="utf-8") == GOOD


def test_an_output_of_before_is_written_anew(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    for name in ("scan.json", "scan.md"):
        assert [legacymap("scan", "-q", "-o", name, folder=tmp_path).code for _ in range(2)] == [0, 0]


def test_no_link_leads_an_output_out_of_the_folder(tmp_path: Path) -> None:
    place = tmp_path / "checkout"
    write(place, "a.yaml", GOOD)
    elsewhere = write(tmp_path, "elsewhere/precious.json", "{}")
    (place / "scan.json").symlink_to(elsewhere)
    (place / "out").symlink_to(elsewhere.parent)
    for name in ("scan.json", "out/new.json"):
        assert legacymap("scan", "-o", name, folder=place).code == 2
    assert os.listdir(elsewhere.parent) == ["precious.json"]  # noqa: PTH208 - names alone
    assert elsewhere.read_text() == "{}"


def test_a_name_that_the_system_refuses_is_no_bug(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    ran = legacymap("scan", "-o", f"{'x' * 300}.json", folder=tmp_path)
    assert ran.code == 2
    assert "File name too long" in ran.err


def test_words_of_the_inventory_start_no_line_of_stderr(tmp_path: Path) -> None:
    text = GOOD.replace("kind: service", 'kind: "\\n::error ::boo"').replace("Case tracker", "x ##[error]y")
    write(tmp_path, "a.yaml", text)
    for arguments in (("scan",), ("scan", "-f", "markdown"), ("validate",), ("explain", "case-tracker")):
        ran = legacymap(*arguments, folder=tmp_path)
        for line in (ran.out + ran.err).splitlines():
            assert not line.lstrip().startswith("::")
            assert "##[" not in line
    ran = legacymap("scan", "no\n::error ::x", folder=tmp_path)
    assert not any(line.startswith("::") for line in ran.err.splitlines())


def test_csv_is_marked_in_a_file_alone(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    assert not legacymap("scan", "-f", "csv", folder=tmp_path).out.startswith("\ufeff")
    legacymap("scan", "-o", "a.csv", folder=tmp_path)
    legacymap("scan", "-o", "b.csv", "--bom", "off", folder=tmp_path)
    marked, plain = (tmp_path / "a.csv").read_bytes(), (tmp_path / "b.csv").read_bytes()
    assert marked == b"\xef\xbb\xbf" + plain


def test_an_output_is_marked_by_all_that_it_names(tmp_path: Path) -> None:
    write(
        tmp_path,
        "a.yaml",
        "organisation: {id: alpha, name: A}\nsystems:\n- {id: a, name: A, depends_on: [beta/b]}\n---\n"
        "organisation: {id: beta, name: B}\nsystems:\n"
        "- {id: b, name: B, handling: top-secret}\n",
    )
    ran = legacymap("scan", "--organisation", "alpha", folder=tmp_path)
    assert ran.out.startswith("TOP SECRET")


def test_a_hint_names_no_sensitive_record_in_ci_formats(tmp_path: Path) -> None:
    secret = "- {id: lotus, name: Lotus, handling: secret}\n"  # noqa: S105 - a marking, not a password
    write(tmp_path, "a.yaml", GOOD.replace("depends_on: [case-tracker]", "depends_on: [lotuss]") + secret)
    for name in ("github", "gitlab", "sarif", "junit"):
        out = legacymap("validate", "-f", name, folder=tmp_path).out
        assert "lotus`" not in out
        assert "/lotus " not in out
    assert "`lotus`" in legacymap("validate", folder=tmp_path, COLUMNS="300").out


def test_paths_start_at_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path))
    files = {"a.yaml": "below/a.yaml", "../b.yaml": "b.yaml", "../../c.yaml": "../../c.yaml"}
    found = tuple(
        Diagnostic("LM101", "unknown-key", "error", "m", "h", Place(file), "", "", "0") for file in files
    )
    validation = Validation(files=3, systems=0, diagnostics=found)
    for name in ("github", "gitlab", "sarif", "junit"):
        moved = rooted(validation, name).diagnostics
        assert [each.place.file for each in moved] == list(files.values())
    assert rooted(validation, "json") == validation


def test_a_written_file_keeps_its_permissions_and_its_names(tmp_path: Path) -> None:
    path = write(tmp_path, "a.yaml", "old")
    path.chmod(0o600)
    replaced(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    os.link(path, tmp_path / "b.yaml")
    with pytest.raises(Exception, match="second name"):
        replaced(path, "newer", lambda _: None)
    assert path.read_text() == "new"


@pytest.mark.parametrize(("year", "kept"), [(1066, 1980), (2026, 2026), (9999, 2107)])
def test_archives_are_dated_within_what_zip_knows(year: int, kept: int) -> None:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("a", "b")
    with ZipFile(BytesIO(dated(made.getvalue(), date(year, 2, 3)))) as archive:
        assert archive.infolist()[0].date_time[0] == kept


@pytest.mark.parametrize(
    "trouble", [MemoryError(), ImportError("x.so: failed to map segment from shared object")]
)
def test_too_little_memory_is_no_bug(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], trouble: Exception
) -> None:
    def called(_: object) -> int:
        raise trouble

    monkeypatch.setattr("legacymap.cli.app._called", called)
    assert run(["scan"]) == 2
    assert "no more memory" in capsys.readouterr().err
