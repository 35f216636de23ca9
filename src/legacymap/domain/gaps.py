"""What nobody knows yet, and what it would be worth to find out."""

from dataclasses import dataclass

from legacymap.domain.fault import Diagnostic
from legacymap.domain.survey import Provenance
from legacymap.domain.words import Handling


@dataclass(frozen=True, slots=True)
class Gap:
    """An open criterion of a scored system, in the order in which to ask.

    `value` is by how much its answer is expected to lessen p(1-p), p being `p_red`, the chance that the
    system is red (method, section 3). `low` and `high` bound the criterion. `owner` is the one to ask: the
    business owner, else the technical one, else None. `settled_by` says what would settle it.
    """

    rank: int
    system: str
    name: str
    organisation: str
    owner: str | None
    criterion: str
    code: str
    title: str
    question: str
    low: int
    high: int
    value: float
    p_red: float
    settled_by: str


@dataclass(frozen=True, slots=True)
class Relief:
    """How much of the doubt the first `answers` of the list are expected to remove together, 0 to 1."""

    answers: int
    share: float


@dataclass(frozen=True, slots=True)
class Gaps:
    """The open criteria of the systems listed, the most valuable first.

    `systems` counts those that are scored, `open` all their open criteria, of which `gaps` holds the first
    few or all. `doubt` is the sum of p(1-p) over the systems; `reliefs` is empty where that is nothing.
    """

    provenance: Provenance
    systems: int
    open: int
    doubt: float
    reliefs: tuple[Relief, ...]
    gaps: tuple[Gap, ...]
    diagnostics: tuple[Diagnostic, ...]
    handling: Handling
