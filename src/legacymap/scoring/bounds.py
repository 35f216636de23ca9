"""Bounds put together: the worst of several things, or one of several that it may be."""

from collections.abc import Sequence

from legacymap.domain.assessment import Levels


def worst(each: Sequence[Levels]) -> Levels:
    """The worst of several: the highest low and the highest high, with the evidence that sets them."""
    highest = max(each, key=lambda one: (one.high, one.low))
    firmest = max(each, key=lambda one: (one.low, one.high))
    if highest.low == firmest.low:
        return highest
    return Levels(firmest.low, highest.high, f"{firmest.evidence}; {highest.evidence}")


def either(each: Sequence[Levels]) -> Levels:
    """Any one of several: from the lowest low to the highest high, with the evidence that sets them."""
    lowest = min(each, key=lambda one: (one.low, one.high))
    highest = max(each, key=lambda one: (one.high, one.low))
    if lowest.high == highest.high and lowest.low == highest.low:
        return highest
    return Levels(lowest.low, highest.high, f"{highest.evidence}, or {lowest.evidence}")
