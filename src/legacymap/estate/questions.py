"""The estate: every system in use or in build, and what follows from the dependencies among them."""

from __future__ import annotations  # only the stubs of networkx know that a graph has a type of nodes

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from itertools import pairwise
from math import fsum

from legacymap.domain.assessment import Assessment, Rating
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Arrow, Inventory
from legacymap.domain.nearest import organisation_of
from legacymap.domain.results import (
    ConfirmedReach,
    Cycle,
    Foundation,
    OldFoundation,
    Reach,
    ServiceFoundations,
    WholeShare,
)
from legacymap.domain.system import Kind
from legacymap.estate.build import Graph, arrows_of, dependency_graph, edges_only, members_of
from legacymap.estate.counting import (
    UNRANKED,
    Along,
    Condensation,
    Counts,
    condensed,
    counts_of,
    distinct_reaching,
    narrowed,
    reached_by_others,
    smallest_reached,
)
from legacymap.estate.paths import least_path, near, paths_from, paths_to, reached, reaching, shortest_cycles
from legacymap.estate.underpinning import (
    Consumers,
    Term,
    consumers_of,
    family_shares,
    hard_distances,
    impact_share,
    shared_out,
    underpinning,
    underpinning_terms,
    weighted_risk,
    weights,
)

_WEAK: frozenset[Rating] = frozenset({"red", "possibly-red"})


