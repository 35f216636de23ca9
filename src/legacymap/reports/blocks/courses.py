"""A plan beside doing nothing and doing the minimum: risk by year, and money."""

from legacymap.domain.dates import financial_year_text
from legacymap.domain.plan import Plan, TrajectoryYear, Worth
from legacymap.reports.view import Block, Cell, Column, Table

_TRAJECTORY = (
    Column("year", "year"),
    Column("nothing_red", "red: nothing", "score"),
    Column("minimum_red", "minimum", "score"),
    Column("plan_red", "plan", "score"),
    Column("nothing_risk", "risk: nothing", "score"),
    Column("minimum_risk", "minimum", "score"),
    Column("plan_risk", "plan", "score"),
)
_RISK_NOTE = (
    "Expected red-rated systems and total weighted risk at the start of each year: doing nothing, the "
    "minimum (what is committed), and this plan."
)
_MONEY = (
    Column("course", "course"),
    Column("rdel", "rdel", "money"),
    Column("cdel", "cdel", "money"),
    Column("cost", "cost", "money"),
    Column("running_cost", "running", "money", priority=2),
    Column("saved", "saved", "money", priority=2),
    Column("net", "net cost", "money"),
    Column("per_point", "per point", "money", priority=3),
)
_MONEY_NOTE = (
    "Present values over the appraisal years. Saved: running cost that the actions end. Net cost: cost less "
    "what is saved. Per point: cost for each point of discounted weighted risk removed. No benefit is put in "
    "money."
)


def courses(plan: Plan) -> tuple[Block, ...]:
    """The trajectory of risk and the table of present values."""
    money = plan.money
    worths = (("do nothing", money.do_nothing), ("do minimum", money.do_minimum), ("plan", money.plan))
    return (
        Table("Risk, year by year", _TRAJECTORY, tuple(_year(year) for year in plan.trajectory), _RISK_NOTE),
        Table("Money", _MONEY, tuple(_worth(name, worth) for name, worth in worths), _MONEY_NOTE),
    )


def _year(year: TrajectoryYear) -> tuple[Cell, ...]:
    outlooks = (year.do_nothing, year.do_minimum, year.plan)
    red = (outlook.expected_red for outlook in outlooks)
    risk = (outlook.weighted_risk for outlook in outlooks)
    return financial_year_text(year.year), *red, *risk


def _worth(name: str, worth: Worth) -> tuple[Cell, ...]:
    spent = (worth.rdel, worth.cdel, worth.cost)
    saved = (worth.running_cost, worth.running_cost_saved, worth.net_present_cost)
    return name, *spent, *saved, worth.cost_per_point
