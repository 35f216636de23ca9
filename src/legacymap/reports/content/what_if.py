"""What decisions cost that were tried on top of a scenario, and what changed beside a plan before."""

from legacymap.domain.dates import financial_year_text
from legacymap.domain.plan import Choice, Plan
from legacymap.reports.view import Block, Column, Prose, Table
from legacymap.reports.words import counted

_DECISIONS = (
    Column("decision", "decision", "prose", least=24),
    Column("points", "points", "score"),
    Column("money", "money", "money"),
    Column("expected_red", "red", "score"),
    Column("in", "comes in", "prose", priority=2, least=20),
    Column("out", "goes out", "prose", priority=2, least=20),
)
_DECISIONS_NOTE = (
    "The plan with the decision, less the plan without it: discounted weighted risk removed, present cost, "
    "and systems expected to be red in the last appraisal year. What starts in another year goes out and "
    "comes in."
)


def decisions(plan: Plan, scenario: str = "") -> tuple[Block, ...]:
    """The price of each decision that was tried, under which scenario; nothing where none was."""
    if plan.decisions is None:
        return ()
    rows = tuple(
        (
            each.decision,
            each.points,
            each.money,
            each.expected_red,
            _named(plan, each.comes_in),
            _named(plan, each.goes_out),
        )
        for each in plan.decisions
    )
    title = f"The price of each decision{f' under {scenario}' if scenario else ''}"
    return (Table(title, _DECISIONS, rows, _DECISIONS_NOTE),)


def _named(plan: Plan, choices: tuple[Choice, ...]) -> str:
    told = (
        f"{plan.named(each.system)} ({each.option}, {financial_year_text(each.start)})" for each in choices
    )
    return "; ".join(told) or "nothing"


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
