"""The scenario that a plan is made under: read, and judged against the inventory that it is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from legacymap.domain.fault import Fault
from legacymap.domain.inventory import Inventory
from legacymap.domain.place import Route
from legacymap.domain.plan import ScenarioEdition
from legacymap.domain.scenario import Scenario
from legacymap.reading import Places, Single, read_single
from legacymap.rules import found_in_scenario
from legacymap.rules.scenario_evidence import ScenarioEvidence
from legacymap.verbs.groundwork import Groundwork
from legacymap.verbs.usable import Check, faults, usable

_KEY = "scenario"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A scenario without fault, its edition, the route to it, and where that leads."""

    scenario: Scenario
    edition: ScenarioEdition
    route: Route
    places: Places


def chosen_scenario(path: Path, ground: Groundwork) -> Chosen:
    """The scenario in a file, which fits the inventory.

    Raises RequestError where the file is missing, or with every fault and its place: what the file itself has
    wrong, names that the inventory does not know, and decisions that cannot all be obeyed.
    """
    read = usable(path, _KEY, Scenario, _judge(ground.inventory), ground.places)
    edition = ScenarioEdition(read.model.scenario, read.model.title or read.model.scenario, read.sha256)
    return Chosen(read.model, edition, read.route, read.places)


def with_scenarios(ground: Groundwork) -> Groundwork:
    """The same with the faults of the scenarios below its paths and of the one that the settings name."""
    paths = [file.path for file in ground.scenario_files]
    named = ground.default_scenario
    if named is not None and named.resolve() not in {path.resolve() for path in paths}:
        paths.append(named)
    read = [read_single(path, _KEY, Scenario) for path in paths]
    found = scenario_faults(read, ground.inventory, ground.faults)
    places = ground.places.beside(*(each.file for each in read))
    return replace(ground, faults=(*ground.faults, *found), places=places)


def scenario_faults(
    read: Iterable[Single[Scenario]], inventory: Inventory, known: Sequence[Fault] = ()
) -> tuple[Fault, ...]:
    """What is wrong with scenario files, each fault once and none that is known already."""
    judge = _judge(inventory)
    every = dict.fromkeys(fault for each in read for fault in faults(each, judge))
    reported = set(known)
    return tuple(fault for fault in every if fault not in reported)


def _judge(inventory: Inventory) -> Check[Scenario]:
    def judge(scenario: Scenario, route: Route) -> Iterable[Fault]:
        return found_in_scenario(ScenarioEvidence(scenario, route, inventory))

    return judge
