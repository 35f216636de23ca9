"""The commands that look at an estate: scan, explain, gaps, impact, map, technologies."""

import sys
from collections.abc import Iterator
from typing import Annotated, Literal

import typer

from legacymap.analysis.request import Selection
from legacymap.cli.completion import kinds, systems
from legacymap.cli.options import ADDS_CHARTS, CommonOptions, NoCache, shared
from legacymap.cli.output import format_chosen, note, require_system_first, system_named
from legacymap.cli.results import answered, as_asked, hand_over
from legacymap.domain.errors import RequestError
from legacymap.domain.results import Scan

_SCOPE = "What to draw"
System = Annotated[
    str,
    typer.Argument(
        metavar="SYSTEM",
        help="Its id, an alias, or a part of its name that no other has.",
        autocompletion=systems,
    ),
]
Top = Annotated[int | None, typer.Option("--top", min=1, metavar="N", help="List the first N only.")]
Organisation = Annotated[
    str | None,
    typer.Option("--organisation", metavar="ID", help="List this organisation and all below it."),
]
Tags = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", help="List systems with this tag; repeated, with all of them."),
]
_SCAN = ("table", "json", "csv", "markdown", "html")
_EXPLAIN = ("table", "json", "markdown")
_LISTS = ("table", "json", "csv", "markdown")
_MAP = ("html", "svg", "mermaid", "dot", "graphml", "json")


@shared(formats=_SCAN)
def scan(
    asked: CommonOptions,
    top: Top = None,
    organisation: Organisation = None,
    tag: Tags = None,
    kind: Annotated[
        str | None,
        typer.Option("--kind", metavar="KIND", help="List systems of this kind.", autocompletion=kinds),
    ] = None,
    owner: Annotated[
        str | None,
        typer.Option("--owner", metavar="TEXT", help="List systems with this in the name of an owner."),
    ] = None,
    no_cache: NoCache = False,
) -> int:
    """Rank the estate by legacy risk: what is red, what could be, what underpins most, and its cycles.

    --organisation, --tag, --kind and --owner choose what is listed; scores stay those of the whole estate.
    Tables list 200 systems, or --top, and say how many more there are; CSV and JSON hold all. Of a large
    inventory these two are kept in your cache: asked again while no file has changed, they come from there.
    Exit code 1 when the inventory has errors: each is named on stderr, and the rest was used.
    """
    chosen = format_chosen(asked.format_name, asked.output, _SCAN)
    selection = Selection(organisation, tuple(tag or ()), kind, owner)
    if chosen == "html":
        return _page(asked, top, selection)
    if no_cache or chosen not in {"csv", "json"}:  # the others fit a screen
        return _scanned(asked, chosen, top, selection)
    from legacymap.cli.again import answered_again

    words = ("scan", chosen, top, selection)
    return answered_again(asked, words, lambda: _scanned(asked, chosen, top, selection))


def _scanned(asked: CommonOptions, chosen: str, top: int | None, selection: Selection) -> int:
    from legacymap.analysis.scan import first
    from legacymap.analysis.scan import scan as scanned
    from legacymap.reports.content.scan import MOST_LISTED, scan_view

    with asked.reading() as request:
        found = scanned(request, selection)
    if chosen == "csv":
        return hand_over(asked, found.diagnostics, lambda: as_asked(asked, chosen, _rows(first(found, top))))
    return answered(
        asked,
        chosen,
        found.diagnostics,
        lambda: first(found, top),
        lambda: scan_view(found, top or MOST_LISTED),
    )


def _rows(found: Scan) -> Iterator[str]:
    from legacymap.reports.content.scan import ranking_rows
    from legacymap.reports.formats.csv import csv_parts

    return csv_parts(*ranking_rows(found))


def _page(asked: CommonOptions, top: int | None, chosen: Selection) -> int:
    """The estate as one page; loads the templates, which the other formats of a scan spare."""
    from legacymap.analysis.page import DETAILED, MOST_DETAILED, estate_report
    from legacymap.reports.estate_page import estate_page
    from legacymap.reports.formats.charts import charts_can_be_drawn

    if asked.output is None and sys.stdout.isatty():
        raise RequestError("A terminal cannot show a page.", "`-o estate.html` writes it to a file.")
    with asked.reading() as request:
        page = estate_report(request, chosen, min(top or DETAILED, MOST_DETAILED))
    if not (asked.quiet or charts_can_be_drawn()):
        note("The page has no charts, only their figures.", ADDS_CHARTS)
    return hand_over(asked, page.scan.diagnostics, lambda: estate_page(page, top))


@shared(formats=_EXPLAIN)
def explain(asked: CommonOptions, system: System) -> int:
    """Show how one system is scored: each criterion with its basis, what stands on it, what it stands on.

    Exit code 1 when the inventory has errors, 2 when SYSTEM names none or several.
    """
    from legacymap.analysis.explain import explain as explained
    from legacymap.reports.content.explain import explain_view

    require_system_first("explain", system, asked.paths)
    chosen = format_chosen(asked.format_name, asked.output, _EXPLAIN)
    with system_named("explain", system), asked.reading() as request:
        explanation, criteria, diagnostics = explained(request, system)
    return answered(
        asked, chosen, diagnostics, lambda: explanation, lambda: explain_view(explanation, criteria)
    )


