"""Several formats in one run, and where each of them goes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
from legacymap.cli.output import deliver, format_chosen, is_coloured, width
from legacymap.domain.errors import RequestError


@dataclass(frozen=True, slots=True)
class Target:
    """A format and the file that it is written to; None: stdout."""

    format: str
    file: Path | None


def targets(named: Sequence[str] | None, output: Path | None, known: tuple[str, ...]) -> tuple[Target, ...]:
    """Where each format goes: `NAME=FILE` to its file, `NAME` to `output` or else to stdout; files first.

    With nothing named, the format follows from the suffix of `output`. Raises RequestError for an unknown
    format, for two in one place, and for a file without a name.
    """
    found = [_target(each, known) for each in named or ()]
    plain = [each.format for each in found if each.file is None]
    if len(plain) > 1:
        where = f"`{output}`" if output else "stdout"
        raise RequestError(
            f"Several formats would go to {where}: {', '.join(plain)}.",
            f"Give each but one a file of its own: `-f {plain[-1]}=FILE`.",
        )
    filed = [each for each in found if each.file is not None]
    if plain or output or not filed:
        filed.append(Target(format_chosen(plain[0] if plain else None, output, known), output))
    apart(each.file for each in filed)
    return tuple(sorted(filed, key=lambda each: each.file is None))


def apart(files: Iterable[Path | None]) -> None:
    """Raises RequestError where two of the files are one."""
    seen: set[Path] = set()
    for file in files:
        place = file.resolve() if file is not None else None
        if place in seen:
            raise RequestError(f"Two outputs would go to `{file}`.", "Give each a file of its own.")
        if place is not None:
            seen.add(place)


def _target(text: str, known: tuple[str, ...]) -> Target:
    name, sign, file = text.partition("=")
    chosen = format_chosen(name, None, known)
    if sign and not file:
        raise RequestError(f"`{text}` names no file.", f"Write `{name}=FILE`, or `{name}` for stdout.")
    return Target(chosen, Path(file) if file else None)


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
