"""The commands that plan the update of an estate: plan and report."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from legacymap.cli.options import (
    ADDS_CHARTS,
    CommonOptions,
    part_of_whole,
    progress_bars,
    seconds_left,
    shared,
)
from legacymap.cli.output import (
    Target,
    deliver,
    deliver_file,
    file_targets,
    note,
    require_distinct,
    require_place,
)
from legacymap.cli.results import Forms, answered_in_all, inventory_errors
from legacymap.domain.errors import RequestError

_PLANNING = "Planning"
INTERRUPTED = 130
_PLAN = ("table", "markdown", "json", "csv", "html", "svg")
_DRAWN = frozenset({"html", "svg"})
_REPORT = ("markdown", "html", "docx", "xlsx", "pdf")
_TEXTS = frozenset({"markdown", "html"})
_WHAT_IF = "What if"
_SCALE = "Budget caps and floors times this, such as 0.9; shows what that costs."
_FIX = "Start this, in a year or in any; shows what that costs. May be repeated."
_FORBID = "Do not choose this; shows what that costs. May be repeated."
_TARGET = (
    "Reach a figure at the least cost: 'expected_red<=5@2030-31', 'weighted_risk<=60%@2032-33' or "
    "'no_red:kind=service@2030-31'. May be repeated."
)
_PREVIOUS = "A plan in JSON: of plans as good, the one that changes it least."
_STAY = "With --previous: give up to this share of the value, such as 1%, to change little."
_SHOWN = 10
_RAISE = "Raise --time-limit to search longer, or --gap to be content with less."
Scenarios = Annotated[
    list[Path] | None,
    typer.Option(
        "--scenario",
        metavar="FILE",
        help="Years, budgets and decisions; several are compared. Default: as legacymap.yaml says.",
        rich_help_panel=_PLANNING,
    ),
]
Gap = Annotated[
    float,
    typer.Option(
        "--gap",
        parser=part_of_whole,
        metavar="SHARE",
        help="How far from the optimum a plan may be: 0.1% or 0.001.",
        rich_help_panel=_PLANNING,
    ),
]
TimeLimit = Annotated[
    float,
    typer.Option(
        "--time-limit",
        min=0.0,
        metavar="SECONDS",
        help="Time for everything; at the limit the best plan found is shown with its true gap.",
        rich_help_panel=_PLANNING,
    ),
]


@shared(formats=_PLAN, several=True)
def plan(
    asked: CommonOptions,
    scenario: Scenarios = None,
    frontier: Annotated[
        bool,
        typer.Option("--frontier", help="Also plan at 0 to 200% of the budgets.", rich_help_panel=_PLANNING),
    ] = False,
    sensitivity: Annotated[
        bool,
        typer.Option("--sensitivity", help="Also plan under other assumptions.", rich_help_panel=_PLANNING),
    ] = False,
    gap: Gap = 0.001,
    time_limit: TimeLimit = 60.0,
    scale: Annotated[
        str | None,
        typer.Option("--scale", metavar="SHARE", help=_SCALE, rich_help_panel=_WHAT_IF),
    ] = None,
    fix: Annotated[
        list[str] | None,
        typer.Option("--fix", metavar="SYSTEM[:OPTION][@YEAR]", help=_FIX, rich_help_panel=_WHAT_IF),
    ] = None,
    forbid: Annotated[
        list[str] | None,
        typer.Option("--forbid", metavar="SYSTEM[:OPTION]", help=_FORBID, rich_help_panel=_WHAT_IF),
    ] = None,
    target: Annotated[
        list[str] | None,
        typer.Option("--target", metavar="TARGET", help=_TARGET, rich_help_panel=_WHAT_IF),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option("--previous", metavar="FILE", help=_PREVIOUS, rich_help_panel=_WHAT_IF),
    ] = None,
    stay: Annotated[
        float | None,
        typer.Option("--stay", parser=part_of_whole, metavar="SHARE", help=_STAY, rich_help_panel=_WHAT_IF),
    ] = None,
    write_problem: Annotated[
        Path | None,
        typer.Option(
            "--write-problem",
            metavar="FILE",
            help="Also write the problem that was solved, for `solve` or another solver.",
            rich_help_panel=_PLANNING,
        ),
    ] = None,
) -> int:
    """Plan the update: what to do when under a budget, proven near the optimum, with the reason for each.

    Formats: table, markdown, json, csv; html, a page with the roadmap and the plans at other budgets, which
    it works out without being asked; svg, the roadmap alone. Exit code 1 when the inventory has errors (each
    is named on stderr, and the rest was used); 2 when there is no plan: a faulty scenario, or decisions that
    cannot all be kept.
    """
    from legacymap.analysis.plan import Extras, PlanOptions
    from legacymap.analysis.plan import plan as planned
    from legacymap.analysis.what_if import what_ifs
    from legacymap.cli.roadmaps import drawn
    from legacymap.reports.content.plan import plan_view
    from legacymap.reports.content.plans import plans_view
    from legacymap.reports.serial import json_text

    if stay is not None and previous is None:
        raise RequestError("`--stay` needs a plan to stay near to.", "Name it with `--previous PLAN.json`.")
    targets = file_targets(asked.format_name, asked.outputs, _PLAN)
    if write_problem is not None:
        if len(scenario or ()) > 1:
            raise RequestError(
                "Each scenario poses a problem of its own.", "Name one --scenario to write it."
            )
        require_place(write_problem)
        require_distinct([write_problem, *asked.outputs])
    formats = {target.format for target in targets}
    has_slider = "html" in formats and len(scenario or ()) <= 1
    if "svg" in formats and len(scenario or ()) > 1:
        raise RequestError("A roadmap as svg shows one plan.", "Name one --scenario, or write html.")
    with progress_bars("Reading files", "Solving", quiet=asked.quiet) as (reading, solving):
        wanted = PlanOptions(
            tuple(scenario or ()),
            seconds_left(time_limit),
            Extras(frontier or has_slider, sensitivity),
            gap,
            solving,
            what_ifs=what_ifs(scale, fix or (), forbid or (), target or ()),
            previous=previous,
            stay=stay,
        )
        found = planned(asked.request(reading), wanted)
    plans, provenance, handling = found.plans, found.provenance, found.handling
    if not asked.quiet:
        for warning in found.warnings:
            place = warning.place.text
            note(f"{place}: warning {warning.code} {warning.name}: {warning.message}", warning.hint)
    if write_problem is not None:
        deliver(json_text(found.first_problem), write_problem)
    is_one = len(plans) == 1
    forms = Forms(
        document=lambda: plans[0] if is_one else found.together,
        view=lambda: (
            plan_view(plans[0], provenance, handling) if is_one else plans_view(plans, provenance, handling)
        ),
        drawn=drawn(found) if formats & _DRAWN else {},
    )
    code = answered_in_all(asked, targets, found.diagnostics, forms)
    if found.cut_short and not asked.quiet and not (code and asked.strict):
        is_proven = all(each.objective.status == "optimal" for each in plans)
        ended = (
            "the search for a cheaper plan of the same value, or for figures beside it."
            if is_proven
            else "the search: the plan is the best found, with its true gap."
        )
        _tell_cut_short(ended, found.cut_short, is_interrupted=found.is_interrupted)
    return INTERRUPTED if found.is_interrupted else code


@shared(formats=_REPORT, colour=False, several=True)
def report(
    asked: CommonOptions,
    scenario: Scenarios = None,
    plan_file: Annotated[
        Path | None,
        typer.Option(
            "--plan",
            metavar="FILE",
            help="Write from a plan that was saved as JSON, with --frontier and --sensitivity.",
            rich_help_panel=_PLANNING,
        ),
    ] = None,
    gap: Gap = 0.001,
    time_limit: TimeLimit = 600.0,
) -> int:
    """Write a spending review submission: the case for change, options, the plan, money, delivery, doubts.

    Formats: markdown, html, docx, xlsx, pdf; several with `-o` for each, from one result. The first scenario
    is the preferred one, unless `submission.preferred` names another. Every scenario must state its price
    base and optimism bias. Who asks and the department's own parts come from `submission` in legacymap.yaml
    or in the scenario; what is not written is listed, and --strict refuses while something is not. Exit code
    1 when the inventory has errors (each is named on stderr, and the rest was used); 2 when there is no
    submission.
    """
    from legacymap.analysis.plan import PlanOptions
    from legacymap.analysis.report import report as reported
    from legacymap.reading.saved import read_saved_plans
    from legacymap.reports.content.submission.report import report_view
    from legacymap.reports.formats import FILES, FORMATS
    from legacymap.reports.roadmap.drawing import printed_charts
    from legacymap.reports.view import Screen

    targets = _possible_targets(asked)
    saved = read_saved_plans(plan_file) if plan_file else ()
    if saved and not asked.has_day:
        asked = replace(asked, as_of=saved[0].plan.as_of)
    with progress_bars("Reading files", "Solving", quiet=asked.quiet) as (reading, solving):
        wanted = PlanOptions(tuple(scenario or ()), seconds_left(time_limit), tolerance=gap, progress=solving)
        found = reported(asked.request(reading), wanted, saved)
    errors = inventory_errors(found.scan.diagnostics, strict=asked.strict)
    if errors and asked.strict:
        return errors
    if found.front.missing and asked.strict:
        parts = [f"  not written: {each.title} ({each.case} case)" for each in found.front.missing]
        note("the department's own parts are not all written, so nothing was.", _WRITE_THEM, parts)
        return 1
    if found.cut_short and not asked.quiet:
        ended = "a search: the plans are the best found, with their true gaps."
        _tell_cut_short(ended, found.cut_short, is_interrupted=found.is_interrupted)
    view = report_view(found, printed_charts(found.roadmap))
    # All are made before the first is written: a fault on the way leaves no file without the others.
    contents = [
        FORMATS[target.format](view, Screen(0, colour=False))
        if target.format in _TEXTS
        else FILES[target.format](view, asked.as_of)
        for target in targets
    ]
    for target, content in zip(targets, contents, strict=True):
        if isinstance(content, str):
            deliver(content, target.file)
        else:
            deliver_file(content, target.file)
    return INTERRUPTED if found.is_interrupted else errors


_WRITE_THEM = "Name their files under `submission.narrative` in legacymap.yaml, or leave out --strict."


def _tell_cut_short(ended: str, cut_short: Sequence[str], *, is_interrupted: bool) -> None:
    """Says on stderr what the limit, or an interruption, ended early, by name."""
    cause = "The interruption" if is_interrupted else "The time limit"
    named = [f"  cut short: {each}" for each in cut_short[:_SHOWN]]
    if len(cut_short) > _SHOWN:
        named.append(f"  … and {len(cut_short) - _SHOWN} more")
    note(f"{cause} ended {ended}", "" if is_interrupted else _RAISE, named)


def _possible_targets(asked: CommonOptions) -> tuple[Target, ...]:
    """Where each format goes; RequestError, before any work, where one could not be delivered in the end."""
    from legacymap.reports.formats import is_writable

    targets = file_targets(asked.format_name, asked.outputs, _REPORT)
    for chosen, output in ((target.format, target.file) for target in targets):
        if not is_writable(chosen):
            raise RequestError(
                f"The format `{chosen}` needs a library that is not installed.",
                f"{ADDS_CHARTS} The other formats need none.",
            )
        if output is None and chosen not in _TEXTS and sys.stdout.isatty():
            raise RequestError(
                "A terminal cannot show a document.", f"`-o report.{chosen}` writes it to a file."
            )
    return targets
