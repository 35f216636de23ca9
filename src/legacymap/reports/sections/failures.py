"""The failures on record of the systems scored."""

from collections import Counter
from datetime import date

from legacymap.domain.submission import Submission
from legacymap.domain.survey import Entry
from legacymap.domain.system import Incident, IncidentSeverity
from legacymap.reports.figures import counted
from legacymap.reports.sections.wording import stated
from legacymap.reports.view import Amount, Block, Cell, Column, Prose, Table

_MOST = 20
_WORST_FIRST: tuple[IncidentSeverity | None, ...] = ("severe", "major", "moderate", "minor", None)
_COLUMNS = (
    Column("date", "date"),
    Column("system", "system", least=26),
    Column("severity", "severity"),
    Column("ongoing", "ongoing"),
    Column("cost", "cost of a failure", "money"),
    Column("summary", "what happened", "prose", least=26),
)
_NOTE = (
    "The worst first, those that go on before others. Cost of a failure: what the record says an event "
    "may cost, not what this one did."
)


def failures(submission: Submission) -> tuple[Block, ...]:
    """How many failures the records state, and the worst of them."""
    found = [
        (entry, incident)
        for entry in submission.survey.entries
        if entry.assessment
        for incident in entry.record.system.incidents or ()
    ]
    silent = sum(
        entry.record.system.incidents is None for entry in submission.survey.entries if entry.assessment
    )
    counts = Counter(incident.severity for _, incident in found)
    told = ", ".join(
        f"{counts[each]:,} {each or 'of no stated severity'}" for each in _WORST_FIRST if counts[each]
    )
    detail = f" ({told}; {sum(incident.ongoing is True for _, incident in found):,} go on)" if found else ""
    said = (
        f"The records state {counted(len(found), 'failure')}{detail}. {counted(silent, 'scored system')} "
        "say nothing of failures, which is not the same as none."
    )
    if not found:
        return (Prose(said),)
    found.sort(key=_order)
    rows = tuple(_row(*pair) for pair in found[:_MOST])
    return Prose(said), Table("Failures on record", _COLUMNS, rows, _NOTE, max(len(found) - _MOST, 0))


def _order(pair: tuple[Entry, Incident]) -> tuple[object, ...]:
    entry, incident = pair
    day = incident.date.last if incident.date else date.min
    return (
        incident.ongoing is not True,
        _WORST_FIRST.index(incident.severity),
        -day.toordinal(),
        entry.record.id,
        incident.summary or "",
    )


def _row(entry: Entry, incident: Incident) -> tuple[Cell, ...]:
    costs = entry.record.system.costs
    money = costs.cost_of_failure if costs else None
    return (
        str(incident.date) if incident.date else stated(None),
        entry.record.id,
        stated(incident.severity),
        stated(None if incident.ongoing is None else "yes" if incident.ongoing else "no"),
        Amount(money.amount, money.symbol) if money else stated(None),
        stated(incident.summary),
    )
