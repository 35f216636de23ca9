"""The capabilities on which other families of organisations stand, and which of them nobody pays to mend."""

from legacymap.domain.plan import NotPlanned
from legacymap.domain.submission import Submission
from legacymap.domain.survey import Entry
from legacymap.reports.blocks.capabilities import funding
from legacymap.reports.blocks.left_out import REASONS
from legacymap.reports.figures import counted
from legacymap.reports.judgements import standing_of
from legacymap.reports.sections.wording import in_the_plan
from legacymap.reports.view import Block, Cell, Column, Prose, Table

_COLUMNS = (
    Column("system", "system", least=26),
    Column("name", "name"),
    Column("rating", "rating"),
    Column("underpinning", "underpins", "score"),
    Column("hard_dependents", "systems that need it", "count"),
    Column("services", "services", "count"),
    Column("organisations", "organisations", "count"),
    Column("funded", "agreed plan"),
    Column("planned", "in this plan", "prose"),
)
_NOTE = (
    "Underpins: the impact of all that stands on it, halved with each step away. Organisations: those of "
    "the systems that need it, its own included."
)


def capabilities(submission: Submission) -> tuple[Block, ...]:
    """A sentence that counts those without a funded plan, and a row for every capability."""
    every = submission.survey.capabilities
    if not every:
        return (Prose("No system underpins others in the sense of annex B."),)
    left = {each.system: each for each in submission.plan.not_planned}
    found = [submission.entries[system] for system in every]
    rows = tuple(_row(submission, entry, left.get(entry.record.id)) for entry in found)
    return Prose(_said(submission, found)), Table("Underpinning capabilities", _COLUMNS, rows, _NOTE)


def _said(submission: Submission, found: list[Entry]) -> str:
    acted_on = {action.system for action in submission.plan.actions}
    gaps = [entry.record.id for entry in found if entry.reach and entry.reach.underpinning_gap]
    kept = [system for system in gaps if system in acted_on]
    many = "capability underpins" if len(found) == 1 else "capabilities underpin"
    return (
        f"{len(found):,} {many} systems of other families of organisations, or are platforms that others "
        f"stand on. {counted(len(gaps), 'of them is', 'of them are')} or could be red and without a "
        "funded plan: an underpinning gap, in which a failure reaches further than any one budget holder "
        f"feels. This plan acts on {len(kept):,} of these {len(gaps):,}."
    )


def _row(submission: Submission, entry: Entry, left: NotPlanned | None) -> tuple[Cell, ...]:
    system, reach = entry.record.id, entry.reach
    counts = (
        (reach.underpinning, reach.hard_dependents, reach.services, reach.organisations)
        if reach
        else (None,) * 4
    )
    planned = REASONS[left.code].words if left else in_the_plan(submission, system)
    return system, entry.record.system.name, standing_of(entry), *counts, funding(entry), planned
