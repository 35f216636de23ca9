"""How long reading takes, against bare PyYAML (CSafeLoader) on the same files in the same run.

python -m tests.bench.reading FOLDER [ROUNDS]

One process is compared by processor time, which neighbours on the machine disturb less. What the reader does
by default, where a second process may help, is compared by the clock: processor time would not count it.
"""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from unittest.mock import patch

import yaml

from legacymap.reading import halves, read_inventory


def bare(folder: Path) -> None:
    """Reads every file with PyYAML."""
    for file in sorted(folder.rglob("*.yaml")):
        yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)


def alone(folder: Path) -> None:
    """Reads the inventory in this process only."""
    with patch.object(halves, "WORTHWHILE", sys.maxsize):
        read_inventory((folder,))


def ours(folder: Path) -> None:
    """Reads the inventory as every command does."""
    read_inventory((folder,))


def seconds(read: Callable[[Path], None], folder: Path) -> tuple[float, float]:
    """The processor and the clock seconds that reading took."""
    gc.collect()
    processor, clock = process_time(), perf_counter()
    read(folder)
    return process_time() - processor, perf_counter() - clock


def main() -> None:
    """Prints the ratios of the fastest rounds; the three take turns."""
    folder = Path(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    every = [[seconds(read, folder) for read in (bare, alone, ours)] for _ in range(rounds)]
    yardstick, one, clock, usual = (
        min(found[which][kind] for found in every) for which, kind in ((0, 0), (1, 0), (0, 1), (2, 1))
    )
    sys.stdout.write(
        f"one process: CSafeLoader {yardstick:.2f} s, reading {one:.2f} s: {one / yardstick:.2f}x\n"
        f"as by default: CSafeLoader {clock:.2f} s, reading {usual:.2f} s: {usual / clock:.2f}x\n"
    )


if __name__ == "__main__":
    main()
