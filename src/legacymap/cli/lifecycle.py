"""`legacymap lifecycle`: show, search and update the catalogue of support dates."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from legacymap.cli.completion import products
from legacymap.cli.options import AsOf, ColourChoice, LifecycleFiles, Output, Quiet, asked_day, format_option
from legacymap.cli.output import deliver, format_chosen, is_coloured, marked, note, width

_FORMATS = ("table", "json", "csv", "markdown")

lifecycle = typer.Typer(
    help="The catalogue of support dates: show, search, and bring up to date.",
    rich_markup_mode="markdown",
)


@lifecycle.command(epilog="Example: `legacymap lifecycle show windows-server`")
def show(
    product: Annotated[
        str,
        typer.Argument(
            metavar="PRODUCT", help="Any of its names, as an inventory may have it.", autocompletion=products
        ),
    ],
    format_name: Annotated[str | None, format_option(_FORMATS)] = None,
    output: Output = None,
    as_of: AsOf = None,
    lifecycle: LifecycleFiles = None,
    color: ColourChoice = "auto",
) -> None:
    """Show a product: its names, its source, and every cycle with its ends and their state.

    Exit code 2 when no product is named so.
    """
    from legacymap.analysis.lifecycle import show as shown
    from legacymap.reports.content.lifecycle import product_view
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.serial import document_text
    from legacymap.reports.view import Screen

    chosen = format_chosen(format_name, output, _FORMATS)
    answer = shown(product, tuple(lifecycle or ()), asked_day(as_of))
    if chosen == "json":
        text = document_text(answer)
    else:
        text = FORMATS[chosen](product_view(answer), Screen(width(output), is_coloured(color, output)))
    deliver(marked(text, chosen, output), output)


@lifecycle.command(epilog="Example: `legacymap lifecycle search oracle`")
def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A part of a name, an alias or the vendor.")],
    format_name: Annotated[str | None, format_option(_FORMATS)] = None,
    output: Output = None,
    as_of: AsOf = None,
    lifecycle: LifecycleFiles = None,
    color: ColourChoice = "auto",
) -> None:
    """List the products whose names or vendors hold a text; the nearest when there are none."""
    from legacymap.analysis.lifecycle import search as searched
    from legacymap.reports.content.lifecycle import products_view
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.serial import document_text
    from legacymap.reports.view import Screen

    chosen = format_chosen(format_name, output, _FORMATS)
    found = searched(text, tuple(lifecycle or ()), asked_day(as_of))
    if chosen == "json":
        written = document_text(found)
    else:
        written = FORMATS[chosen](products_view(found), Screen(width(output), is_coloured(color, output)))
    deliver(marked(written, chosen, output), output)


@lifecycle.command(epilog="Example: `legacymap lifecycle update -o our-support-dates.yaml`")
def update(
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="FILE|URL", help="A mirror's address or a file; default: endoflife.date."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The lifecycle file to write; default: the user's cache."
        ),
    ] = None,
    as_of: AsOf = None,
    color: ColourChoice = "auto",
    quiet: Quiet = False,
) -> None:
    """Fetch support dates from endoflife.date's API and write them as a lifecycle file.

    Nothing else in legacymap uses the network, and nothing uses the file unless it is named. Proxy variables
    and SSL_CERT_FILE are honoured. Exit code 2, and nothing changed, when the answer cannot be used.
    """
    from legacymap.analysis.lifecycle import UpdateRequest
    from legacymap.analysis.lifecycle import update as updated
    from legacymap.lifecycle.fetching import cached_file
    from legacymap.lifecycle.updating import DEFAULT
    from legacymap.reports.content.lifecycle import update_view
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.view import Screen

    def told(sentence: str) -> None:
        if not quiet and sys.stderr.isatty():
            note(f"legacymap: {sentence}")

    request = UpdateRequest(output or cached_file(), asked_day(as_of), source or DEFAULT)
    found = updated(request, told)
    if not quiet:
        deliver(FORMATS["table"](update_view(found), Screen(width(None), is_coloured(color, None))), None)
