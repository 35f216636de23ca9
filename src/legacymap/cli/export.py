"""`legacymap export`: the inventory, written out for other people and other tools; a target a command."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from legacymap.cli.options import (
    AsOf,
    FrameworkFile,
    LifecycleFiles,
    Paths,
    PriorName,
    Quiet,
    ReachDecay,
    Strict,
    asked_day,
    asked_paths,
    day,
    progress_bar,
)
from legacymap.cli.output import deliver, inventory_errors, note
from legacymap.domain.errors import RequestError
from legacymap.exchange.questions import Portion

export = typer.Typer(
    name="export",
    help="Write the inventory out for other people and other tools.",
    rich_markup_mode="markdown",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Where = Annotated[
    Path, typer.Option("--output", "-o", metavar="FOLDER|FILE", help="Where to write; a folder is made.")
]
Organisation = Annotated[
    str | None,
    typer.Option("--organisation", metavar="ID", help="Only this organisation and all below it."),
]


@export.command()
def questions(
    output: Where,
    paths: Paths = None,
    by: Annotated[
        Literal["owner", "organisation", "none"],
        typer.Option("--by", metavar="WHOM", help="A workbook an owner, an organisation, or one (none)."),
    ] = "owner",
    organisation: Organisation = None,
    top: Annotated[
        int | None,
        typer.Option(
            "--top",
            min=1,
            metavar="N",
            help="The first N systems of each workbook, with all their questions.",
        ),
    ] = None,
    systems: Annotated[
        Path | None,
        typer.Option("--systems", metavar="FILE", help="Only these systems: a full id a line."),
    ] = None,
    due: Annotated[
        str | None, typer.Option("--due", metavar="DATE", help="By when the answers are wanted: 2026-12-18.")
    ] = None,
    contact: Annotated[
        str, typer.Option("--contact", metavar="TEXT", help="Whom owners may ask; a team and its number.")
    ] = "",
    as_of: AsOf = None,
    framework: FrameworkFile = None,
    lifecycle: LifecycleFiles = None,
    prior: PriorName = None,
    reach_decay: ReachDecay = 0.5,
    strict: Strict = False,
    quiet: Quiet = False,
) -> int:
    """Ask owners in workbooks what is not known; `legacymap import` takes their answers back.

    Without `--top` no workbook asks more than 40 questions. Exit code 1 when the inventory has errors: each
    is named on stderr, and the rest was used.
    """
    from legacymap.analysis.questions import QuestionsWanted, write_questions
    from legacymap.analysis.questions import questions as asked
    from legacymap.analysis.request import Request

    wanted = QuestionsWanted(
        by=by,
        organisation=organisation,
        top=top,
        systems=None if systems is None else _lines(systems),
        due=None if due is None else day(due),
        contact=contact,
    )
    with progress_bar(quiet=quiet) as progress:
        request = Request(
            asked_paths(paths),
            asked_day(as_of),
            framework,
            tuple(lifecycle or ()),
            prior,
            reach_decay,
            progress,
        )
        made = asked(request, wanted)
    errors = inventory_errors(made.diagnostics, strict=strict)
    if errors and strict:
        return errors
    written = write_questions(made, output)
    if not quiet:
        counts = [f"{path}  {_counted(each)}" for path, each in zip(written, made.portions, strict=True)]
        deliver("\n".join([*counts, ""]), None)
        note("", "Owners fill them in; `legacymap import ANSWERS/*.xlsx` takes what comes back.")
    return errors


def _counted(portion: Portion) -> str:
    asked, about = len(portion.questions), len(portion.subjects)
    later = f", {portion.later} left for later" if portion.later else ""
    questions = "question" if asked == 1 else "questions"
    return f"{asked} {questions} about {about} {'system' if about == 1 else 'systems'}{later}"


def _lines(file: Path) -> tuple[str, ...]:
    """The full ids of a file, a line each; comments begin with `#`."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise RequestError(
            f"`{file}` cannot be read.", "It holds a full id a line: home-office/pnc."
        ) from None
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))
