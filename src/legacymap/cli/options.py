"""The flags that commands share: declared once, added by one decorator, handed over as one value."""

import inspect
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import wraps
from math import inf
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import typer

from legacymap.analysis.request import REACH_DECAY, Progress, Request
from legacymap.cli.output import Colour
from legacymap.domain.frozen import dataclass
from legacymap.domain.nearest import listed

_SCORING = "Scoring"
_OUTPUT = "Output"
_READING = "Reading"
# Never a bare name to install: somebody else could have registered it where a reader's pip looks.
ADDS_CHARTS = "The extra `report` of the package that legacymap was installed from has the libraries."
ByteOrderMark = Literal["on", "off"]
Scores = Literal["none", "by date", "by prior", "by reach"]
_Result = TypeVar("_Result")
_PATIENCE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class CommonOptions:
    """What the shared flags of one command say; those that it does not take have their defaults.

    `outputs` are those of a command that takes several; `has_day` says that a day was named, not taken to be
    today.
    """

    paths: tuple[Path, ...]
    as_of: date
    framework: str | None
    lifecycle: tuple[Path, ...]
    prior: str | None
    reach_decay: float
    format_name: str | None
    output: Path | None
    strict: bool
    color: Colour
    quiet: bool
    bom: ByteOrderMark = "on"
    outputs: tuple[Path, ...] = ()
    has_day: bool = False

    def request(self, progress: Progress | None = None, rules: frozenset[str] | None = None) -> Request:
        """What the analysis is asked to do."""
        return Request(
            self.paths,
            self.as_of,
            self.framework,
            self.lifecycle,
            self.prior,
            self.reach_decay,
            progress,
            rules,
        )

    @contextmanager
    def reading(self) -> Iterator[Request]:
        """The request, with a progress bar for the files where one helps."""
        with progress_bars("Reading files", quiet=self.quiet) as (progress,):
            yield self.request(progress)


def shared(
    *,
    formats: tuple[str, ...] = (),
    scores: Scores = "by reach",
    colour: bool = True,
    strict: bool = True,
    several: bool = False,
) -> Callable[[Callable[..., _Result]], Callable[..., _Result]]:
    """Adds the flags that commands on an inventory share; the command gets them as its keyword `asked`.

    A command takes only flags that can change its output: `scores` says how far its figures go ("none": not
    even a date matters; "by date": support dates; "by prior": probabilities; "by reach": reach too), `colour`
    whether it may write to a terminal, `strict` whether it may produce nothing instead of something,
    `several` whether it may write several files.
    """
    flags = {"paths": _flag(Paths, None), **_scoring(scores)}
    if formats:
        flags["format_name"] = _flag(Annotated[str | None, format_option(formats)], None)
    if "csv" in formats:
        flags["bom"] = _flag(BomChoice, "on")
    flags["output"] = _flag(Outputs if several else Output, None)
    if strict:
        flags["strict"] = _flag(Strict, default=False)
    if colour:
        flags["color"] = _flag(ColourChoice, "auto")
    flags["quiet"] = _flag(Quiet, default=False)

    def decorated(command: Callable[..., _Result]) -> Callable[..., _Result]:
        @wraps(command)
        def called(**given: Any) -> _Result:  # noqa: ANN401 - what typer read from the command line
            asked = _asked({name: given.pop(name) for name in flags if name in given})
            return command(**given, asked=asked)

        own = inspect.signature(command)
        kept = [each for each in own.parameters.values() if each.name not in {"asked", *flags}]
        # the command says in its own words what these are
        flags.update({name: own.parameters[name] for name in flags if name in own.parameters})
        parameters = [*kept, *(each.replace(name=name) for name, each in flags.items())]
        parameters.sort(key=lambda each: each.default is not inspect.Parameter.empty)
        called.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined] # typer reads it
        called.__annotations__ = {each.name: each.annotation for each in parameters}
        return called

    return decorated


