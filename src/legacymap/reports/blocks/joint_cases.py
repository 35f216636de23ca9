"""The actions that more than one family of organisations gains from."""

from legacymap.domain.nearest import listed
from legacymap.domain.plan import Action, Plan
from legacymap.reports.view import Block, Cell, Column, Table

_COLUMNS = (
    Column("system", "system", least=28),
    Column("option", "option", priority=2, least=10),
    Column("families", "share of the risk removed", "prose", least=30),
)
_NOTE = "The share of what is removed that falls on each family of organisations: a basis for a joint case."


def joint_cases(plan: Plan) -> tuple[Block, ...]:
    """A row for each action whose value falls on several families; nothing where there is none."""
    shared = [action for action in plan.actions if len(action.families) > 1 and action.value > 0]
    if not shared:
        return ()
    return (Table("Joint cases", _COLUMNS, tuple(_row(action) for action in shared), _NOTE),)


def _row(action: Action) -> tuple[Cell, ...]:
    ranked = sorted(action.families.items(), key=lambda item: (-item[1], item[0]))
    return action.system, action.option, listed([f"{family} {share:.0%}" for family, share in ranked], "and")
