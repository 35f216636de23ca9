"""What of a plan's money is new, and what is there already: ring-fenced, or funded in full."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import fsum

from legacymap.domain.dates import financial_year_text
from legacymap.domain.plan import Action
from legacymap.domain.submission import Submission
from legacymap.reports.content.plans import later_years
from legacymap.reports.view import Cell, Column, Table


@dataclass(frozen=True, slots=True)
class Money:
    """Resource and capital that somebody still has to find, and what is there already, in the price base."""

    new_rdel: float = 0.0
    new_cdel: float = 0.0
    ringfenced: float = 0.0
    funded: float = 0.0

    @property
    def new(self) -> float:
        """Resource and capital together that are new."""
        return self.new_rdel + self.new_cdel

    @property
    def there(self) -> float:
        """What is there already."""
        return self.ringfenced + self.funded

    @property
    def total(self) -> float:
        """What the work still costs."""
        return self.new + self.there


def money_of(submission: Submission, years: Iterable[int], organisation: str | None = None) -> Money:
    """The money of some years, of all actions or of those on an organisation's own systems."""
    span = frozenset(years)
    parts = [
        part
        for action in submission.plan.actions
        if organisation in {None, submission.entries[action.system].organisation}
        for year, part in _by_year(submission, action)
        if year in span
    ]
    return Money(
        fsum(part.new_rdel for part in parts),
        fsum(part.new_cdel for part in parts),
        fsum(part.ringfenced for part in parts),
        fsum(part.funded for part in parts),
    )


def _by_year(submission: Submission, action: Action) -> Iterator[tuple[int, Money]]:
    """What an action still spends by year: funded in full, or ring-fenced in its earliest years, or new.

    What is ring-fenced pays for capital before resource in a year; where the agreed plan names an option, its
    money is for that one alone (as in the action's `new_money`).
    """
    remediation = submission.entries[action.system].record.system.remediation
    agreed = remediation.plan if remediation else None
    if agreed is not None and agreed.option not in {None, action.option}:
        agreed = None
    left = float(agreed.ringfenced) if agreed and agreed.ringfenced is not None else 0.0
    for year in sorted({*action.rdel, *action.cdel}):
        rdel, cdel = action.rdel.get(year, 0.0), action.cdel.get(year, 0.0)
        if year < submission.plan.years[0]:
            continue
        if agreed and agreed.funded == "yes":
            yield year, Money(funded=rdel + cdel)
            continue
        of_cdel = min(left, cdel)
        of_rdel = min(left - of_cdel, rdel)
        left -= of_cdel + of_rdel
        yield year, Money(rdel - of_rdel, cdel - of_cdel, of_cdel + of_rdel)


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


def _row(words: str, found: Money) -> tuple[Cell, ...]:
    return words, found.new_rdel, found.new_cdel, found.new, found.ringfenced, found.funded, found.total
