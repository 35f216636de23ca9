"""Whether a system is legacy: some criterion of the rule's group reaches the rule's level."""

from collections.abc import Sequence
from math import fsum, nextafter, prod

from legacymap.domain.assessment import Legacy
from legacymap.domain.framework import Framework
from legacymap.scoring.priors import Interval, Ratio, level_chances


def legacy(intervals: Sequence[Interval], framework: Framework) -> Legacy:
    """Yes when some criterion surely reaches the level, no when none can (method, section 3)."""
    return _legacy(_telling(intervals, framework), framework.ratings.legacy.level)


def probability_legacy(intervals: Sequence[Interval], framework: Framework, ratio: Ratio) -> float:
    """The chance that some criterion reaches the level: one less the chance that each stays below it."""
    level = framework.ratings.legacy.level
    telling = _telling(intervals, framework)
    settled = _legacy(telling, level)
    if settled != "possibly":
        return 1.0 if settled == "yes" else 0.0
    below = prod(fsum(level_chances((low, high), ratio)[: level - low]) for low, high in telling)
    return min(max(1.0 - below, nextafter(0.0, 1.0)), nextafter(1.0, 0.0))


def _legacy(telling: Sequence[Interval], level: int) -> Legacy:
    if any(low >= level for low, _ in telling):
        return "yes"
    return "possibly" if any(high >= level for _, high in telling) else "no"


def _telling(intervals: Sequence[Interval], framework: Framework) -> list[Interval]:
    named, telling, start = framework.ratings.legacy.group, list[Interval](), 0
    for group in framework.groups:
        end = start + len(group.criteria)
        if named in {None, group.id}:
            telling += intervals[start:end]
        start = end
    return telling
