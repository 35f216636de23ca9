"""From flags to a request, with a progress bar where one helps."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
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


def seconds_left(limit: float) -> Callable[[], float]:
    """What is left of a time limit that starts now, in seconds; below nought once it has passed."""
    ends = time.monotonic() + limit
    return lambda: ends - time.monotonic()


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress | None]:
    """What to tell of files read; shows a bar on a terminal's stderr once the work takes over a second."""
    with progress_bars("Reading files", quiet=quiet) as (told,):
        yield told


@contextmanager
def progress_bars(*labels: str, quiet: bool) -> Iterator[tuple[Progress | None, ...]]:
    """What to tell of the progress of each piece of work, with a bar for each as `progress_bar` has it."""
    if quiet or not sys.stderr.isatty():
        yield (None,) * len(labels)
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    started = time.monotonic()
    with Bars(console=Console(stderr=True), transient=True) as bars:

        def telling(label: str) -> Progress:
            task = bars.add_task(label, visible=False)

            def told(done: int, total: int) -> None:
                is_long = time.monotonic() - started > _PATIENCE_SECONDS
                bars.update(task, completed=done, total=total, visible=is_long)

            return told

        yield tuple(telling(label) for label in labels)
