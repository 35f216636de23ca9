"""`legacymap schema`: the JSON Schema of a file to write, or of a document that a command prints."""

from pathlib import Path
from typing import Annotated

import typer

from legacymap.cli.options import FLAG, ColourChoice
from legacymap.cli.output import deliver, is_coloured, width


def schema(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="What to describe; default: inventory. --list names them all."),
    ] = None,
    list_names: Annotated[bool, typer.Option("--list", metavar=FLAG, help="List the names instead.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here.")] = None,
    color: ColourChoice = "auto",
) -> None:
    """Print the JSON Schema of the inventory, of another file, or of a command's JSON.

    Editors complete and check files with it: see docs/schema.md.
    """
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.screen import Screen
    from legacymap.reports.views.schemas import schemas_view
    from legacymap.verbs.schema import DEFAULT, schema_text, schemas

    if list_names:
        screen = Screen(width(output), is_coloured(color, output))
        deliver(FORMATS["table"](schemas_view(schemas()), screen), output)
    else:
        deliver(schema_text(name or DEFAULT), output)
