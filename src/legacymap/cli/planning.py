"""`legacymap plan`: what to do when, proven near the optimum."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from legacymap.cli.options import (
    FLAG,
    AsOf,
    ColourChoice,
    FrameworkFile,
    LifecycleFiles,
    Output,
    Paths,
    PriorName,
    Quiet,
    ReachDecay,
    Strict,
    asked_day,
    asked_paths,
    format_option,
    progress_bars,
    seconds_left,
)
from legacymap.cli.output import (
    deliver,
    deliver_file,
    format_chosen,
    inventory_errors,
    is_coloured,
    note,
    require_place,
    width,
)
from legacymap.domain.errors import RequestError

_PLAN_FORMATS = ("table", "markdown", "json", "csv")
_PLANNING = "Planning"


def plan(
    paths: Paths = None,
    scenario: Annotated[
        list[Path] | None,
        typer.Option(
            "--scenario",
            metavar="FILE",
            help="Years, budgets and decisions; several are compared. Default: as legacymap.yaml says.",
            rich_help_panel=_PLANNING,
        ),
    ] = None,
    frontier: Annotated[
        bool,
        typer.Option(
            "--frontier",
            metavar=FLAG,
            help="Also plan at 0 to 200% of the budgets.",
            rich_help_panel=_PLANNING,
        ),
    ] = False,
    sensitivity: Annotated[
        bool,
        typer.Option(
            "--sensitivity",
            metavar=FLAG,
            help="Also plan under other assumptions.",
            rich_help_panel=_PLANNING,
        ),
    ] = False,
    gap: Annotated[
        float,
        typer.Option(
            "--gap",
            min=0.0,
            max=1.0,
            metavar="SHARE",
            help="How far from the optimum the plan may be, as a share.",
            rich_help_panel=_PLANNING,
        ),
    ] = 0.001,
    time_limit: Annotated[
        float,
        typer.Option(
            "--time-limit",
            min=0.0,
            metavar="SECONDS",
            help="Time for everything; at the limit the best plan found is shown with its true gap.",
            rich_help_panel=_PLANNING,
        ),
    ] = 60.0,
    format_name: Annotated[str | None, format_option(_PLAN_FORMATS)] = None,
    output: Output = None,
    as_of: AsOf = None,
    framework: FrameworkFile = None,
    lifecycle: LifecycleFiles = None,
    prior: PriorName = None,
    reach_decay: ReachDecay = 0.5,
    strict: Strict = False,
    color: ColourChoice = "auto",
    quiet: Quiet = False,
) -> int:
    """Plan the update: what to do when under a budget, proven near the optimum, with the reason for each.

    Exit code 1 when the inventory has errors (each is named on stderr, and the rest was used); 2 when there
    is no plan: a faulty scenario, or decisions that cannot all be kept.
    """
    from legacymap.analysis.plan import Asked, Extras
    from legacymap.analysis.plan import plan as planned
    from legacymap.analysis.request import Request
    from legacymap.reports.content.plan import plan_view
    from legacymap.reports.content.plans import plans_view
    from legacymap.reports.documents.plan import plan_document
    from legacymap.reports.documents.plans import plans_document
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.formats.table import Screen
    from legacymap.reports.serial import json_text

    chosen = format_chosen(format_name, output, _PLAN_FORMATS)
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
        asked = Asked(
            tuple(scenario or ()), seconds_left(time_limit), Extras(frontier, sensitivity), gap, solving
        )
        found = planned(request, asked)
    errors = inventory_errors(found.diagnostics, strict=strict)
    if errors and strict:
        return errors
    if found.cut_short and not quiet:
        is_proven = all(plan.objective.status == "optimal" for plan in found.plans)
        note(
            "The time limit ended the search for a cheaper plan of the same value, or for figures beside it."
            if is_proven
            else "The time limit ended the search: the plan is the best found, with its true gap.",
            "Raise --time-limit to search longer, or --gap to be content with less.",
        )
    several, first = len(found.plans) > 1, found.plans[0]
    if chosen == "json":
        text = json_text(
            plans_document(found.plans, found.provenance)
            if several
            else plan_document(first, found.provenance)
        )
    else:
        view = (
            plans_view(found.plans, found.provenance, found.handling)
            if several
            else plan_view(first, found.provenance, found.handling)
        )
        text = FORMATS[chosen](view, Screen(width(output), is_coloured(color, output)))
    deliver(text, output)
    return errors


_FORMATS = ("markdown", "html", "docx", "xlsx", "pdf")
_TEXTS = frozenset({"markdown", "html"})
_REPORT_PLANNING = "Planning"


def report(
    paths: Paths = None,
    scenario: Annotated[
        list[Path] | None,
        typer.Option(
            "--scenario",
            metavar="FILE",
            help="The preferred scenario; further ones are compared. Default: as legacymap.yaml says.",
            rich_help_panel=_REPORT_PLANNING,
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
            rich_help_panel=_REPORT_PLANNING,
        ),
    ] = 0.001,
    time_limit: Annotated[
        float,
        typer.Option(
            "--time-limit",
            min=0.0,
            metavar="SECONDS",
            help="Time for all plans; at the limit the best found are shown with their true gaps.",
            rich_help_panel=_REPORT_PLANNING,
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
    from legacymap.analysis.plan import Asked
    from legacymap.analysis.report import report as reported
    from legacymap.analysis.request import Request
    from legacymap.reports.content.submission.report import report_view
    from legacymap.reports.formats import FILES, FORMATS
    from legacymap.reports.formats.table import Screen

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
