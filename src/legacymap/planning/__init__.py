"""When to do what: the problem, its judge, the planners, and the reasons."""

from legacymap.planning.former.actions import Standing, actions
from legacymap.planning.former.budget import budget_use
from legacymap.planning.former.case import Case
from legacymap.planning.former.conflicts import conflicting
from legacymap.planning.former.framing import Framing, framed
from legacymap.planning.former.ledger import Ledger, extras
from legacymap.planning.former.planners import PLANNERS
from legacymap.planning.former.problem import Problem
from legacymap.planning.former.reasons import not_planned
from legacymap.planning.former.solved import Solved
from legacymap.planning.former.trajectory import trajectory
from legacymap.planning.former.worth import money_table

__all__ = [
    "PLANNERS",
    "Case",
    "Framing",
    "Ledger",
    "Problem",
    "Solved",
    "Standing",
    "actions",
    "budget_use",
    "conflicting",
    "extras",
    "framed",
    "money_table",
    "not_planned",
    "trajectory",
]
