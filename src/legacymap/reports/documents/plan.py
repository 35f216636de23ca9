"""A plan as a JSON document, `legacymap.plan/1`."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from legacymap.domain.dates import financial_year_text
from legacymap.domain.plan import BudgetUse, Choice, Objective, Plan, Status, Variant
from legacymap.domain.results import Provenance
from legacymap.domain.scenario import Fund
from legacymap.reports.objects.action import (
    ActionObject,
    NotPlannedObject,
    action_object,
    not_planned_object,
    whole,
)
from legacymap.reports.objects.provenance import ProvenanceObject, provenance_object
from legacymap.reports.objects.worth import MoneyObject, TrajectoryObject, money_object, trajectory_object


class ScenarioObject(TypedDict):
    """The scenario that the plan was made under."""

    id: str
    sha256: str


class ObjectiveObject(TypedDict):
    """What the plan removes, the proven bound on any plan, and the share by which it may fall short."""

    value: float
    bound: float
    gap: float
    status: Status
    solver: str
    present_cost: float


class BudgetObject(TypedDict):
    """What is spent of a budget line in one year."""

    organisation: str
    fund: Fund
    year: str
    cap: float
    spend: float


class TailObject(TypedDict):
    """What is spent after the last year of the scenario."""

    rdel: float
    cdel: float


class FrontierObject(TypedDict):
    """The optimum at a share of every budget; null where the commitments alone do not fit."""

    share: float
    value: float | None
    bound: float | None


class ChoiceObject(TypedDict):
    """An option of a system and its first year of work."""

    system: str
    option: str
    start: str


class VariantObject(TypedDict):
    """The plan under another assumption."""

    variant: str
    value: float
    actions: list[ChoiceObject]


class PlanDocument(TypedDict):
    """Everything that a plan says; `frontier` and `sensitivity` are there when asked for."""

    format: Literal["legacymap.plan/1"]
    as_of: str
    provenance: ProvenanceObject
    scenario: ScenarioObject
    years: list[str]
    objective: ObjectiveObject
    actions: list[ActionObject]
    not_planned: list[NotPlannedObject]
    budget: list[BudgetObject]
    tail: TailObject
    frontier: NotRequired[list[FrontierObject]]
    sensitivity: NotRequired[list[VariantObject]]
    trajectory: list[TrajectoryObject]
    money: MoneyObject
    assumptions: list[str]


def plan_document(plan: Plan, provenance: Provenance) -> PlanDocument:
    """A plan, unrounded."""
    document: PlanDocument = {
        "format": "legacymap.plan/1",
        "as_of": provenance.as_of.isoformat(),
        "provenance": provenance_object(provenance),
        "scenario": {"id": plan.scenario.id, "sha256": plan.scenario.sha256},
        "years": [financial_year_text(year) for year in plan.years],
        "objective": _objective(plan.objective),
        "actions": [action_object(action) for action in plan.actions],
        "not_planned": [not_planned_object(left) for left in plan.not_planned],
        "budget": [_budget(use) for use in plan.budget],
        "tail": {"rdel": whole(plan.tail["rdel"]), "cdel": whole(plan.tail["cdel"])},
        "trajectory": [trajectory_object(year) for year in plan.trajectory],
        "money": money_object(plan.money),
        "assumptions": list(plan.assumptions),
    }
    if plan.frontier is not None:
        document["frontier"] = [
            {"share": point.share, "value": point.value, "bound": point.bound} for point in plan.frontier
        ]
    if plan.sensitivity is not None:
        document["sensitivity"] = [_variant(variant) for variant in plan.sensitivity]
    return document


def _objective(objective: Objective) -> ObjectiveObject:
    return {
        "value": objective.value,
        "bound": objective.bound,
        "gap": objective.gap,
        "status": objective.status,
        "solver": objective.solver,
        "present_cost": objective.present_cost,
    }


def _budget(use: BudgetUse) -> BudgetObject:
    return {
        "organisation": use.organisation,
        "fund": use.fund,
        "year": financial_year_text(use.year),
        "cap": whole(use.cap),
        "spend": whole(use.spend),
    }


def _variant(variant: Variant) -> VariantObject:
    return {
        "variant": variant.name,
        "value": variant.value,
        "actions": [_choice(choice) for choice in variant.choices],
    }


def _choice(choice: Choice) -> ChoiceObject:
    return {"system": choice.system, "option": choice.option, "start": financial_year_text(choice.start)}
