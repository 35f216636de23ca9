"""What a framework asks of every system."""

from legacymap.domain.framework import Framework
from legacymap.reports.view import Cell, Column, Table

_COLUMNS = (
    Column("code", "code"),
    Column("criterion", "criterion"),
    Column("group", "group"),
    Column("scale", "scale"),
    Column("question", "question", "prose"),
)


def questions(framework: Framework) -> Table:
    """A row for each criterion, in the framework's order."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (criterion.code, criterion.name, group.name, f"{group.low} to {group.high}", criterion.question)
        for group, criterion in framework.criteria
    )
    return Table("Criteria", _COLUMNS, rows)
