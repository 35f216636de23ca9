"""How many systems need each one: directly, in the end and hard, and along confirmed arrows."""

from collections import Counter
from collections.abc import Mapping, Sequence

from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Arrow
from legacymap.domain.nearest import organisation_of
from legacymap.estate.counting import Condensation, distinct_reaching, each_distinct_reaching


@dataclass(frozen=True, slots=True)
class Counts:
    """How many systems need one: directly, in the end and hard; services among them, their organisations.

    The last three follow confirmed arrows alone.
    """

    direct: int
    dependents: int
    hard: int
    services: int
    organisations: int
    confirmed_direct: int
    confirmed: int
    confirmed_hard: int


@dataclass(frozen=True, slots=True)
class Along:
    """The arrows that a count follows, and their condensation."""

    arrows: Sequence[Arrow]
    condensation: Condensation


def counts_of(
    members: Sequence[str],
    services: Sequence[str],
    every: tuple[Along, Along],
    confirmed: tuple[Along, Along],
) -> Mapping[str, Counts]:
    """The counts of all members at once: along all arrows and the hard ones, and along the confirmed of each.

    What is the very same for confirmed arrows is counted once.
    """
    names = {member: member for member in members}
    owned = {member: organisation_of(member) for member in members}
    marks = (names, {each: each for each in services}, owned)
    dependents, served, organisations = each_distinct_reaching(every[0].condensation, marks)
    hard = distinct_reaching(every[1].condensation, names)
    direct = Counter([arrow.needed for arrow in every[0].arrows])
    confirmed_direct, sure, sure_hard = direct, dependents, hard
    if confirmed[0] is not every[0]:
        confirmed_direct = Counter([arrow.needed for arrow in confirmed[0].arrows])
        sure = distinct_reaching(confirmed[0].condensation, names)
    if confirmed[1] is not every[1]:
        sure_hard = distinct_reaching(confirmed[1].condensation, names)
    return {
        system: Counts(
            direct=direct[system],
            dependents=dependents[system],
            hard=hard[system],
            services=served[system],
            organisations=organisations[system],
            confirmed_direct=confirmed_direct[system],
            confirmed=sure[system],
            confirmed_hard=sure_hard[system],
        )
        for system in members
    }
