"""From flags to a request, with a progress bar where one helps."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from legacymap.verbs.request import Progress

_PATIENCE_SECONDS = 1.0


def asked_paths(paths: Sequence[Path] | None) -> tuple[Path, ...]:
    """The paths given, or the current folder."""
    return tuple(paths) if paths else (Path(),)


def asked_day(as_of: date | None) -> date:
    """The day given, or today."""
    return as_of or date.today()  # noqa: DTZ011 - a reader's calendar day is the local one


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress | None]:
    """What to tell of files read; shows a bar on a terminal's stderr once the work takes over a second."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    started = time.monotonic()
    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading files", visible=False)

        def told(done: int, total: int) -> None:
            bar.update(
                task, completed=done, total=total, visible=time.monotonic() - started > _PATIENCE_SECONDS
            )

        yield told
