"""`legacymap init`: starts an inventory."""

from pathlib import Path
from typing import Annotated

import typer

from legacymap.cli.next_step import next_step
from legacymap.cli.options import FLAG, Quiet
from legacymap.cli.output import deliver, note


def init(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="FOLDER", help="Where to start; made if missing. Default: the current folder."
        ),
    ] = None,
    organisation: Annotated[
        str | None,
        typer.Option(
            "--organisation", metavar="ID", help="The organisation's id; default: the folder's name."
        ),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="PART",
            help="Leave out inventory, settings, pre-commit, github or gitlab; may be repeated.",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", metavar=FLAG, help="Replace files that are there already.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Start an inventory: three systems to learn from, and checks for the editor, each commit and CI.

    Nothing is written where any of the files is there already. The CI jobs install this version of legacymap.
    """
    from legacymap.verbs.init import Start
    from legacymap.verbs.init import init as started

    place = Path() if folder is None else folder
    done = started(Start(place, organisation, tuple(without or ()), force))
    if quiet:
        return
    widest = max(len(each.path) for each in done.files)
    lines = [
        f"{'replaced' if each.path in done.replaced else 'wrote':8}  {each.path:{widest}}  {each.purpose}"
        for each in done.files
    ]
    lines += ["", f"Organisation: {done.organisation}", next_step(folder)]
    deliver("\n".join([*lines, ""]), None)
    if done.repository is not None:
        note(
            f"legacymap: this folder is inside the repository `{done.repository}`.",
            "Hooks and CI files count only at its root: move them there, and name this folder in them.",
        )
