"""How far a schedule uses each budget line, year by year."""

from legacymap.domain.plan import BudgetUse
from legacymap.planning.former.ledger import Ledger


def budget_use(ledger: Ledger, first_year: int) -> tuple[BudgetUse, ...]:
    """A row for each line and year, in the scenario's order; caps before money carried forward."""
    rows = []
    for line, spends in zip(ledger.problem.lines, ledger.spends, strict=True):
        for year, (cap, spent) in enumerate(zip(line.caps, spends, strict=True), first_year):
            rows.append(BudgetUse(line.organisation, line.fund, year, cap, spent))
    return tuple(rows)
