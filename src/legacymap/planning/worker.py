"""A worker process for large programs: bounded in memory, ended at the deadline and with its parent.

`python -m legacymap.planning.worker` reads requests from standard input and tells, on what was its standard
output, of every better solution and bound. What HiGHS might print goes nowhere. One worker serves one request
after another.
"""

import atexit
import os
import pickle
import signal
import struct
import subprocess
import sys
from contextlib import suppress
from math import inf
from queue import Empty, Queue
from threading import Thread
from typing import IO

import numpy as np

from legacymap.domain.frozen import dataclass
from legacymap.planning.solver import Answer, Effort, Floats, Program, SecondsLeft, relaxed, searched

MEMORY_BYTES = 5 * 1024**3
"""What the worker may hold: with its parent it stays below 6 GiB."""
_LENGTH = struct.Struct("!Q")
_SLICE = 0.25
"""Seconds after which an interruption is noticed."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to search, how far, and a solution to begin from, if one is known."""

    program: Program
    effort: Effort
    hint: Floats | None = None
    is_whole: bool = True


def answered(request: Request, seconds_left: SecondsLeft) -> Answer:
    """The worker's answer, or the best it knew when the seconds had run out."""
    worker = _running()
    worker.ask(request)
    best, bound = None, inf
    try:
        while (seconds := seconds_left()) > 0:
            try:
                word = worker.words.get(timeout=min(seconds, _SLICE))
            except Empty:
                continue
            if word is None:  # it ended: out of memory, or broken; that too was no end of its own
                worker.end()
                return Answer(best, None, bound, "stopped", late=True)
            answer, is_last = word
            bound = min(bound, answer.bound)
            best = best if answer.x is None else answer.x
            if is_last:
                return Answer(best, answer.prices, bound, answer.state, answer.late)
    except BaseException:
        worker.end()
        raise
    worker.end()
    return Answer(best, None, bound, "stopped", late=True)


class _Worker:
    """The parent's end of a worker: what it says arrives in `words`, None when it has ended."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "legacymap.planning.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self.words: Queue[tuple[Answer, bool] | None] = Queue()
        self.asked: Queue[bytes | None] = Queue()
        # Both pipes are served by threads, so that a worker that hangs cannot hold its parent past the
        # deadline.
        self.threads = (Thread(target=self._send, daemon=True), Thread(target=self._hear, daemon=True))
        for thread in self.threads:
            thread.start()

    def ask(self, request: Request) -> None:
        self.asked.put(_packed(request))

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.asked.put(None)
        for thread in self.threads:
            thread.join()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        if [self] == _WORKERS:
            _WORKERS.clear()

    def _send(self) -> None:
        pipe = self.process.stdin
        with suppress(OSError):
            while pipe is not None and (message := self.asked.get()) is not None:
                pipe.write(message)
                pipe.flush()

    def _hear(self) -> None:
        pipe = self.process.stdout
        with suppress(OSError, EOFError, ValueError, pickle.UnpicklingError):
            while pipe is not None:
                self.words.put(_unpacked(pipe))  # type: ignore[arg-type]  # what the worker packs
        self.words.put(None)


_WORKERS: list[_Worker] = []


def _running() -> _Worker:
    if not _WORKERS:
        _WORKERS.append(_Worker())
    return _WORKERS[0]


@atexit.register
def stop() -> None:
    """Ends the worker, if one runs."""
    for worker in tuple(_WORKERS):
        worker.end()


def _packed(message: object) -> bytes:
    text = pickle.dumps(message, protocol=5)
    return _LENGTH.pack(len(text)) + text


def _unpacked(pipe: IO[bytes]) -> object:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    return pickle.loads(pipe.read(_LENGTH.unpack(head)[0]))  # noqa: S301 - both ends are this program


def main() -> None:
    """Serves requests until standard input ends, which is when the parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent, interrupted too, ends this process
    answers = _own_output()
    _bound_memory()
    requests: Queue[Request] = Queue()
    Thread(target=_receive, args=(requests,), daemon=True).start()
    while True:
        request = requests.get()

        def tell(x: Floats | None, bound: float) -> None:
            answers.write(_packed((Answer(x, None, bound, "stopped"), False)))
            answers.flush()

        if request.is_whole:
            answer = searched(request.program, request.effort, request.hint, tell)
        else:
            answer = relaxed(request.program, request.effort)
        answers.write(_packed((answer, True)))
        answers.flush()


def _receive(requests: Queue[Request]) -> None:
    with suppress(EOFError):
        while True:
            requests.put(_unpacked(sys.stdin.buffer))  # type: ignore[arg-type]  # what the parent packs
    os._exit(1)


def _own_output() -> IO[bytes]:
    """A way out for the answers that nothing which the solver might print can reach."""
    own = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return os.fdopen(own, "wb")


def _bound_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # not every platform can
        import resource  # noqa: PLC0415 - there where the platform has it

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    np.seterr(all="ignore")
    main()
