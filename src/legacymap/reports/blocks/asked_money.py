"""What a plan asks for, by year and fund."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from legacymap.domain.dates import financial_year_text
from legacymap.domain.plan import Action, ByYear, Plan
from legacymap.reports.view import Cell, Column, Table

_COLUMNS = (
    Column("year", "year"),
    Column("rdel", "resource (RDEL)", "money"),
    Column("cdel", "capital (CDEL)", "money"),
    Column("total", "together", "money"),
    Column("committed", "of it committed", "money"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What actions cost in some years, and how much of that is committed already."""

    rdel: float
    cdel: float
    committed: float

    @property
    def total(self) -> float:
        """Resource and capital together."""
        return self.rdel + self.cdel


def asked(plan: Plan, years: Iterable[int]) -> Asked:
    """What the plan asks for in some years, together."""
    span = frozenset(years)
    committed = [action for action in plan.actions if action.committed]
    return Asked(
        _spent((action.rdel for action in plan.actions), span),
        _spent((action.cdel for action in plan.actions), span),
        _spent((fund for action in committed for fund in (action.rdel, action.cdel)), span),
    )


def later_years(plan: Plan) -> tuple[int, ...]:
    """The years after the scenario's last in which an action of the plan is still under way."""
    last = max((year for action in plan.actions for year in (*action.rdel, *action.cdel)), default=0)
    return tuple(range(plan.years[-1] + 1, last + 1))


def asked_money(plan: Plan, title: str) -> Table:
    """A row for each year of the scenario, their sum, and what still follows."""
    rows = [_row(financial_year_text(year), asked(plan, (year,))) for year in plan.years]
    rows.append(_row("all these years", asked(plan, plan.years)))
    if later := later_years(plan):
        rows.append(_row(f"after {financial_year_text(plan.years[-1])}", asked(plan, later)))
    return Table(title, _COLUMNS, tuple(rows))


def by_year(actions: Iterable[Action], fund: str) -> Mapping[int, float]:
    """What some actions spend of a fund, by year."""
    terms: dict[int, list[float]] = {}
    for action in actions:
        for year, amount in (action.rdel if fund == "rdel" else action.cdel).items():
            terms.setdefault(year, []).append(amount)
    return {year: fsum(amounts) for year, amounts in sorted(terms.items())}


def _row(words: str, found: Asked) -> tuple[Cell, ...]:
    return words, found.rdel, found.cdel, found.total, found.committed


def _spent(funds: Iterable[ByYear], years: frozenset[int]) -> float:
    return fsum(amount for fund in funds for year, amount in fund.items() if year in years)
