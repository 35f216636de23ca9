"""`legacymap init`, end to end."""

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.cli.running import legacymap, write


def test_what_init_wrote_is_validated_and_scanned(tmp_path: Path) -> None:
    run = legacymap("init", "home office", folder=tmp_path)
    assert run.code == 0
    assert "Organisation: home-office" in run.out
    assert run.out.endswith("Next: legacymap validate 'home office'\n")
    assert legacymap("validate", "home office", "--strict", folder=tmp_path).code == 0
    assert legacymap("scan", "home office", "--strict", folder=tmp_path).code == 0


def test_the_current_folder_needs_no_name(tmp_path: Path) -> None:
    run = legacymap("init", "--organisation", "dft", folder=tmp_path)
    assert run.out.endswith("Organisation: dft\nNext: legacymap validate\n")
    assert legacymap("validate", "--strict", folder=tmp_path).code == 0


def test_every_line_fits_a_terminal_of_eighty_columns(tmp_path: Path) -> None:
    assert max(len(line) for line in legacymap("init", folder=tmp_path).out.splitlines()) <= 80


def test_what_is_there_already_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, ".gitlab-ci.yml", "mine\n")
    run = legacymap("init", folder=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert "Nothing was written: `.gitlab-ci.yml` is there already." in run.err
    assert os.listdir(tmp_path) == [".gitlab-ci.yml"]  # noqa: PTH208 - names alone
    assert legacymap("init", "--without", "gitlab", folder=tmp_path).code == 0
    assert (tmp_path / ".gitlab-ci.yml").read_text() == "mine\n"


def test_force_says_what_it_replaced(tmp_path: Path) -> None:
    write(tmp_path, ".gitlab-ci.yml", "mine\n")
    run = legacymap("init", "--force", folder=tmp_path)
    assert run.code == 0
    assert [line.split()[1] for line in run.out.splitlines() if line.startswith("replaced")] == [
        ".gitlab-ci.yml"
    ]


def test_the_next_step_can_be_run_whatever_the_folder_is_called(tmp_path: Path) -> None:
    run = legacymap("init", "--", "-odd name", folder=tmp_path)
    assert run.out.endswith("Next: legacymap validate './-odd name'\n")
    assert legacymap("validate", "./-odd name", folder=tmp_path).code == 0


def test_quiet_says_nothing(tmp_path: Path) -> None:
    run = legacymap("init", "-q", folder=tmp_path)
    assert (run.code, run.out, run.err) == (0, "", "")


def test_a_place_that_cannot_be_is_one_clear_line(tmp_path: Path) -> None:
    write(tmp_path, "file", "")
    for folder in ("x" * 300, "file", "file/below"):
        run = legacymap("init", folder, folder=tmp_path)
        assert (run.code, run.out) == (2, "")
        assert len(run.err.splitlines()) == 2
        assert "hint" in run.err
    assert os.listdir(tmp_path) == ["file"]  # noqa: PTH208 - names alone


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    run = legacymap("init", tmp_path)
    tmp_path.chmod(0o755)
    assert run.code == 2
    assert "cannot be written: Permission denied" in run.err


def test_a_name_that_a_terminal_would_obey_is_shown_without_harm(tmp_path: Path) -> None:
    run = legacymap("init", "a\x1b[31m\nb", folder=tmp_path)
    assert run.code == 0
    assert "\x1b" not in run.out
    assert "Organisation: a-31m-b" in run.out


_SOURCE = "legacymap @ git+https://git.example.org/tools/legacymap@0123abc"


def _sources(folder: Path) -> set[str]:
    github = yaml.safe_load((folder / ".github/workflows/legacymap.yml").read_text())
    gitlab = yaml.safe_load((folder / ".gitlab-ci.yml").read_text())
    steps = [
        step for step in github["jobs"]["validate"]["steps"] if "LEGACYMAP_SOURCE" in step.get("env", {})
    ]
    assert 'python -m pip install "$LEGACYMAP_SOURCE"' in gitlab["legacymap"]["script"]
    return {steps[0]["env"]["LEGACYMAP_SOURCE"], gitlab["legacymap"]["variables"]["LEGACYMAP_SOURCE"]}


def test_the_jobs_install_what_was_asked_for(tmp_path: Path) -> None:
    run = legacymap("init", "--install-from", _SOURCE, folder=tmp_path)
    assert (run.code, run.err) == (0, "")
    assert _sources(tmp_path) == {_SOURCE}


def test_jobs_of_an_unknown_source_fail_naming_the_line_until_it_is_filled_in(tmp_path: Path) -> None:
    run = legacymap("init", folder=tmp_path)
    assert "LEGACYMAP_SOURCE" in run.err
    assert _sources(tmp_path) == {""}
    gitlab = yaml.safe_load((tmp_path / ".gitlab-ci.yml").read_text())
    done = subprocess.run(
        ["sh", "-c", gitlab["legacymap"]["script"][0]],
        env={"LEGACYMAP_SOURCE": "", "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "LEGACYMAP_SOURCE" in done.stdout
    assert "FILL IN" in (tmp_path / ".github/workflows/legacymap.yml").read_text()


@pytest.mark.parametrize("asked", ["legacymap", "legacymap[report]", "x'; echo", "", "--index-url=x"])
def test_a_bare_name_or_what_a_shell_would_obey_is_no_source(tmp_path: Path, asked: str) -> None:
    run = legacymap("init", f"--install-from={asked}", folder=tmp_path)
    assert run.code == 2
    assert list(tmp_path.iterdir()) == []


def test_the_editor_finds_the_schema_beside_the_inventory(tmp_path: Path) -> None:
    legacymap("init", folder=tmp_path)
    first = (tmp_path / "systems.yaml").read_text().splitlines()[0]
    mark, _, schema = first.partition("$schema=")
    assert mark == "# yaml-language-server: "
    assert (tmp_path / schema).is_file()


def test_a_folder_inside_a_repository_is_told_where_hooks_count(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    run = legacymap("init", "inventory", folder=tmp_path)
    assert run.code == 0
    assert "only at its root" in run.err
    assert "root" not in legacymap("init", "--without", "inventory", folder=tmp_path).err


def test_help_has_panels() -> None:
    assert "Start an inventory" in legacymap("--help").out
    assert "--without" in legacymap("init", "--help").out
