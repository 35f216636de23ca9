"""How the figures of one system came about."""

from collections.abc import Mapping
from dataclasses import dataclass

from legacymap.domain.arrow import Arrow
from legacymap.domain.assessment import Rating
from legacymap.domain.survey import Cycle, Entry, OldFoundation, Provenance
from legacymap.domain.words import Handling


@dataclass(frozen=True, slots=True)
class Change:
    """One criterion that alone would change or settle the rating, and the levels at which it would.

    `levels` are the levels of the scale at which the system would be rated `rating`, whatever the other
    open criteria turn out to be.
    """

    criterion: str
    code: str
    levels: tuple[int, ...]
    rating: Rating


@dataclass(frozen=True, slots=True)
class Explanation:
    """One system's entry with everything that it rests on.

    `needs` and `needed_by` are the arrows that touch it, `foundations` all that it reaches along hard arrows
    in scan order (unscored last), `ratings` the rating of every scored system named here, `names` the name of
    every system named here, `p_red_by_prior` its probability of being red under each prior of the framework.
    """

    provenance: Provenance
    entry: Entry
    needs: tuple[Arrow, ...]
    needed_by: tuple[Arrow, ...]
    foundations: tuple[str, ...]
    cycles: tuple[Cycle, ...]
    old_foundation: OldFoundation | None
    changes: tuple[Change, ...]
    p_red_by_prior: Mapping[str, float]
    ratings: Mapping[str, Rating]
    names: Mapping[str, str]
    handling: Handling
