"""The state of a cycle's support in words, and the sources of dates."""

from legacymap.domain.source import Source
from legacymap.domain.support import SupportState
from legacymap.reports.view import Judgement

_STATES = {
    "ended": Judgement("ended", "ended", "alarm"),
    "ends-within-3-years": Judgement("ends-within-3-years", "ends within 3 years", "caution"),
    "supported": Judgement("supported", "supported", "calm"),
    "not-announced": Judgement("not-announced", "not announced"),
    "unknown": Judgement("unknown", "unknown"),
}


def state_in_words(state: SupportState) -> Judgement:
    """The state in words; it also colours."""
    return _STATES[state]


def source_text(source: Source | None) -> str:
    """Title, address and date of a source, as far as they are known."""
    if source is None:
        return ""
    parts = (source.title, source.url, str(source.date) if source.date else None)
    return ", ".join(part for part in parts if part)
