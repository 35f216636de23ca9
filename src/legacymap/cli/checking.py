"""The commands that keep an inventory true: validate, rules, schema."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from legacymap.cli.completion import rules as rule_words
from legacymap.cli.options import ColourChoice, CommonOptions, progress_bars, shared
from legacymap.cli.output import deliver, is_coloured, require_distinct, targets, width

_FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit")
_CHOICE = "Which findings"
FormatNames = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="NAME[=FILE]",
        help="text, json, sarif, github, gitlab or junit; may be repeated, each but one with its own file.",
        rich_help_panel="Output",
        autocompletion=lambda: list(_FORMATS),
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULES",
        help="Only these rules: codes, names or beginnings such as LM4, with commas or repeated.",
        rich_help_panel=_CHOICE,
        autocompletion=rule_words,
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="RULES",
        help="Not these rules; wins over --select.",
        rich_help_panel=_CHOICE,
        autocompletion=rule_words,
    ),
]
Within = Annotated[
    list[Path] | None,
    typer.Option(
        "--within",
        metavar="FOLDER",
        help="Read this whole folder, but list only the findings in PATH; may be repeated.",
        rich_help_panel=_CHOICE,
    ),
]
BaselineFile = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="Findings that this file knows do not fail the run.",
        rich_help_panel=_CHOICE,
    ),
]
NewBaseline = Annotated[
    Path | None,
    typer.Option(
        "--write-baseline",
        metavar="FILE",
        help="Write the findings of today, for --baseline; without one, none fails this run.",
        rich_help_panel=_CHOICE,
    ),
]


@shared(scores="by date", strict=False)
def validate(
    asked: CommonOptions,
    within: Within = None,
    select: Select = None,
    ignore: Ignore = None,
    baseline: BaselineFile = None,
    write_baseline: NewBaseline = None,
    format_names: FormatNames = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Warnings fail the run too, advice (LM4xx) included.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Write the mends that are certain; comments and layout stay.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Name the files that were passed over, and say why.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would write, and write nothing.")
    ] = False,
) -> int:
    """Say what is wrong with an inventory, where, and what to do about it.

    Exit code 0: nothing that counts; 1: errors (with --strict: or warnings; with --diff: or mends);
    2: there was nothing to check.
    """
    from legacymap.analysis.analysis import chosen_rules
    from legacymap.analysis.validate import Narrowing
    from legacymap.analysis.validate import validate as validated
    from legacymap.cli.findings import Outputs, delivered, mended

    chosen = targets(format_names, asked.output, _FORMATS)
    require_distinct([*(each.file for each in chosen), write_baseline])
    with progress_bars("Reading files", quiet=asked.quiet) as (progress,):
        request = asked.request(progress, chosen_rules(select or (), ignore or ()))
        shown = request.paths if within else ()
        read = replace(request, paths=tuple(within)) if within else request
        if diff:
            return mended(read, asked, shown, is_written=False)
        if fix:
            mended(read, asked, shown, is_written=True)
        found = validated(read, Narrowing(shown, baseline, write_baseline is not None, strict))
    return delivered(found, Outputs(chosen, asked.color, baseline, write_baseline, asked.quiet, verbose))


def rules(
    code: Annotated[
        str | None,
        typer.Argument(metavar="CODE", help="A rule's code or name: LM201.", autocompletion=rule_words),
    ] = None,
    color: ColourChoice = "auto",
) -> None:
    """List the rules that validate applies; with a code, that rule's page."""
    from legacymap.reports.content.rules import rule_view, rules_view
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.view import Screen
    from legacymap.rules import RULEBOOK

    view = rules_view(RULEBOOK.pages) if code is None else rule_view(RULEBOOK.named(code))
    deliver(FORMATS["table"](view, Screen(width(None), is_coloured(color, None))), None)


def schema(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="What to describe; default: inventory. --list names them all."),
    ] = None,
    list_names: Annotated[bool, typer.Option("--list", help="List the names instead.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here.")] = None,
    color: ColourChoice = "auto",
) -> None:
    """Print the JSON Schema of the inventory, of another file, or of a command's JSON.

    Editors complete and check files with it: see docs/schema.md.
    """
    from legacymap.analysis.schema import DEFAULT, schema_text, schemas
    from legacymap.reports.content.rules import schemas_view
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.view import Screen

    if list_names:
        screen = Screen(width(output), is_coloured(color, output))
        deliver(FORMATS["table"](schemas_view(schemas()), screen), output)
    else:
        deliver(schema_text(name or DEFAULT), output)
