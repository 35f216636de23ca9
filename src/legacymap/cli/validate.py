"""`legacymap validate`: findings on stdout, exit 1 when any counts."""

from typing import Annotated

import typer

from legacymap.cli.asking import asked_day, asked_paths, progress_bar
from legacymap.cli.options import (
    AsOf,
    ColourChoice,
    FormatName,
    FrameworkFile,
    LifecycleFiles,
    Output,
    Paths,
    PriorName,
    Quiet,
)
from legacymap.cli.output import deliver, format_chosen, is_coloured, width

_FORMATS = ("text", "json")


def validate(
    paths: Paths = None,
    format_name: FormatName = None,
    output: Output = None,
    as_of: AsOf = None,
    framework: FrameworkFile = None,
    lifecycle: LifecycleFiles = None,
    prior: PriorName = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Warnings fail the run too, advice (LM4xx) included.")
    ] = False,
    color: ColourChoice = "auto",
    quiet: Quiet = False,
) -> int:
    """Say what is wrong with an inventory, where, and what to do about it.

    Exit code 0: nothing that counts; 1: errors (with --strict: or warnings); 2: there was nothing to check.
    """
    from legacymap.reports.findings import FINDINGS
    from legacymap.reports.screen import Screen
    from legacymap.verbs.request import Request
    from legacymap.verbs.validate import validate as validated

    chosen = format_chosen(format_name, output, _FORMATS)
    with progress_bar(quiet=quiet) as progress:
        request = Request(
            asked_paths(paths), asked_day(as_of), framework, tuple(lifecycle or ()), prior, progress=progress
        )
        found = validated(request)
    validation = found.validation
    screen = Screen(width(output), is_coloured(color, output))
    deliver(FINDINGS[chosen](validation, found.places.line, screen), output)
    counted = {each.severity for each in validation.diagnostics if each.waived is None}
    return int("error" in counted or (strict and "warning" in counted))
