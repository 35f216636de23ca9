"""`legacymap share`: what leaves a department, and proof that nothing else does."""

from pathlib import Path
from typing import Annotated

import typer

from legacymap.cli.options import (
    FLAG,
    AsOf,
    FrameworkFile,
    LifecycleFiles,
    Paths,
    PriorName,
    Quiet,
    Strict,
    asked_day,
    asked_paths,
    progress_bar,
)
from legacymap.cli.output import inventory_errors, note
from legacymap.domain.errors import RequestError
from legacymap.sharing.check import Checked

_BUG = 3  # a return that holds what it should not is a fault of this program's
_MOST = 20


def share(
    paths: Paths = None,
    audience: Annotated[
        str | None,
        typer.Option(
            "--audience", metavar="NAME|FILE", help="internal, government, supplier, public, or a file."
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FOLDER", help="Write the return here.")
    ] = None,
    check: Annotated[
        Path | None,
        typer.Option("--check", metavar="RETURN", help="Look through a return for anything withheld."),
    ] = None,
    supplier: Annotated[
        str, typer.Option("--supplier", metavar="TEXT", help="The supplier, for the audience `supplier`.")
    ] = "",
    organisation: Annotated[
        list[str] | None,
        typer.Option("--organisation", metavar="ID", help="Share this organisation and all below it only."),
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option("--tag", metavar="TAG", help="Share systems with this tag only.")
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="The key of pseudonyms; it stays at home.")
    ] = None,
    new_key: Annotated[
        bool, typer.Option("--new-key", metavar=FLAG, help="Make the key file, readable by you alone.")
    ] = False,
    as_of: AsOf = None,
    framework: FrameworkFile = None,
    lifecycle: LifecycleFiles = None,
    prior: PriorName = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> int:
    """Make a return for an audience: what counts leaves, what hurts stays; then look through it for leaks.

    Exit code 1 when the inventory has errors, 3 when the check finds anything withheld: nothing is written then.
    """
    from legacymap.analysis.request import Request
    from legacymap.analysis.share import Choice
    from legacymap.analysis.share import check as looked_through
    from legacymap.analysis.share import share as shared

    if (output is None) == (check is None):
        raise RequestError(
            "Say what to do.", "`-o FOLDER` makes a return, `--check RETURN` looks through one."
        )
    with progress_bar(quiet=quiet) as progress:
        request = Request(
            asked_paths(paths), asked_day(as_of), framework, tuple(lifecycle or ()), prior, progress=progress
        )
        choice = Choice(
            audience or "", tuple(organisation or ()), tuple(tag or ()), supplier, key, new_key, strict
        )
        if check is not None:
            return _told(looked_through(request, choice, check), check)
        if not audience or output is None:
            raise RequestError("A return is made for an audience.", "`--audience government`, for example.")
        made = shared(request, choice, output)
    errors = inventory_errors(made.diagnostics, strict=strict)
    if made.checked is None:
        return errors
    if not quiet:
        for each in made.notes:
            note(f"legacymap: {each}.")
    return _told(made.checked, output) or errors


def _told(found: Checked, folder: Path | None) -> int:
    """Says on stderr what was looked for and found; 3 where anything was."""
    size = f"{found.files:,} files of {found.size:,} bytes"
    if not found.hits:
        note(
            f"legacymap: none of {found.values:,} withheld or shared values is where it should not be: {size}."
        )
        return 0
    for hit in found.hits[:_MOST]:
        note(f"{hit.file}: holds a withheld value, from {hit.origin}")
    more = len(found.hits) - _MOST
    if more > 0:
        note(f"… and {more:,} more")
    done = f"`{folder}` was looked through" if folder and folder.exists() else "nothing stays written"
    note(
        f"legacymap: {len(found.hits):,} of {found.values:,} values should not be there ({size}); {done}.",
        "Please report it: a return must hold no more than its audience may see.",
    )
    return _BUG
