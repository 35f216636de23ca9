"""`legacymap share`, `dock` and `reconcile`: what leaves a department, docks, and does not agree."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from legacymap.cli.commands import BUG, CLEAN
from legacymap.cli.options import (
    AsOf,
    CommonOptions,
    FrameworkFile,
    LifecycleFiles,
    OutputFolder,
    Quiet,
    asked_day,
    shared,
)
from legacymap.cli.output import format_chosen, note
from legacymap.cli.results import document_or_view, hand_over, inventory_errors
from legacymap.domain.errors import RequestError

_LISTS = ("table", "json", "csv", "markdown")
_MOST = 20


@shared(scores="by prior", colour=False)
def share(
    asked: CommonOptions,
    audience: Annotated[
        str | None,
        typer.Option(
            "--audience", metavar="NAME|FILE", help="internal, government, supplier, public, or a file."
        ),
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
        bool, typer.Option("--new-key", help="Make the key file, readable by you alone.")
    ] = False,
    withheld_impact: Annotated[
        bool,
        typer.Option("--withheld-impact", help="Let what is withheld count for what it stands on."),
    ] = False,
    output: OutputFolder = None,  # noqa: ARG001 - `shared` hands it over as what is asked
) -> int:
    """Make a return for an audience: what counts leaves, what hurts stays; then look through it for leaks.

    `-o FOLDER` makes a return, `--check RETURN` looks through one. Exit code 1 when the inventory has errors,
    3 when the check finds anything withheld: nothing stays written then.
    """
    from legacymap.analysis.share import Choice
    from legacymap.analysis.share import check as looked_through
    from legacymap.analysis.share import share as made_return
    from legacymap.reports.content.sharing import check_notes

    if (asked.output is None) == (check is None):
        raise RequestError(
            "Say what to do.", "`-o FOLDER` makes a return, `--check RETURN` looks through one."
        )
    choice = Choice(
        audience=audience or "",
        organisations=tuple(organisation or ()),
        tags=tuple(tag or ()),
        supplier=supplier,
        key=key,
        makes_key=new_key,
        strict=asked.strict,
        impacts=withheld_impact,
    )
    with asked.reading() as request:
        if check is not None:
            found = looked_through(request, choice, check)
            return _told(check_notes(found, check, is_written=True), asked.quiet, is_clean=not found.hits)
        if not audience or asked.output is None:
            raise RequestError("A return is made for an audience.", "`--audience government`, for example.")
        done = made_return(request, choice, asked.output)
    errors = inventory_errors(done.diagnostics, strict=asked.strict)
    if done.checked is None:
        return errors
    if not asked.quiet:
        for each in done.notes:
            note(f"legacymap: {each}.")
    notes = check_notes(done.checked, asked.output, is_written=asked.output.exists())
    return _told(notes, asked.quiet, is_clean=not done.checked.hits) or errors


def dock(
    returns: Annotated[
        list[Path], typer.Argument(metavar="RETURN", help="Folders or zip archives that `share` has made.")
    ],
    into: Annotated[
        Path, typer.Option("--into", metavar="FOLDER", help="The folder in which they stand side by side.")
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="Dock older returns in the place of newer ones.")
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
    from legacymap.reports.words import counted

    asked = Docking(tuple(returns), into, asked_day(as_of), replace, framework, tuple(lifecycle or ()))
    done = docked(asked)
    for warning in done.warnings:
        note(f"legacymap: warning: {warning}.")
    for each in done.unmet[:_MOST]:
        hint = f"Did you mean `{each.nearest}`?" if each.nearest else ""
        said = f"`{each.consumer}` names `{each.named}`, which its organisation does not have"
        note(f"legacymap: {said}.", hint)
    if len(done.unmet) > _MOST:
        note(f"… and {len(done.unmet) - _MOST:,} more.", "`legacymap reconcile` lists them all.")
    if not quiet:
        for change in done.replaced:
            note(f"legacymap: {change}.")
        stand = counted(len(done.returns), "return stands", "returns stand")
        met = counted(done.met, "reference between them meets", "references between them meet")
        away = counted(len(done.away), "organisation that they name has", "organisations that they name have")
        note(f"legacymap: {stand} in `{into}`; {met} a record, and {away} not docked.")
    return 0


@shared(formats=_LISTS, scores="by date")
def reconcile(
    asked: CommonOptions,
    letters: Annotated[
        Path | None,
        typer.Option("--letters", metavar="FOLDER", help="Write a letter to each organisation, as Markdown."),
    ] = None,
) -> int:
    """List where records disagree, by those who have to talk, with both sides and what would settle it.

    Exit code 1 when the inventory has errors: each is named on stderr, and the rest was used.
    """
    from legacymap.analysis.reconcile import reconcile as reconciled
    from legacymap.analysis.reconcile import write_letters
    from legacymap.reports.content.sharing import reconcile_view
    from legacymap.reports.words import counted

    chosen = format_chosen(asked.format_name, asked.output, _LISTS)
    with asked.reading() as request:
        found = reconciled(request)
    if letters is not None:
        errors = inventory_errors(found.diagnostics, strict=asked.strict)
        if errors and asked.strict:
            return errors
        count = write_letters(found, letters)
        if not asked.quiet:
            note(f"legacymap: {counted(count, 'letter stands', 'letters stand')} in `{letters}`.")
        if asked.output is None and asked.format_name is None:
            return errors
    text = partial(document_or_view, chosen, asked, lambda: found, lambda: reconcile_view(found))
    return hand_over(asked, found.diagnostics, text)


def _told(notes: Iterable[tuple[str, ...]], quiet: bool, *, is_clean: bool) -> int:
    """Says on stderr what was looked for and found; 3 where anything was."""
    if quiet and is_clean:
        return CLEAN
    for lines in notes:
        note(*lines)
    return CLEAN if is_clean else BUG  # a return that holds what it should not is a fault of this program's
