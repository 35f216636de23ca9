"""The flags that commands share."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from legacymap.analysis.request import Progress
from legacymap.cli.output import Colour
from legacymap.domain.nearest import listed

_SCORING = "Scoring"
_OUTPUT = "Output"
_CHOICE = "Which findings"


def day(text: str) -> date:
    """The day that a flag names; a usage error for anything but 2026-11-22."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-11-22") else _no_day(text)
    except ValueError:
        return _no_day(text)


def share(text: str) -> float:
    """A number from 0 to less than 1; a usage error for anything else."""
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found < 1:
        message = f"`{text}` is not a number from 0 to less than 1."
        raise typer.BadParameter(message)
    return found


def _no_day(text: str) -> date:
    message = f"`{text}` is not a day; write it as 2026-11-22."
    raise typer.BadParameter(message)


FLAG = ""  # a flag takes no value, and help shall show none


def format_option(formats: tuple[str, ...]) -> Any:  # noqa: ANN401 - what typer takes as an option
    """The option that chooses one of `formats`, the first of which is the default."""
    said = f"{listed(formats)}; default: {formats[0]}, or what the suffix of the output says."
    return typer.Option("--format", "-f", metavar="NAME", help=said, rich_help_panel=_OUTPUT)


Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATH",
        help="Folders or files of the inventory; default: the current folder.",
        readable=False,  # a file that cannot be read is a finding, not a refusal
    ),
]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=day,
        metavar="DATE",
        help="Judge as of this day; default: today.",
        rich_help_panel=_SCORING,
    ),
]
FrameworkFile = Annotated[
    str | None,
    typer.Option(
        "--framework",
        metavar="FILE",
        help="Scoring framework: a file, or the id of a shipped one.",
        rich_help_panel=_SCORING,
    ),
]
LifecycleFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--lifecycle",
        metavar="FILE",
        help="Support dates that add to the shipped catalogue; may be repeated, the later wins.",
        rich_help_panel=_SCORING,
    ),
]
PriorName = Annotated[
    str | None,
    typer.Option(
        "--prior",
        metavar="NAME",
        help="How likely unknown levels are: calibrated or uniform.",
        rich_help_panel=_SCORING,
    ),
]
ReachDecay = Annotated[
    float,
    typer.Option(
        "--reach-decay",
        parser=share,
        metavar="SHARE",
        help="What each further step of the graph counts for; 0 gives the official score alone.",
        rich_help_panel=_SCORING,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write here; the suffix chooses the format.",
        rich_help_panel=_OUTPUT,
    ),
]
FormatNames = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="NAME[=FILE]",
        help="text, json, sarif, github, gitlab or junit; may be repeated, each but one with its own file.",
        rich_help_panel=_OUTPUT,
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULES",
        help="Only these rules: codes, names or beginnings such as LM4, with commas or repeated.",
        rich_help_panel=_CHOICE,
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore", metavar="RULES", help="Not these rules; wins over --select.", rich_help_panel=_CHOICE
    ),
]
Within = Annotated[
    list[Path] | None,
    typer.Option(
        "--within",
        metavar="FOLDER",
        help="Read this whole folder, but list only the findings in PATH; may be repeated.",
        rich_help_panel=_CHOICE,
    ),
]
BaselineFile = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="Findings that this file knows do not fail the run.",
        rich_help_panel=_CHOICE,
    ),
]
NewBaseline = Annotated[
    Path | None,
    typer.Option(
        "--write-baseline",
        metavar="FILE",
        help="Write the findings of today, for --baseline; without one, none fails this run.",
        rich_help_panel=_CHOICE,
    ),
]
ColourChoice = Annotated[
    Colour, typer.Option("--color", "--colour", help="Colour beside the words.", rich_help_panel=_OUTPUT)
]
Quiet = Annotated[
    bool,
    typer.Option("--quiet", "-q", metavar=FLAG, help="No progress and no notes.", rich_help_panel=_OUTPUT),
]
Strict = Annotated[
    bool, typer.Option("--strict", metavar=FLAG, help="Produce nothing while the inventory has errors.")
]


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
