"""Several formats in one run, and where each of them goes."""

from pathlib import Path
from typing import Annotated

import typer

from legacymap.cli.options import (
    FLAG,
    AsOf,
    BaselineFile,
    ColourChoice,
    FormatNames,
    FrameworkFile,
    Ignore,
    LifecycleFiles,
    NewBaseline,
    Output,
    Paths,
    PriorName,
    Quiet,
    Select,
    Within,
    asked_day,
    asked_paths,
    progress_bar,
)
from legacymap.cli.output import apart, deliver, is_coloured, targets, width

_FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit")


def validate(
    paths: Paths = None,
    within: Within = None,
    select: Select = None,
    ignore: Ignore = None,
    baseline: BaselineFile = None,
    write_baseline: NewBaseline = None,
    format_names: FormatNames = None,
    output: Output = None,
    as_of: AsOf = None,
    framework: FrameworkFile = None,
    lifecycle: LifecycleFiles = None,
    prior: PriorName = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", metavar=FLAG, help="Warnings fail the run too, advice (LM4xx) included."),
    ] = False,
    color: ColourChoice = "auto",
    quiet: Quiet = False,
) -> int:
    """Say what is wrong with an inventory, where, and what to do about it.

    Exit code 0: nothing that counts; 1: errors (with --strict: or warnings); 2: there was nothing to check.
    """
    from legacymap.analysis.analysis import chosen_rules
    from legacymap.analysis.request import Request
    from legacymap.analysis.validate import Narrowing
    from legacymap.analysis.validate import validate as validated
    from legacymap.cli.findings import Outputs, delivered

    chosen = targets(format_names, output, _FORMATS)
    apart([*(each.file for each in chosen), write_baseline])
    with progress_bar(quiet=quiet) as progress:
        request = Request(
            asked_paths(within or paths),
            asked_day(as_of),
            framework,
            tuple(lifecycle or ()),
            prior,
            progress=progress,
            rules=chosen_rules(select or (), ignore or ()),
        )
        shown = tuple(paths or ()) if within else ()
        found = validated(request, Narrowing(shown, baseline, write_baseline is not None, strict))
    return delivered(found, Outputs(chosen, color, baseline, write_baseline, quiet))


def rules(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="A rule's code or name: LM201.")] = None,
    color: ColourChoice = "auto",
) -> None:
    """List the rules that validate applies; with a code, that rule's page."""
    from legacymap.analysis.schema import rule
    from legacymap.analysis.schema import rules as every_rule
    from legacymap.reports.content.rules import rule_view, rules_view
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.formats.table import Screen

    view = rules_view(every_rule()) if code is None else rule_view(rule(code))
    deliver(FORMATS["table"](view, Screen(width(None), is_coloured(color, None))), None)


def schema(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="What to describe; default: inventory. --list names them all."),
    ] = None,
    list_names: Annotated[bool, typer.Option("--list", metavar=FLAG, help="List the names instead.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here.")] = None,
    color: ColourChoice = "auto",
) -> None:
    """Print the JSON Schema of the inventory, of another file, or of a command's JSON.

    Editors complete and check files with it: see docs/schema.md.
    """
    from legacymap.analysis.schema import DEFAULT, schema_text, schemas
    from legacymap.reports.content.rules import schemas_view
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.formats.table import Screen

    if list_names:
        screen = Screen(width(output), is_coloured(color, output))
        deliver(FORMATS["table"](schemas_view(schemas()), screen), output)
    else:
        deliver(schema_text(name or DEFAULT), output)
