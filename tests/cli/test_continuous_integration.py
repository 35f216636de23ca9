"""The hook and the jobs that `legacymap init` writes do their work, run by what will run them."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from hatchling.builders.wheel import WheelBuilder

from legacymap import __version__
from tests.cli.running import ROOT, legacymap

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("bash") is None, reason="the jobs are written for a shell"),
]
_GIT = shutil.which("git")
_HERE = Path(sys.executable).parent
_OURS = re.compile(r"_*(?:editable_+)?(?:impl_)?legacymap", re.IGNORECASE)


def run(command: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command that knows no setting of this machine but how to find programs."""
    clean = {"PATH": os.environ["PATH"], "HOME": str(folder.parent / "home"), "LANG": "C.UTF-8"}
    return subprocess.run(
        command, cwd=folder, env={**clean, **environment}, capture_output=True, text=True, check=False
    )


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    legacymap("init", tmp_path / "dft", "--install-from", f"legacymap=={__version__}")
    return tmp_path / "dft"


def break_reference(folder: Path) -> None:
    path = folder / "systems.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("depends_on: [sign-in]", "depends_on: [sign-on]")
    )


@pytest.mark.skipif(_GIT is None, reason="git is not installed")
def test_the_hook_lets_good_commits_through_and_refuses_a_dangling_reference(folder: Path) -> None:
    environment = {
        "PATH": f"{_HERE}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(folder.parent / "hooks"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }

    def git(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run(
            [str(_GIT), "-c", "user.name=A", "-c", "user.email=a@b", *arguments], folder, **environment
        )

    assert git("init", "--quiet").returncode == 0
    assert run(["pre-commit", "install"], folder, **environment).returncode == 0
    git("add", "--all")
    good = git("commit", "-m", "Good")
    assert good.returncode == 0
    assert re.search(r"legacymap validate\.+Passed", good.stdout + good.stderr)
    break_reference(folder)
    git("add", "--all")
    bad = git("commit", "-m", "Bad")
    assert bad.returncode != 0
    assert "LM201" in bad.stdout + bad.stderr
    assert git("log", "--format=%s").stdout == "Good\n"


@pytest.mark.parametrize("command", ["validate-config", "validate-manifest"])
def test_the_hook_files_are_what_pre_commit_takes(folder: Path, command: str) -> None:
    file = {
        "validate-config": folder / ".pre-commit-config.yaml",
        "validate-manifest": ROOT / ".pre-commit-hooks.yaml",
    }[command]
    checked = run([sys.executable, "-m", "pre_commit", command, str(file)], folder)
    assert checked.returncode == 0, checked.stdout


@pytest.fixture(name="fresh", scope="module")
def _fresh(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of a machine with a new Python, which can get nothing but a wheel of this checkout.

    What legacymap needs is lent from the environment that runs the tests, so that no network is used;
    pip too, for to unpack one of its own takes longer than to install legacymap.
    """
    place = tmp_path_factory.mktemp("fresh")
    list(WheelBuilder(str(ROOT)).build(directory=str(place / "wheels")))
    venv.create(place / "python", with_pip=False)
    lent = place / "lent"
    lent.mkdir()
    for each in Path(sysconfig.get_path("purelib")).iterdir():
        if not _OURS.match(each.name) and each.suffix != ".pth":
            (lent / each.name).symlink_to(each)
    [packages] = (place / "python").glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(f"{lent}\n")
    return {
        "PATH": f"{place / 'python' / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(place / "wheels"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_COMPILE": "1",  # what is run is compiled then; the rest need not be
        "PIP_CONFIG_FILE": os.devnull,
    }


def job(path: Path) -> str:
    """The shell lines of a job, as its runner puts them together."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    if "jobs" in document:
        steps = document["jobs"]["validate"]["steps"]
        lines = [step["run"] for step in steps if "run" in step]
        variables = {name: value for step in steps for name, value in step.get("env", {}).items()}
    else:
        lines = document["legacymap"]["script"]
        variables = document["legacymap"]["variables"]
    return "\n".join([*(f"export {name}={shlex.quote(value)}" for name, value in variables.items()), *lines])


def test_the_wheel_alone_starts_an_inventory_and_makes_it_grow(tmp_path: Path, fresh: dict[str, str]) -> None:
    (tmp_path / "home").mkdir()
    place = tmp_path / "work"
    place.mkdir()
    for line in (
        f"python -m pip install legacymap=={__version__}",
        "legacymap init dft --organisation dft",
        "legacymap add tills dft --name Tills --owner Licensing --depends-on sign-in",
        "legacymap validate dft",
        "legacymap scan dft -o scan.json",
    ):
        done = run(["bash", "-e", "-c", line], place, **fresh)
        assert done.returncode == 0, f"{line}: {done.stdout}{done.stderr}"
    found = json.loads((place / "scan.json").read_text(encoding="utf-8"))
    assert "dft/tills" in {each["id"] for each in found["systems"]}


def test_the_job_for_github_installs_this_legacymap_and_marks_the_lines(
    folder: Path, fresh: dict[str, str]
) -> None:
    lines = ["bash", "-e", "-c", job(folder / ".github/workflows/legacymap.yml")]
    good = run(lines, folder, **fresh)
    assert good.returncode == 0, good.stdout + good.stderr
    where = run(["python", "-c", "import legacymap; print(legacymap.__file__)"], folder, **fresh)
    assert str(Path(fresh["PIP_FIND_LINKS"]).parent) in where.stdout
    assert run(["legacymap", "init", "again"], folder.parent, **fresh).returncode == 0
    break_reference(folder)
    bad = run(lines, folder, **fresh)
    assert bad.returncode == 1
    assert re.search(r"^::error file=systems\.yaml,line=\d+", bad.stdout, re.MULTILINE)


def test_the_job_for_gitlab_writes_the_reports_that_it_promises(folder: Path, fresh: dict[str, str]) -> None:
    break_reference(folder)
    ran = run(["bash", "-e", "-c", job(folder / ".gitlab-ci.yml")], folder, **fresh)
    assert ran.returncode == 1
    assert "LM201" in ran.stdout
    reports = yaml.safe_load((folder / ".gitlab-ci.yml").read_text())["legacymap"]["artifacts"]["reports"]
    [finding] = json.loads((folder / reports["codequality"]).read_text(encoding="utf-8"))
    assert finding["location"]["path"] == "systems.yaml"
    junit = ET.parse(folder / reports["junit"])  # noqa: S314 - our own report
    assert len(list(junit.iter("failure"))) == 1
