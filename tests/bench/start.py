"""Start-up: what a short run costs in processor time, beside the interpreter that does nothing."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping
from compileall import compile_dir
from pathlib import Path
from tempfile import TemporaryDirectory

import legacymap
from tests.bench.generate import write_inventory
from tests.bench.timed import Row

SYSTEMS = 12
OFTEN = 5  # runs of each in a round: they are short, and the least disturbed one counts
LIBRARIES = "import typer, yaml, pydantic\nclass Model(pydantic.BaseModel): a: int"
_BARE = "python -c pass"


def rows(rounds: int) -> Iterator[Row]:
    """A row a command: in each round the least processor time of its runs over that of `python -c pass`.

    The runs take turns. The last row is what the libraries cost that read records, alone.
    """
    compile_dir(Path(legacymap.__file__).parent, quiet=2)
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_inventory(SYSTEMS, folder)
        program = ["-m", "legacymap"]
        runs = {
            "--version": ([*program, "--version"], "≤ 1.3x"),
            "--help": ([*program, "--help"], "≤ 8x"),
            f"validate of {SYSTEMS} systems": ([*program, "validate", temporary], "≤ 20x"),
            f"scan -f json of {SYSTEMS} systems": ([*program, "scan", "-f", "json", temporary], "–"),
            "typer, pydantic and yaml alone": (["-c", LIBRARIES], "–"),
        }
        every = {_BARE: ["-c", "pass"], **{name: arguments for name, (arguments, _) in runs.items()}}
        least = [_least(every) for _ in range(rounds)]
    for name, (_, reach) in runs.items():
        yield Row(name, _BARE, tuple(each[name] / each[_BARE] for each in least), reach)


def _least(runs: Mapping[str, list[str]]) -> dict[str, float]:
    """The least processor time of each in one round, in which they take turns."""
    taken = [{name: _seconds(arguments) for name, arguments in runs.items()} for _ in range(OFTEN)]
    return {name: min(each[name] for each in taken) for name in runs}


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
