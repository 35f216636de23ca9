"""Weighted risk by system, option and year, under this or another way of weighing it."""

from dataclasses import dataclass
from typing import Literal

from legacymap.domain.framework import Framework
from legacymap.domain.projection import Projection, RiskTable, risk_table
from legacymap.domain.scenario import Scenario
from legacymap.scoring import Horizon, Scored, appraisal_days, projected
from legacymap.verbs.assessing import assessed
from legacymap.verbs.groundwork import Groundwork

Counted = Literal["all", "services"]


@dataclass(frozen=True, slots=True)
class Weighing:
    """Systems weighed by a framework under a prior: impact totals by full id, and how each will fare."""

    impacts: dict[str, float]
    projection: Projection


def weighing(
    ground: Groundwork, scenario: Scenario, years: int, framework: Framework, prior: str
) -> Weighing:
    """Every scored system weighed over `years` years from the scenario's first (method, section 5)."""
    is_own = framework is ground.materials.framework and prior == ground.prior
    found = ground.assessments if is_own else assessed(ground.inventory, ground.facts, framework, prior)
    systems = (
        Scored(ground.inventory.records[system], ground.facts[system], assessment)
        for system, assessment in found.items()
    )
    horizon = Horizon(
        appraisal_days(ground.request.as_of, scenario.years[0], years), scenario.renew_contracts
    )
    impacts = {system: assessment.impact for system, assessment in found.items()}
    return Weighing(impacts, projected(systems, framework, prior, horizon))


def risks(ground: Groundwork, weighed: Weighing, decay: float, counted: Counted = "all") -> RiskTable:
    """R by system, option and year, with reach that decays so and counts all systems or services alone."""
    impacts = weighed.impacts
    if counted == "services":
        impacts = {system: impacts[system] for system in ground.estate.services_among(impacts)}
    return risk_table(weighed.projection, ground.estate.underpinnings(impacts, decay))
