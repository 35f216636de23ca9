"""New systems on old foundations."""

from legacymap.domain.survey import Survey
from legacymap.reports.judgements import rating_of
from legacymap.reports.view import Cell, Column, Table

_COLUMNS = (
    Column("id", "system"),
    Column("status", "status"),
    Column("weak", "will stand on", "prose"),
)


def old_foundations(survey: Survey) -> tuple[Table, ...]:
    """Each system being proposed or built that will stand on red or possibly red ones; nothing without."""
    statuses = {entry.record.id: entry.record.system.status for entry in survey.entries}
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (new.system, statuses.get(new.system), ", ".join(_rated(survey, system) for system in new.weak))
        for new in survey.old_foundations
    )
    return (Table("New systems on old foundations", _COLUMNS, rows),) if rows else ()


def _rated(survey: Survey, system: str) -> str:
    return f"{system} ({rating_of(survey.ratings.get(system)).words})"
