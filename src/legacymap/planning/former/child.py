"""The child process of a search: reads a request, tells of every better solution and bound, and ends.

python -m legacymap.planning.former.child, with the request on standard input, which stays open: when it closes, the
parent is gone and so is the child. The answers are lines of JSON on standard output.
"""

import io
import json
import os
import signal
import struct
import sys
from dataclasses import astuple, dataclass, fields
from threading import Thread
from typing import IO

import numpy as np

from legacymap.planning.former.columns import Floats
from legacymap.planning.former.highs import Effort, searched
from legacymap.planning.former.program import Program

_LENGTH = struct.Struct("!Q")


@dataclass(frozen=True, slots=True)
class Request:
    """What to search, how far, and a solution to begin from, if one is known."""

    program: Program
    effort: Effort
    hint: Floats | None


def packed(request: Request) -> bytes:
    """The request as bytes, its length first."""
    file = io.BytesIO()
    arrays = {each.name: getattr(request.program, each.name) for each in fields(Program)}
    hint = np.empty(0) if request.hint is None else request.hint
    np.savez(file, effort=np.array(astuple(request.effort)), hint=hint, **arrays)
    return _LENGTH.pack(file.tell()) + file.getvalue()


def unpacked(file: IO[bytes]) -> Request:
    """The request that a file begins with."""
    (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
    arrays = np.load(io.BytesIO(file.read(length)))
    gap, nodes, seconds = arrays["effort"].tolist()
    hint = arrays["hint"]
    program = Program(*(arrays[each.name] for each in fields(Program)))
    return Request(program, Effort(gap, int(nodes), seconds), hint if len(hint) else None)


def main() -> None:
    """Searches what standard input asks for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent, interrupted too, ends this process
    answers = _own_output()
    request = unpacked(sys.stdin.buffer)
    Thread(target=_end_with_parent, daemon=True).start()

    def tell(x: Floats | None, bound: float, state: str = "stopped", *, last: bool = False) -> None:
        chosen = None if x is None else np.flatnonzero(x > 0.5).tolist()
        line = json.dumps({"chosen": chosen, "bound": bound, "state": state, "last": last})
        answers.write(line.encode() + b"\n")
        answers.flush()

    answer = searched(request.program, request.effort, request.hint, tell)
    tell(answer.x, answer.bound, answer.state, last=True)


def _own_output() -> IO[bytes]:
    """A way out for the answers that nothing which the solver might print can reach."""
    own = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return os.fdopen(own, "wb")


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main()
