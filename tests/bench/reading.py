"""How long reading takes, against bare PyYAML (CSafeLoader) on the same files in the same run.

python -m tests.bench.reading FOLDER [ROUNDS]

Compared by processor time, which neighbours on the machine disturb less.
"""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import yaml

from legacymap.reading import read_inventory


def bare(folder: Path) -> None:
    """Reads every file with PyYAML."""
    for file in sorted(folder.rglob("*.yaml")):
        yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)


def ours(folder: Path) -> None:
    """Reads the inventory as every command does."""
    read_inventory((folder,))


def seconds(read: Callable[[Path], None], folder: Path) -> float:
    """The processor seconds that reading took."""
    gc.collect()
    start = process_time()
    read(folder)
    return process_time() - start


def main() -> None:
    """Prints the ratio of the fastest rounds; the two take turns."""
    folder = Path(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    every = [(seconds(bare, folder), seconds(ours, folder)) for _ in range(rounds)]
    yardstick, own = min(one for one, _ in every), min(other for _, other in every)
    sys.stdout.write(f"CSafeLoader {yardstick:.2f} s, reading {own:.2f} s: {own / yardstick:.2f}x\n")


if __name__ == "__main__":
    main()
