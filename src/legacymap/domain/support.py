"""How far the standard support of a cycle has run on a day."""

from datetime import date
from typing import Literal

from legacymap.domain.dates import PartialDate, years_on
from legacymap.domain.lifecycle import SupportEnd

SupportState = Literal["supported", "ends-within-3-years", "ended", "not-announced", "unknown"]
SUPPORT_STATES: tuple[SupportState, ...] = (
    "ended",
    "ends-within-3-years",
    "supported",
    "not-announced",
    "unknown",
)
_SOON_YEARS = 3


def support_state(end: SupportEnd, as_of: date) -> SupportState:
    """Where `as_of` stands before or after an end of support, by its first day (method, section 2)."""
    if not isinstance(end, PartialDate):
        return end
    if end.first <= as_of:
        return "ended"
    return "ends-within-3-years" if end.first <= years_on(as_of, _SOON_YEARS) else "supported"
