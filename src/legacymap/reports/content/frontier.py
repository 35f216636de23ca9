"""What more or less money would buy, what each further point costs, and in which order to give things up."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from legacymap.domain.dates import financial_year_text
from legacymap.domain.nearest import listed
from legacymap.domain.plan import Choice, FrontierPoint, Plan
from legacymap.reports.view import FOR_DATA, NAME, SENTENCE, WORD, Block, Cell, Column, Table

FRONTIER = "More or less money"
_COLUMNS = (
    Column("share", "budgets at", "share"),
    Column("value", "risk removed", "score"),
    Column("bound", "proven bound", "score", priority=5),
    Column("gained", "of the plan's", "share", priority=3),
    Column("present_cost", "present cost", "money", priority=2),
    Column("further", "each further point", "money", priority=2),
    Column("actions", "actions", "count", priority=3),
    Column("in", "comes in", "prose", priority=6, least=SENTENCE),
    Column("out", "goes out", "prose", priority=6, least=SENTENCE),
)
_NOTE = (
    "The optimum at a share of every budget; no figure where the commitments alone do not fit. Each further "
    "point: what is spent more than in the row above, for each point that is removed more."
)
CHANGES_NOTE = " Comes in, goes out: against the row above."
_OF_VALUE = frozenset({"value", "bound", "gained", "further"})
_COST_NOTE = (
    "The least that reaches the targets at a share of every budget; no figure where they cannot be reached."
)
_UP_COLUMNS = (
    Column("first_at", "stays from", "share"),
    Column("name", "system", least=NAME),
    Column("system", "system", priority=FOR_DATA),
    Column("option", "option", priority=2, least=WORD),
    Column("start", "start", priority=3),
    Column("value", "risk removed", "score"),
    Column("present_cost", "present cost", "money", priority=2),
    Column("per_point", "per point", "money"),
)
_UP_NOTE = (
    "Where there is less money, the first row is the first to go. Stays from: the smallest share of the "
    "budgets from which on the option is always chosen, in whatever year it starts; none, at the end, where "
    "a richer plan puts something better in its place."
)


def frontier(plan: Plan) -> tuple[Block, ...]:
    """Value and cost against budget, and the order in which to give up; nothing where not asked for."""
    if plan.frontier is None:
        return ()
    rows = tuple(_row(plan, point, before) for before, point in _pairs(plan.frontier))
    if plan.objective.is_cost:
        columns = tuple(
            replace(each, priority=FOR_DATA) if each.key in _OF_VALUE else each for each in _COLUMNS
        )
        return (Table(FRONTIER, columns, rows, f"{_COST_NOTE}{CHANGES_NOTE}"), *_given_up(plan))
    return Table(FRONTIER, _COLUMNS, rows, f"{_NOTE}{CHANGES_NOTE}"), *_given_up(plan)


def further_point(point: FrontierPoint, before: FrontierPoint | None) -> float | None:
    """The cost of each point that is removed more than before; None where none is, or nothing was before."""
    if before is None or point.value is None or before.value is None:
        return None
    more = point.value - before.value
    return ((point.present_cost or 0.0) - (before.present_cost or 0.0)) / more if more > 0 else None


def changed(point: FrontierPoint, before: FrontierPoint) -> tuple[list[Choice], list[Choice]]:
    """The options that come in and go out from one point to another, whatever their starts."""
    here = {(each.system, each.option): each for each in point.actions}
    there = {(each.system, each.option): each for each in before.actions}
    return [each for key, each in here.items() if key not in there], [
        each for key, each in there.items() if key not in here
    ]


def _pairs(points: Sequence[FrontierPoint]) -> Iterator[tuple[FrontierPoint | None, FrontierPoint]]:
    yield None, points[0]
    yield from pairwise(points)


def _row(plan: Plan, point: FrontierPoint, before: FrontierPoint | None) -> tuple[Cell, ...]:
    value = plan.objective.value
    gained = point.value / value if point.value is not None and value else None
    come, gone = changed(point, before) if before and before.value is not None else ([], [])
    count = None if point.value is None else len(point.actions)
    figures = (point.share, point.value, point.bound, gained, point.present_cost)
    return *figures, further_point(point, before), count, _named(plan, come), _named(plan, gone)


def _named(plan: Plan, choices: Sequence[Choice]) -> str:
    return listed([f"{plan.named(each.system)} ({each.option})" for each in choices], "and")


def _given_up(plan: Plan) -> tuple[Block, ...]:
    if not plan.actions:
        return ()
    ordered = sorted(
        plan.actions,
        key=lambda each: (
            each.first_at is None,
            -(each.first_at or 0.0),
            -(each.per_point if each.per_point is not None else float("inf")),
            each.system,
        ),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            each.first_at,
            plan.named(each.system),
            each.system,
            each.option,
            financial_year_text(each.start),
            each.value,
            each.present_cost,
            each.per_point,
        )
        for each in ordered
    )
    return (Table("In which order to give up", _UP_COLUMNS, rows, _UP_NOTE),)
