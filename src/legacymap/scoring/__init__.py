"""How much risk a system carries: facts and stated scores in, an assessment with honest bounds out."""

from legacymap.scoring.assess import assess, intervals_of
from legacymap.scoring.combining import probability_red
from legacymap.scoring.criteria import derivation_problems, settled_by
from legacymap.scoring.effects import DEFAULTS as DEFAULT_EFFECTS
from legacymap.scoring.facts import Facts, Horizon, Scored, appraisal_days
from legacymap.scoring.frameworks import SHIPPED, shipped_framework, without_criterion
from legacymap.scoring.information import Information, changes, doubt
from legacymap.scoring.projection import projected

__all__ = [
    "DEFAULT_EFFECTS",
    "SHIPPED",
    "Facts",
    "Horizon",
    "Information",
    "Scored",
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
