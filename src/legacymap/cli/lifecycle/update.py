"""`legacymap lifecycle update`: fetches support dates, when asked to and only then."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from legacymap.cli.lifecycle.cache import cached_lifecycle
from legacymap.cli.options import AsOf, ColourChoice, Quiet, asked_day
from legacymap.cli.output import deliver, is_coloured, note, width


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
    from legacymap.lifecycle.updating.sources import DEFAULT
    from legacymap.reports.content.lifecycle import update_view
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.formats.table import Screen

    def told(sentence: str) -> None:
        if not quiet and sys.stderr.isatty():
            note(f"legacymap: {sentence}")

    request = UpdateRequest(output or cached_lifecycle(), asked_day(as_of), source or DEFAULT)
    found = updated(request, told)
    if not quiet:
        deliver(FORMATS["table"](update_view(found), Screen(width(None), is_coloured(color, None))), None)
