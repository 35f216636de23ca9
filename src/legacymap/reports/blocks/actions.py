"""What a plan does, year by year."""

from legacymap.domain.dates import financial_year_text
from legacymap.domain.plan import Action, Plan
from legacymap.reports.view import FOR_DATA, Cell, Column, Table

_NOTE = (
    "Cost: resource and capital of the whole work, after optimism bias, in the price base. "
    "Risk removed: discounted weighted-risk-years, an index that orders the queue, not a benefit in money."
)


def actions(plan: Plan) -> Table:
    """A row for each action by year of start; in data, resource and capital by year as well."""
    years = sorted({year for action in plan.actions for year in (*action.rdel, *plan.years)})
    variants = len(plan.sensitivity or ())
    columns = (
        Column("start", "start"),
        Column("system", "system", least=28),
        Column("option", "option", priority=2, least=12),
        Column("approach", "approach", priority=FOR_DATA),
        Column("complete", "complete", priority=3),
        Column("rdel", "rdel", "money", priority=FOR_DATA, total=True),
        Column("cdel", "cdel", "money", priority=FOR_DATA, total=True),
        Column("cost", "cost", "money", total=True),
        Column("value", "risk removed", "score"),
        Column("committed", "committed", priority=FOR_DATA if not _any_committed(plan) else 4),
        Column("chosen_in", f"chosen in (of {variants})", "count", priority=3 if variants else FOR_DATA),
        Column("why", "why", "prose", priority=5, least=40),
        *(Column(key, key, "money", FOR_DATA, total=True) for key in _by_year(years)),
    )
    rows = tuple(_row(action, years) for action in plan.actions)
    return Table("Actions by year", columns, rows, _NOTE)


def _any_committed(plan: Plan) -> bool:
    return any(action.committed for action in plan.actions)


def _row(action: Action, years: list[int]) -> tuple[Cell, ...]:
    rdel, cdel = sum(action.rdel.values()), sum(action.cdel.values())
    return (
        financial_year_text(action.start),
        action.system,
        action.option,
        action.approach,
        financial_year_text(action.complete),
        rdel,
        cdel,
        rdel + cdel,
        action.value,
        "committed" if action.committed else "",
        action.chosen_in,
        action.why,
        *(by_year.get(year, 0.0) for by_year in (action.rdel, action.cdel) for year in years),
    )


def _by_year(years: list[int]) -> list[str]:
    named = [financial_year_text(year).replace("-", "_") for year in years]
    return [f"{fund}_{year}" for fund in ("rdel", "cdel") for year in named]
