"""The capabilities on which most of government stands."""

from legacymap.domain.survey import Entry, Survey
from legacymap.reports.judgements import rating_of, standing_of
from legacymap.reports.view import Cell, Column, Judgement, Table

_MOST = 10
_COLUMNS = (
    Column("id", "system", least=36),
    Column("name", "name", priority=5),
    Column("rating", "rating"),
    Column("underpinning", "underpins", "score"),
    Column("hard_dependents", "stop", "count", priority=3),
    Column("organisations", "organisations", "count", priority=4),
    Column("plan", "plan", priority=2),
)
_NOTE = (
    "Underpins: the impact of all that stands on it, halved with each step away. Stop: those that "
    "need it along hard arrows, directly or not."
)


def capabilities(survey: Survey) -> tuple[Table, ...]:
    """The most underpinning capabilities, each with what its plan lacks; nothing where there are none."""
    if not survey.capabilities:
        return ()
    entries = {entry.record.id: entry for entry in survey.entries}
    first = survey.capabilities[:_MOST]
    rows = tuple(_row(survey, system, entries.get(system)) for system in first)
    more = len(survey.capabilities) - len(first)
    return (Table("Capabilities that underpin most", _COLUMNS, rows, _NOTE, more),)


def _row(survey: Survey, system: str, entry: Entry | None) -> tuple[Cell, ...]:
    if entry is None or entry.reach is None:
        return (system, None, rating_of(survey.ratings.get(system)), None, None, None, None)
    reach = entry.reach
    counts = (reach.underpinning, reach.hard_dependents, reach.organisations)
    return (system, entry.record.system.name, standing_of(entry), *counts, funding(entry))


def funding(entry: Entry) -> Judgement | None:
    """Whether the agreed plan of a capability is funded; None where it need not be."""
    remediation = entry.record.system.remediation
    funded = remediation.plan.funded if remediation and remediation.plan else None
    if entry.reach and entry.reach.underpinning_gap:
        words = "partly funded plan" if funded == "partly" else "no funded plan"
        return Judgement(funded or "", words, "alarm")
    return Judgement("yes", "funded plan") if funded == "yes" else None
