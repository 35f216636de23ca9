"""`legacymap validate`: findings on stdout, exit 1 when any counts."""

from typing import Annotated

import typer

from legacymap.cli.asking import asked_day, asked_paths, progress_bar
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
)
from legacymap.cli.targets import apart, targets

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
    from legacymap.cli.validated import Outputs, delivered
    from legacymap.verbs.choosing import chosen_rules
    from legacymap.verbs.request import Request
    from legacymap.verbs.validate import Narrowing
    from legacymap.verbs.validate import validate as validated

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
