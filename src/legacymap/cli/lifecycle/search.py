"""`legacymap lifecycle search`: products by a part of their name."""

from typing import Annotated

import typer

from legacymap.cli.options import AsOf, ColourChoice, LifecycleFiles, Output, asked_day, format_option
from legacymap.cli.output import deliver, format_chosen, is_coloured, width

_FORMATS = ("table", "json", "csv", "markdown")


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
    from legacymap.reports.documents.products import products_document
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.formats.table import Screen
    from legacymap.reports.serial import json_text

    chosen = format_chosen(format_name, output, _FORMATS)
    found = searched(text, tuple(lifecycle or ()), asked_day(as_of))
    if chosen == "json":
        written = json_text(products_document(found))
    else:
        written = FORMATS[chosen](products_view(found), Screen(width(output), is_coloured(color, output)))
    deliver(written, output)
