"""What scoring says of a system: each criterion with its basis, the totals, and the rating."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Basis = Literal["assessed", "shared", "derived", "unknown", "not-applicable"]
Rating = Literal["red", "possibly-red", "not-red"]
Legacy = Literal["yes", "possibly", "no"]
RATINGS: tuple[Rating, ...] = ("red", "possibly-red", "not-red")


@dataclass(frozen=True, slots=True)
class Levels:
    """The lowest and highest level that a criterion may have, with the reason in one phrase."""

    low: int
    high: int
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """One criterion of one system: its bounds, its expectation under the prior, and what they rest on.

    `through` names the older framework, with its version, under which it was assessed.
    """

    criterion: str
    code: str
    group: str
    low: int
    high: int
    expected: float
    basis: Basis
    evidence: str
    contradiction: str | None = None
    through: str | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure that is not fully known: its lowest, expected and highest value."""

    low: float
    expected: float
    high: float


@dataclass(frozen=True, slots=True)
class Assessment:
    """The score of one system (method, sections 1 to 3).

    `likelihood` and `impact` are the expected totals L and I of section 4; a framework with one group has
    L = its score and I = 1. Criteria stand in the framework's order. `bad_by_what_is_known`: the odds of red
    are at least three times those of a system of which nothing is known under the same prior.
    """

    system: str
    overall: Spread
    groups: Mapping[str, Spread]
    criteria: tuple[CriterionScore, ...]
    rating: Rating
    p_red: float
    legacy: Legacy
    p_legacy: float
    likelihood: float
    impact: float
    bad_by_what_is_known: bool = False

    @property
    def known(self) -> int:
        """How many criteria are known, whatever their bounds: all but those of which nothing is."""
        return sum(score.basis != "unknown" for score in self.criteria)
