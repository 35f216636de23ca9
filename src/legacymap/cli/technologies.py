"""`legacymap technologies`: which technology is used where."""

from typing import Annotated

import typer

from legacymap.cli.asking import asked_day, asked_paths, progress_bar
from legacymap.cli.errors import inventory_errors
from legacymap.cli.options import (
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


def technologies(
    paths: Paths = None,
    organisation: Annotated[
        str | None,
        typer.Option("--organisation", metavar="ID", help="List this organisation and all below it."),
    ] = None,
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
    """Show which technology is used where, when its support ends, and where skills in it are short.

    Exit code 1 when the inventory has errors: each is named on stderr, and the rest was used.
    """
    from legacymap.reports.documents.technologies import technologies_document
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.screen import Screen
    from legacymap.reports.serial import json_text
    from legacymap.reports.views.technologies import technologies_view
    from legacymap.verbs.request import Request
    from legacymap.verbs.technologies import technologies as listed

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
        exposure = listed(request, organisation)
    errors = inventory_errors(exposure.diagnostics, strict=strict)
    if errors and strict:
        return errors
    if chosen == "json":
        text = json_text(technologies_document(exposure))
    else:
        text = FORMATS[chosen](technologies_view(exposure), Screen(width(output), is_coloured(color, output)))
    deliver(text, output)
    return errors