@shared(formats=_LISTS)
def gaps(
    asked: CommonOptions,
    top: Top = None,
    organisation: Organisation = None,
    tag: Tags = None,
    by: Annotated[
        Literal["owner"] | None,
        typer.Option("--by", metavar="owner", help="Put together what each owner is to be asked."),
    ] = None,
) -> int:
    """Say which systems to ask about first, whom to ask, and what: facts first, then assessments.

    Exit code 1 when the inventory has errors: each is named on stderr, and the rest was used.
    """
    from legacymap.analysis.gaps import gaps as listed
    from legacymap.reports.content.gaps import gaps_by_owner_view, gaps_sheet_view, gaps_view

    chosen = format_chosen(asked.format_name, asked.output, _LISTS)
    with asked.reading() as request:
        found = listed(request, Selection(organisation, tuple(tag or ())), top)
    view = gaps_sheet_view if chosen == "csv" else gaps_by_owner_view if by else gaps_view
    return answered(asked, chosen, found.diagnostics, lambda: found, lambda: view(found, top))


@shared(formats=_LISTS)
def impact(
    asked: CommonOptions,
    system: System,
    upstream: Annotated[
        bool, typer.Option("--upstream", help="Show what SYSTEM stands on instead, weakest first.")
    ] = False,
) -> int:
    """Show which systems stop and which degrade when SYSTEM stops, by which way, and whom that touches.

    Exit code 1 when the inventory has errors, 2 when SYSTEM names none or several.
    """
    from legacymap.analysis.impact import as_document
    from legacymap.analysis.impact import impact as traced
    from legacymap.reports.content.impact import impact_view

    require_system_first("impact", system, asked.paths)
    chosen = format_chosen(asked.format_name, asked.output, _LISTS)
    with system_named("impact", system), asked.reading() as request:
        found = traced(request, system, "upstream" if upstream else "downstream")
    return answered(asked, chosen, found.diagnostics, lambda: as_document(found), lambda: impact_view(found))


@shared(formats=_MAP, colour=False)
def map_estate(
    asked: CommonOptions,
    around: Annotated[
        str | None,
        typer.Option(
            "--around",
            metavar="SYSTEM",
            help="Only this system, what needs it and what it needs.",
            rich_help_panel=_SCOPE,
            autocompletion=systems,
        ),
    ] = None,
    hops: Annotated[
        int | None,
        typer.Option(
            "--hops",
            min=1,
            metavar="N",
            help="With --around: how many arrows far; default: 1.",
            rich_help_panel=_SCOPE,
        ),
    ] = None,
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
    ] = 150,
) -> int:
    """Map the estate: services above, below them what they stand on, each with its rating.

    Formats: html, svg, mermaid, dot, graphml, json. Drawings of more systems than --limit are summed up by
    organisation; graphml and json always hold everything. Exit code 1 when the inventory has errors.
    """
    from legacymap.analysis.map import estate_map
    from legacymap.reports.map import MAPS
    from legacymap.reports.map.groups import left_out
    from legacymap.reports.map.mermaid import left_out_for_forges

    chosen = format_chosen(asked.format_name, asked.output, _MAP)
    if asked.format_name is None and asked.output is None and sys.stdout.isatty():
        raise RequestError(
            "A terminal cannot show a drawing.",
            "`-o map.html` writes a page; `-f mermaid` or another format writes its text here.",
        )
    if hops is not None and around is None:
        raise RequestError("`--hops` says how far to go from a system.", "Name it with `--around SYSTEM`.")
    with asked.reading() as request:
        found = estate_map(request, organisation, around, hops or 1)
    code = hand_over(asked, found.diagnostics, lambda: MAPS[chosen](found, limit))
    if chosen not in {"graphml", "json"} and not asked.quiet and not (code and asked.strict):
        for line in (
            *left_out(found, limit),
            *(left_out_for_forges(found, limit) if chosen == "mermaid" else ()),
        ):
            note(f"legacymap: {line}")
    return code


@shared(formats=_LISTS, scores="by date")
def technologies(asked: CommonOptions, organisation: Organisation = None, tag: Tags = None) -> int:
    """Show which technology is used where, when its support ends, and where skills in it are short.

    Exit code 1 when the inventory has errors: each is named on stderr, and the rest was used.
    """
    from legacymap.analysis.registers import technologies as listed
    from legacymap.reports.content.registers import technologies_view

    chosen = format_chosen(asked.format_name, asked.output, _LISTS)
    with asked.reading() as request:
        found = listed(request, Selection(organisation, tuple(tag or ())))
    return answered(asked, chosen, found.diagnostics, lambda: found, lambda: technologies_view(found))


@shared(formats=_LISTS)
def services(asked: CommonOptions, organisation: Organisation = None, tag: Tags = None) -> int:
    """List each public service and what it stands on: red and possibly red beneath it, cost, plans.

    Exit code 1 when the inventory has errors: each is named on stderr, and the rest was used.
    """
    from legacymap.analysis.registers import services as listed
    from legacymap.reports.content.registers import services_view

    chosen = format_chosen(asked.format_name, asked.output, _LISTS)
    with asked.reading() as request:
        found = listed(request, Selection(organisation, tuple(tag or ())))
    return answered(asked, chosen, found.diagnostics, lambda: found, lambda: services_view(found))


@shared(formats=_LISTS, scores="by date")
def suppliers(asked: CommonOptions, organisation: Organisation = None, tag: Tags = None) -> int:
    """List what stands with each supplier and in each place: systems, red among them, contracts by year.

    Exit code 1 when the inventory has errors: each is named on stderr, and the rest was used.
    """
    from legacymap.analysis.registers import suppliers as listed
    from legacymap.reports.content.registers import suppliers_view

    chosen = format_chosen(asked.format_name, asked.output, _LISTS)
    with asked.reading() as request:
        found = listed(request, Selection(organisation, tuple(tag or ())))
    return answered(asked, chosen, found.diagnostics, lambda: found, lambda: suppliers_view(found))
