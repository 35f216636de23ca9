"""What-ifs: decisions that are tried without a new scenario file, and what each of them costs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from legacymap.analysis.analysis import Analysis
from legacymap.analysis.scenario import Chosen, scaled, with_full_ids
from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Path, Route
from legacymap.domain.frozen import dataclass
from legacymap.domain.plan import Choice, Plan, Price
from legacymap.domain.scenario import FixedChoice, ForbiddenChoice, Goal, Scenario, Target
from legacymap.domain.values import per_cent
from legacymap.rules import RULEBOOK, found_in_scenario
from legacymap.rules.context import ScenarioContext

Flag = Literal["--scale", "--fix", "--forbid", "--target"]
_CHOICE = re.compile(r"(?P<system>[^:@]+)(?::(?P<option>[^:@]+))?(?:@(?P<year>[^:@]+))?")
_TARGET = re.compile(r"(?P<figure>[a-z_]+)\s*(?:<=\s*(?P<most>[^@]+?)|:(?P<which>[^@]+?))?\s*@\s*(?P<by>\S+)")
_HIGHEST_SCALE = 10
_HINTS = {
    "--scale": "Write a share, such as 0.9 or 90%.",
    "--fix": "Write SYSTEM, SYSTEM:OPTION, SYSTEM@YEAR or SYSTEM:OPTION@YEAR: dwp/pscs:rebuild@2027-28.",
    "--forbid": "Write SYSTEM or SYSTEM:OPTION: dwp/pscs:rebuild.",
    "--target": "Write it as 'expected_red<=5@2030-31', 'weighted_risk<=60%@2032-33', "
    "'no_red@2030-31' or 'no_red:kind=service@2030-31'.",
}


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One decision to try, as it is written on the command line."""

    flag: Flag
    text: str

    @property
    def decision(self) -> str:
        """The decision as it was asked for."""
        return f"{self.flag} {self.text}"

    def applied(self, scenario: Scenario) -> Scenario:
        """The scenario with the decision; RequestError where it cannot be read."""
        try:
            return _APPLIED[self.flag](self.text.strip(), scenario)
        except ValueError as error:
            message = f"`{self.decision}` cannot be read{_reason(error)}."
            raise RequestError(message, _HINTS[self.flag]) from None


def what_ifs(
    scale: str | None, fix: Iterable[str], forbid: Iterable[str], target: Iterable[str]
) -> tuple[WhatIf, ...]:
    """The decisions to try, in the order in which they are applied."""
    return (
        *(WhatIf("--scale", text) for text in ([scale] if scale is not None else ())),
        *(WhatIf("--fix", text) for text in fix),
        *(WhatIf("--forbid", text) for text in forbid),
        *(WhatIf("--target", text) for text in target),
    )


def supposing(analysis: Analysis, chosen: Chosen, what_ifs: Iterable[WhatIf]) -> Chosen:
    """The scenario under these decisions; RequestError for one that the inventory or another refuses."""
    scenario = chosen.scenario
    tried: dict[Path, str] = {}
    for each in what_ifs:
        before = _errors(analysis, chosen.route, scenario)
        scenario = with_full_ids(each.applied(scenario), analysis.inventory)
        wrong = [fault for fault in _errors(analysis, chosen.route, scenario) if fault not in before]
        if wrong:
            raise RequestError(f"`{each.decision}`: {wrong[0][0].rstrip('.')}.", wrong[0][1])
        tried |= _path(each, scenario)
    return replace(chosen, scenario=scenario, tried=tried)


def price(what_if: WhatIf, with_it: Plan, without: Plan) -> Price:
    """What a decision costs: the plan with it, less the plan without it."""
    mine, theirs = _choices(with_it), _choices(without)
    last, before = with_it.trajectory[-1].plan, without.trajectory[-1].plan
    return Price(
        decision=what_if.decision,
        points=with_it.points - without.points,
        money=with_it.objective.present_cost - without.objective.present_cost,
        expected_red=last.expected_red - before.expected_red,
        comes_in=tuple(each for each in mine if each not in theirs),
        goes_out=tuple(each for each in theirs if each not in mine),
    )


def _reason(error: ValueError) -> str:
    """Why it cannot, after a colon; nothing where there is no more to say."""
    said = str(error)
    if (errors := getattr(error, "errors", None)) is not None:  # a model's own refusal
        said = str((errors(include_url=False)[0].get("ctx") or {}).get("message", ""))
    return f": {said}" if said else ""


def _scaled(text: str, scenario: Scenario) -> Scenario:
    share = per_cent(text)
    if share > _HIGHEST_SCALE:
        raise ValueError(f"it is {share * 100:,.0f} per cent of the budgets; perhaps {share / 100} was meant")
    return scaled(scenario, share)


def _fixed(text: str, scenario: Scenario) -> Scenario:
    found = _CHOICE.fullmatch(text)
    if found is None:
        raise ValueError
    stated = {"system": found["system"], "option": found["option"], "start": found["year"]}
    choice = FixedChoice.model_validate({key: value for key, value in stated.items() if value})
    return scenario.model_copy(update={"fix": (*scenario.fix, choice)})


def _forbidden(text: str, scenario: Scenario) -> Scenario:
    found = _CHOICE.fullmatch(text)
    if found is None or found["year"]:
        raise ValueError
    stated = {"system": found["system"], "option": found["option"]}
    choice = ForbiddenChoice.model_validate({key: value for key, value in stated.items() if value})
    return scenario.model_copy(update={"forbid": (*scenario.forbid, choice)})


def _aimed(text: str, scenario: Scenario) -> Scenario:
    found = _TARGET.fullmatch(text)
    if found is None:
        raise ValueError
    figure = found["figure"]
    if figure not in {"expected_red", "weighted_risk", "no_red"}:
        raise ValueError("it names no figure that can be a target")
    stated: object = found["most"]
    if figure == "no_red":
        pairs = [each.partition("=") for each in (found["which"] or "").split(",") if each]
        stated = {key.strip(): value.strip() for key, _, value in pairs}
    if (figure == "no_red") is (found["most"] is not None) or stated is None:
        raise ValueError
    target = Target.model_validate({figure: stated, "by": found["by"]})
    targets = (*(scenario.goal.targets or ()), target)
    return scenario.model_copy(update={"goal": Goal(least="cost", targets=targets)})


def _path(what_if: WhatIf, scenario: Scenario) -> dict[Path, str]:
    """The path in the scenario of what was added last."""
    if what_if.flag == "--target":
        return {("goal", "targets", len(scenario.goal.targets or ()) - 1): what_if.decision}
    if what_if.flag == "--fix":
        return {("fix", len(scenario.fix) - 1): what_if.decision}
    return {}


def _errors(analysis: Analysis, route: Route, scenario: Scenario) -> list[tuple[str, str]]:
    found = found_in_scenario(ScenarioContext(scenario, route, analysis.inventory))
    errors = (fault for fault in found if RULEBOOK.by_name[fault.rule].severity == "error")
    return [(fault.message, fault.hint) for fault in errors]


def _choices(plan: Plan) -> Sequence[Choice]:
    return [Choice(action.system, action.option, action.start) for action in plan.actions]


_APPLIED = {"--scale": _scaled, "--fix": _fixed, "--forbid": _forbidden, "--target": _aimed}
