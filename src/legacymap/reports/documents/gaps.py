"""What to find out first, as a JSON document, `legacymap.gaps/1`."""

from typing import Literal

from typing_extensions import TypedDict

from legacymap.domain.results import Gap, Gaps
from legacymap.reports.objects.provenance import ProvenanceObject, provenance_object


class DoubtObject(TypedDict):
    """The scored systems listed, their open criteria, and the sum of p(1-p) over them."""

    systems: int
    open: int
    doubt: float


class ReliefObject(TypedDict):
    """The share of that sum which the first answers are expected to remove together."""

    answers: int
    share: float


class GapObject(TypedDict):
    """An open criterion; `owner` is null where none is stated."""

    system: str
    criterion: str
    value: float
    p_red: float
    low: int
    high: int
    owner: str | None
    question: str
    settled_by: str


class GapsDocument(TypedDict):
    """Open criteria, the most valuable first."""

    format: Literal["legacymap.gaps/1"]
    as_of: str
    provenance: ProvenanceObject
    prior: str
    totals: DoubtObject
    shares: list[ReliefObject]
    gaps: list[GapObject]


def gaps_document(found: Gaps) -> GapsDocument:
    """The gaps, unrounded."""
    return {
        "format": "legacymap.gaps/1",
        "as_of": found.provenance.as_of.isoformat(),
        "provenance": provenance_object(found.provenance),
        "prior": found.provenance.prior,
        "totals": {"systems": found.systems, "open": found.open, "doubt": found.doubt},
        "shares": [{"answers": each.answers, "share": each.share} for each in found.reliefs],
        "gaps": [_gap(gap) for gap in found.gaps],
    }


def _gap(gap: Gap) -> GapObject:
    return {
        "system": gap.system,
        "criterion": gap.criterion,
        "value": gap.value,
        "p_red": gap.p_red,
        "low": gap.low,
        "high": gap.high,
        "owner": gap.owner,
        "question": gap.question,
        "settled_by": gap.settled_by,
    }
