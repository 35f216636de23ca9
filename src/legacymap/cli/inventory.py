"""The commands that start an inventory and make it grow: init and add."""

from pathlib import Path
from typing import Annotated

import typer

from legacymap.cli.completion import kinds, systems
from legacymap.cli.options import Quiet
from legacymap.cli.output import deliver, next_step, note, require_system_first


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
            help="Leave out inventory, settings, scenario, pre-commit, github or gitlab; may be repeated.",
        ),
    ] = None,
    install_from: Annotated[
        str | None,
        typer.Option(
            "--install-from",
            metavar="REQUIREMENT",
            help="What CI installs; default: where this copy came from, if others can reach that.",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
    quiet: Quiet = False,
) -> None:
    """Start an inventory: three systems to learn from, and checks for the editor, each commit and CI.

    Nothing is written where any of the files is there already. The CI jobs install what
    --install-from names, or what this copy came from; where neither is known, they fail until it is filled
    in.
    """
    from legacymap.analysis.edit import Start
    from legacymap.analysis.edit import init as started

    place = Path() if folder is None else folder
    done = started(Start(place, organisation, tuple(without or ()), force, install_from))
    if quiet:
        return
    widest = max(len(each.path) for each in done.files)
    lines = [
        f"{'replaced' if each.path in done.replaced else 'wrote':8}  {each.path:{widest}}  {each.purpose}"
        for each in done.files
    ]
    lines += ["", f"Organisation: {done.organisation}", next_step(folder)]
    deliver("\n".join([*lines, ""]), None)
    if done.must_fill_in:
        note(
            "legacymap: where CI is to install legacymap from is not known here; its jobs fail until it is.",
            "Fill in LEGACYMAP_SOURCE in the CI files, or give `--install-from`.",
        )
    if done.repository is not None:
        note(
            f"legacymap: this folder is inside the repository `{done.repository}`.",
            "Hooks and CI files count only at its root: move them there, and name this folder in them.",
        )


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
            autocompletion=kinds,
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
            autocompletion=systems,
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
    from legacymap.analysis.edit import Addition, NewSystem
    from legacymap.analysis.edit import add as added
    from legacymap.reports.escape import sanitised

    require_system_first("add", system, () if path is None else (path,))
    new = NewSystem(system, name, kind, owner, tuple(depends_on or ()))
    done = added(Addition(Path() if path is None else path, new, organisation, file))
    if not quiet:
        said = sanitised(f"added {done.system} at {done.file}:{done.line}")
        deliver(f"{said}\n\n{next_step(path)}\n", None)
