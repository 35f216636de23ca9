"""`legacymap import`: an estate that lives elsewhere, carried into the inventory."""

from pathlib import Path
from typing import Annotated

import typer

from legacymap.cli.options import ColourChoice, Output, Quiet, asked_day, format_option
from legacymap.cli.output import Colour, deliver, format_chosen, is_coloured, note, width
from legacymap.domain.imported import Import

_FORMATS = ("text", "json", "github")
_TOOLS = "Other tools"
_MERGE = "Where the source and the inventory differ"


def import_source(
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="SOURCE...", help="What to import: a register, another tool's files, or answers."
        ),
    ],
    into: Annotated[
        Path | None,
        typer.Option(
            "--into", metavar="FOLDER", help="The inventory, or a new folder; default: the current folder."
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--as", metavar="NAME", help="What to call the import; default: the file's name."),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping", metavar="FILE", help="What columns mean; default: imports/NAME.yaml, else guessed."
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option("--from", metavar="KIND", help="What the source is; default: by what it looks like."),
    ] = None,
    organisation: Annotated[
        str | None,
        typer.Option("--organisation", metavar="ID", help="Whose systems they are, where no column says it."),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar="NAME", help="The sheet; default: the first that holds a table."),
    ] = None,
    prefer: Annotated[
        str | None,
        typer.Option(
            "--prefer", metavar="source", help="Take the source's value of two.", rich_help_panel=_MERGE
        ),
    ] = None,
    withdraw: Annotated[
        bool,
        typer.Option(
            "--withdraw",
            help="Take out what the source no longer says.",
            rich_help_panel=_MERGE,
        ),
    ] = False,
    keep_persons: Annotated[
        bool,
        typer.Option("--keep-persons", help="Write owners that are persons, too."),
    ] = False,
    system: Annotated[
        str | None,
        typer.Option(
            "--system", metavar="ID", help="Of a bill of materials: its system.", rich_help_panel=_TOOLS
        ),
    ] = None,
    services: Annotated[
        bool,
        typer.Option(
            "--services", help="Of an ArchiMate model: business services too.", rich_help_panel=_TOOLS
        ),
    ] = False,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            metavar="PROPERTY=VALUE",
            help="Of an ArchiMate model: only elements with this property; may be repeated.",
            rich_help_panel=_TOOLS,
        ),
    ] = None,
    all_components: Annotated[
        bool,
        typer.Option(
            "--all-components",
            help="Of a bill of materials: every component, libraries too.",
            rich_help_panel=_TOOLS,
        ),
    ] = False,
    rejects: Annotated[
        Path | None,
        typer.Option(
            "--rejects", metavar="FILE", help="Of answers: write what was not taken here, to be sent back."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing, and show the difference.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Write nothing while there are errors.")] = False,
    format_name: Annotated[str | None, format_option(_FORMATS)] = None,
    output: Output = None,
    color: ColourChoice = "auto",
    quiet: Quiet = False,
) -> int:
    """Import a register into the inventory: a spreadsheet, with a mapping that is guessed, written and kept.

    Exit code 0: nothing but notes; 1: findings, and the rest was written; 2: it cannot be done.
    """
    from legacymap.analysis.sources import may_be_answers

    chosen = format_chosen(format_name, output, _FORMATS)
    if prefer not in {None, "source"}:
        message = f"`--prefer {prefer}` is not known; the inventory is preferred unless you write `source`."
        raise typer.BadParameter(message)
    if kind == "answers" or (kind is None and may_be_answers(sources)):
        from legacymap.analysis.answers import AnswersWanted, are_answers, import_answers

        if kind == "answers" or are_answers(sources):
            wanted = AnswersWanted({}, Path() if into is None else into, dry_run, strict, rejects)
            answers = import_answers(sources, wanted, asked_day(None))
            return _told(answers, chosen, output, color, quiet=quiet)
    from legacymap.analysis.importing import imported
    from legacymap.analysis.telling import ImportRequest
    from legacymap.analysis.tools import parsed_where

    done = imported(
        ImportRequest(
            sources=tuple(sources),
            into=Path() if into is None else into,
            name=name,
            mapping=mapping,
            kind=kind,
            organisation=organisation,
            sheet=sheet,
            is_dry=dry_run,
            is_strict=strict,
            tells_changes=chosen == "json",
            prefers_source=prefer == "source",
            withdraws=withdraw,
            keeps_persons=keep_persons,
            system=system,
            with_services=services,
            where=parsed_where(where) if where else None,
            all_components=all_components,
        )
    )
    return _told(done, chosen, output, color, quiet=quiet)


def _told(done: Import, chosen: str, output: Path | None, color: Colour, *, quiet: bool) -> int:
    """Writes what an import found and did; the exit code."""
    from legacymap.reports.imported import import_github, import_text
    from legacymap.reports.serial import json_text
    from legacymap.reports.view import Screen

    if chosen == "json":
        deliver(json_text(done.document), output)
    elif chosen == "github":
        deliver(import_github(done), output)
    else:
        deliver(import_text(done, Screen(width(output), is_coloured(color, output))), output)
    if not quiet:
        files = [f"{'wrote' if how == 'new' else 'changed'}  {file}" for file, how in done.files.items()]
        for line in (*files, *done.ledger):
            note(line)
    return int(done.has_findings)
