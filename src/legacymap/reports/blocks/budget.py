"""How far a plan uses its money."""

from legacymap.domain.dates import financial_year_text
from legacymap.domain.money import pounds_text
from legacymap.domain.plan import BudgetUse, Plan
from legacymap.reports.view import Block, Cell, Column, Heading, Prose, Table

_COLUMNS = (
    Column("organisation", "organisation", least=12),
    Column("fund", "fund"),
    Column("year", "year"),
    Column("cap", "cap", "money"),
    Column("spend", "spend", "money"),
    Column("left", "left", "money", priority=2),
    Column("used", "used", "share", priority=2),
)


def budget(plan: Plan) -> tuple[Block, ...]:
    """A row for each budget line and year; what is spent after the last year stands in the note."""
    last = financial_year_text(plan.years[-1])
    rdel, cdel = plan.tail["rdel"], plan.tail["cdel"]
    later = (
        f"{pounds_text(rdel)} of resource and {pounds_text(cdel)} of capital" if rdel or cdel else "nothing"
    )
    note = f"After {last} the plan still spends {later}."
    if not plan.budget:
        return Heading("Use of the budgets"), Prose(f"The scenario has no budget line, so no limit. {note}")
    return (Table("Use of the budgets", _COLUMNS, tuple(_row(use) for use in plan.budget), note),)


def _row(use: BudgetUse) -> tuple[Cell, ...]:
    share = use.spend / use.cap if use.cap else None
    year = financial_year_text(use.year)
    return use.organisation, use.fund, year, use.cap, use.spend, use.cap - use.spend, share