def _scoring(scores: Scores) -> dict[str, inspect.Parameter]:
    flags = {}
    if scores != "none":
        flags["as_of"] = _flag(AsOf, None)
        flags["framework"] = _flag(FrameworkFile, None)
        flags["lifecycle"] = _flag(LifecycleFiles, None)
    if scores in {"by prior", "by reach"}:
        flags["prior"] = _flag(PriorName, None)
    if scores == "by reach":
        flags["reach_decay"] = _flag(ReachDecay, REACH_DECAY)
    return flags


def _flag(annotation: object, default: object) -> inspect.Parameter:
    return inspect.Parameter(
        "flag", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=annotation
    )


def _asked(given: Mapping[str, Any]) -> CommonOptions:
    output = given["output"]
    outputs = tuple(output or ()) if not isinstance(output, Path) else (output,)
    return CommonOptions(
        paths=asked_paths(given["paths"]),
        as_of=asked_day(given.get("as_of")),
        framework=given.get("framework"),
        lifecycle=tuple(given.get("lifecycle") or ()),
        prior=given.get("prior"),
        reach_decay=given.get("reach_decay", REACH_DECAY),
        format_name=given.get("format_name"),
        output=outputs[0] if outputs else None,
        strict=given.get("strict", False),
        color=given.get("color", "auto"),
        quiet=given["quiet"],
        bom=given.get("bom", "on"),
        outputs=outputs,
        has_day=given.get("as_of") is not None,
    )


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
def progress_bars(*labels: str, quiet: bool) -> Iterator[tuple[Progress | None, ...]]:
    """What to tell of the progress of each piece of work.

    Bars are shown on a terminal's stderr, once the work takes over a second.
    """
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


def part_of_whole(text: str | float) -> float:
    """A share such as `0.1%` or `0.001`, at most the whole; a usage error for anything else."""
    from pydantic_core import PydanticCustomError

    from legacymap.domain.values import per_cent

    try:
        found = float(per_cent(str(text)))  # typer hands over a default as the number that it is
    except PydanticCustomError:
        found = inf
    if found > 1:
        message = f"`{text}` is no share of at most 100%; write it as 0.1% or 0.001."
        raise typer.BadParameter(message)
    return found


def _no_day(text: str) -> date:
    message = f"`{text}` is not a day; write it as 2026-11-22."
    raise typer.BadParameter(message)


def format_option(formats: tuple[str, ...]) -> Any:  # noqa: ANN401 - what typer takes as an option
    """The option that chooses one of `formats`, the first of which is the default."""
    said = f"{listed(formats)}; default: {formats[0]}, or what the suffix of the output says."
    return typer.Option(
        "--format",
        "-f",
        metavar="NAME",
        help=said,
        rich_help_panel=_OUTPUT,
        autocompletion=lambda: list(formats),
    )


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
        autocompletion=lambda: ["calibrated", "uniform"],
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
OutputFolder = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FOLDER", help="Write the files into this folder.", rich_help_panel=_OUTPUT
    ),
]
OutputFolderOrFile = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FOLDER|FILE",
        help="Write the workbooks into this folder; or one workbook to a file, FILE.xlsx.",
        rich_help_panel=_OUTPUT,
    ),
]
Outputs = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write here; the suffix chooses the format. May be repeated: all show the one result.",
        rich_help_panel=_OUTPUT,
    ),
]
BomChoice = Annotated[
    ByteOrderMark,
    typer.Option(
        "--bom",
        metavar="WHEN",
        help="The byte order mark of a CSV file, by which Excel knows UTF-8: on or off; never on stdout.",
        rich_help_panel=_OUTPUT,
    ),
]
ColourChoice = Annotated[
    Colour,
    typer.Option(
        "--color",
        "--colour",
        metavar="WHEN",
        help="Colour beside the words: auto, always or never.",
        rich_help_panel=_OUTPUT,
    ),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="No progress and no notes.", rich_help_panel=_OUTPUT)
]
NoCache = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        help="Work everything out anew, and keep nothing for the next time.",
        rich_help_panel=_READING,
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Produce nothing while the inventory has errors.")]
