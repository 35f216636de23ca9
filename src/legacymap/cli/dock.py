"""`legacymap dock`: returns of many departments as one estate."""

from pathlib import Path
from typing import Annotated

import typer

from legacymap.cli.options import FLAG, AsOf, FrameworkFile, LifecycleFiles, Quiet, asked_day
from legacymap.cli.output import note

_MOST = 20


def dock(
    returns: Annotated[
        list[Path], typer.Argument(metavar="RETURN", help="Folders or zip archives that `share` has made.")
    ],
    into: Annotated[
        Path, typer.Option("--into", metavar="FOLDER", help="The folder in which they stand side by side.")
    ],
    replace: Annotated[
        bool, typer.Option("--replace", metavar=FLAG, help="Dock older returns in the place of newer ones.")
    ] = False,
    as_of: AsOf = None,
    framework: FrameworkFile = None,
    lifecycle: LifecycleFiles = None,
    quiet: Quiet = False,
) -> int:
    """Take returns into one folder, each checked first: all of them, or none.

    `scan`, `map`, `plan`, `report` and `reconcile` then work on the folder.
    """
    from legacymap.analysis.dock import Docking
    from legacymap.analysis.dock import dock as docked

    asked = Docking(tuple(returns), into, asked_day(as_of), replace, framework, tuple(lifecycle or ()))
    done = docked(asked)
    for warning in done.warnings:
        note(f"legacymap: warning: {warning}.")
    for each in done.unmet[:_MOST]:
        hint = f"Did you mean `{each.nearest}`?" if each.nearest else ""
        note(f"legacymap: `{each.consumer}` names `{each.named}`, which its organisation does not have.", hint)
    if len(done.unmet) > _MOST:
        note(f"… and {len(done.unmet) - _MOST:,} more", "`legacymap reconcile` lists them all.")
    if not quiet:
        _tell(done.returns, done.replaced, done.met, done.away, into)
    return 0


def _tell(
    returns: tuple[object, ...], replaced: tuple[str, ...], met: int, away: object, into: Path
) -> None:
    for each in replaced:
        note(f"legacymap: {each}")
    elsewhere = len(dict(away))  # type: ignore[call-overload]
    note(
        f"legacymap: {len(returns):,} returns stand in `{into}`; {met:,} references between them meet a record, "
        f"{elsewhere:,} organisations that they name have not docked."
    )
