"""`legacymap export`: the inventory, written out for other people and other tools; a target a command."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from legacymap.cli.options import CommonOptions, OutputFolderOrFile, day, shared
from legacymap.cli.output import deliver, deliver_file, format_chosen, marked, note
from legacymap.cli.results import hand_over, inventory_errors
from legacymap.domain.errors import RequestError

export = typer.Typer(
    name="export",
    help="Write the inventory out for other people and other tools.",
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
Organisation = Annotated[
    str | None,
    typer.Option("--organisation", metavar="ID", help="Only this organisation and all below it."),
]

Marking = Annotated[
    Literal["official", "official-sensitive", "secret", "top-secret"] | None,
    typer.Option(
        "--handling-up-to",
        metavar="MARKING",
        help="Of what has a higher marking hand on the id alone; default: everything.",
    ),
]


@export.command(epilog="Example: `legacymap export questions inventories/example-department -o questions`")
@shared(colour=False)
def questions(
    asked: CommonOptions,
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
    handling_up_to: Marking = None,
    output: OutputFolderOrFile = None,  # noqa: ARG001 - `shared` hands it over as what is asked
) -> int:
    """Ask owners in workbooks what is not known; `legacymap import` takes their answers back.

    Without `--top` no workbook asks more than 40 questions. Exit code 1 when the inventory has errors: each
    is named on stderr, and the rest was used.
    """
    from legacymap.analysis.questions import QuestionsWanted, write_questions
    from legacymap.analysis.questions import questions as wanted

    where = _where(asked)
    choice = QuestionsWanted(
        by=by,
        organisation=organisation,
        top=top,
        systems=None if systems is None else _lines(systems),
        due=None if due is None else day(due),
        contact=contact,
        up_to=handling_up_to,
    )
    with asked.reading() as request:
        made = wanted(request, choice)
    errors = inventory_errors(made.diagnostics, strict=asked.strict)
    if errors and asked.strict:
        return errors
    written = write_questions(made, where)
    if not asked.quiet:
        counts = [
            f"{path}  {_counted(len(each.questions), len(each.subjects), each.later)}"
            for path, each in zip(written, made.portions, strict=True)
        ]
        deliver("\n".join([*counts, ""]), None)
        if made.withheld:
            note(f"Nothing is asked about what is marked higher: systems {made.withheld:,}.")
        note("", "Owners fill them in; `legacymap import ANSWERS/*.xlsx` takes what comes back.")
    return errors


def _where(asked: CommonOptions) -> Path:
    """Where to write: what is exported are files, which a terminal cannot show."""
    if asked.output is None:
        raise RequestError("Nothing says where to write.", "`-o FOLDER` names a folder, `-o FILE` a file.")
    return asked.output


def _counted(asked: int, about: int, left: int) -> str:
    from legacymap.reports.words import counted

    later = f", {left:,} left for later" if left else ""
    return f"{counted(asked, 'question')} about {counted(about, 'system')}{later}"


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


@export.command(epilog="Example: `legacymap export register inventories/example-department -o register.xlsx`")
@shared(formats=("csv", "xlsx"), scores="none", colour=False)
def register(
    asked: CommonOptions,
    organisation: Organisation = None,
    handling_up_to: Marking = None,
    empty: Annotated[
        bool, typer.Option("--empty", help="Headings alone: the template to start from.")
    ] = False,
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping", metavar="FILE", help="Under the headings of this import's source instead (CSV)."
        ),
    ] = None,
) -> int:
    """Write the inventory as a register: a workbook (xlsx) or CSV, to be edited and imported again.

    Imported unchanged it changes nothing; imported edited it changes those cells. Exit code 1 when the
    inventory has errors: each is named on stderr, and what could not be read is not in the register.
    """
    from legacymap.analysis.register import RegisterRequest, exported
    from legacymap.reports.content.provenance import lacking_text
    from legacymap.reports.words import counted

    errors = 0 if empty else _errors(asked)
    if errors and asked.strict:
        return errors
    if mapping is not None:
        if handling_up_to is not None or empty:
            hint = "Leave out `--handling-up-to` and `--empty`, or the mapping."
            raise RequestError("Under another tool's headings nothing is withheld or left empty.", hint)
        from legacymap.analysis.exporting import exported_by_mapping

        format_chosen(asked.format_name, asked.output, ("csv",))
        text, systems, incomplete = exported_by_mapping(asked.paths, mapping, organisation)
        deliver(text, asked.output)
        _tell_lacking(lacking_text(incomplete))
        if not asked.quiet:
            note(counted(systems, "system"))
        return errors
    chosen = format_chosen(asked.format_name, asked.output, ("csv", "xlsx"))
    if chosen == "xlsx" and asked.output is None and sys.stdout.isatty():
        raise RequestError(
            "A workbook cannot be shown on a terminal.", "`-o register.xlsx` writes it to a file."
        )
    made = exported(RegisterRequest(asked.paths, organisation, handling_up_to, empty))
    if chosen == "csv":
        deliver(made.csv if asked.bom == "off" else marked(made.csv, chosen, asked.output), asked.output)
    else:
        deliver_file(made.workbook, asked.output)
    _tell_lacking(lacking_text(made.incomplete))
    if not asked.quiet and not empty:
        held = f", {made.withheld:,} of them withheld" if made.withheld else ""
        hint = "`legacymap import REGISTER --into INVENTORY` takes it back."
        note(f"{counted(made.systems, 'system')}{held}", hint)
    return errors


def _errors(asked: CommonOptions) -> int:
    """Names each error of the inventory on stderr; the exit code."""
    from legacymap.analysis.analysis import analyse

    with asked.reading() as request:
        found = analyse(request).outline
    return inventory_errors(found, strict=asked.strict)


def _tell_lacking(sentences: tuple[str, ...]) -> None:
    """Says what could not be read and so is not in the file."""
    for said in sentences:
        note(f"legacymap: {said}", "`legacymap validate` shows the lines.")


@export.command(epilog="Example: `legacymap export archimate inventories/example-department -o model.xml`")
@shared(colour=False)
def archimate(asked: CommonOptions, organisation: Organisation = None, handling_up_to: Marking = None) -> int:
    """Write the estate as a model for Archi and others: systems, what serves what, ratings as properties.

    Identifiers stay the same, so that importing a newer model updates the older one.
    """
    return _for_a_tool(asked, "archimate", organisation, handling_up_to)


@export.command(
    epilog="Example: `legacymap export backstage inventories/example-department -o catalog-info.yaml`"
)
@shared(colour=False)
def backstage(asked: CommonOptions, organisation: Organisation = None, handling_up_to: Marking = None) -> int:
    """Write the estate as entities of a Backstage catalogue, the whole records in annotations."""
    return _for_a_tool(asked, "backstage", organisation, handling_up_to)


@export.command(epilog="Example: `legacymap export cyclonedx inventories/example-department -o bom.json`")
@shared(colour=False)
def cyclonedx(asked: CommonOptions, organisation: Organisation = None, handling_up_to: Marking = None) -> int:
    """Write the technologies of the estate as a bill of materials, with the ends of their support."""
    return _for_a_tool(asked, "cyclonedx", organisation, handling_up_to)


def _for_a_tool(
    asked: CommonOptions,
    target: Literal["archimate", "backstage", "cyclonedx"],
    organisation: str | None,
    up_to: Literal["official", "official-sensitive", "secret", "top-secret"] | None,
) -> int:
    from legacymap.analysis.exporting import exported
    from legacymap.reports.words import counted

    with asked.reading() as request:
        made = exported(request, target, organisation, up_to)
    code = hand_over(asked, made.diagnostics, lambda: made.text)
    if not asked.quiet:
        held = f", {made.withheld:,} withheld" if made.withheld else ""
        note(f"{counted(made.systems, 'system')}, {counted(made.stubs, 'stub')}{held}")
    return code
