"""A docked estate by department."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from legacymap.domain.results import Department
from legacymap.reports.view import Amount, Cell, Column, Table

_COLUMNS = (
    Column("id", "id", "text", 9),
    Column("department", "department", "prose"),
    Column("systems", "systems", "count", total=True),
    Column("red", "red", "count", total=True),
    Column("possibly_red", "could be red", "count", total=True),
    Column("expected_red", "expected red", "score", total=True),
    Column("underpinning_gaps", "gaps", "count", 2, total=True),
    Column("annual_run", "a year to run", "money", 2),
    Column("consumers", "others need it", "count"),
    Column("stands_on", "most of all", "prose", 3),
)
_NOTE = (
    "Gaps: systems on which others stand, that are or could be red, and whose plan is not funded. Others "
    "need it: systems of other departments that need one of its systems directly, and which most need."
)


def departments(found: Sequence[Department] | None, names: Mapping[str, str]) -> tuple[Table, ...]:
    """A row for each department, the one with most red systems expected first; nothing where none docked."""
    if not found:
        return ()
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            each.id,
            each.name,
            each.systems,
            each.red,
            each.possibly_red,
            each.expected_red,
            each.underpinning_gaps,
            None if each.annual_run is None else Amount(Decimal(str(each.annual_run)), "£"),
            each.consumers,
            None if each.stands_on is None else names.get(each.stands_on, each.stands_on),
        )
        for each in found
    )
    return (Table("Departments, most red systems expected first", _COLUMNS, rows, _NOTE, level=2),)
