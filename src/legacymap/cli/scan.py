"""`legacymap scan`: the ranked estate."""

import sys
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
from legacymap.cli.output import deliver, format_chosen, is_coloured, note, width
from legacymap.domain.errors import RequestError

_FORMATS = ("table", "json", "csv", "markdown", "html")


def scan(
    paths: Paths = None,
    top: Annotated[
        int | None, typer.Option("--top", min=1, metavar="N", help="List the first N only.")
    ] = None,
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
    """Rank the estate by legacy risk: what is red, what could be, what underpins most, what goes in circles.

    Exit code 1 when the inventory has errors: each is named on stderr, and the rest was used.
    """
    from legacymap.reports.documents.scan import scan_document
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.screen import Screen
    from legacymap.reports.serial import json_text
    from legacymap.reports.views.scan import scan_view
    from legacymap.verbs.request import Request
    from legacymap.verbs.scan import scan as scanned

    chosen = format_chosen(format_name, output, _FORMATS)
    if chosen == "html" and output is None and sys.stdout.isatty():
        raise RequestError("A terminal cannot show a page.", "`-o estate.html` writes it to a file.")
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
        page = None
        if chosen == "html":  # loads the templates, which the other formats spare
            from legacymap.verbs.dossier import DETAILED, dossier

            page = dossier(request, organisation, min(top or DETAILED, DETAILED))
        survey = page.survey if page else scanned(request, organisation)
    errors = inventory_errors(survey.diagnostics, strict=strict)
    if errors and strict:
        return errors
    if page:
        from legacymap.reports.pages.charts.vega import charts_can_be_drawn
        from legacymap.reports.pages.estate import estate_page

        text = estate_page(page, top)
        if not (quiet or charts_can_be_drawn()):
            note("The page has no charts, only their figures.", "pip install 'legacymap[report]' adds them.")
    elif chosen == "json":
        text = json_text(scan_document(survey, top))
    else:
        text = FORMATS[chosen](scan_view(survey, top), Screen(width(output), is_coloured(color, output)))
    deliver(text, output)
    return errors
