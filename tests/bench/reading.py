"""How long reading takes, against bare PyYAML (CSafeLoader) on the same files in the same process.

python -m tests.bench.reading FOLDER [ROUNDS]
"""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import yaml

from legacymap.reading import read_inventory


def bare(folder: Path) -> int:
    """How many files PyYAML has read."""
    files = sorted(folder.rglob("*.yaml"))
    for file in files:
        yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)  # noqa: S506 - CSafeLoader is the safe loader in C
    return len(files)


def ours(folder: Path) -> int:
    """How many files the reader has read."""
    return len(read_inventory((folder,)).files)


def fastest(folder: Path, rounds: int) -> tuple[float, float]:
    """The processor seconds of the fastest round of each; they take turns, so that neighbours count little."""
    times = [(_seconds(bare, folder), _seconds(ours, folder)) for _ in range(rounds)]
    return min(yardstick for yardstick, _ in times), min(seconds for _, seconds in times)


def _seconds(read: Callable[[Path], int], folder: Path) -> float:
    gc.collect()
    start = process_time()
    read(folder)
    return process_time() - start


def main() -> None:
    """Prints both times and their ratio."""
    folder = Path(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    yardstick, seconds = fastest(folder, rounds)
    sys.stdout.write(f"CSafeLoader {yardstick:.2f} s, reading {seconds:.2f} s: {seconds / yardstick:.2f}x\n")


if __name__ == "__main__":
    main()
