"""The order of a scan, and the figure that it goes by (method, sections 3 and 4)."""

from collections.abc import Iterable, Mapping

from legacymap.domain.assessment import RATINGS, Rating


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
        return RATINGS.index(rating), -float(f"{weighted_risks[system]:.9g}"), system

    return tuple(sorted(systems, key=rank))


def weighted_risk(likelihood: float, impact: float, underpinning: float) -> float:
    """R = L x (I + U): the expected likelihood total times the system's own impact and what stands on it."""
    return likelihood * (impact + underpinning)
