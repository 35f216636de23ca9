"""`legacymap validate` beside check-jsonschema (with our own schema) and yamllint, on the same files.

python -m tests.bench.linters [N ...]

For each number of files the seconds of each, by the clock and by processor, and how many times those of
`validate` they are; then, of each of the forty planted faults, who reports it, and where. With 0 only those.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from os import times
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.bench.generate import write_inventory
from tests.hostile.planted import PLANTED, Planted

SIZES = (100, 1_000)
ROUNDS = 3
_BIN = Path(sys.executable).parent
_DAY = ("--as-of", "2026-11-22")
_LONG = 60.0


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and those of the processor."""

    wall: float
    processor: float


def main() -> None:
    """Prints the ratios for the sizes asked for, then the table of planted faults."""
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    for line in chain(ratios([size for size in sizes if size]), faults()):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def ratios(sizes: Sequence[int]) -> Iterator[str]:
    """A line for each number of files and other linter: seconds, and how many times ours."""
    for size in sizes:
        with TemporaryDirectory() as temporary:
            folder = Path(temporary)
            write_inventory(size, folder / "inventory")
            files = [str(each.relative_to(folder)) for each in sorted(folder.rglob("*.yaml"))]
            commands = command_lines(folder, files)
            rounds = [[_spent(command, folder) for command in commands.values()] for _ in range(ROUNDS)]
            ours, *others = (
                Spent(min(each.wall for each in taken), min(each.processor for each in taken))
                for taken in zip(*rounds, strict=True)
            )
            yield f"{size:,} files: validate {_seconds(ours)}"
            for name, other in zip(list(commands)[1:], others, strict=True):
                clock, processor = other.wall / ours.wall, other.processor / ours.processor
                yield f"  {name} {_seconds(other)}: {clock:.1f}x by the clock, {processor:.1f}x by processor"


def faults() -> Iterator[str]:
    """A line for each planted fault: where it is, and where each of the three reports it."""
    yield f"{'planted fault':42}{'at':>7}  {'legacymap':14}{'check-jsonschema':26}yamllint"
    right = [0, 0, 0]
    for planted in PLANTED:
        with TemporaryDirectory() as temporary:
            folder = Path(temporary)
            (folder / "a.yaml").write_bytes(planted.content)
            line, column = planted.place
            said = [_ours(planted, folder), _of_check_jsonschema(folder), _of_yamllint(planted, folder)]
            right = [count + each.startswith("line") for count, each in zip(right, said, strict=True)]
            at = f"{line}:{column}"
            yield f"{planted.name:42}{at:>7}  {said[0]:14}{said[1]:26}{said[2]}"
    yield f"{'at the right line':42}{len(PLANTED):>7}  {right[0]:<14}{right[1]:<26}{right[2]}"


def command_lines(folder: Path, files: Sequence[str]) -> dict[str, list[str]]:
    """The command lines of `validate` and of the others, by name."""
    ours = [sys.executable, "-m", "legacymap", "validate", "inventory", *_DAY, "-q", "-f", "json=found.json"]
    return {
        "validate": ours,
        "check-jsonschema": [str(_BIN / "check-jsonschema"), "--schemafile", _schema(folder), *files],
        "yamllint": [str(_BIN / "yamllint"), "-d", "relaxed", "inventory"],
    }


def _schema(folder: Path) -> str:
    path = folder / "schema.json"
    if not path.exists():
        command = [sys.executable, "-m", "legacymap", "schema", "inventory", "-o", str(path)]
        subprocess.run(command, check=True, capture_output=True)
    return str(path)


def _ours(planted: Planted, folder: Path) -> str:
    command = [sys.executable, "-m", "legacymap", "validate", ".", *_DAY, "-q", "-f", "json"]
    findings = json.loads(_ran(command, folder) or '{"findings": []}')["findings"]
    places = [(each["line"], each["column"]) for each in findings if each["rule"] == planted.code]
    line, column = planted.place
    if planted.place in places:
        return f"line {line}:{column}"
    return "elsewhere" if places else "-"


def _of_check_jsonschema(folder: Path) -> str:
    """It names paths, never lines; of a file that it cannot read it quotes the parser."""
    schema = _schema(folder)
    found = _ran([str(_BIN / "check-jsonschema"), "-o", "json", "--schemafile", schema, "a.yaml"], folder)
    if found is None:
        return "does not end"
    try:
        said = json.loads(found)
    except ValueError:
        return "ends in a traceback"
    if said.get("parse_errors"):
        return "cannot be read"
    paths = [each.get("best_deep_match", each)["path"] for each in said.get("errors", ())]
    return f"path {paths[0]}"[:25] if paths else "-"


def _of_yamllint(planted: Planted, folder: Path) -> str:
    found = _ran([str(_BIN / "yamllint"), "-d", "relaxed", "-f", "parsable", "a.yaml"], folder)
    if found is None:
        return "does not end"
    places = [row.split(":")[1:3] for row in found.splitlines() if "[error]" in row]
    lines = [int(line) for line, _ in places]
    wanted = planted.place[0]
    column = next((each for line, each in places if int(line) == wanted), "")
    return f"line {wanted}:{column}" if wanted in lines else "elsewhere" if lines else "-"


def _ran(command: Sequence[str], folder: Path) -> str | None:
    """What a command wrote to stdout; None when it does not end in a minute."""
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=_LONG, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout


def _spent(command: Sequence[str], folder: Path) -> Spent:
    before, start = times(), perf_counter()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    wall, after = perf_counter() - start, times()
    return Spent(wall, sum(after[2:4]) - sum(before[2:4]))


def _seconds(spent: Spent) -> str:
    return f"{spent.wall:.2f} s ({spent.processor:.2f} of the processor)"


if __name__ == "__main__":
    main()
