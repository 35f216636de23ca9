"""The systems that the preferred plan leaves as they are, and what would bring the next of them in."""

from dataclasses import replace

from legacymap.domain.dates import financial_year_text
from legacymap.domain.plan import NextIn, NotPlanned
from legacymap.domain.submission import Submission
from legacymap.reports.blocks.left_out import left_out
from legacymap.reports.view import FOR_DATA, Block, Cell, Column, Prose, Table

_COLUMNS = (
    Column("system", "system", least=28),
    Column("option", "option", least=12),
    Column("start", "start"),
    Column("value", "risk removed", "score"),
    Column("organisation", "budget of"),
    Column("fund", "fund"),
    Column("year", "year"),
    Column("amount", "lacks", "money"),
)
_NOTE = (
    "All else fixed, the least that each would need beyond the budgets, by line and year; lines overlap "
    "where one budget is part of another, so they do not add up. Highest risk removed first."
)


def not_in_the_plan(submission: Submission) -> tuple[Block, ...]:
    """A row for each system with the reason, then the money that the next projects in would need."""
    left = submission.plan.not_planned
    if not left:
        return (Prose("Every scored system is acted on."),)
    nexts = [(each, each.next_in) for each in left if each.next_in is not None]
    nexts.sort(key=lambda pair: (-pair[1].value, pair[0].system))
    rows = tuple(row for pair in nexts for row in _rows(*pair))
    said = (
        "Each system that the plan leaves as it is, with the reason. A system without an option, or "
        "whose option has no costs, is not judged unworthy: its record gives the plan nothing to choose."
    )
    by_reason = tuple(
        replace(
            block,
            note=("In the order of the scan."),
            columns=tuple(_for_people(column) for column in block.columns),
        )
        for block in left_out(submission.plan)
        if isinstance(block, Table)
    )
    money = (Table("The next projects in", _COLUMNS, rows, _NOTE),) if rows else ()
    return Prose(said), *by_reason, *money


def _for_people(column: Column) -> Column:
    """What the second table says again is left to data."""
    return (
        replace(column, priority=FOR_DATA) if column.key in {"option", "start", "value", "extra"} else column
    )


def _rows(left: NotPlanned, found: NextIn) -> tuple[tuple[Cell, ...], ...]:
    head = (left.system, found.option, financial_year_text(found.start), found.value)
    return tuple(
        (*head, each.organisation, each.fund, financial_year_text(each.year), each.amount)
        for each in found.extra
    )
