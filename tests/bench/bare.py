"""The yardstick of reading: every file loaded with PyYAML's CSafeLoader, and nothing else.

python -m tests.bench.bare FOLDER [--keep]; with --keep all that was loaded is held until the end.
"""

import sys
from pathlib import Path

import yaml


def main() -> None:
    """Loads the files of a folder."""
    kept = []
    for file in sorted(Path(sys.argv[1]).rglob("*.yaml")):
        loaded = yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
        if "--keep" in sys.argv:
            kept.append(loaded)


if __name__ == "__main__":
    main()