@dataclass(frozen=True)
class Estate:
    """An inventory as a graph, asked in words (method, section 4).

    Systems go by their full ids; several come as a sorted tuple. One outside the estate needs nothing, and
    nothing needs it. `graph` (build.py) has the `arrows` as its edges, by consumer, then by what it needs; it
    is built when a question is asked that arrows alone do not answer.
    """

    inventory: Inventory
    arrows: tuple[Arrow, ...]
    withheld_impacts: dict[str, float] = field(default_factory=dict)  # of stubs that may count
    _noted: list[Mapping[str, Assessment]] = field(default_factory=list, repr=False)

    @classmethod
    def of(cls, inventory: Inventory) -> Estate:
        """The estate of an inventory."""
        return cls(inventory, arrows_of(inventory))

    @cached_property
    def graph(self) -> Graph:
        """The estate as networkx has it, each node with what `note_scores` was told last."""
        graph = dependency_graph(self.inventory, self.members, self.arrows)
        for assessments in self._noted:
            _note_scores(graph, assessments)
        return graph

    # Who is in it, and the edges that touch each.

    @cached_property
    def members(self) -> tuple[str, ...]:
        """All systems and stubs."""
        return members_of(self.inventory, self.arrows)

    @cached_property
    def systems(self) -> tuple[str, ...]:
        """Those that have a record: in build, live or retiring, external ones too."""
        return tuple(system for system in self.members if system in self.inventory.records)

    @cached_property
    def scored(self) -> tuple[str, ...]:
        """The systems that are not external."""
        return tuple(system for system in self.systems if self.kind(system) != "external")

    @cached_property
    def stubs(self) -> tuple[str, ...]:
        """Those that only arrows name: of organisations not loaded, or consumers without a record."""
        return tuple(system for system in self.members if system not in self.inventory.records)

    def needs(self, system: str) -> tuple[Arrow, ...]:
        """The arrows from a system to what it needs."""
        return self._arrows_from.get(system, ())

    def needed_by(self, system: str) -> tuple[Arrow, ...]:
        """The arrows to a system from what needs it."""
        return self._arrows_to.get(system, ())

    def direct_dependents(self, system: str) -> tuple[str, ...]:
        """Those that need it by an arrow of their own."""
        return tuple(arrow.consumer for arrow in self.needed_by(system))

    def near(self, system: str, hops: int) -> tuple[str, ...]:
        """Itself, those that need it within so many arrows, and those that it needs within as many."""
        return near(self.graph, system, hops) if system in self._inside else (system,)

    def kind(self, system: str) -> Kind:
        """The kind that its record gives; a stub is external."""
        record = self.inventory.records.get(system)
        return record.system.kind if record else "external"

    def services_among(self, systems: Iterable[str]) -> tuple[str, ...]:
        """Those of some systems that are services."""
        return tuple(sorted(system for system in systems if self.kind(system) == "service"))

    def organisations_of(self, systems: Iterable[str]) -> tuple[str, ...]:
        """The organisations that some systems belong to."""
        return tuple(sorted({organisation_of(system) for system in systems}))

    # What is reached.

    def dependents(self, system: str) -> tuple[str, ...]:
        """All that need it in the end, along soft arrows too."""
        return reaching(self.graph, system)

    def hard_dependents(self, system: str) -> tuple[str, ...]:
        """All that stop in the end when it stops: its dependents along hard arrows."""
        return reaching(self._hard, system)

    def dependencies(self, system: str) -> tuple[str, ...]:
        """All that it needs in the end, along soft arrows too."""
        return reached(self.graph, system)

    def foundations(self, system: str) -> tuple[str, ...]:
        """All that it stands on: what it reaches along hard arrows."""
        return reached(self._hard, system)

    def confirmed_dependents(self, system: str) -> tuple[str, ...]:
        """Its dependents along confirmed arrows alone."""
        return reaching(self._confirmed, system)

    def confirmed_hard_dependents(self, system: str) -> tuple[str, ...]:
        """Its dependents along arrows that are hard and confirmed."""
        return reaching(self._confirmed_hard, system)

    def confirmed_dependencies(self, system: str) -> tuple[str, ...]:
        """Its dependencies along confirmed arrows alone."""
        return reached(self._confirmed, system)

    def confirmed_foundations(self, system: str) -> tuple[str, ...]:
        """Its foundations along arrows that are hard and confirmed."""
        return reached(self._confirmed_hard, system)

    def hard_distances(self, system: str, within: int = 6) -> Mapping[str, int]:
        """The fewest hard arrows from each of its hard dependents to it, nearest first, then by id."""
        return hard_distances(system, self._consumers, within) if system in self._inside else {}

    def path(self, consumer: str, needed: str) -> tuple[str, ...]:
        """A shortest path along arrows from one to the other, both included; empty when there is none.

        Of several it is the lexicographically least.
        """
        if consumer not in self._inside or needed not in self._inside:
            return ()
        return tuple(least_path(self.graph, (consumer,), needed))

    def paths_to(self, system: str) -> Mapping[str, tuple[str, ...]]:
        """The path from each of its dependents, nearest first, then by id."""
        return paths_to(self.graph, system)

    def hard_paths_to(self, system: str) -> Mapping[str, tuple[str, ...]]:
        """The same along hard arrows, from each of its hard dependents."""
        return paths_to(self._hard, system)

    def paths_from(self, system: str) -> Mapping[str, tuple[str, ...]]:
        """The path to each of its dependencies, nearest first, then by id."""
        return paths_from(self.graph, system)

    def hard_paths_from(self, system: str) -> Mapping[str, tuple[str, ...]]:
        """The same along hard arrows, to each of its foundations."""
        return paths_from(self._hard, system)

    def cycles(self) -> tuple[Cycle, ...]:
        """The groups of systems that need each other, by their smallest member."""
        return self._cycles

    # What that amounts to.

    def underpinning(
        self, system: str, impacts: Mapping[str, float], decay: float = 0.5, depth: int = 6
    ) -> float:
        """U(s): how much of government stands on a system; one without an impact counts 0."""
        by_distance = weights(decay, depth)
        return self._underpinnings(self._consumers, (system,), impacts, by_distance).get(system, 0.0)

    def underpinnings(
        self, impacts: Mapping[str, float], decay: float = 0.5, depth: int = 6
    ) -> Mapping[str, float]:
        """The underpinning of every system."""
        return self._underpinnings(self._consumers, self.systems, impacts, weights(decay, depth))

    def whole_shares(
        self,
        impacts: Mapping[str, float],
        decay: float = 0.5,
        depth: int = 6,
        *,
        counted: Mapping[str, float] | None = None,
    ) -> Mapping[str, WholeShare]:
        """What each system counts for in sums over systems, so that a whole counts once: i and u of R°.

        `impacts` are those of the scored systems, which alone share; `counted` are the impacts that what
        stands on a system counts by, where those are others (services alone, say).
        """
        underpinned = self.underpinnings(counted if counted is not None else impacts, decay, depth)
        found = {system: WholeShare(1.0, underpinned[system]) for system in impacts}
        by_number = self._by_number(counted if counted is not None else impacts)
        by_distance = weights(decay, depth)
        for parts in self._parts_of_wholes(impacts):
            share = impact_share([impacts[part] for part in parts])
            terms = self._shared_terms(parts, by_number, by_distance)
            for part in parts:
                found[part] = WholeShare(share, fsum(term.value for term in terms[part].values()))
        return found

    def shares_by_family(
        self, systems: Iterable[str], impacts: Mapping[str, float], decay: float = 0.5, depth: int = 6
    ) -> Mapping[str, Mapping[str, float]]:
        """For each of some systems, the share of B°(s) = i(s) + u(s) that falls on each family, by family.

        The shares add up to 1; all falls on the system's own family where nothing else stands on it (method,
        section 7). The term of a whole falls on the family of the part that gives it.
        """
        by_number, by_distance = self._by_number(impacts), weights(decay, depth)
        parts_of = {part: parts for parts in self._parts_of_wholes(impacts) for part in parts}
        found = {}
        for system in systems:
            terms = [(system, impacts.get(system, 0.0))]
            if system in self._inside:
                parts = parts_of.get(system, (system,))
                shared = self._shared_terms(parts, by_number, by_distance)
                own = impacts.get(system, 0.0) * impact_share([impacts.get(part, 0.0) for part in parts])
                terms = [(system, own), *((term.giver, term.value) for term in shared[system].values())]
            found[system] = family_shares(terms, self.inventory)
        return found

    def is_underpinning_capability(self, system: str) -> bool:
        """Whether it has hard dependents in another family of organisations or, as a platform, any at all."""
        return system in self._capabilities

    def has_underpinning_gap(self, system: str, rating: Rating | None) -> bool:
        """Whether it is a red or possibly red underpinning capability whose plan is not fully funded."""
        if rating not in _WEAK or not self.is_underpinning_capability(system):
            return False
        remediation = self.inventory.records[system].system.remediation
        return not (remediation and remediation.plan and remediation.plan.funded == "yes")

    def reach(
        self, system: str, assessments: Mapping[str, Assessment], decay: float = 0.5, depth: int = 6
    ) -> Reach:
        """Who stands on one system; without an assessment it has no weighted risk."""
        dependents = self.dependents(system)
        counts = Counts(
            direct=len(self.direct_dependents(system)),
            dependents=len(dependents),
            hard=len(self.hard_dependents(system)),
            services=len(self.services_among(dependents)),
            organisations=len(self.organisations_of(dependents)),
            confirmed_direct=sum(arrow.confirmed for arrow in self.needed_by(system)),
            confirmed=len(self.confirmed_dependents(system)),
            confirmed_hard=len(self.confirmed_hard_dependents(system)),
        )
        impacts, by_distance = {at: each.impact for at, each in assessments.items()}, weights(decay, depth)
        sure = self._consumers_along(self._confirmed_hard_arrows)
        underpinned = (
            self._underpinnings(self._consumers, (system,), impacts, by_distance).get(system, 0.0),
            self._underpinnings(sure, (system,), impacts, by_distance).get(system, 0.0),
        )
        return self._reach(system, counts, assessments.get(system), underpinned)

    def reaches(
        self, assessments: Mapping[str, Assessment], decay: float = 0.5, depth: int = 6
    ) -> Mapping[str, Reach]:
        """The reach of every system, found for all of them at once."""
        impacts, by_distance = {at: each.impact for at, each in assessments.items()}, weights(decay, depth)
        along_all = confirmed = self._underpinnings(
            self._consumers_along(self._hard_arrows), self.systems, impacts, by_distance
        )
        if self._confirmed_hard_arrows is not self._hard_arrows:
            sure = self._consumers_along(self._confirmed_hard_arrows)
            confirmed = self._underpinnings(sure, self.systems, impacts, by_distance)
        counts = self._counts()
        return {
            system: self._reach(
                system, counts[system], assessments.get(system), (along_all[system], confirmed[system])
            )
            for system in self.systems
        }

    def weakest(self, system: str, order: Sequence[str]) -> str | None:
        """The scored one of its foundations that comes first in the order of the scan, never itself."""
        foundations = self._scored.intersection(self.foundations(system))
        return next((other for other in order if other in foundations), None)

    def foundation_by_system(self, order: Sequence[str]) -> Mapping[str, Foundation]:
        """What every system stands on, given the order of the scan, found for all of them at once."""
        ranks = {system: rank for rank, system in enumerate(order) if system in self._scored}
        weakest = smallest_reached(self._hard_condensation, ranks)
        # Nothing weaker is reached along confirmed arrows than along all: as weak is the same one.
        confirmed = (
            smallest_reached(self._confirmed_hard_condensation, ranks)
            if self._confirmed_hard_arrows is not self._hard_arrows
            else weakest
        )
        counts = distinct_reaching(self._condensation.reversed(), {member: member for member in self.members})
        return {
            system: Foundation(
                counts[system],
                order[weakest[system]] if weakest[system] != UNRANKED else None,
                weakest_confirmed=confirmed[system] == weakest[system] != UNRANKED,
            )
            for system in self.systems
        }

    def service_foundations(
        self, ratings: Mapping[str, Rating], order: Sequence[str]
    ) -> tuple[ServiceFoundations, ...]:
        """Each service of the estate and what it stands on, services in the order of the scan."""
        places = {system: place for place, system in enumerate((*order, *self.stubs))}
        services = sorted(self.services_among(self.systems), key=places.__getitem__)
        return tuple(self._service(service, ratings, places) for service in services)

    def note_scores(self, assessments: Mapping[str, Assessment]) -> None:
        """Writes rating, expected score and chance of red to the nodes of the graph, None where unscored."""
        self._noted[:] = [assessments]
        if "graph" in self.__dict__:
            _note_scores(self.graph, assessments)

    def old_foundations(
        self, ratings: Mapping[str, Rating], order: Sequence[str]
    ) -> tuple[OldFoundation, ...]:
        """The systems proposed or in build that will stand on red or possibly red ones, by id.

        Those come in the order of the scan. A proposed system is outside the estate: the hard arrows that its
        record and others state are followed all the same.
        """
        return tuple(self._old_foundations(ratings, order))

    def _underpinnings(
        self,
        consumers: Consumers,
        systems: Iterable[str],
        impacts: Mapping[str, float],
        by_distance: Sequence[float],
    ) -> Mapping[str, float]:
        by_number = self._by_number(impacts)
        return {
            system: underpinning(system, consumers, by_number, by_distance)
            for system in systems
            if system in self._inside
        }

    def _service(
        self, service: str, ratings: Mapping[str, Rating], places: Mapping[str, int]
    ) -> ServiceFoundations:
        foundations = sorted(self.foundations(service), key=places.__getitem__)
        weakest = next((each for each in foundations if each in self._scored), None)
        records = [self.inventory.records[each] for each in foundations if each in self.inventory.records]
        costs = [each.system.costs.annual_run for each in records if each.system.costs]
        stated = [float(cost.amount) for cost in costs if cost is not None]
        planned = [each.id for each in records if each.system.remediation and each.system.remediation.plan]
        return ServiceFoundations(
            system=service,
            foundations=tuple(foundations),
            red=sum(ratings.get(each) == "red" for each in foundations),
            possibly_red=sum(ratings.get(each) == "possibly-red" for each in foundations),
            weakest=weakest,
            weakest_confirmed=weakest in self.confirmed_foundations(service),
            annual_run=fsum(stated) if stated else None,
            stated=len(stated),
            planned=tuple(planned),
        )

    def _by_number(self, impacts: Mapping[str, float]) -> list[float]:
        return [impacts.get(member, self.withheld_impacts.get(member, 0.0)) for member in self.members]

    def _shared_terms(
        self, parts: Sequence[str], by_number: Sequence[float], by_distance: Sequence[float]
    ) -> Mapping[str, Mapping[str, Term]]:
        """The terms of the underpinning of each part of a whole, shared out among them."""
        return shared_out(
            {part: underpinning_terms(part, self._consumers, by_number, by_distance) for part in parts}
        )

    def _parts_of_wholes(self, scored: Iterable[str]) -> list[tuple[str, ...]]:
        """The scored systems of each whole that has two or more of them."""
        tops = self.inventory.whole_systems
        parts: dict[str, list[str]] = {}
        for system in sorted(scored):
            parts.setdefault(tops.get(system, system), []).append(system)
        return [tuple(same) for same in parts.values() if len(same) > 1]

    def _reach(
        self,
        system: str,
        counts: Counts,
        assessment: Assessment | None,
        underpinned: tuple[float, float],
    ) -> Reach:
        everything, confirmed = underpinned
        risk = weighted_risk(assessment.likelihood, assessment.impact, everything) if assessment else 0.0
        return Reach(
            direct_dependents=counts.direct,
            dependents=counts.dependents,
            hard_dependents=counts.hard,
            services=counts.services,
            organisations=counts.organisations,
            underpinning=everything,
            weighted_risk=risk,
            underpinning_capability=self.is_underpinning_capability(system),
            underpinning_gap=self.has_underpinning_gap(system, assessment.rating if assessment else None),
            confirmed=ConfirmedReach(
                direct_dependents=counts.confirmed_direct,
                dependents=counts.confirmed,
                hard_dependents=counts.confirmed_hard,
                underpinning=confirmed,
            ),
        )

    def _old_foundations(
        self, ratings: Mapping[str, Rating], order: Sequence[str]
    ) -> Iterator[OldFoundation]:
        rising = {"proposed", "build"}
        if not any(record.system.status in rising for record in self.inventory.records.values()):
            return
        planned = self._with_proposed()
        rank = {system: place for place, system in enumerate(order)}
        for system in sorted(planned):
            record = self.inventory.records.get(system)
            if record and record.system.status in rising:
                weak = [other for other in reached(planned, system) if ratings.get(other) in _WEAK]
                if weak:
                    weak.sort(key=lambda other: rank.get(other, len(rank)))
                    yield OldFoundation(system, tuple(weak))

    def _with_proposed(self) -> Graph:
        """The hard arrows as they will be: with proposed systems, what they need, and what needs them."""
        records = self.inventory.records
        proposed = {system for system, record in records.items() if record.system.status == "proposed"}
        if not proposed:
            return self._hard
        planned = self._hard.copy()
        planned.add_nodes_from(proposed)
        arrows = arrows_of(self.inventory, proposed)
        planned.add_edges_from((arrow.consumer, arrow.needed) for arrow in arrows if arrow.hard)
        return planned

    @cached_property
    def _capabilities(self) -> frozenset[str]:
        families = {name: self.inventory.family(name) for name in self.organisations_of(self.members)}
        marks = {member: families[organisation_of(member)] for member in self.members}
        hard: dict[str, list[str]] = {}
        for arrow in self.arrows:
            if arrow.hard:
                hard.setdefault(arrow.consumer, []).append(arrow.needed)
        outside = reached_by_others(hard, marks)
        needed = {system for systems in hard.values() for system in systems}
        return frozenset(
            system
            for system in self.systems
            if system in outside or (self.kind(system) == "platform" and system in needed)
        )

    def _counts(self) -> Mapping[str, Counts]:
        """The counts of every system, each over all members at once; they are not kept."""
        services = self.services_among(self.members)
        every = Along(self.arrows, self._condensation)
        hard = Along(self._hard_arrows, self._hard_condensation)
        confirmed, confirmed_hard = every, hard
        if self._confirmed_arrows is not self.arrows:
            sure = _narrowed(self._condensation, self._confirmed_arrows)
            confirmed = Along(self._confirmed_arrows, sure)
        if self._confirmed_hard_arrows is not self._hard_arrows:
            confirmed_hard = Along(self._confirmed_hard_arrows, self._confirmed_hard_condensation)
        return counts_of(self.members, services, (every, hard), (confirmed, confirmed_hard))

    @cached_property
    def _consumers(self) -> Consumers:
        return self._consumers_along(self._hard_arrows)

    def _consumers_along(self, hard: Sequence[Arrow]) -> Consumers:
        """Those along some hard arrows, for a question about all systems, which is asked once: not kept."""
        return consumers_of(self.members, hard, self.inventory.whole_systems)

    @cached_property
    def _cycles(self) -> tuple[Cycle, ...]:
        if all(len(members) == 1 for members in self._condensation.components):
            return ()
        firm = {(arrow.consumer, arrow.needed) for arrow in self._confirmed_hard_arrows}
        return tuple(
            Cycle(members, shortest, tuple(step for step in pairwise(shortest) if step not in firm))
            for members, shortest in shortest_cycles(self.graph)
        )

    @cached_property
    def _inside(self) -> frozenset[str]:
        return frozenset(self.members)

    @cached_property
    def _scored(self) -> frozenset[str]:
        return frozenset(self.scored)

    @cached_property
    def _hard(self) -> Graph:
        return edges_only(self.graph, self._hard_arrows)

    @cached_property
    def _confirmed(self) -> Graph:
        if self._confirmed_arrows is self.arrows:
            return self.graph
        return edges_only(self.graph, self._confirmed_arrows)

    @cached_property
    def _confirmed_hard(self) -> Graph:
        if self._confirmed_hard_arrows is self._hard_arrows:
            return self._hard
        return edges_only(self.graph, self._confirmed_hard_arrows)

    @cached_property
    def _hard_arrows(self) -> tuple[Arrow, ...]:
        return tuple([arrow for arrow in self.arrows if arrow.hard])

    @cached_property
    def _confirmed_arrows(self) -> tuple[Arrow, ...]:
        """The very same where all are."""
        confirmed = tuple([arrow for arrow in self.arrows if arrow.confirmed])
        return self.arrows if len(confirmed) == len(self.arrows) else confirmed

    @cached_property
    def _confirmed_hard_arrows(self) -> tuple[Arrow, ...]:
        """The very same as the hard ones where all of these are confirmed."""
        confirmed = tuple([arrow for arrow in self._hard_arrows if arrow.confirmed])
        return self._hard_arrows if len(confirmed) == len(self._hard_arrows) else confirmed

    @cached_property
    def _condensation(self) -> Condensation:
        return condensed(self.members, [(arrow.consumer, arrow.needed) for arrow in self.arrows])

    @cached_property
    def _hard_condensation(self) -> Condensation:
        return _narrowed(self._condensation, self._hard_arrows)

    @cached_property
    def _confirmed_hard_condensation(self) -> Condensation:
        if self._confirmed_hard_arrows is self._hard_arrows:
            return self._hard_condensation
        return _narrowed(self._hard_condensation, self._confirmed_hard_arrows)

    @cached_property
    def _arrows_from(self) -> Mapping[str, tuple[Arrow, ...]]:
        return _grouped((arrow.consumer, arrow) for arrow in self.arrows)

    @cached_property
    def _arrows_to(self) -> Mapping[str, tuple[Arrow, ...]]:
        return _grouped((arrow.needed, arrow) for arrow in self.arrows)


def _narrowed(along: Condensation, arrows: Iterable[Arrow]) -> Condensation:
    return narrowed(along, [(arrow.consumer, arrow.needed) for arrow in arrows])


def _note_scores(graph: Graph, assessments: Mapping[str, Assessment]) -> None:
    for system, node in graph.nodes.items():
        found = assessments.get(system)
        node["rating"] = found.rating if found else None
        node["expected"] = found.overall.expected if found else None
        node["p_red"] = found.p_red if found else None


def _grouped(arrows: Iterable[tuple[str, Arrow]]) -> Mapping[str, tuple[Arrow, ...]]:
    grouped: dict[str, list[Arrow]] = {}
    for system, arrow in arrows:
        grouped.setdefault(system, []).append(arrow)
    return {system: tuple(found) for system, found in grouped.items()}
