"""How much risk a system carries: facts and stated scores in, an assessment with honest bounds out."""

from legacymap.scoring.assess import assess, intervals_of
from legacymap.scoring.changes import changes
from legacymap.scoring.derive import derivation_problems
from legacymap.scoring.effects import DEFAULTS as DEFAULT_EFFECTS
from legacymap.scoring.facts import Facts
from legacymap.scoring.frameworks import SHIPPED, shipped_framework
from legacymap.scoring.horizon import Horizon, appraisal_days
from legacymap.scoring.information import Information, doubt
from legacymap.scoring.outcome import probability_red
from legacymap.scoring.projection import projected
from legacymap.scoring.settle import settled_by
from legacymap.scoring.standing import Standing
from legacymap.scoring.without import without_criterion

__all__ = [
    "DEFAULT_EFFECTS",
    "SHIPPED",
    "Facts",
    "Horizon",
    "Information",
    "Standing",
    "appraisal_days",
    "assess",
    "changes",
    "derivation_problems",
    "doubt",
    "intervals_of",
    "probability_red",
    "projected",
    "settled_by",
    "shipped_framework",
    "without_criterion",
]
