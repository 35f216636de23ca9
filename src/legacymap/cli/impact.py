"""`legacymap impact`: what stops or degrades with one system."""

from typing import Annotated

import typer

from legacymap.cli.asking import asked_day, asked_paths, progress_bar
from legacymap.cli.errors import inventory_errors
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
    format_option,
)
from legacymap.cli.output import deliver, format_chosen, is_coloured, width

_FORMATS = ("table", "json", "csv", "markdown")


def impact(
    system: Annotated[
        str,
        typer.Argument(metavar="SYSTEM", help="Its id, an alias, or a part of its name that no other has."),
    ],
    paths: Paths = None,
    upstream: Annotated[
        bool,
        typer.Option("--upstream", metavar=FLAG, help="Show what SYSTEM stands on instead, weakest first."),
    ] = False,
    format_name: Annotated[str | None, format_option(_FORMATS)] = None,
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
    """Show which systems stop and which degrade when SYSTEM stops, by which way, and whom that touches.

    Exit code 1 when the inventory has errors, 2 when SYSTEM names none or several.
    """
    from legacymap.reports.documents.impact import impact_document
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.screen import Screen
    from legacymap.reports.serial import json_text
    from legacymap.reports.views.impact import impact_view
    from legacymap.verbs.impact import impact as traced
    from legacymap.verbs.request import Request

    chosen = format_chosen(format_name, output, _FORMATS)
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
        found = traced(request, system, "upstream" if upstream else "downstream")
    errors = inventory_errors(found.diagnostics, strict=strict)
    if errors and strict:
        return errors
    if chosen == "json":
        text = json_text(impact_document(found))
    else:
        text = FORMATS[chosen](impact_view(found), Screen(width(output), is_coloured(color, output)))
    deliver(text, output)
    return errors
