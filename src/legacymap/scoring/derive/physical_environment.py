"""Whether the place where a system runs is somebody else's well-kept cloud."""

from legacymap.domain.assessment import Levels
from legacymap.domain.inventory import Record
from legacymap.scoring.facts import Facts

_PHRASES = {"public-cloud": "hosted in a public cloud", "saas": "bought as software as a service"}


def levels(record: Record, _facts: Facts) -> Levels | None:
    """1 for public cloud and software as a service; None for all else (method, section 2)."""
    hosting = record.system.hosting
    phrase = _PHRASES.get(hosting.type or "") if hosting else None
    return Levels(1, 1, phrase) if phrase else None
