"""`legacymap report`: the submission that a department hands in to a spending review."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from legacymap.cli.asking import asked_day, asked_paths, progress_bars, seconds_left
from legacymap.cli.errors import inventory_errors
from legacymap.cli.options import (
    AsOf,
    FrameworkFile,
    LifecycleFiles,
    Output,
    Paths,
    PriorName,
    Quiet,
    ReachDecay,
    Strict,
    format_option,
)
from legacymap.cli.output import deliver, deliver_file, format_chosen, note, require_place
from legacymap.domain.errors import RequestError

_FORMATS = ("markdown", "html", "docx", "xlsx", "pdf")
_TEXTS = frozenset({"markdown", "html"})
_PLANNING = "Planning"


def report(
    paths: Paths = None,
    scenario: Annotated[
        list[Path] | None,
        typer.Option(
            "--scenario",
            metavar="FILE",
            help="The preferred scenario; further ones are compared. Default: as legacymap.yaml says.",
            rich_help_panel=_PLANNING,
        ),
    ] = None,
    gap: Annotated[
        float,
        typer.Option(
            "--gap",
            min=0.0,
            max=1.0,
            metavar="SHARE",
            help="How far from the optimum a plan may be, as a share.",
            rich_help_panel=_PLANNING,
        ),
    ] = 0.001,
    time_limit: Annotated[
        float,
        typer.Option(
            "--time-limit",
            min=0.0,
            metavar="SECONDS",
            help="Time for all plans; at the limit the best found are shown with their true gaps.",
            rich_help_panel=_PLANNING,
        ),
    ] = 600.0,
    format_name: Annotated[str | None, format_option(_FORMATS)] = None,
    output: Output = None,
    as_of: AsOf = None,
    framework: FrameworkFile = None,
    lifecycle: LifecycleFiles = None,
    prior: PriorName = None,
    reach_decay: ReachDecay = 0.5,
    strict: Strict = False,
    quiet: Quiet = False,
) -> int:
    """Write a spending review submission: the case for change, options, the plan, money, delivery, doubts.

    Formats: markdown, html, docx, xlsx, pdf. Every scenario must state its price base and optimism bias;
    `narrative:` in the first adds the department's own text, section by section. Exit code 1 when the
    inventory has errors (each is named on stderr, and the rest was used); 2 when there is no submission.
    """
    from legacymap.reports.formats import FILES, FORMATS
    from legacymap.reports.screen import Screen
    from legacymap.reports.views.report import report_view
    from legacymap.verbs.plan import Asked
    from legacymap.verbs.report import report as reported
    from legacymap.verbs.request import Request

    chosen = _possible_format(format_name, output)
    with progress_bars("Reading files", "Solving", quiet=quiet) as (reading, solving):
        request = Request(
            asked_paths(paths),
            asked_day(as_of),
            framework,
            tuple(lifecycle or ()),
            prior,
            reach_decay,
            reading,
        )
        asked = Asked(tuple(scenario or ()), seconds_left(time_limit), tolerance=gap, progress=solving)
        found = reported(request, asked)
    errors = inventory_errors(found.survey.diagnostics, strict=strict)
    if errors and strict:
        return errors
    if found.cut_short and not quiet:
        note(
            "The time limit ended a search: the plans are the best found, with their true gaps.",
            "Raise --time-limit to search longer, or --gap to be content with less.",
        )
    view = report_view(found)
    if chosen in _TEXTS:
        deliver(FORMATS[chosen](view, Screen(0, colour=False)), output)
    else:
        deliver_file(FILES[chosen](view, request.as_of), output)
    return errors


def _possible_format(named: str | None, output: Path | None) -> str:
    """The format asked for; RequestError, before any work, where it could not be delivered in the end."""
    from legacymap.reports.formats import is_writable

    chosen = format_chosen(named, output, _FORMATS)
    if not is_writable(chosen):
        raise RequestError(
            f"The format `{chosen}` needs a library that is not installed.",
            "pip install 'legacymap[report]' adds it; the other formats need none.",
        )
    if output is None and chosen not in _TEXTS and sys.stdout.isatty():
        raise RequestError("A terminal cannot show a document.", f"`-o report.{chosen}` writes it to a file.")
    require_place(output)
    return chosen
