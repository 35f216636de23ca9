"""`legacymap gaps`: what to find out first."""

from typing import Annotated, Literal

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


def gaps(
    paths: Paths = None,
    top: Annotated[
        int | None, typer.Option("--top", min=1, metavar="N", help="List the first N only.")
    ] = None,
    organisation: Annotated[
        str | None,
        typer.Option("--organisation", metavar="ID", help="List this organisation and all below it."),
    ] = None,
    by: Annotated[
        Literal["owner"] | None, typer.Option("--by", help="Put together what each owner is to be asked.")
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
    """List which unknown facts to find out first, whom to ask, and what would settle each.

    Exit code 1 when the inventory has errors: each is named on stderr, and the rest was used.
    """
    from legacymap.reports.documents.gaps import gaps_document
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.screen import Screen
    from legacymap.reports.serial import json_text
    from legacymap.reports.views.gaps import gaps_by_owner_view, gaps_sheet_view, gaps_view
    from legacymap.verbs.gaps import gaps as listed
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
        found = listed(request, organisation, top)
    errors = inventory_errors(found.diagnostics, strict=strict)
    if errors and strict:
        return errors
    by_owner = gaps_sheet_view if chosen == "csv" else gaps_by_owner_view
    if chosen == "json":
        text = json_text(gaps_document(found))
    else:
        view = (by_owner if by else gaps_view)(found)
        text = FORMATS[chosen](view, Screen(width(output), is_coloured(color, output)))
    deliver(text, output)
    return errors
