"""The systems in the order of a scan."""

from collections.abc import Callable

from legacymap.domain.assessment import Assessment
from legacymap.domain.survey import Entry, Foundation, Reach, Survey
from legacymap.reports.judgements import standing_of, yes_or_no
from legacymap.reports.view import FOR_DATA, Cell, Column, Judgement, Table

_NOTE = (
    "Score: expected (lowest-highest). Risk: likelihood x (impact + underpinning), expected. "
    "Gap: others stand on it, it is or could be red, and its plan is not funded."
)


def ranking(survey: Survey, top: int | None = None) -> Table:
    """A row for each system listed, or for the first `top` of them; each row's cells follow `_COLUMNS`."""
    entries = survey.entries[:top]
    rows = tuple(tuple(cell(entry) for _, cell in _COLUMNS) for entry in entries)
    more = max(survey.totals.systems - len(entries), 0)
    return Table(
        "Systems, in order of rating and risk", tuple(column for column, _ in _COLUMNS), rows, _NOTE, more
    )


def _scored(cell: Callable[[Assessment], Cell]) -> Callable[[Entry], Cell]:
    return lambda entry: cell(entry.assessment) if entry.assessment else None


def _reached(cell: Callable[[Reach], Cell]) -> Callable[[Entry], Cell]:
    return lambda entry: cell(entry.reach) if entry.reach else None


def _risk(entry: Entry) -> Cell:
    return entry.reach.weighted_risk if entry.reach and entry.assessment else None


def _gap(reach: Reach) -> Cell:
    return Judgement("yes", "gap", "alarm") if reach.underpinning_gap else Judgement("no", "")


def _stood_on(cell: Callable[[Foundation], Cell]) -> Callable[[Entry], Cell]:
    return lambda entry: cell(entry.foundation) if entry.foundation else None


def _data(key: str) -> Column:
    return Column(key, key, priority=FOR_DATA)


_COLUMNS: tuple[tuple[Column, Callable[[Entry], Cell]], ...] = (
    (Column("rank", "#", "count"), lambda entry: entry.rank),
    (Column("id", "system", least=32), lambda entry: entry.record.id),
    (Column("name", "name", priority=5), lambda entry: entry.record.system.name),
    (_data("organisation"), lambda entry: entry.record.organisation),
    (_data("kind"), lambda entry: entry.record.system.kind),
    (_data("status"), lambda entry: entry.record.system.status),
    (Column("rating", "rating"), standing_of),
    (Column("score", "score", "bounds"), _scored(lambda assessment: assessment.overall)),
    (_data("p_red"), _scored(lambda assessment: assessment.p_red)),
    (Column("legacy", "legacy", priority=4), _scored(lambda assessment: assessment.legacy)),
    (_data("p_legacy"), _scored(lambda assessment: assessment.p_legacy)),
    (Column("weighted_risk", "risk", "score"), _risk),
    (_data("direct_dependents"), _reached(lambda reach: reach.direct_dependents)),
    (Column("dependents", "dependents", "count", priority=3), _reached(lambda reach: reach.dependents)),
    (_data("hard_dependents"), _reached(lambda reach: reach.hard_dependents)),
    (_data("services"), _reached(lambda reach: reach.services)),
    (_data("organisations"), _reached(lambda reach: reach.organisations)),
    (_data("underpinning"), _reached(lambda reach: reach.underpinning)),
    (_data("underpinning_capability"), _reached(lambda reach: yes_or_no(reach.underpinning_capability))),
    (Column("underpinning_gap", "gap", priority=2), _reached(_gap)),
    (_data("dependencies"), _stood_on(lambda foundation: foundation.dependencies)),
    (
        Column("weakest", "weakest foundation", priority=6, least=32),
        _stood_on(lambda foundation: foundation.weakest),
    ),
)
