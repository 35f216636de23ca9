"""Where the output cannot be written, that is said in one line; it is no bug."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ROOT

COMMANDS = (
    "--version",
    "--help",
    "rules",
    "validate inventories/example-department",
    "scan inventories/example-department",
)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("stdout", [">/dev/full", ">&-"])
def test_a_full_or_closed_stdout_is_one_clear_line(command: str, stdout: str) -> None:
    run = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m legacymap {command} {stdout}'],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in run.stderr.splitlines() if "the output cannot be written" in line]
    assert (run.returncode, len(said)) == (2, 1), run.stderr
    assert "Traceback" not in run.stderr
    assert "a bug" not in run.stderr


def test_a_closed_stderr_only_silences_notes() -> None:
    command = f'"{sys.executable}" -m legacymap validate inventories/example-department 2>&-'
    run = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode in {0, 1}
    assert run.stdout
