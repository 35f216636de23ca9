"""How a plan would change with more or less money, and under other assumptions."""

from collections.abc import Mapping

from legacymap.domain.plan import FrontierPoint, Plan, Variant
from legacymap.reports.view import Block, Cell, Column, Table

VARIANTS: Mapping[str, str] = {
    "decay-0": "reach left out (decay 0)",
    "decay-0.25": "reach decay 0.25",
    "decay-0.75": "reach decay 0.75",
    "undiscounted": "risk not discounted",
    "uniform-prior": "uniform prior for what is unknown",
    "without-other-systems": "without the criterion on other systems",
    "services-only": "only services counted in reach",
    "appraisal-short": "appraised to the last year of starts",
    "appraisal-15": "appraised over 15 years",
    "upper-bias": "costs at the upper optimism bias",
    "one-year-late": "every effect a year late",
}
_FRONTIER = (
    Column("share", "budgets at", "share"),
    Column("value", "risk removed", "score"),
    Column("bound", "proven bound", "score"),
    Column("gained", "of the plan's", "share"),
)
_SENSITIVITY = (
    Column("variant", "assumption", "prose", least=30),
    Column("value", "risk removed", "score"),
    Column("actions", "actions", "count"),
    Column("kept", "kept", "count"),
    Column("dropped", "dropped", "count"),
    Column("added", "added", "count"),
)
_FRONTIER_NOTE = "The optimum at a share of every budget; no figure where the commitments alone do not fit."
_SENSITIVITY_NOTE = (
    "The plan solved again. Kept, dropped and added compare the options chosen with those of the plan; "
    "values under another weighing are not comparable with the plan's."
)


def frontier(plan: Plan) -> tuple[Block, ...]:
    """Value against budget; nothing where it was not asked for."""
    if plan.frontier is None:
        return ()
    rows = tuple(_point(point, plan.objective.value) for point in plan.frontier)
    return (Table("More or less money", _FRONTIER, rows, _FRONTIER_NOTE),)


def sensitivity(plan: Plan) -> tuple[Block, ...]:
    """The plan under each variant; nothing where it was not asked for."""
    if plan.sensitivity is None:
        return ()
    own = {(action.system, action.option) for action in plan.actions}
    rows = tuple(_variant(variant, own) for variant in plan.sensitivity)
    return (Table("Other assumptions", _SENSITIVITY, rows, _SENSITIVITY_NOTE),)


def _point(point: FrontierPoint, value: float) -> tuple[Cell, ...]:
    share = point.value / value if point.value is not None and value else None
    return point.share, point.value, point.bound, share


def _variant(variant: Variant, own: set[tuple[str, str]]) -> tuple[Cell, ...]:
    chosen = {(choice.system, choice.option) for choice in variant.choices}
    counts = (len(chosen), len(chosen & own), len(own - chosen), len(chosen - own))
    return VARIANTS[variant.name], variant.value, *counts
