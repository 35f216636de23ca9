"""`legacymap scan`: the ranked estate."""

import sys
from typing import Annotated, Literal

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
    progress_bar,
)
from legacymap.cli.output import deliver, format_chosen, inventory_errors, is_coloured, note, width
from legacymap.domain.errors import RequestError

_SCAN_FORMATS = ("table", "json", "csv", "markdown", "html")


def scan(
    paths: Paths = None,
    top: Annotated[
        int | None, typer.Option("--top", min=1, metavar="N", help="List the first N only.")
    ] = None,
    organisation: Annotated[
        str | None,
        typer.Option("--organisation", metavar="ID", help="List this organisation and all below it."),
    ] = None,
    format_name: Annotated[str | None, format_option(_SCAN_FORMATS)] = None,
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
    from legacymap.analysis.request import Request
    from legacymap.analysis.scan import scan as scanned
    from legacymap.reports.content.scan import scan_view
    from legacymap.reports.documents.scan import scan_document
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.formats.table import Screen
    from legacymap.reports.serial import json_text

    chosen = format_chosen(format_name, output, _SCAN_FORMATS)
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
            from legacymap.analysis.page import DETAILED, dossier

            page = dossier(request, organisation, min(top or DETAILED, DETAILED))
        survey = page.survey if page else scanned(request, organisation)
    errors = inventory_errors(survey.diagnostics, strict=strict)
    if errors and strict:
        return errors
    if page:
        from legacymap.reports.page.charts import charts_can_be_drawn
        from legacymap.reports.page.estate import estate_page

        text = estate_page(page, top)
        if not (quiet or charts_can_be_drawn()):
            note("The page has no charts, only their figures.", "pip install 'legacymap[report]' adds them.")
    elif chosen == "json":
        text = json_text(scan_document(survey, top))
    else:
        text = FORMATS[chosen](scan_view(survey, top), Screen(width(output), is_coloured(color, output)))
    deliver(text, output)
    return errors


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
    from legacymap.analysis.explain import explain as explained
    from legacymap.analysis.request import Request
    from legacymap.reports.content.explain import explain_view
    from legacymap.reports.documents.explain import explain_document
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.formats.table import Screen
    from legacymap.reports.serial import json_text

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


_GAPS_FORMATS = ("table", "json", "csv", "markdown")


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
    format_name: Annotated[str | None, format_option(_GAPS_FORMATS)] = None,
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
    from legacymap.analysis.gaps import gaps as listed
    from legacymap.analysis.request import Request
    from legacymap.reports.content.gaps import gaps_by_owner_view, gaps_sheet_view, gaps_view
    from legacymap.reports.documents.gaps import gaps_document
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.formats.table import Screen
    from legacymap.reports.serial import json_text

    chosen = format_chosen(format_name, output, _GAPS_FORMATS)
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


_IMPACT_FORMATS = ("table", "json", "csv", "markdown")


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
    format_name: Annotated[str | None, format_option(_IMPACT_FORMATS)] = None,
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
    from legacymap.analysis.impact import impact as traced
    from legacymap.analysis.request import Request
    from legacymap.reports.content.impact import impact_view
    from legacymap.reports.documents.impact import impact_document
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.formats.table import Screen
    from legacymap.reports.serial import json_text

    chosen = format_chosen(format_name, output, _IMPACT_FORMATS)
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


_MAP_FORMATS = ("html", "svg", "mermaid", "dot", "graphml", "json")
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
    format_name: Annotated[str | None, format_option(_MAP_FORMATS)] = None,
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
    from legacymap.analysis.map import estate_map
    from legacymap.analysis.request import Request
    from legacymap.reports.map.formats import MAPS
    from legacymap.reports.map.groups import left_out

    chosen = format_chosen(format_name, output, _MAP_FORMATS)
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


_TECHNOLOGIES_FORMATS = ("table", "json", "csv", "markdown")


def technologies(
    paths: Paths = None,
    organisation: Annotated[
        str | None,
        typer.Option("--organisation", metavar="ID", help="List this organisation and all below it."),
    ] = None,
    format_name: Annotated[str | None, format_option(_TECHNOLOGIES_FORMATS)] = None,
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
    from legacymap.analysis.request import Request
    from legacymap.analysis.technologies import technologies as listed
    from legacymap.reports.content.technologies import technologies_view
    from legacymap.reports.documents.technologies import technologies_document
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.formats.table import Screen
    from legacymap.reports.serial import json_text

    chosen = format_chosen(format_name, output, _TECHNOLOGIES_FORMATS)
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
