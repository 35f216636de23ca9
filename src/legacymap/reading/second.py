"""What the second of two reading processes runs: from the last file back, a block at a time."""

import gc
import marshal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from legacymap.reading.folders import File
from legacymap.reading.plain import plain

BLOCK = 32  # files


def read_backwards(paths: Sequence[str], out: BinaryIO) -> None:
    """Writes, for each block of files, the number of its first, its length in bytes, and its values."""
    last = (len(paths) - 1) // BLOCK * BLOCK
    for first in range(last, -1, -BLOCK):
        block = [plain(File(Path(path), "", "")) for path in paths[first : first + BLOCK]]
        values = marshal.dumps(block)
        out.write(marshal.dumps((first, len(values))))
        out.write(values)
        out.flush()


if __name__ == "__main__":
    gc.disable()
    read_backwards(marshal.load(sys.stdin.buffer), sys.stdout.buffer)  # noqa: S302 - from the first process
