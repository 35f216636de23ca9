"""What of a plan's money is new, and what is there already: ring-fenced, or funded in full."""

from collections.abc import Iterable

from legacymap.domain.dates import financial_year_text
from legacymap.domain.money import pounds_text
from legacymap.domain.plan import Financing
from legacymap.domain.submission import Submission
from legacymap.reports.content.plans import later_years
from legacymap.reports.view import Cell, Column, Table

_PENCE = 100


def money_of(submission: Submission, years: Iterable[int], organisation: str | None = None) -> Financing:
    """Who pays in some years, for all actions or for those on an organisation's own systems."""
    span = frozenset(years)
    parts = (
        part
        for action in submission.plan.actions
        if organisation in {None, submission.entries[action.system].organisation}
        for year, part in action.financing.items()
        if year in span
    )
    return sum(parts, Financing())


_COLUMNS = (
    Column("year", "year"),
    Column("new_rdel", "new resource (RDEL)", "money"),
    Column("new_cdel", "new capital (CDEL)", "money"),
    Column("new", "new money", "money"),
    Column("ringfenced", "ring-fenced already", "money"),
    Column("funded", "funded already", "money"),
    Column("total", "cost of the work", "money"),
)


def money_asked(submission: Submission, title: str) -> Table:
    """A row for each year: new money by fund, what is there already, and the cost of the work."""
    plan = submission.plan
    rows = [_row(financial_year_text(year), money_of(submission, (year,))) for year in plan.years]
    if len(plan.years) > 1:
        rows.append(_row("all these years", money_of(submission, plan.years)))
    if later := later_years(plan):
        rows.append(_row(f"after {financial_year_text(plan.years[-1])}", money_of(submission, later)))
    return Table(title, _COLUMNS, tuple(rows))


def amount_text(pence: int) -> str:
    """An amount of pence as people say it."""
    return pounds_text(pence / _PENCE)


def _row(words: str, money: Financing) -> tuple[Cell, ...]:
    amounts = (money.new_rdel, money.new_cdel, money.new, money.ringfenced, money.funded, money.total)
    return words, *(pence / _PENCE for pence in amounts)
