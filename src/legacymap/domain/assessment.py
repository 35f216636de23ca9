"""What scoring says of a system: each criterion with its basis, the totals, and the rating."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from legacymap.domain.documents import HIDDEN, SHARED, WHERE_ASKED
from legacymap.domain.figures import Spread
from legacymap.domain.frozen import dataclass

Basis = Literal["assessed", "shared", "derived", "unknown", "not-applicable"]
Rating = Literal["red", "possibly-red", "not-red"]
Legacy = Literal["yes", "possibly", "no"]
RATINGS: tuple[Rating, ...] = ("red", "possibly-red", "not-red")


@dataclass(frozen=True, slots=True)
class Levels:
    """The lowest and highest level that a criterion may have, with the reason in one phrase."""

    low: int
    high: int
    evidence: Annotated[str, HIDDEN] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionScore:
    """One criterion of one system: its bounds, its expectation under the prior, and what they rest on.

    `through` names the older framework, with its version, under which it was assessed.
    """

    # `id` in JSON; here a criterion's id beside the ids of systems needs the longer word.
    criterion: Annotated[str, Field(serialization_alias="id")]
    code: str
    group: Annotated[str, HIDDEN]
    low: int
    expected: float
    high: int
    basis: Basis
    evidence: str
    contradiction: str | None = None
    through: Annotated[str | None, WHERE_ASKED] = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The score of one system (method, sections 1 to 3).

    `likelihood` and `impact` are the expected totals L and I of section 4; a framework with one group has
    L = its score and I = 1. Criteria stand in the framework's order. `bad_by_what_is_known`: the odds of red
    are at least three times those of a system of which nothing is known under the same prior.
    """

    system: Annotated[str, HIDDEN]
    rating: Rating
    low: float
    expected: float
    high: float
    p_red: float
    legacy: Legacy
    p_legacy: float
    groups: Mapping[str, Spread]
    criteria: Annotated[tuple[CriterionScore, ...], SHARED]
    likelihood: Annotated[float, HIDDEN]
    impact: Annotated[float, HIDDEN]
    bad_by_what_is_known: Annotated[bool, HIDDEN] = False

    @property
    def overall(self) -> Spread:
        """The score: lowest, expected, highest."""
        return Spread(self.low, self.expected, self.high)

    @property
    def known(self) -> int:
        """How many criteria are known, whatever their bounds: all but those of which nothing is."""
        return len(self.criteria) - [score.basis for score in self.criteria].count("unknown")
