"""The program in a process of its own that is split off one with everything loaded: sooner than a start."""

import os
import resource
import sys
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

from legacymap.__main__ import main
from tests.cli.running import Run


def apart(folder: Path, *arguments: str, memory: int, seconds: float) -> Run:
    """Runs the program in `folder`, with at most so many bytes of address space and so many seconds."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.cli.warm"])
    out, err = folder / ".out", folder / ".err"
    process = context.Process(target=_run, args=(arguments, folder, (out, err), memory))
    process.start()
    process.join(seconds)
    if process.exitcode is None:
        process.kill()
    assert process.exitcode is not None, f"{arguments} do not end"
    return Run(process.exitcode, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))


def _run(arguments: Sequence[str], folder: Path, streams: tuple[Path, Path], memory: int) -> None:
    for number, path in enumerate(streams, start=1):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(opened, number)
    os.chdir(folder)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    sys.argv = ["legacymap", *arguments]
    main()
