"""The money and the risk of a plan beside those of doing less."""

from typing_extensions import TypedDict

from legacymap.domain.dates import financial_year_text
from legacymap.domain.plan import MoneyTable, Outlook, TrajectoryYear, Worth


class WorthObject(TypedDict):
    """Present values in whole currency units; `cost_per_point` is null where nothing is removed."""

    rdel: float
    cdel: float
    cost: float
    running_cost: float
    running_cost_saved: float
    net_present_cost: float
    cost_per_point: float | None


class MoneyObject(TypedDict):
    """Doing nothing, what is committed only, and the plan."""

    do_nothing: WorthObject
    do_minimum: WorthObject
    plan: WorthObject


class OutlookObject(TypedDict):
    """How the estate stands in one year."""

    expected_red: float
    weighted_risk: float


class TrajectoryObject(TypedDict):
    """One appraisal year under each course."""

    year: str
    do_nothing: OutlookObject
    do_minimum: OutlookObject
    plan: OutlookObject


def money_object(money: MoneyTable) -> MoneyObject:
    """Present values, unrounded."""
    return {
        "do_nothing": _worth(money.do_nothing),
        "do_minimum": _worth(money.do_minimum),
        "plan": _worth(money.plan),
    }


def trajectory_object(year: TrajectoryYear) -> TrajectoryObject:
    """A year of the trajectory, unrounded."""
    return {
        "year": financial_year_text(year.year),
        "do_nothing": _outlook(year.do_nothing),
        "do_minimum": _outlook(year.do_minimum),
        "plan": _outlook(year.plan),
    }


def _worth(worth: Worth) -> WorthObject:
    return {
        "rdel": worth.rdel,
        "cdel": worth.cdel,
        "cost": worth.cost,
        "running_cost": worth.running_cost,
        "running_cost_saved": worth.running_cost_saved,
        "net_present_cost": worth.net_present_cost,
        "cost_per_point": worth.cost_per_point,
    }


def _outlook(outlook: Outlook) -> OutlookObject:
    return {"expected_red": outlook.expected_red, "weighted_risk": outlook.weighted_risk}
