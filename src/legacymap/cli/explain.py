"""`legacymap explain`: how every figure of one system came about."""

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

_FORMATS = ("table", "json", "markdown")


def explain(
    system: Annotated[
        str,
        typer.Argument(metavar="SYSTEM", help="Its id, an alias, or a part of its name that no other has."),
    ],
    paths: Paths = None,
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
    """Show how one system is scored: each criterion with its basis, what stands on it, what it stands on.

    Exit code 1 when the inventory has errors, 2 when SYSTEM names none or several.
    """
    from legacymap.reports.documents.explain import explain_document
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.screen import Screen
    from legacymap.reports.serial import json_text
    from legacymap.reports.views.explain import explain_view
    from legacymap.verbs.explain import explain as explained
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
        explanation, criteria, diagnostics = explained(request, system)
    errors = inventory_errors(diagnostics, strict=strict)
    if errors and strict:
        return errors
    if chosen == "json":
        text = json_text(explain_document(explanation))
    else:
        view = explain_view(explanation, criteria)
        text = FORMATS[chosen](view, Screen(width(output), is_coloured(color, output)))
    deliver(text, output)
    return errors
