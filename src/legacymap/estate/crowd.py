"""Who stands on each system, counted for all of them at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from legacymap.domain.assessment import Assessment
from legacymap.domain.results import Reach
from legacymap.estate.graph import Graph
from legacymap.estate.order import weighted_risk
from legacymap.estate.reachability import distinct_reaching


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many systems need one: directly, in the end and hard; services among them, their organisations."""

    direct: int
    dependents: int
    hard: int
    services: int
    organisations: int

    def reach(
        self, assessment: Assessment | None, underpinning: float, *, capability: bool, gap: bool
    ) -> Reach:
        """The reach of that system; `capability` and `gap` say what of underpinning it is."""
        risk = weighted_risk(assessment.likelihood, assessment.impact, underpinning) if assessment else 0.0
        return Reach(
            direct_dependents=self.direct,
            dependents=self.dependents,
            hard_dependents=self.hard,
            services=self.services,
            organisations=self.organisations,
            underpinning=underpinning,
            weighted_risk=risk,
            underpinning_capability=capability,
            underpinning_gap=gap,
        )


def crowds(
    every: Graph, hard: Graph, services: Sequence[str | None], organisations: Sequence[str]
) -> Mapping[str, Crowd]:
    """The crowd of each system, given the graphs along all and along hard arrows.

    `services` holds the id of each node that is a service, `organisations` the organisation of each node.
    """
    counts = zip(
        map(len, every.needed_by),
        distinct_reaching(every.condensation, every.ids),
        distinct_reaching(hard.condensation, hard.ids),
        distinct_reaching(every.condensation, services),
        distinct_reaching(every.condensation, organisations),
        strict=True,
    )
    return {system: Crowd(*counted) for system, counted in zip(every.ids, counts, strict=True)}
