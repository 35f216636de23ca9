"""Many files read by two processes: this one goes from the first on, a second one from the last back.

They meet where they meet, so that a second processor which is slow or busy costs nothing. Only YAML is the
second one's work, and only plain values come back, by `marshal`: pickled records would cost what it saves.
Whatever goes wrong with it, this process reads on.
"""

import gc
import hashlib
import marshal
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import Thread
from typing import BinaryIO

from legacymap.domain.findings import Fault
from legacymap.reading.files import File, content
from legacymap.reading.lookalikes import holds_odd
from legacymap.reading.text import Unreadable, decoded
from legacymap.reading.yaml import Budget, documents, looks_cut

# The SHA-256 of a file's bytes, and the value of each document in it.
Plain = tuple[str, list[object]]
BLOCK = 32  # files that are handed over at once
_SECOND = "from legacymap.reading.ahead import second; second()"
WORTHWHILE = 1_000  # files; fewer are read by the time that a second process has started


class Ahead:
    """What the second process has handed over so far: the files from number `first` on."""

    def __init__(self, count: int) -> None:
        self.first = count
        self._blocks: dict[int, bytes] = {}
        self._open: tuple[int, list[Plain | None]] = (count, [])

    def plain(self, number: int) -> Plain | None:
        """The file of this number, if it was handed over and has no fault."""
        if number < self.first:
            return None
        block = number // BLOCK * BLOCK
        if self._open[0] != block:
            self._open = (block, marshal.loads(self._blocks.pop(block)))  # noqa: S302 - the same
        return self._open[1][number - block]

    def take(self, files: Sequence[File], told: BinaryIO, found: BinaryIO) -> None:
        """Tells the second process what to read, and takes what it hands over until it ends."""
        with suppress(Exception), told, found:  # however it ends, this process reads on
            marshal.dump([os.fspath(file.path) for file in files], told)
            told.close()
            while True:
                first, length = marshal.load(found)  # noqa: S302 - our own process's
                values = found.read(length)
                if len(values) < length or first != (self.first - 1) // BLOCK * BLOCK:
                    return
                self._blocks[first] = values
                self.first = first


@contextmanager
def reading_ahead(files: Sequence[File]) -> Iterator[Ahead]:
    """What a second process reads of `files` meanwhile; nothing where it would not help."""
    ahead = Ahead(len(files))
    is_as_stored = all(file.held is None for file in files)
    process = _second() if is_as_stored and len(files) >= WORTHWHILE and _processors() > 1 else None
    if process is None or process.stdin is None or process.stdout is None:
        yield ahead
        return
    taking = Thread(target=ahead.take, args=(files, process.stdin, process.stdout), daemon=True)
    taking.start()
    try:
        yield ahead
    finally:
        process.kill()
        taking.join()
        process.wait()


def _second() -> Popen[bytes] | None:
    command = [sys.executable, "-P", "-c", _SECOND]
    paths = os.pathsep.join(path for path in sys.path if path)
    try:
        return Popen(  # noqa: S603 - our own interpreter and module
            command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={**os.environ, "PYTHONPATH": paths}
        )
    except OSError:
        return None


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not everywhere
        return os.cpu_count() or 1


def plain(file: File) -> Plain | None:
    """What a file holds; None where its text has a fault, which is then found by reading it in full."""
    read = content(file)
    if isinstance(read, Fault):
        return None
    budget = Budget()
    try:
        text = decoded(read)
        found = list(documents(text, placed=False, budget=budget))
    except Unreadable:
        return None
    # What is to be said of a text, and how far aliases expand it, is found out where all files are read.
    if budget.is_used or looks_cut(text) or holds_odd(text) or any(document.issues for document in found):
        return None
    values = [document.value for document in found]
    if any(isinstance(each, dict) and not each.get("systems", True) for each in values):
        return None
    return hashlib.sha256(read).hexdigest(), values


def read_backwards(paths: Sequence[str], out: BinaryIO) -> None:
    """Writes, for each block of files, the number of its first, its length in bytes, and its values."""
    last = (len(paths) - 1) // BLOCK * BLOCK
    for first in range(last, -1, -BLOCK):
        block = [plain(File(Path(path), "", "")) for path in paths[first : first + BLOCK]]
        values = marshal.dumps(block)
        out.write(marshal.dumps((first, len(values))))
        out.write(values)
        out.flush()


def second() -> None:
    """What the second process runs: reads what the first one names, from the last file back."""
    gc.disable()
    read_backwards(marshal.load(sys.stdin.buffer), sys.stdout.buffer)  # noqa: S302 - from the first process
