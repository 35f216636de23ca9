"""`legacymap map`: who stands on what, drawn."""

import sys
from typing import Annotated

import typer

from legacymap.cli.asking import asked_day, asked_paths, progress_bar
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
from legacymap.cli.output import deliver, format_chosen, note
from legacymap.domain.errors import RequestError

_FORMATS = ("html", "svg", "mermaid", "dot", "graphml", "json")
_SCOPE = "What to draw"


def map_estate(
    paths: Paths = None,
    around: Annotated[
        str | None,
        typer.Option(
            "--around",
            metavar="SYSTEM",
            help="Only this system, what needs it and what it needs.",
            rich_help_panel=_SCOPE,
        ),
    ] = None,
    hops: Annotated[
        int,
        typer.Option(
            "--hops", min=1, metavar="N", help="With --around: how many arrows far.", rich_help_panel=_SCOPE
        ),
    ] = 1,
    organisation: Annotated[
        str | None,
        typer.Option(
            "--organisation",
            metavar="ID",
            help="Only this organisation, all below it, and their direct neighbours.",
            rich_help_panel=_SCOPE,
        ),
    ] = None,
    limit: Annotated[
        int,
        typer.Option(
            "--limit",
            min=1,
            metavar="N",
            help="Sum up by organisation where there are more systems than this.",
            rich_help_panel=_SCOPE,
        ),
    ] = 80,
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
    """Map the estate: services above, below them what they stand on, each with its rating.

    Formats: html, svg, mermaid, dot, graphml, json. Drawings of more systems than --limit are summed up by
    organisation; graphml and json always hold everything. Exit code 1 when the inventory has errors.
    """
    from legacymap.reports.maps import MAPS
    from legacymap.reports.maps.extent import left_out
    from legacymap.verbs.map import estate_map
    from legacymap.verbs.request import Request

    chosen = format_chosen(format_name, output, _FORMATS)
    if format_name is None and output is None and sys.stdout.isatty():
        raise RequestError(
            "A terminal cannot show a drawing.",
            "`-o map.html` writes a page; `-f mermaid` or another format writes its text here.",
        )
    with progress_bar(quiet=quiet) as progress:
        request = Request(
            asked_paths(paths),
            asked_day(as_of),
            framework,
            tuple(lifecycle or ()),
            prior,
            reach_decay,
            progress,
        )
        found = estate_map(request, organisation, around, hops)
    errors = inventory_errors(found.diagnostics, strict=strict)
    if errors and strict:
        return errors
    deliver(MAPS[chosen](found, limit), output)
    if chosen not in {"graphml", "json"} and not quiet:
        for line in left_out(found, limit):
            note(f"legacymap: {line}")
    return errors
