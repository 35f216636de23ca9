"""`legacymap solve`: a posed problem from a file, solved with proof."""

import time
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from legacymap.cli.options import ColourChoice, Output, Quiet, format_option, part_of_whole, seconds_left
from legacymap.cli.output import deliver, format_chosen, is_coloured, note, require_place, width

_FORMATS = ("table", "json")
_RAISE = "Raise --time-limit to search longer, or --gap to be content with less."
_INFEASIBLE, _INTERRUPTED = 2, 130


def solve(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A problem, as `plan --write-problem` writes it.")
    ],
    gap: Annotated[
        float,
        typer.Option(
            "--gap",
            parser=part_of_whole,
            metavar="SHARE",
            help="How far from the optimum the answer may be: 0.1% or 0.001.",
        ),
    ] = 0.001,
    time_limit: Annotated[
        float,
        typer.Option(
            "--time-limit",
            min=0.0,
            metavar="SECONDS",
            help="At the limit the best plan found is shown with its true gap.",
        ),
    ] = 60.0,
    format_name: Annotated[str | None, format_option(_FORMATS)] = None,
    output: Output = None,
    color: ColourChoice = "auto",
    quiet: Quiet = False,
) -> int:
    """Solve a posed problem: what to start when, proven near the optimum.

    The format is described in docs/problem.md: `legacymap solve problem.json -f json --time-limit 600`.
    Exit code 2 when the file is malformed or no plan keeps all limits; an interruption shows the best so far.
    """
    from legacymap.analysis.solve import solve as solved
    from legacymap.reports.content.solution import solution_view
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.serial import document_text
    from legacymap.reports.view import Screen

    chosen = format_chosen(format_name, output, _FORMATS)
    require_place(output)
    begun = time.monotonic()
    found = solved(file, gap, seconds_left(time_limit))
    if chosen == "json":
        text = document_text(replace(found, seconds=round(time.monotonic() - begun, 3)))
    else:
        text = FORMATS[chosen](solution_view(found), Screen(width(output), is_coloured(color, output)))
    deliver(text, output)
    for what in found.cut_short if not quiet else ():
        cause = "The interruption" if found.is_interrupted else "The time limit"
        note(
            f"{cause} cut {what} short.",
            "" if found.is_interrupted else _RAISE,
        )
    if found.is_interrupted:
        return _INTERRUPTED
    if found.status == "infeasible":
        note("legacymap: No choice of starts keeps all limits and decisions of the problem.")
        return _INFEASIBLE
    return 0
