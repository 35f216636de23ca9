"""The program as its users run it."""

import gc
import io
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from legacymap.cli.app import run

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "inventories" / "uk-public-record"
DAY = "2026-11-22"


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of the program ended with."""

    code: int
    out: str
    err: str


def legacymap(*arguments: str | Path, folder: Path = ROOT, **environment: str) -> Run:
    """Runs the program in `folder`; its environment has 80 columns unless told otherwise.

    It runs in this process, for to start one takes longer than most runs, but where its environment is one
    for an interpreter or a shell.
    """
    texts = [str(argument) for argument in arguments]
    settings = {"COLUMNS": "80", **environment}
    if any(name.startswith(("PYTHON", "_")) for name in environment):
        return started(*texts, folder=folder, **settings)
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with _inside(folder, settings), redirect_stdout(out), redirect_stderr(err):
        code = run(texts)
    told, said = _text(out), _text(err)
    assert "Traceback" not in said
    return Run(code, told, said)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    written = stream.buffer
    assert isinstance(written, io.BytesIO)
    return written.getvalue().decode()


def started(*arguments: str | Path, folder: Path = ROOT, **environment: str) -> Run:
    """The same in a process of its own."""
    settings = {**os.environ, "COLUMNS": "80", **environment}
    command = [sys.executable, "-m", "legacymap", *(str(argument) for argument in arguments)]
    done = subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return Run(done.returncode, done.stdout, done.stderr)


@contextmanager
def _inside(folder: Path, settings: Mapping[str, str]) -> Iterator[None]:
    """In a folder with further variables; as before afterwards, the collection of garbage too."""
    here, before = Path.cwd(), dict(os.environ)
    os.chdir(folder)
    os.environ.update(settings)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        os.chdir(here)
        gc.unfreeze()
        gc.enable()


def called(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Run:
    """The same in this process and its folder, which spares the start."""
    try:
        code = run([str(argument) for argument in arguments])
    finally:
        gc.enable()  # a run of the program leaves it off
    said = capsys.readouterr()
    return Run(code, said.out, said.err)


def write(folder: Path, name: str, text: str) -> Path:
    """Writes a file below `folder`, with the folders that it needs."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


GOOD = """\
organisation: {id: home-office, name: Home Office}
systems:
- id: case-tracker
  name: Case tracker
  owner: Asylum operations
  technologies: [oracle-database 12.1, cobol]
  contracts: [{supplier: Acme, ends: 2028-03}]
  used_by: [passport-portal]
  costs: {annual_run: £4m}
  assessment: {scores: {L1: 6, L3: 5, C4: 4}}
  ids: {servicenow: APM0012345}
  remediation: {plan: {funded: no, target: 2028-29}}
- {id: passport-portal, name: Passport portal, kind: service, depends_on: [case-tracker]}
"""
BROKEN = GOOD.replace("depends_on: [case-tracker]", "depends_on: [case-traker]")
