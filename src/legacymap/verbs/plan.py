"""Plans: what to do when, proven near the optimum, with the reason for every system."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from legacymap.domain.errors import RequestError
from legacymap.domain.fault import Diagnostic
from legacymap.domain.plan import Plan
from legacymap.domain.survey import Provenance
from legacymap.domain.words import Handling
from legacymap.verbs.groundwork import Groundwork, groundwork
from legacymap.verbs.one_plan import Extras, one_plan, turns_of
from legacymap.verbs.request import Progress, Request
from legacymap.verbs.scenario import Chosen, chosen_scenario
from legacymap.verbs.turns import SecondsLeft, Turns

NOTHING_MORE = Extras()
TOLERANCE = 0.001
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

    Raises RequestError without one, for a faulty one, and where there is no system to plan for.
    """
    if not ground.assessments:
        hint = "A plan is for systems of status build, live or retiring; list at least one under `systems:`."
        raise RequestError("The inventory holds no system to plan for.", hint)
    paths = named or ((ground.default_scenario,) if ground.default_scenario else ())
    if not paths:
        hint = "Name a file with --scenario, or as `scenario` in legacymap.yaml."
        raise RequestError("A plan needs a scenario: years, budgets and decisions.", hint)
    return [chosen_scenario(path, ground) for path in paths]
