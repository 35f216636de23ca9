"""Until when support of a technology counts: standard support first, then cover that the record states."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from legacymap.domain.dates import End, PartialDate
from legacymap.domain.lifecycle import Match, SupportEnd
from legacymap.domain.technology import Support, Technology

Coverage = Literal["ended", "unknown", "covered", "supported"]
# The worst first.
COVERAGES: tuple[Coverage, ...] = ("ended", "unknown", "covered", "supported")
NEVER = date.max
LONG_AGO = date.min


def stated_end(technology: Technology) -> End | None:
    """The end of standard support that the record states; a stated `unknown` states none."""
    end = (technology.support or Support()).standard_ends
    return None if end == "unknown" else end


def standard_ends(technology: Technology, match: Match) -> tuple[SupportEnd, ...]:
    """When standard support ends: as stated, else one end for each cycle that the version may mean.

    `unknown` alone where neither the record nor the catalogue knows; a service that its supplier keeps
    current has no end announced.
    """
    own = stated_end(technology)
    if own is not None:
        return (own,)
    if match.is_evergreen:
        return ("not-announced",)
    return tuple(cycle.standard_ends for cycle in match.cycles) or ("unknown",)


def cover_end(technology: Technology) -> date | None:
    """The later of the stated ends of cover, by its first day; NEVER: not announced, None without."""
    stated = technology.support or Support()
    days = [_day(end) for end in (stated.extended_ends, stated.ours_ends)]
    return max((day for day in days if day is not None), default=None)


def lost_on(end: SupportEnd, cover: date | None) -> date | None:
    """The day from which support no longer counts: the standard end, or the end of cover that outlasts it.

    NEVER where no end is announced, LONG_AGO where it is over and no day is known, None where nobody knows.
    """
    if end == "not-announced" or cover == NEVER:
        return NEVER
    if end == "unknown":
        return None
    over = end.first if isinstance(end, PartialDate) else LONG_AGO
    return max(over, cover) if cover else over


def is_over(end: SupportEnd, as_of: date) -> bool:
    """Whether standard support ended on or before a day."""
    return end == "ended" or (isinstance(end, PartialDate) and end.first <= as_of)


def coverage(ends: Iterable[SupportEnd], cover: date | None, as_of: date) -> Coverage:
    """What supports a technology on a day; `unknown` where the releases that it may be differ in that."""
    found = {_coverage(end, cover, as_of) for end in ends}
    return found.pop() if len(found) == 1 else "unknown"


def _coverage(end: SupportEnd, cover: date | None, as_of: date) -> Coverage:
    if end != "unknown" and not is_over(end, as_of):
        return "supported"
    if cover is not None and cover > as_of:
        return "covered"
    return "unknown" if end == "unknown" else "ended"


def _day(end: End | None) -> date | None:
    if isinstance(end, PartialDate):
        return end.first
    return NEVER if end == "not-announced" else None
