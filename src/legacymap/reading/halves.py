"""Many files read by two processes: this one takes the first half, a second one the rest.

The second is a fresh interpreter that runs this module, so that it works alike on every system and never runs
a caller's own script again. Whatever goes wrong with it, this process reads its half as well.
"""

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence

from legacymap.reading.file import Reading, read_file
from legacymap.reading.folders import File
from legacymap.reading.records import keep_records

# On two shared cores the second process made 10,000 files slower, so it waits for far more of them.
WORTHWHILE = 200_000
Progress = Callable[[int, int], None]


def readings_of(files: Sequence[File], progress: Progress | None = None) -> list[Reading]:
    """What each file holds, in the order given; `progress` is told the files read so far and in all."""
    if len(files) < WORTHWHILE or (os.cpu_count() or 1) < 2:
        return _read(files, progress, len(files))
    half = len(files) // 2
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-P", "-m", __name__],  # -P: no module of the folder that we are in is run
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    ) as second:
        _hand_over(files[half:], second)
        first = _read(files[:half], progress, half)
        rest = _handed_back(second)
    if rest is None or [reading.file for reading in rest] != list(files[half:]):
        rest = _read(files[half:], None, half)
    return first + rest


def _read(files: Sequence[File], progress: Progress | None, of: int) -> list[Reading]:
    readings = []
    for number, file in enumerate(files):
        if progress is not None:
            progress(number, of)
        readings.append(read_file(file, keep_records))
    return readings


def _hand_over(files: Sequence[File], second: subprocess.Popen[bytes]) -> None:
    if second.stdin is not None:
        try:
            with second.stdin as pipe:
                pickle.dump(list(files), pipe, pickle.HIGHEST_PROTOCOL)
        except OSError:
            second.kill()


def _handed_back(second: subprocess.Popen[bytes]) -> list[Reading] | None:
    output = second.stdout.read() if second.stdout else b""
    if second.wait() != 0:
        return None
    readings: list[Reading] = pickle.loads(output)  # noqa: S301 - written by our own process just now
    return readings


def _second() -> None:
    gc.disable()
    files = pickle.load(sys.stdin.buffer)  # noqa: S301 - handed over by the process that started this one
    # Whole before it is written: the first process takes it only once its own half is done.
    readings = pickle.dumps(_read(files, None, len(files)), pickle.HIGHEST_PROTOCOL)
    sys.stdout.buffer.write(readings)


if __name__ == "__main__":
    _second()
