"""A search in a process of its own, which ends at the deadline and with its parent."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from queue import Empty, Queue
from threading import Thread
from typing import IO

import numpy as np

from legacymap.planning.former.child import Request, packed
from legacymap.planning.former.columns import Floats
from legacymap.planning.former.highs import Answer
from legacymap.planning.former.solved import SecondsLeft

_END = b""
_LONGEST = 3600.0
"""What a queue may wait at once; it cannot wait for ever in so many words."""


def searched(request: Request, seconds_left: SecondsLeft) -> Answer:
    """The optimum of a program over whole numbers, or the best known when the seconds have run out."""
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "legacymap.planning.former.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    lines: Queue[bytes] = Queue()
    # Both pipes are served by threads, so that a child that hangs cannot hold the parent past the deadline.
    threads = (
        Thread(target=_send, args=(child.stdin, packed(request)), daemon=True),
        Thread(target=_hear, args=(child.stdout, lines), daemon=True),
    )
    for thread in threads:
        thread.start()
    try:
        return _last_word(lines, len(request.program.objective), seconds_left)
    finally:
        child.kill()
        child.wait()
        for thread in threads:
            thread.join()  # the pipes are broken now
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _send(pipe: IO[bytes], request: bytes) -> None:
    with suppress(OSError):
        pipe.write(request)
        pipe.flush()


def _hear(pipe: IO[bytes], lines: Queue[bytes]) -> None:
    with suppress(OSError, ValueError):
        for line in pipe:
            lines.put(line)
    lines.put(_END)


def _last_word(lines: Queue[bytes], columns: int, seconds_left: SecondsLeft) -> Answer:
    x: Floats | None = None
    bound = float("inf")
    state = "stopped"
    while state == "stopped" and (seconds := seconds_left()) > 0:
        try:
            line = lines.get(timeout=min(seconds, _LONGEST))
        except Empty:
            continue
        if line == _END:
            break
        word = json.loads(line)
        bound = min(bound, word["bound"])
        if word["chosen"] is not None:
            x = np.zeros(columns)
            x[word["chosen"]] = 1.0
        state = word["state"]
        if word["last"]:
            break
    return Answer(x, None, bound, state)
