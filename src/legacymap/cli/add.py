"""`legacymap add`: one more system in the inventory."""

from pathlib import Path
from typing import Annotated

import typer

from legacymap.cli.next_step import next_step
from legacymap.cli.options import Quiet
from legacymap.cli.output import deliver

_RECORD = "The record"


def add(
    system: Annotated[
        str, typer.Argument(metavar="ID", help="The new system: `organisation/system`, or `system` alone.")
    ],
    path: Annotated[
        Path | None, typer.Argument(metavar="PATH", help="The inventory; default: the current folder.")
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            "--name", metavar="TEXT", help="Its name; default: made from the id.", rich_help_panel=_RECORD
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="service, application (default), platform, data, infrastructure or external.",
            rich_help_panel=_RECORD,
        ),
    ] = None,
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner",
            metavar="TEXT",
            help="The role or team that answers for it.",
            rich_help_panel=_RECORD,
        ),
    ] = None,
    depends_on: Annotated[
        list[str] | None,
        typer.Option(
            "--depends-on",
            metavar="SYSTEM",
            help="A system that it needs; may be repeated.",
            rich_help_panel=_RECORD,
        ),
    ] = None,
    organisation: Annotated[
        str | None,
        typer.Option("--organisation", metavar="ID", help="The organisation, where the ID does not name it."),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--file", metavar="FILE", help="The file to write to; default: the last with its systems."
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Add a system to the file that holds its organisation's systems.

    Only lines are put in: comments, order and layout stay as they are. What is not given stays unknown.
    """
    from legacymap.reports.inert import inert
    from legacymap.verbs.add import Addition
    from legacymap.verbs.add import add as added
    from legacymap.verbs.new_system import NewSystem

    new = NewSystem(system, name, kind, owner, tuple(depends_on or ()))
    done = added(Addition(Path() if path is None else path, new, organisation, file))
    if not quiet:
        said = inert(f"added {done.system} at {done.file}:{done.line}")
        deliver(f"{said}\n\n{next_step(path)}\n", None)
