"""Why a system is not planned, and the least money that would bring it in (`method.md`, section 6)."""

from dataclasses import dataclass

from tests.recomputation.courses import (
    Breach,
    Choice,
    Course,
    crowding,
    decisions,
    links,
    overspends,
    real_options,
    starts,
)
from tests.recomputation.plain import at, rows
from tests.recomputation.scenarios import FUNDS
from tests.recomputation.weights import Weighed, option_of

# Reading: of several options the one that is nearest to a yes speaks for its system.
LADDER = (
    "no-effect", "missing-costs", "forbidden", "too-long", "precedence", "capacity", "tail", "budget", "free",
)  # fmt: skip


@dataclass(frozen=True)
class Attempt:
    """One start of a system that is not planned, and what stands in its way with all else fixed."""

    choice: Choice
    value: float
    obstacle: str
    extra: tuple[Breach, ...] = ()

    @property
    def price(self) -> float:
        """The least money that ends all that it lacks: a pound given to it counts in every line it is of.

        Of resource a year is given what the line that lacks most of it lacks, of capital likewise, and what
        a line of both lacks beyond these two.
        """
        whole = 0.0
        for year in {each.year for each in self.extra}:
            lacks = [(each.where.split()[-1], each.amount) for each in self.extra if each.year == year]
            given = sum(max((much for what, much in lacks if what == fund), default=0.0) for fund in FUNDS)
            both = max((much for what, much in lacks if what == "total"), default=0.0)
            whole += max(given, both)
        return whole


def attempts(weighed: Weighed, course: Course, system: str) -> list[Attempt]:
    """Every start of every option; an option that has none is told once."""
    found = []
    for option in real_options(weighed.estate, system):
        written = option_of(weighed.estate, system, option)
        possible = starts(weighed, system, option)
        if not any(rows(at(written, fund)) for fund in FUNDS):
            found.append(Attempt((option, 0), 0.0, "missing-costs"))
        elif {(system, option), (system, None)} & weighed.scenario.forbidden:
            # Reading: of two reasons the one farther from a yes counts.
            is_idle = possible and all(weighed.value(system, option, each) <= 1e-9 for each in possible)
            found.append(Attempt((option, 0), 0.0, "no-effect" if is_idle else "forbidden"))
        elif not possible:
            found.append(Attempt((option, 0), 0.0, "too-long"))
        else:
            found += [_attempt(weighed, course, system, (option, each)) for each in possible]
    return found


def code(found: list[Attempt]) -> str:
    """The reason: what stands in the way of the attempt that comes furthest."""
    if not found:
        return "no-option"
    return max((each.obstacle for each in found), key=LADDER.index)


def _attempt(weighed: Weighed, course: Course, system: str, choice: Choice) -> Attempt:
    more = {**course, system: choice}
    value = weighed.value(system, *choice)
    if value <= 1e-9:
        return Attempt(choice, value, "no-effect")
    assert not [each for each in decisions(weighed, more) if each.where == system]
    # All else is fixed: only this one's own needs are new, and nobody else's grow.
    if list(links(weighed, more, system)):
        return Attempt(choice, value, "precedence")
    if list(crowding(weighed, more)):
        return Attempt(choice, value, "capacity")
    short = list(overspends(weighed, more))
    if any(each.kind == "tail" for each in short):
        return Attempt(choice, value, "tail")
    before = {(each.where, each.year): each.amount for each in overspends(weighed, course)}
    assert not before, before
    return Attempt(choice, value, "budget" if short else "free", tuple(short))
