"""The walk through a first inventory is what happens."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from tests.cli.running import ROOT, legacymap

PAGE = (ROOT / "docs" / "getting-started.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_STEP = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_ANY_LINES = "(?:.*\n)*?"
_PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def said(command: str, folder: Path) -> str:
    """What is shown of a command, its notes first; one that needs no shell runs in this process."""
    name, *arguments = shlex.split(command)
    if name == "legacymap":
        done = legacymap(*arguments, folder=folder)
        return done.err + done.out
    environment = {**os.environ, "PATH": _PATH, "COLUMNS": "80"}
    ran = subprocess.run(
        ["bash", "-c", f"{command} 2>&1"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stdout


def pattern(shown: str) -> str:
    """What output must look like; `…` stands for any lines, or within a line for any words."""
    lines = [
        _ANY_LINES if line == "…" else re.escape(line).replace("…", ".*") + "\n"
        for line in shown.splitlines()
    ]
    return "".join(lines)


def test_every_step_shows_what_it_says(tmp_path: Path) -> None:
    folder = tmp_path
    steps = [step.groups() for block in _BLOCK.findall(PAGE) for step in _STEP.finditer(block)]
    assert len(steps) > 8
    for command, shown in steps:
        if command.startswith("cd "):
            folder /= command.removeprefix("cd ")
            continue
        out = said(command, folder)
        assert re.fullmatch(pattern(shown), out), f"$ {command}\n{out}"
