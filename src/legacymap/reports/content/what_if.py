"""What decisions cost that were tried on top of a scenario, and what changed beside a plan before."""

from collections.abc import Iterator, Sequence

from legacymap.domain.dates import financial_year_text
from legacymap.domain.plan import Choice, Plan, Price
from legacymap.reports.view import Block, Cell, Column, Points, Prose, Table
from legacymap.reports.words import counted

_COLUMNS = (
    Column("decision", "decision", "prose", least=24),
    Column("points", "points", "score"),
    Column("money", "money", "money"),
    Column("expected_red", "red", "score"),
    Column("in", "comes in", "count"),
    Column("out", "goes out", "count"),
    Column("moved", "other year", "count"),
)
_NOTE = (
    "The plan with the decision, less the plan without it: discounted weighted risk removed, present cost, "
    "and systems expected to be red in the last appraisal year; which options come in and go out, and how "
    "many of those in both plans start in another year."
)
_SHOWN = 8


def decisions(plan: Plan, scenario: str = "") -> tuple[Block, ...]:
    """The price of each decision that was tried, under which scenario; nothing where none was."""
    if plan.decisions is None:
        return ()
    rows = tuple(map(_row, plan.decisions))
    told = tuple(line for each in plan.decisions for line in _exchange(plan, each))
    title = f"The price of each decision{f' under {scenario}' if scenario else ''}"
    return (Table(title, _COLUMNS, rows, _NOTE), *((Points(told),) if told else ()))


def _row(price: Price) -> tuple[Cell, ...]:
    comes_in, goes_out, moved = map(len, _parted(price))
    figures = (price.points, price.money, price.expected_red)
    return price.decision, *figures, comes_in, goes_out, moved


def _parted(price: Price) -> tuple[list[Choice], list[Choice], list[Choice]]:
    """The options that only come in, those that only go out, and those that start in another year."""
    here = {(each.system, each.option) for each in price.comes_in}
    there = {(each.system, each.option) for each in price.goes_out}
    return (
        [each for each in price.comes_in if (each.system, each.option) not in there],
        [each for each in price.goes_out if (each.system, each.option) not in here],
        [each for each in price.comes_in if (each.system, each.option) in there],
    )


def _exchange(plan: Plan, price: Price) -> Iterator[str]:
    """What comes in and goes out by a decision, in a sentence; nothing where nothing does."""
    pairs = zip(("comes in", "goes out", "in another year"), _parted(price), strict=True)
    parts = [f"{how}: {_named(plan, choices)}" for how, choices in pairs if choices]
    if parts:
        yield f"{price.decision}: {'; '.join(parts)}."


def _named(plan: Plan, choices: Sequence[Choice]) -> str:
    told = [
        f"{plan.named(each.system)} ({each.option}, {financial_year_text(each.start)})"
        for each in choices[:_SHOWN]
    ]
    more = [f"{len(choices) - _SHOWN} more"] if len(choices) > _SHOWN else []
    return ", ".join([*told, *more])


def changes(plan: Plan) -> tuple[Block, ...]:
    """What the plan does otherwise than the previous one; nothing where none was named."""
    found = plan.changes
    if found is None:
        return ()
    if not found.count:
        return (Prose("No action differs from the previous plan."),)
    parts = (
        ("added", found.added),
        ("dropped", found.dropped),
        ("by another option", found.other_option),
        ("in another year", found.other_start),
    )
    told = [f"{', '.join(map(plan.named, systems))} ({how})" for how, systems in parts if systems]
    return (Prose(f"{counted(found.count, 'action')} of the previous plan changed: {'; '.join(told)}."),)
