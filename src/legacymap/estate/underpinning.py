"""How much of government stands on a system, on whom it falls, and the order of a scan that follows.

Method, sections 3 and 4.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from legacymap.domain.assessment import RATINGS, Rating
from legacymap.domain.figures import nine_digits
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Arrow, Inventory
from legacymap.domain.nearest import organisation_of


@dataclass(frozen=True, slots=True)
class Consumers:
    """The hard consumers of each system and the whole that it is part of, by number in the order of ids.

    Every system is asked for its layers of consumers; sets of small numbers join three times as fast as sets
    of ids. `sharing` holds those whose whole has another part.
    """

    ids: tuple[str, ...]
    numbers: Mapping[str, int]
    needed_by: tuple[tuple[int, ...], ...]
    wholes: tuple[str, ...]
    sharing: frozenset[int]


@dataclass(frozen=True, slots=True)
class Term:
    """What a whole adds to the underpinning of a system, and the part of it that gives this."""

    value: float
    giver: str


def consumers_of(ids: tuple[str, ...], hard: Iterable[Arrow], topmost: Mapping[str, str]) -> Consumers:
    """The consumers along hard arrows; a system that is part of nothing is its own whole."""
    numbers = {system: number for number, system in enumerate(ids)}
    wholes = tuple(topmost.get(system, system) for system in ids)
    parts: dict[str, list[int]] = {}
    for number, whole in enumerate(wholes):
        parts.setdefault(whole, []).append(number)
    needed_by: list[list[int]] = [[] for _ in ids]
    for arrow in hard:
        needed_by[numbers[arrow.needed]].append(numbers[arrow.consumer])
    return Consumers(
        ids=ids,
        numbers=numbers,
        needed_by=tuple(map(tuple, needed_by)),
        wholes=wholes,
        sharing=frozenset(each for same in parts.values() if len(same) > 1 for each in same),
    )


def weights(decay: float, depth: int) -> tuple[float, ...]:
    """What an impact weighs at each hard distance from 1 on; nothing at any distance when the decay is 0."""
    return tuple(decay**distance for distance in range(1, depth + 1)) if decay else ()


def hard_distances(system: str, consumers: Consumers, within: int) -> dict[str, int]:
    """The fewest hard edges from each system to this one, nearest first, then by id."""
    layers = zip(range(1, within + 1), _layers(consumers, consumers.numbers[system]), strict=False)
    return {consumers.ids[other]: distance for distance, layer in layers for other in sorted(layer)}


def underpinning(
    system: str, consumers: Consumers, impacts: Sequence[float], by_distance: Sequence[float]
) -> float:
    """U(s): the weighted impacts of what stands on it, each whole by its largest part, its own not at all.

    Impacts are by number. The sum is correctly rounded, and so the same in whatever order the terms come.
    """
    start = consumers.numbers[system]
    if not consumers.needed_by[start]:
        return 0.0
    single: list[float] = []
    largest: dict[str, float] = {}
    for weight, layer in zip(by_distance, _layers(consumers, start), strict=False):
        single += [weight * impacts[other] for other in layer - consumers.sharing]
        for part in layer & consumers.sharing:
            whole = consumers.wholes[part]
            largest[whole] = max(largest.get(whole, 0.0), weight * impacts[part])
    largest.pop(consumers.wholes[start], None)
    return math.fsum([*single, *largest.values()])


def underpinning_terms(
    system: str, consumers: Consumers, impacts: Sequence[float], by_distance: Sequence[float]
) -> dict[str, Term]:
    """The terms of U(s) by whole: each counts by its part with the largest term, its own not at all.

    Among parts with equal terms it is the nearest, then the first by id.
    """
    start = consumers.numbers[system]
    terms: dict[str, Term] = {}
    for weight, layer in zip(by_distance, _layers(consumers, start), strict=False):
        for other in sorted(layer):
            value = weight * impacts[other]
            whole = consumers.wholes[other]
            if whole not in terms or value > terms[whole].value:
                terms[whole] = Term(value, consumers.ids[other])
    terms.pop(consumers.wholes[start], None)
    return terms


def shared_out(terms_by_part: Mapping[str, Mapping[str, Term]]) -> dict[str, dict[str, Term]]:
    """The terms of the parts of one whole, so that for each other whole they add up to the largest of them.

    Each part gets its share of that: t(s, J) x max t(., J) / sum t(., J) (method, section 4).
    """
    every: dict[str, list[float]] = {}
    for terms in terms_by_part.values():
        for whole, term in terms.items():
            every.setdefault(whole, []).append(term.value)
    shares = {
        whole: max(values) / total if (total := math.fsum(values)) else 0.0 for whole, values in every.items()
    }
    return {
        part: {whole: Term(term.value * shares[whole], term.giver) for whole, term in terms.items()}
        for part, terms in terms_by_part.items()
    }


def impact_share(impacts: Sequence[float]) -> float:
    """By what the impacts of the parts of a whole are multiplied, so that they add up to the largest."""
    total = math.fsum(impacts)
    return max(impacts) / total if total else 0.0


def family_shares(terms: Sequence[tuple[str, float]], inventory: Inventory) -> Mapping[str, float]:
    """The share of a sum that falls on each family, given its terms by system, the first one's own first.

    Families on which nothing falls are left out; where the sum is nought all falls on the first one's own.
    """
    by_family: dict[str, list[float]] = {}
    for system, term in terms:
        by_family.setdefault(inventory.family(organisation_of(system)), []).append(term)
    sums = {family: math.fsum(each) for family, each in by_family.items()}
    whole = math.fsum(sums.values())
    if not whole:
        return {next(iter(by_family)): 1.0}
    return {family: sums[family] / whole for family in sorted(sums) if sums[family]}


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


def _layers(consumers: Consumers, start: int) -> Iterator[set[int]]:
    """Those one edge from the start, then those two edges from it at the fewest, and so on."""
    seen = {start}
    layer = {start}
    while True:
        layer = set[int]().union(*map(consumers.needed_by.__getitem__, layer)) - seen
        if not layer:
            return
        yield layer
        seen |= layer
