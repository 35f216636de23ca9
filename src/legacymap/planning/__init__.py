"""When to do what: the problem, its judge, the planners, and the reasons."""

from legacymap.planning.actions import Standing, actions
from legacymap.planning.budget import budget_use
from legacymap.planning.case import Case
from legacymap.planning.conflicts import conflicting
from legacymap.planning.framing import Framing, framed
from legacymap.planning.ledger import Ledger, extras
from legacymap.planning.planners import PLANNERS
from legacymap.planning.problem import Problem
from legacymap.planning.reasons import not_planned
from legacymap.planning.solved import Solved
from legacymap.planning.trajectory import trajectory
from legacymap.planning.worth import money_table

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
