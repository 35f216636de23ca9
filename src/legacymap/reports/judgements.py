"""The method's verdicts in words."""

from legacymap.domain.assessment import Rating
from legacymap.domain.survey import Entry
from legacymap.domain.words import Handling
from legacymap.reports.view import Judgement

_RATINGS = {
    "red": Judgement("red", "red", "alarm"),
    "possibly-red": Judgement("possibly-red", "could be red", "caution"),
    "not-red": Judgement("not-red", "not red", "calm"),
}
_NOT_SCORED = Judgement("", "not scored")


def rating_of(rating: Rating | None) -> Judgement:
    """A rating in words; `not scored` where there is none."""
    return _RATINGS[rating] if rating else _NOT_SCORED


def standing_of(entry: Entry) -> Judgement:
    """The rating of an entry, or the word of its record that says why it has none: retired, external."""
    if entry.assessment:
        return rating_of(entry.assessment.rating)
    system = entry.record.system
    outside = system.status in {"proposed", "retired"}
    return Judgement("", system.status if outside else system.kind)


def yes_or_no(answer: bool | None) -> str | None:  # noqa: FBT001 - the answer is the subject, not a flag
    """`yes`, `no`, or None for no answer."""
    return None if answer is None else "yes" if answer else "no"


def marking_text(handling: Handling) -> str:
    """A handling marking as it is printed: `OFFICIAL-SENSITIVE`, `TOP SECRET`."""
    return handling.upper().replace("TOP-", "TOP ")
