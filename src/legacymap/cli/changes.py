"""The commands that look at what has changed: diff and history."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from legacymap.cli.estate import Organisation
from legacymap.cli.options import CommonOptions, NoCache, day, progress_bars, seconds_left, shared
from legacymap.cli.output import format_chosen, note
from legacymap.cli.results import answered, hand_over
from legacymap.domain.errors import RequestError

_DIFF = ("table", "markdown", "json", "html")
_EARLIER = "The earlier state"
_HINT = "`legacymap diff OLD NEW` compares two, `legacymap diff --since REV` what has changed since then."
States = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="OLD [NEW]",
        help="Folders, or REV:PATH as git writes it. Without NEW: this folder; with --since any PATH here.",
        readable=False,
    ),
]


def old_day(text: str) -> date | Literal["commit"]:
    """A day, or the word `commit`."""
    return "commit" if text == "commit" else day(text)


@shared(formats=_DIFF)
def diff(
    asked: CommonOptions,
    paths: States = None,  # noqa: ARG001 - `shared` hands them over as what is asked
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="REV", help="OLD is PATH at this revision.", rich_help_panel=_EARLIER
        ),
    ] = None,
    old_as_of: Annotated[
        str | None,
        typer.Option(
            "--old-as-of",
            parser=old_day,
            metavar="DATE",
            help="Judge OLD as of this day, or `commit` for that of the revision; default: as NEW.",
            rich_help_panel=_EARLIER,
        ),
    ] = None,
    old_framework: Annotated[
        str | None,
        typer.Option(
            "--old-framework",
            metavar="FILE",
            help="Scoring framework of OLD; default: as NEW.",
            rich_help_panel=_EARLIER,
        ),
    ] = None,
    old_lifecycle: Annotated[
        list[Path] | None,
        typer.Option(
            "--old-lifecycle",
            metavar="FILE",
            help="Support dates of OLD; default: as NEW.",
            rich_help_panel=_EARLIER,
        ),
    ] = None,
    organisation: Organisation = None,
    scenario: Annotated[
        Path | None,
        typer.Option(
            "--scenario", metavar="FILE", help="Show too how the best plan under this scenario has changed."
        ),
    ] = None,
    time_limit: Annotated[
        float,
        typer.Option("--time-limit", min=0, metavar="SECONDS", help="With --scenario: for all the plans."),
    ] = 60.0,
    fail_on: Annotated[
        Literal["worse", "red", "never"],
        typer.Option(
            "--fail-on",
            metavar="WHAT",
            help="Exit with 1 when facts made a system worse, when one became red, or never.",
        ),
    ] = "never",
    full: Annotated[
        bool, typer.Option("--full", help="In Markdown: quote values of sensitive statements too.")
    ] = False,
    comment: Annotated[
        Literal["any", "worse", "red"] | None,
        typer.Option(
            "--comment",
            metavar="WHEN",
            help="In a job: keep one comment on the request where anything moved, became worse or red.",
        ),
    ] = None,
) -> int:
    """Show what has changed between two states of an estate, and through what: facts, time, dates, method.

    Exit code 1 when either state has errors, or by --fail-on; 2 when there is no such revision.
    """
    from legacymap.analysis.diff import diff as compared
    from legacymap.analysis.diff_sides import DiffRequest
    from legacymap.analysis.plan_changes import Planning
    from legacymap.reports.content.diff import diff_view
    from legacymap.reports.formats.markdown import comment_text

    chosen = format_chosen(asked.format_name, asked.output, _DIFF)
    old, new = _states(asked, since, is_ruled=bool(old_as_of or old_framework or old_lifecycle))
    with progress_bars("Reading files", quiet=asked.quiet) as (progress,):
        found = compared(
            DiffRequest(
                old=old,
                new=new,
                as_of=asked.as_of,
                since=since,
                old_as_of=old_as_of,  # type: ignore[arg-type] # the parser has made a day of it
                framework=asked.framework,
                old_framework=old_framework,
                lifecycle=asked.lifecycle,
                old_lifecycle=tuple(old_lifecycle or ()),
                prior=asked.prior,
                reach_decay=asked.reach_decay,
                organisation=organisation,
                progress=progress,
            ),
            Planning(scenario, seconds_left(time_limit)) if scenario else None,
        )
    if chosen == "markdown":
        code = hand_over(asked, found.diagnostics, lambda: comment_text(diff_view(found, redacted=not full)))
    else:
        code = answered(asked, chosen, found.diagnostics, lambda: found, lambda: diff_view(found))
    if comment is not None:
        is_said = bool({"any": found.is_any, "worse": found.worse, "red": found.become_red}[comment])
        _comment(comment_text(diff_view(found, redacted=not full)) if is_said else None)
    is_broken = found.old.problem is not None
    failing = {"worse": found.worse, "red": found.become_red, "never": ()}[fail_on]
    return int(bool(code or is_broken or failing))


def _comment(text: str | None) -> None:
    """Keeps the comment of the job's request up to date, and adds the same to the step's summary.

    What the forge refuses is told on stderr; the comparison stands all the same.
    """
    from legacymap.cli.findings import add_step_summary
    from legacymap.cli.forge import ForgeError, conversation, keep_comment
    from legacymap.reports.formats.markdown import MARKER

    place = conversation()
    if text is not None:
        add_step_summary(lambda room: text if len(text.encode()) <= room else "")
    if place is None:
        note("legacymap: the job is for no pull or merge request, so there is nothing to comment on.")
        return
    try:
        note(f"legacymap: {keep_comment(place, MARKER, text)}.")
    except ForgeError as error:
        note(f"legacymap: the comment could not be kept up to date: the forge {error}.")


def _states(
    asked: CommonOptions, since: str | None, *, is_ruled: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The earlier and the later state as they were named."""
    named = tuple(str(each) for each in asked.paths)
    if since is not None:
        return (), named
    is_given = asked.paths != (Path(),) or is_ruled
    if not is_given:
        raise RequestError("There is nothing to compare with.", _HINT)
    if len(named) > 2:
        raise RequestError(f"{len(named)} states were named; two can be compared.", _HINT)
    return named[:1], named[1:] or (str(Path()),)


_HISTORY = ("table", "csv", "json", "html")


@shared(formats=_HISTORY, strict=False)
def history(
    asked: CommonOptions,
    since: Annotated[
        str, typer.Option("--since", metavar="REV", help="The first period is that of this revision, or day.")
    ],
    every: Annotated[
        Literal["week", "month", "quarter", "year"],
        typer.Option("--every", metavar="PERIOD", help="week, month, quarter or year."),
    ] = "month",
    organisation: Organisation = None,
    no_cache: NoCache = False,
) -> int:
    """Show how the estate has fared: the figures at the last commit of each period, judged on its last day.

    Exit code 1 when a period could not be read, 2 when there is no such revision.
    """
    from legacymap.analysis.history import HistoryOptions
    from legacymap.analysis.history import history as counted
    from legacymap.reports.content.history import history_view

    chosen = format_chosen(asked.format_name, asked.output, _HISTORY)
    with progress_bars("Counting periods", quiet=asked.quiet) as (progress,):
        found = counted(
            asked.request(progress), HistoryOptions(since, every, organisation, is_kept=not no_cache)
        )
    code = answered(asked, chosen, (), lambda: found, lambda: history_view(found, is_drawn=chosen == "html"))
    return int(bool(code or any(each.problem for each in found.periods)))
