"""How much risk a system carries: facts and stated scores in, an assessment with honest bounds out."""

from legacymap.scoring.assess import assess, intervals_of
from legacymap.scoring.changes import changes
from legacymap.scoring.derive import derivation_problems
from legacymap.scoring.facts import Facts
from legacymap.scoring.frameworks import SHIPPED, shipped_framework
from legacymap.scoring.outcome import probability_red

__all__ = [
    "SHIPPED",
    "Facts",
    "assess",
    "changes",
    "derivation_problems",
    "intervals_of",
    "probability_red",
    "shipped_framework",
]
