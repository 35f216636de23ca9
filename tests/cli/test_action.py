"""The action at the root does what it says, run as a runner would; so do the lines for GitLab in the docs."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.repositories import committed, git
from tests.cli.running import GOOD, ROOT, legacymap, write

WARNED = GOOD.replace("used_by: [passport-portal]", "depends_on: [elsewhere/x]")
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the steps are written for bash")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A shallow checkout of a branch, whose target branch is only at its origin."""
    top = tmp_path / "origin"
    write(top, "dé part/a.yaml", WARNED)
    git(top, "init", "-q")
    committed(top, "one")
    git(top, "checkout", "-qb", "work")
    write(top, "dé part/a.yaml", WARNED.replace("L3: 5", "L3: 6"))
    committed(top, "two")
    found = tmp_path / "checkout"
    git(tmp_path, "clone", "-q", "--depth=1", "--branch=work", f"file://{top}", str(found))
    write(tmp_path, "runner/legacymap/bin/legacymap", f'#!/bin/sh\nexec {sys.executable} -m legacymap "$@"\n')
    (tmp_path / "runner/legacymap/bin/legacymap").chmod(0o755)
    return found


def ran(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a step of a job ended with, in a shell as GitHub's runner starts it."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    settings = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path),
        "HOME": str(folder), "RUNNER_TEMP": str(folder.parent / "runner"), "COLUMNS": "80",
    }  # fmt: skip
    return subprocess.run(
        command, cwd=folder, env={**settings, **environment}, capture_output=True, text=True, check=False
    )


def test_no_step_puts_an_input_into_its_script() -> None:
    assert all("${{" not in step["run"] for step in STEPS.values())
    named = {name for step in STEPS.values() for name in re.findall(r"inputs\.([a-z-]+)", str(step["env"]))}
    assert named == ACTION["inputs"].keys()


def test_the_steps_validate_and_compare_with_the_target_branch(checkout: Path) -> None:
    given = {"INVENTORY": "dé part\n", "STRICT": "false", "SARIF": "found.sarif"}
    checked = ran(STEPS["Validate"]["run"], checkout, **given)
    assert checked.returncode == 0
    assert (checkout / "found.sarif").exists()
    assert ran(STEPS["Validate"]["run"], checkout, **{**given, "STRICT": "true"}).returncode == 1
    asked = {**given, "COMMENT": "never", "FAIL_ON": "worse", "BASE": "main"}
    compared = ran(STEPS["Compare with the target branch"]["run"], checkout, **asked)
    assert compared.returncode == 1, compared.stderr
    text = (checkout.parent / "runner" / "legacymap-diff.md").read_text()
    assert "## What has changed from origin/main:dé part" in text
    assert "Worse (1)" in text


def test_the_lines_for_gitlab_are_yaml_and_name_flags_that_exist() -> None:
    text = (ROOT / "docs" / "changes.md").read_text()
    (lines,) = re.findall(r"```yaml\n(legacymap:\n.*?)```", text, re.DOTALL)
    job = yaml.safe_load(lines)["legacymap"]
    script = [each for each in job["script"] if each.startswith("legacymap ")]
    assert len(script) == 2
    for each in script:
        asked = [*re.findall(r"--[a-z-]+", each), "--help"]
        told = legacymap(each.split()[1], "--help", COLUMNS="200").out
        assert all(flag in told for flag in asked)
