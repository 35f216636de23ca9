"""Whether the place where a system runs is somebody else's well-kept cloud (method, section 2)."""

from legacymap.domain.assessment import Levels
from legacymap.domain.inventory import Record
from legacymap.scoring.facts import Facts

_LEVELS = {
    "public-cloud": Levels(1, 1, "hosted in a public cloud"),
    "saas": Levels(1, 1, "bought as software as a service"),
}


def levels(record: Record, _facts: Facts) -> Levels | None:
    """1 for public cloud and software as a service; None for all else (method, section 2)."""
    hosting = record.system.hosting
    return _LEVELS.get(hosting.type or "") if hosting else None


def missing(record: Record, _facts: Facts) -> str | None:
    """Where it runs; None where that is stated and settles nothing."""
    if record.system.hosting and record.system.hosting.type:
        return None
    return "Say where it runs (hosting); unless that is a public cloud or a bought service, assess it too"
