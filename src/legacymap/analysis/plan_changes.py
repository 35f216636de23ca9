"""How the best plan under a scenario differs between two states, and which change brought each action about.

The plan is solved at each point of the path whose inputs differ. An action's cause is the step at which it
took its later form; of facts, the system whose record, put into the earlier state alone, does the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from legacymap.analysis.agreements import agreed_estate
from legacymap.analysis.analysis import Analysis, assessed, facts_of
from legacymap.analysis.causes import Steps, parts_of, with_all_learned
from legacymap.analysis.plan import PlanOptions, planned
from legacymap.domain.comparison import ActionChange, Cause, PlanChanges, PlanFigure, Planned
from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Inventory
from legacymap.domain.plan import Action, Plan
from legacymap.estate.questions import Estate

SecondsLeft = Callable[[], float]
_MOST_TRIED = 8  # records put in alone, each of which takes a plan
_FIGURES = ("value", "present_cost", "net_present_cost")
_KINDS = ("method", "catalogue", "time", "facts", "facts")
_Form = tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class Planning:
    """Under which scenario plans are made, and how much time is left for all of them."""

    scenario: Path
    seconds_left: SecondsLeft


def plan_changes(
    old: Analysis, new: Analysis, later_ids: Mapping[str, str], steps: Steps, asked: Planning
) -> PlanChanges:
    """What has become of the plan; a problem where one of the two cannot be made."""
    path = _Path(old, new, later_ids, steps, asked)
    try:
        first, last = path.plans[0], path.plans[-1]
    except RequestError as error:
        return PlanChanges(None, (None, None), (), (), error.lines[0])
    figures = tuple(
        PlanFigure(name, _figure(first, name), _figure(last, name), path.parts(name))  # type: ignore[arg-type] # one of the three
        for name in _FIGURES
    )
    status = (first.objective.status, last.objective.status)
    return PlanChanges(last.scenario, status, figures, tuple(path.actions()), cut_short=path.cut_short)


def _figure(plan: Plan, name: str) -> float:
    return plan.money.plan.net_present_cost if name == "net_present_cost" else getattr(plan.objective, name)


class _Path:
    """The plans along the path, each made once; a step whose inputs are equal has the plan before it."""

    def __init__(
        self, old: Analysis, new: Analysis, later_ids: Mapping[str, str], steps: Steps, asked: Planning
    ) -> None:
        self._old, self._new = old, new
        self._later_ids = later_ids
        self._steps = steps
        self._asked = asked
        self.cut_short: tuple[str, ...] = ()

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The plan at each of the six points of the path."""
        found = [self._plan(self._old)]
        before = self._old
        for each in self._states:
            found.append(found[-1] if each is before else self._plan(each))
            before = each
        return tuple(found)

    @cached_property
    def _states(self) -> tuple[Analysis, ...]:
        """The five points after the first; the same object where a step changes nothing."""
        old, new, steps = self._old, self._new, self._steps
        method = old
        if steps.method is not steps.start:
            mixed = replace(
                new.reference,
                matcher=old.reference.matcher,
                lifecycle_edition=old.reference.lifecycle_edition,
            )
            method = _reassessed(replace(old, reference=mixed, prior=new.prior), old.estate)
        catalogue = method
        if steps.catalogue is not steps.method:
            catalogue = _reassessed(replace(method, reference=new.reference), old.estate)
        time = catalogue
        if steps.time is not steps.catalogue:
            request = replace(catalogue.request, as_of=new.request.as_of)
            estate = old.estate
            if old.reading.agreements:
                estate = Estate.of(agreed_estate(old.reading, request.as_of).inventory)
            time = _reassessed(replace(catalogue, request=request), estate)
        learned_inventory = with_all_learned(time.inventory, new.inventory, self._later_ids, new)
        learned = (
            time if learned_inventory is time.inventory else _reassessed(time, Estate.of(learned_inventory))
        )
        is_same = self._is_same_to_plan(learned)
        return method, catalogue, time, learned, learned if is_same else new

    def _is_same_to_plan(self, learned: Analysis) -> bool:
        """Whether the later state says the same as the last point before it."""
        inventory, later = learned.inventory, self._new.inventory
        return (
            self._later_ids.keys() == inventory.records.keys() == later.records.keys()
            and all(was == now for was, now in self._later_ids.items())
            and all(inventory.records[each].system == later.records[each].system for each in later.records)
            and {name: each.organisation for name, each in inventory.described.items()}
            == {name: each.organisation for name, each in later.described.items()}
        )

    def _plan(self, analysis: Analysis) -> Plan:
        found = planned(analysis, PlanOptions((self._asked.scenario,), self._asked.seconds_left))
        self.cut_short += tuple(each for each in found.cut_short if each not in self.cut_short)
        return found.plans[0]

    def parts(self, name: str) -> object:
        """What a figure's change is made of."""
        return parts_of(tuple(_figure(each, name) for each in self.plans))

    def actions(self) -> Iterator[ActionChange]:
        """Those that differ, by system."""
        earlier, later = self._forms(self.plans[0]), self._forms(self.plans[-1])
        shown = [_shown(self.plans[0].actions, self._later_ids), _shown(self.plans[-1].actions, {})]
        for system in sorted(earlier.keys() | later.keys()):
            if earlier.get(system) == later.get(system):
                continue
            old, new = shown[0].get(system), shown[1].get(system)
            cause = self._cause(system, later.get(system))
            yield ActionChange(
                system, "came" if old is None else "went" if new is None else "moved", old, new, cause
            )

    def _forms(self, plan: Plan) -> dict[str, _Form]:
        """Option and start by the later id of each system; the last plan has later ids already."""
        ids = {} if plan is self.plans[-1] and self._states[-1] is self._new else self._later_ids
        return {ids.get(each.system, each.system): (each.option, each.start) for each in plan.actions}

    def _cause(self, system: str, form: _Form) -> Cause | None:
        """The one step after which the action has its later form, and had it not before."""
        forms = [self._forms(each).get(system) for each in self.plans]
        last_otherwise = max(at for at, each in enumerate(forms) if each != form)
        kind = _KINDS[last_otherwise]
        if kind != "facts":
            return Cause(kind)  # type: ignore[arg-type] # one of the first three
        return self._fact(system, form)

    def _fact(self, system: str, form: _Form) -> Cause | None:
        """The record that does the same alone; its own is tried first."""
        differing = self._differing
        if not differing:
            return None
        if len(differing) == 1:
            return Cause("facts", differing[0])
        touched = {*self._forms(self.plans[0]), *self._forms(self.plans[-1])}
        order = sorted(differing, key=lambda each: (each != system, each not in touched, each))
        for each in order[:_MOST_TRIED]:
            tried = self._alone(each)
            if tried is not None and tried.get(system) == form:
                return Cause("facts", each)
        return None

    @cached_property
    def _differing(self) -> tuple[str, ...]:
        """The systems whose records differ, by their later ids."""
        old, new = self._states[2].inventory.records, self._new.inventory.records
        pairs = self._later_ids.items()
        changed = {now for was, now in pairs if was not in old or old[was].system != new[now].system}
        gone = {system for system in old if system not in self._later_ids}
        return tuple(sorted(changed | gone | (new.keys() - set(self._later_ids.values()))))

    def _alone(self, system: str) -> Mapping[str, _Form] | None:
        """The plan of the earlier state in which this record alone is as it is later; None without one."""
        if system not in self._tried:
            self._tried[system] = self._with_alone(system)
        return self._tried[system]

    @cached_property
    def _tried(self) -> dict[str, Mapping[str, _Form] | None]:
        return {}

    def _with_alone(self, system: str) -> Mapping[str, _Form] | None:
        state = self._states[2]
        was = {now: was for was, now in self._later_ids.items()}.get(system, system)
        records = dict(state.inventory.records)
        if system in self._new.inventory.records:
            if was != system:
                return None  # others name it by its earlier id
            records[was] = self._new.inventory.records[system]
        else:
            records.pop(was, None)
        try:
            plan = self._plan(_reassessed(state, Estate.of(replace(state.inventory, records=records))))
        except RequestError:
            return None
        ids = self._later_ids
        return {ids.get(each.system, each.system): (each.option, each.start) for each in plan.actions}


def _reassessed(analysis: Analysis, estate: Estate) -> Analysis:
    """The analysis of another estate, or by another framework or catalogue, all of it assessed anew."""
    reference = analysis.reference
    facts = facts_of(estate, reference.matcher.match, analysis.request.as_of)
    assessments = assessed(estate.inventory, facts, reference.framework, analysis.prior)
    inventory: Inventory = estate.inventory
    return replace(analysis, inventory=inventory, estate=estate, facts=facts, assessments=assessments)


def _shown(actions: Iterable[Action], ids: Mapping[str, str]) -> dict[str, Planned]:
    return {
        ids.get(each.system, each.system): Planned(each.option, each.start, each.complete) for each in actions
    }
