"""The order of a scan, and the figure that it goes by (method, sections 3 and 4)."""

from collections.abc import Iterable, Mapping, Sequence

from legacymap.domain.assessment import RATINGS, Rating
from legacymap.domain.figures import nine_digits


def scan_order(
    systems: Iterable[str], ratings: Mapping[str, Rating], weighted_risks: Mapping[str, float]
) -> tuple[str, ...]:
    """Systems by rating, red first; within one by weighted risk, highest first; ties and unscored ones by id.

    Risks are compared at 9 significant digits. A system without a rating is unscored and comes last.
    """

    def rank(system: str) -> tuple[int, float, str]:
        rating = ratings.get(system)
        if rating is None:
            return len(RATINGS), 0.0, system
        return RATINGS.index(rating), -nine_digits(weighted_risks[system]), system

    return tuple(sorted(systems, key=rank))


def shared_places(
    order: Sequence[str], ratings: Mapping[str, Rating], weighted_risks: Mapping[str, float]
) -> dict[str, tuple[int, int]]:
    """The first and the last rank of the systems that are equal to each, counted from 1, in a scan's order.

    Equal are those of one rating and one weighted risk, at 9 significant digits; an unscored system's place
    is its rank.
    """
    alike: dict[tuple[str, float], list[int]] = {}
    kinds: dict[str, tuple[str, float]] = {}
    for rank, system in enumerate(order, start=1):
        rating = ratings.get(system)
        kinds[system] = (rating, nine_digits(weighted_risks[system])) if rating else (system, 0.0)
        alike.setdefault(kinds[system], []).append(rank)
    return {system: (alike[kind][0], alike[kind][-1]) for system, kind in kinds.items()}


def weighted_risk(likelihood: float, impact: float, underpinning: float) -> float:
    """R = L x (I + U): the expected likelihood total times the system's own impact and what stands on it."""
    return likelihood * (impact + underpinning)
