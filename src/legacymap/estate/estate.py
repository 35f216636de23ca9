"""The estate: every system in use or in build, and what follows from the arrows among them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from legacymap.domain.assessment import Assessment, Rating
from legacymap.domain.results import Cycle, Foundation, OldFoundation, Reach
from legacymap.estate.crowd import Crowd, crowds
from legacymap.estate.cycles import cycles
from legacymap.estate.families import family_shares
from legacymap.estate.graph import Graph, levels
from legacymap.estate.members import Members, organisation_of
from legacymap.estate.old_foundations import old_foundations
from legacymap.estate.paths import shortest_path
from legacymap.estate.reachability import distinct_reaching, reached_by_others
from legacymap.estate.underpinning import Wholes, underpinning, underpinning_terms, weights, wholes_of
from legacymap.estate.ways import ways_from, ways_to
from legacymap.estate.weakest import UNRANKED, smallest_reached


class Estate(Members):
    """An inventory as a graph, asked in words (method, section 4).

    Systems go by their full ids; several come as a sorted tuple. A system outside the estate needs nothing,
    and nothing needs it.
    """

    def dependents(self, system: str) -> tuple[str, ...]:
        """All that need it in the end, along soft arrows too."""
        return self._every.dependents(system)

    def hard_dependents(self, system: str) -> tuple[str, ...]:
        """All that stop in the end when it stops: its dependents along hard arrows."""
        return self._hard.dependents(system)

    def dependencies(self, system: str) -> tuple[str, ...]:
        """All that it needs in the end, along soft arrows too."""
        return self._every.dependencies(system)

    def foundations(self, system: str) -> tuple[str, ...]:
        """All that it stands on: what it reaches along hard arrows."""
        return self._hard.dependencies(system)

    def hard_distances(self, system: str, within: int = 6) -> Mapping[str, int]:
        """The fewest hard arrows from each of its hard dependents to it, nearest first, then by id."""
        start = self._hard.numbers.get(system)
        near = levels(self._hard.needed_by, start) if start is not None else ()
        by_distance = zip(range(1, within + 1), near, strict=False)
        return {other: far for far, level in by_distance for other in self._hard.named(sorted(level))}

    def path(self, consumer: str, needed: str) -> tuple[str, ...]:
        """A shortest way along arrows from one to the other, both included; empty when there is none.

        Of several it is the lexicographically least.
        """
        start, end = (self._every.numbers.get(system) for system in (consumer, needed))
        if start is None or end is None:
            return ()
        return self._every.named(shortest_path(self._every.needs, self._every.needed_by, (start,), end))

    def ways_to(self, system: str) -> Mapping[str, tuple[str, ...]]:
        """The path from each of its dependents, nearest first, then by id."""
        return ways_to(self._every, system)

    def hard_ways_to(self, system: str) -> Mapping[str, tuple[str, ...]]:
        """The same along hard arrows, from each of its hard dependents."""
        return ways_to(self._hard, system)

    def ways_from(self, system: str) -> Mapping[str, tuple[str, ...]]:
        """The path to each of its dependencies, nearest first, then by id."""
        return ways_from(self._every, system)

    def hard_ways_from(self, system: str) -> Mapping[str, tuple[str, ...]]:
        """The same along hard arrows, to each of its foundations."""
        return ways_from(self._hard, system)

    def underpinning(
        self, system: str, impacts: Mapping[str, float], decay: float = 0.5, depth: int = 6
    ) -> float:
        """U(s): how much of government stands on a system; one without an impact counts 0."""
        return self._underpinnings((system,), impacts, weights(decay, depth)).get(system, 0.0)

    def underpinnings(
        self, impacts: Mapping[str, float], decay: float = 0.5, depth: int = 6
    ) -> Mapping[str, float]:
        """The underpinning of every system."""
        return self._underpinnings(self.systems, impacts, weights(decay, depth))

    def shares_by_family(
        self, systems: Iterable[str], impacts: Mapping[str, float], decay: float = 0.5, depth: int = 6
    ) -> Mapping[str, Mapping[str, float]]:
        """For each of some systems, the share of B(s) = I(s) + U(s) that falls on each family, by family.

        The shares add up to 1; all falls on the system's own family where nothing else stands on it (method,
        section 7).
        """
        by_number = [impacts.get(member, 0.0) for member in self.members]
        by_distance = weights(decay, depth)
        found = {}
        for system in systems:
            terms = [(system, impacts.get(system, 0.0))]
            number = self._hard.numbers.get(system)
            if number is not None:
                by_node = underpinning_terms(number, self._hard, self._wholes, by_number, by_distance)
                terms += [(self.members[node], term) for node, term in by_node.items()]
            found[system] = family_shares(terms, self.inventory)
        return found

    def is_underpinning_capability(self, system: str) -> bool:
        """Whether it has hard dependents in another family of organisations or, as a platform, any at all."""
        return system in self._capabilities

    def has_underpinning_gap(self, system: str, rating: Rating | None) -> bool:
        """Whether it is an underpinning capability, red or possibly red, without a plan that is funded."""
        if rating not in {"red", "possibly-red"} or system not in self._capabilities:
            return False
        remediation = self.inventory.records[system].system.remediation
        return not (remediation and remediation.plan and remediation.plan.funded == "yes")

    def reach(
        self, system: str, assessments: Mapping[str, Assessment], decay: float = 0.5, depth: int = 6
    ) -> Reach:
        """Who stands on one system; without an assessment it has no weighted risk."""
        dependents = self.dependents(system)
        crowd = Crowd(
            direct=len(self.direct_dependents(system)),
            dependents=len(dependents),
            hard=len(self.hard_dependents(system)),
            services=len(self.services_among(dependents)),
            organisations=len(self.organisations_of(dependents)),
        )
        underpinned = self.underpinning(system, _impacts(assessments), decay, depth)
        return self._reach(system, crowd, assessments.get(system), underpinned)

    def reaches(
        self, assessments: Mapping[str, Assessment], decay: float = 0.5, depth: int = 6
    ) -> Mapping[str, Reach]:
        """The reach of every system, found for all of them at once."""
        underpinned = self.underpinnings(_impacts(assessments), decay, depth)
        return {
            system: self._reach(system, self._crowds[system], assessments.get(system), underpinned[system])
            for system in self.systems
        }

    def weakest(self, system: str, order: Sequence[str]) -> str | None:
        """The scored one of its foundations that comes first in the order of the scan, never itself."""
        foundations = self._scored.intersection(self.foundations(system))
        return next((other for other in order if other in foundations), None)

    def foundation_by_system(self, order: Sequence[str]) -> Mapping[str, Foundation]:
        """What every system stands on, given the order of the scan, found for all of them at once."""
        places = {system: place for place, system in enumerate(order) if system in self._scored}
        ranks = [places.get(member, UNRANKED) for member in self.members]
        weakest = smallest_reached(self._hard.condensation, ranks)
        counts = distinct_reaching(self._every.condensation.turned(), self.members)
        return {
            member: Foundation(count, order[rank] if rank != UNRANKED else None)
            for member, count, rank in zip(self.members, counts, weakest, strict=True)
            if member in self.inventory.records
        }

    def cycles(self) -> tuple[Cycle, ...]:
        """The groups of systems that need each other, by their smallest member."""
        return self._cycles

    def old_foundations(
        self, ratings: Mapping[str, Rating], order: Sequence[str]
    ) -> tuple[OldFoundation, ...]:
        """The systems proposed or in build that will stand on red or possibly red ones, by id.

        Those come in the order of the scan. A proposed system is outside the estate: the hard needs that its
        record states are followed, and those that other records state of it.
        """
        return tuple(old_foundations(self.inventory, self._hard, ratings, order))

    def _underpinnings(
        self, systems: Iterable[str], impacts: Mapping[str, float], by_distance: Sequence[float]
    ) -> Mapping[str, float]:
        by_number = [impacts.get(member, 0.0) for member in self.members]
        numbers = self._hard.numbers
        return {
            system: underpinning(numbers[system], self._hard, self._wholes, by_number, by_distance)
            for system in systems
            if system in numbers
        }

    def _reach(self, system: str, crowd: Crowd, assessment: Assessment | None, underpinned: float) -> Reach:
        return crowd.reach(
            assessment,
            underpinned,
            capability=self.is_underpinning_capability(system),
            gap=self.has_underpinning_gap(system, assessment.rating if assessment else None),
        )

    @cached_property
    def _capabilities(self) -> frozenset[str]:
        families = {name: self.inventory.family(name) for name in self.organisations_of(self.members)}
        marks = [families[organisation_of(member)] for member in self.members]
        outside = reached_by_others(self._hard.condensation, marks)
        hard_consumers = self._hard.needed_by
        return frozenset(
            member
            for member, others, consumers in zip(self.members, outside, hard_consumers, strict=True)
            if member in self.inventory.records
            and (others or (consumers and self.kind(member) == "platform"))
        )

    @cached_property
    def _crowds(self) -> Mapping[str, Crowd]:
        services = [member if self.kind(member) == "service" else None for member in self.members]
        organisations = [organisation_of(member) for member in self.members]
        return crowds(self._every, self._hard, services, organisations)

    @cached_property
    def _wholes(self) -> Wholes:
        return wholes_of(self.members, self.inventory.whole_systems)

    @cached_property
    def _cycles(self) -> tuple[Cycle, ...]:
        return tuple(cycles(self._every, self.arrows))

    @cached_property
    def _scored(self) -> frozenset[str]:
        return frozenset(self.scored)

    @cached_property
    def _every(self) -> Graph:
        return Graph.of(self.members, ((arrow.consumer, arrow.needed) for arrow in self.arrows))

    @cached_property
    def _hard(self) -> Graph:
        return Graph.of(self.members, ((arrow.consumer, arrow.needed) for arrow in self.arrows if arrow.hard))


def _impacts(assessments: Mapping[str, Assessment]) -> Mapping[str, float]:
    return {system: assessment.impact for system, assessment in assessments.items()}
