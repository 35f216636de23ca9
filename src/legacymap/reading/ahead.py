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
from threading import Thread
from typing import IO, BinaryIO, Protocol

from legacymap.domain.findings import Fault
from legacymap.reading.document import Budget, looks_cut
from legacymap.reading.documents import documents
from legacymap.reading.files import File, content
from legacymap.reading.lookalikes import holds_odd
from legacymap.reading.plain_lines import plain_value
from legacymap.reading.text import Unreadable, decoded

# The SHA-256 of a file's bytes, and the value of each document in it.
Plain = tuple[str, list[object]]
BLOCK = 32  # files that are read, or handed over, at once
_SECOND = "from legacymap.reading.ahead import second; second()"
WORTHWHILE = 1_000  # files; fewer are read by the time that a second process has started
_WORTHWHILE_BYTES = 4_000_000  # the same of few files that are large


class _Process(Protocol):
    """A process that was started, with its pipes."""

    @property
    def stdin(self) -> IO[bytes] | None: ...

    @property
    def stdout(self) -> IO[bytes] | None: ...

    def kill(self) -> None: ...

    def wait(self) -> int: ...


class Ahead:
    """What the second process has handed over so far: the files from number `first` on."""

    def __init__(self, count: int) -> None:
        self.first = count
        self._blocks: dict[int, bytes] = {}

    def plain(self, first: int) -> list[Plain | None] | None:
        """What the files of the block from this number on hold; None where that is not known yet."""
        if first < self.first:
            return None
        found: list[Plain | None] = marshal.loads(self._blocks.pop(first))  # noqa: S302 - our own process's
        return found

    def take(self, files: Sequence[File], told: IO[bytes], found: IO[bytes]) -> None:
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
def reading_ahead(files: Sequence[File], jobs: int | None = None) -> Iterator[Ahead]:
    """What a second process reads of `files` meanwhile; nothing where it would not help.

    `jobs` says how many processes may read; None: as many as help. More than two never do, for fitting what
    was read takes the first one longer than all else.
    """
    ahead = Ahead(len(files))
    is_as_stored = all(file.held is None for file in files)
    is_wanted = _is_worthwhile(files) if jobs is None else jobs > 1 and len(files) > BLOCK
    process = _second() if is_as_stored and is_wanted else None
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


def _is_worthwhile(files: Sequence[File]) -> bool:
    """Whether a second process would have read a good part by the time that this one has read the rest."""
    if len(files) <= BLOCK or _processors() < 2:
        return False
    return len(files) >= WORTHWHILE or sum(map(_size, files)) >= _WORTHWHILE_BYTES


def _size(file: File) -> int:
    try:
        return file.path.stat().st_size
    except (OSError, ValueError):
        return 0


def _second() -> _Process | None:
    from subprocess import DEVNULL, PIPE, Popen  # noqa: PLC0415 - with many files only

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


def plain(files: Sequence[File], *, thoroughly: bool = False) -> list[Plain | None]:
    """What each of the files holds; None where its text has a fault, or is not read line by line.

    Such a file is to be read in full. With `thoroughly` texts are parsed too. Files are taken together, step
    by step: one step for all of them is far quicker than all steps for each, as processors remember little.
    """
    contents = [content(file) for file in files]
    texts = [None if isinstance(each, Fault) else _sound(each) for each in contents]
    values = [None if text is None else _values(text, thoroughly=thoroughly) for text in texts]
    return [
        None if isinstance(read, Fault) or found is None else (hashlib.sha256(read).hexdigest(), found)
        for read, found in zip(contents, values, strict=True)
    ]


def _sound(read: bytes) -> str | None:
    """A file's text; None where something is to be said of it, as reading in full finds out."""
    try:
        text = decoded(read)
    except Unreadable:
        return None
    return None if looks_cut(text) or holds_odd(text) else text


def _values(text: str, *, thoroughly: bool) -> list[object] | None:
    value = plain_value(text)
    if value is not None:
        values: list[object] | None = [value]
    else:
        values = _parsed(text) if thoroughly else None
    if values is None or any(isinstance(each, dict) and not each.get("systems", True) for each in values):
        return None
    return values


def _parsed(text: str) -> list[object] | None:
    budget = Budget()
    try:
        found = list(documents(text, placed=False, budget=budget))
    except Unreadable:
        return None
    # How far aliases expand all texts together is found out where files are read in full.
    is_clean = not budget.is_used and not any(document.issues for document in found)
    return [document.value for document in found] if is_clean else None


def read_backwards(paths: Sequence[str], out: BinaryIO) -> None:
    """Writes, for each block of files, the number of its first, its length in bytes, and its values."""
    last = (len(paths) - 1) // BLOCK * BLOCK
    for first in range(last, -1, -BLOCK):
        files = [File(Path(path), "", "") for path in paths[first : first + BLOCK]]
        block = plain(files, thoroughly=True)
        values = marshal.dumps(block)
        out.write(marshal.dumps((first, len(values))))
        out.write(values)
        out.flush()


def second() -> None:
    """What the second process runs: reads what the first one names, from the last file back."""
    gc.disable()
    read_backwards(marshal.load(sys.stdin.buffer), sys.stdout.buffer)  # noqa: S302 - from the first process
