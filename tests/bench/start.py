"""Start-up: what a short run costs in processor time, beside the interpreter that does nothing."""

import os
import resource
import subprocess
import sys
from compileall import compile_dir
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import legacymap
from tests.bench.generate import write_inventory

SYSTEMS = 12
ROUNDS = 15
LIBRARIES = "import typer.main, typer._adapters, yaml, pydantic\nclass Model(pydantic.BaseModel): a: int"


def ratios(rounds: int = ROUNDS) -> list[str]:
    """A line a command: its processor time over that of `python -c pass`, the least of the rounds each.

    The runs take turns. The last line is what the libraries cost that read flags and records, alone.
    """
    compile_dir(Path(legacymap.__file__).parent, quiet=2)
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_inventory(SYSTEMS, folder)
        runs = {
            "python -c pass": ["-c", "pass"],
            "--version": ["-m", "legacymap", "--version"],
            "--help": ["-m", "legacymap", "--help"],
            f"validate of {SYSTEMS} systems": ["-m", "legacymap", "validate", temporary],
            f"scan -f json of {SYSTEMS} systems": ["-m", "legacymap", "scan", "-f", "json", temporary],
            "typer, pydantic and yaml alone": ["-c", LIBRARIES],
        }
        seconds: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(rounds):
            for name, arguments in runs.items():
                seconds[name].append(_seconds(arguments))
    bare, *others = seconds
    return [_line(name, seconds[name], seconds[bare]) for name in others]


def _seconds(arguments: list[str]) -> float:
    """The processor time of one run of this environment's interpreter, its compiled files present."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *arguments],
        env={**kept, "PYDANTIC_DISABLE_PLUGINS": "__all__"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,  # findings are no failure here
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _line(name: str, seconds: list[float], bare: list[float]) -> str:
    least, usual = min(seconds) / min(bare), median(seconds) / median(bare)
    return f"{name}: {least:.2f} of `python -c pass` (median {usual:.2f})"
