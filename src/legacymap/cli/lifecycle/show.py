"""`legacymap lifecycle show`: one product and its cycles."""

from typing import Annotated

import typer

from legacymap.cli.options import AsOf, ColourChoice, LifecycleFiles, Output, asked_day, format_option
from legacymap.cli.output import deliver, format_chosen, is_coloured, width

_FORMATS = ("table", "json", "csv", "markdown")


def show(
    product: Annotated[
        str, typer.Argument(metavar="PRODUCT", help="Any of its names, as an inventory may have it.")
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
    from legacymap.reports.documents.product import product_document
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.formats.table import Screen
    from legacymap.reports.serial import json_text

    chosen = format_chosen(format_name, output, _FORMATS)
    answer = shown(product, tuple(lifecycle or ()), asked_day(as_of))
    if chosen == "json":
        text = json_text(product_document(answer))
    else:
        text = FORMATS[chosen](product_view(answer), Screen(width(output), is_coloured(color, output)))
    deliver(text, output)
