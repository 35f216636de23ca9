"""How `validate` hands over its findings: to stdout, files and the step summary of a CI job.

With paths as CI expects them, the fixes of `--fix` and `--diff`, and the exit code. `add_step_summary` serves
`diff` too.
"""

import os
import posixpath
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from legacymap.analysis.request import Request
from legacymap.analysis.validate import Validated
from legacymap.cli.options import CommonOptions
from legacymap.cli.output import Colour, Target, deliver, is_coloured, note, width
from legacymap.domain.findings import Place
from legacymap.domain.frozen import dataclass
from legacymap.domain.results import Validation
from legacymap.reports.escape import defused
from legacymap.reports.findings import FINDINGS
from legacymap.reports.findings.text import closing_line
from legacymap.reports.view import Screen
from legacymap.reports.words import tally

LARGEST = 1024 * 1024  # bytes that GitHub takes of the summaries of one step
_VARIABLE = "GITHUB_STEP_SUMMARY"


def add_step_summary(summary: Callable[[int], str]) -> None:
    """Adds to the step's summary, where there is one, what `summary` writes in so many bytes.

    Says so on stderr where the file cannot be written.
    """
    named = os.environ.get(_VARIABLE)
    if not named:
        return
    file = Path(named)
    try:
        written = file.stat().st_size if file.exists() else 0
        with file.open("a", encoding="utf-8", newline="") as opened:
            opened.write(summary(LARGEST - written))
    except OSError as error:
        note(f"legacymap: the step summary cannot be written: {error.strerror or 'no reason given'}.")


# The variable that names the checkout to the service which reads a format.
_CHECKOUTS = {
    "github": "GITHUB_WORKSPACE",
    "sarif": "GITHUB_WORKSPACE",
    "gitlab": "CI_PROJECT_DIR",
    "junit": "CI_PROJECT_DIR",
}


def rooted(validation: Validation, chosen: str) -> Validation:
    """The findings with paths from the root of the checkout, where the format is for a service that has one.

    Such a service finds no file by its path from a folder below. What lies outside keeps its path.
    """
    prefix = _prefix(chosen)
    if not prefix:
        return validation

    def moved(place: Place) -> Place:
        path = posixpath.normpath(posixpath.join(prefix, place.file))
        return place if path.startswith("..") else replace(place, file=path)

    return replace(
        validation,
        diagnostics=tuple(
            replace(
                each, place=moved(each.place), related=tuple((moved(at), words) for at, words in each.related)
            )
            for each in validation.diagnostics
        ),
    )


def _prefix(chosen: str) -> str:
    """The way from the root of the checkout to the current folder; empty at the root, or without one."""
    if chosen not in _CHECKOUTS:
        return ""
    here = Path.cwd().resolve()
    named = os.environ.get(_CHECKOUTS[chosen])
    roots = [Path(named).resolve()] if named else []
    roots += [each for each in (here, *here.parents) if os.path.exists(each / ".git")]  # noqa: PTH110 - may raise
    root = next((each for each in roots if here.is_relative_to(each)), here)
    path = here.relative_to(root).as_posix()
    return "" if path == "." else path


_MOST_NAMED = 10
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where the findings go, the baseline used and the one to write, and how many notes are wanted."""

    targets: tuple[Target, ...]
    colour: Colour = "auto"
    baseline: Path | None = None
    write_baseline: Path | None = None
    quiet: bool = False
    is_verbose: bool = False


def delivered(found: Validated, outputs: Outputs) -> int:
    """Writes everything that was asked for; 1 when a finding fails the run, else 0."""
    validation = found.validation
    if outputs.write_baseline is not None:
        from legacymap.reports.findings.json import baseline_text

        deliver(baseline_text(found.every), outputs.write_baseline)
    for each in outputs.targets:
        screen = Screen(width(each.file), is_coloured(outputs.colour, each.file))
        shown = rooted(validation, each.format)
        deliver(FINDINGS[each.format](shown, found.places.line, screen), each.file)
    if any(each.format == "github" for each in outputs.targets):
        from legacymap.reports.findings.github import step_summary

        add_step_summary(partial(step_summary, rooted(validation, "github")))
    if any(each.format == "sarif" for each in outputs.targets):
        _tell_of_sarif(validation)
    if not outputs.quiet:
        _tell_all(found, outputs)
    counts = tally(validation.diagnostics)
    return int(bool(counts.errors or (validation.strict and counts.warnings)))


def mended(request: Request, asked: CommonOptions, only: tuple[Path, ...], *, is_written: bool) -> int:
    """Writes the certain mends, each told on stderr, or shows the difference on stdout.

    1 where there are such mends, or errors that need a person.
    """
    from legacymap.analysis.fixing import fixed  # reads cells, which checking alone does not

    done = fixed(request, is_written=is_written, only=only)
    if not is_written:
        lines = (f"{line[:1]}{defused(line[1:])}\n" for line in done.difference.split("\n")[:-1])
        deliver("".join(lines), None)
    for each in () if asked.quiet else done.mends:
        at = each.place.text
        said = "mended" if is_written else "would mend"
        note(f"{said} {at} {each.code} `{each.before[:_LONGEST]}` -> `{each.after[:_LONGEST]}`")
    _tell(sorted(done.left_alone), "files that cannot be read whole were left alone", "Mend them first.")
    if not done.mends and not asked.quiet:
        note("legacymap: nothing here can be mended with certainty.")
    return int(bool(done.mends) or done.has_errors)


def _tell_of_sarif(validation: Validation) -> None:
    from legacymap.reports.findings.sarif import left_out_of_sarif

    if left_out := left_out_of_sarif(validation):
        note(f"legacymap: {left_out}", "`--select` and `--within` narrow what is listed.")


def _tell_all(found: Validated, outputs: Outputs) -> None:
    _tell(
        [f"{each.rule} {each.system or each.file}" for each in found.gone],
        f"the baseline `{outputs.baseline}` has findings that no longer occur",
        f"`--write-baseline {outputs.baseline}` writes it anew.",
    )
    for each in found.passed if outputs.is_verbose else ():
        note(f"legacymap: passed over {each.file}: {each.why}.")
    if all(each.file for each in outputs.targets):
        note(f"legacymap: {closing_line(found.validation)}.")


def _tell(items: Sequence[str], message: str, hint: str) -> None:
    """A note on stderr about the items, where there are any; it names the first few."""
    if items:
        named = ", ".join(items[:_MOST_NAMED])
        more = f" and {len(items) - _MOST_NAMED:,} more" if len(items) > _MOST_NAMED else ""
        note(f"legacymap: {message}: {named}{more}.", hint)
