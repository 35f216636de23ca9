"""Plans: what to do when, proven near the optimum, with the reason for every system."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from legacymap.domain.errors import RequestError
from legacymap.domain.fault import Diagnostic
from legacymap.domain.plan import Plan
from legacymap.domain.survey import Provenance
from legacymap.domain.words import Handling
from legacymap.rules.dressing import diagnostics, weight
from legacymap.verbs.groundwork import Groundwork, groundwork
from legacymap.verbs.one_plan import Extras, one_plan, turns_of
from legacymap.verbs.request import Progress, Request
from legacymap.verbs.scenario import Chosen, chosen_scenario
from legacymap.verbs.turns import SecondsLeft, Turns
from legacymap.verbs.usable import listed_faults

NOTHING_MORE = Extras()
TOLERANCE = 0.001
_CIRCLE = "requirement-loop"
TIME_LIMIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What to plan: the scenario files, what to add, the gap to aim for as a share, and the time for it all.

    `progress` is told the problems solved so far and in all.
    """

    scenarios: tuple[Path, ...]
    seconds_left: SecondsLeft
    extras: Extras = NOTHING_MORE
    tolerance: float = TOLERANCE
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan for each scenario, in the order asked, and what they were made from.

    `cut_short` says that the time limit ended some search early: only then may another run differ.
    """

    plans: tuple[Plan, ...]
    provenance: Provenance
    diagnostics: tuple[Diagnostic, ...]
    handling: Handling
    cut_short: bool


def plan(request: Request, asked: Asked) -> Planned:
    """The best plan under each scenario; without any named, under the one that the settings name.

    Raises RequestError when the request cannot be done: no scenario, a faulty one, or decisions that cannot
    all be kept.
    """
    ground = groundwork(request)
    scenarios = asked_scenarios(ground, asked.scenarios)
    weight, count = turns_of(asked.extras)
    turns = Turns(
        tolerance=asked.tolerance,
        seconds_left=asked.seconds_left,
        waiting=weight * len(scenarios),
        steps=count * len(scenarios),
        progress=asked.progress,
    )
    return Planned(
        plans=tuple(one_plan(ground, chosen, asked.extras, turns) for chosen in scenarios),
        provenance=ground.provenance,
        diagnostics=ground.findings(every_place=False),
        handling=ground.highest_handling(ground.inventory.records.values()),
        cut_short=turns.cut_short,
    )


def asked_scenarios(ground: Groundwork, named: Sequence[Path]) -> list[Chosen]:
    """The scenarios in the files named, or the one that the settings name.

    Raises RequestError without one, for a faulty one, where there is no system to plan for, and where options
    require each other.
    """
    if not ground.assessments:
        hint = "A plan is for systems of status build, live or retiring; list at least one under `systems:`."
        raise ground.refusal("The inventory holds no system to plan for.", hint)
    paths = named or ((ground.default_scenario,) if ground.default_scenario else ())
    if not paths:
        hint = "Name a file with --scenario, or as `scenario` in legacymap.yaml."
        raise RequestError("A plan needs a scenario: years, budgets and decisions.", hint)
    chosen = [chosen_scenario(path, ground) for path in paths]
    _refuse_circles(ground)
    return chosen


def _refuse_circles(ground: Groundwork) -> None:
    """Raises RequestError where options require each other, unless that is waived or its rule turned off."""
    circles = [
        fault
        for fault in ground.faults
        if fault.rule == _CIRCLE and id(fault) not in ground.waived and weight(fault, ground.weights) != "off"
    ]
    if circles:
        found = diagnostics(ground.places.located(circles), {}, {_CIRCLE: "error"})
        message = "\n".join(
            ["Options require each other, so no plan could start any of them.", *listed_faults(found)]
        )
        raise RequestError(message, "Or waive the finding, to plan without these options.")
