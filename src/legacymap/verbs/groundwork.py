"""The stages that every command on an inventory goes through: read, score, judge."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from legacymap import __version__
from legacymap.domain.assessment import Assessment, Rating
from legacymap.domain.errors import RequestError
from legacymap.domain.fault import Diagnostic, Fault
from legacymap.domain.framework import Framework
from legacymap.domain.inventory import Inventory, Record
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.domain.place import Route
from legacymap.domain.settings import Weight
from legacymap.domain.survey import Provenance
from legacymap.domain.words import HANDLINGS, Handling
from legacymap.estate import Estate
from legacymap.reading import File, Places, read_inventory
from legacymap.rules import RULES_BY_CODE, found
from legacymap.rules.choosing import by_code
from legacymap.rules.discretion import Discretion
from legacymap.rules.dressing import diagnostics, outlined, weight
from legacymap.rules.evidence import Evidence
from legacymap.rules.waiving import waived
from legacymap.scoring import Facts
from legacymap.verbs.assessing import assessed, facts_of
from legacymap.verbs.materials import Materials, materials
from legacymap.verbs.request import Request
from legacymap.verbs.settings import Agreed, agreed
from legacymap.verbs.usable import listed_faults


@dataclass(frozen=True, slots=True)
class Groundwork:
    """An inventory read, as a graph, scored and judged; `facts` and `assessments` are by full id.

    `scenario_files` are the files below its paths that hold a scenario, `default_scenario` is what the
    settings name: neither has been read.
    """

    request: Request
    inventory: Inventory
    estate: Estate
    materials: Materials
    prior: str
    facts: Mapping[str, Facts]
    assessments: Mapping[str, Assessment]
    faults: tuple[Fault, ...]
    waived: Mapping[int, str]
    weights: Mapping[str, Weight]
    places: Places
    least_handling: Handling
    files: tuple[File, ...] = ()
    scenario_files: tuple[File, ...] = ()
    default_scenario: Path | None = None

    @property
    def ratings(self) -> Mapping[str, Rating]:
        """The rating of every scored system."""
        return {system: assessment.rating for system, assessment in self.assessments.items()}

    @property
    def provenance(self) -> Provenance:
        """What every figure here was made from."""
        return Provenance(
            legacymap=__version__,
            framework=self.materials.framework_edition,
            lifecycle=self.materials.lifecycle_edition,
            inventory_sha256=self.inventory.sha256,
            as_of=self.request.as_of,
            prior=self.prior,
            reach_decay=self.request.reach_decay,
        )

    def findings(self, *, every_place: bool = True) -> tuple[Diagnostic, ...]:
        """Every finding, in the order of files and lines.

        Without `every_place` only errors are whole: the others are there to be counted, which spares reading
        their files once more.
        """
        exact: list[Fault] = []
        rest: list[Fault] = []
        for fault in self.faults:
            needs_place = every_place or weight(fault, self.weights) == "error"
            (exact if needs_place else rest).append(fault)
        located = self.places.located(exact)
        discretion = Discretion(self.inventory, self.faults, self.least_handling)
        whole = diagnostics(located, self.waived, self.weights, discretion.is_sensitive)
        return (*whole, *outlined(rest, self.waived, self.weights))

    def refusal(self, message: str, hint: str) -> RequestError:
        """Why the inventory cannot do what was asked, with its errors: one of them may be the reason."""
        every = self.findings(every_place=False)
        errors = [each for each in every if each.severity == "error" and each.waived is None]
        return RequestError("\n".join([message, *listed_faults(errors)]), hint)

    def highest_handling(self, records: Iterable[Record]) -> Handling:
        """The highest marking among some records, and never below what the settings ask for."""
        marks = {self.inventory.handling(record) for record in records}
        return max((*marks, self.least_handling), key=HANDLINGS.index)


def groundwork_of_systems(request: Request) -> Groundwork:
    """The same of an inventory that holds a system; RequestError where none could be read."""
    ground = groundwork(request)
    if not ground.inventory.records:
        raise ground.refusal(
            "The inventory holds no system.", "List one under `systems:`, with an id and a name."
        )
    return ground


def groundwork(request: Request) -> Groundwork:
    """Everything that the commands on an inventory start from.

    Raises RequestError when the request cannot be done.
    """
    settings = agreed(request.paths)
    chosen = settings.settings
    lifecycle = (*(Path(path) for path in chosen.lifecycle or ()), *request.lifecycle)
    basis = materials(request.framework or chosen.framework, lifecycle)
    reading = read_inventory(request.paths, request.progress)
    estate = Estate.of(reading.inventory)
    unknown_prior = tuple(_unknown_prior(settings, basis.framework))
    prior = request.prior or (None if unknown_prior else chosen.prior) or basis.framework.prior
    facts = facts_of(estate, basis.matcher.match, request.as_of)
    assessments = assessed(reading.inventory, facts, basis.framework, prior)
    places = Places((*reading.files, *settings.files))
    stray = tuple(route for route in reading.settings if route not in settings.routes)
    evidence = _evidence(estate, assessments, basis, request.as_of, stray)
    faults = (*settings.faults, *unknown_prior, *settings.new(reading.faults), *found(evidence))
    asked = RULES_BY_CODE.keys() if request.rules is None else request.rules
    reasons, wrong = waived(faults, reading.inventory, request.as_of, asked)
    return Groundwork(
        request=request,
        inventory=reading.inventory,
        estate=estate,
        materials=basis,
        prior=prior,
        facts=facts,
        assessments=assessments,
        faults=(*faults, *wrong),
        waived=reasons,
        weights=by_code(chosen.severities or {}) | dict.fromkeys(RULES_BY_CODE.keys() - asked, "off"),
        places=places,
        least_handling=chosen.handling or HANDLINGS[0],
        files=reading.files,
        scenario_files=reading.scenarios,
        default_scenario=Path(chosen.scenario) if chosen.scenario else None,
    )


def _unknown_prior(settings: Agreed, framework: Framework) -> Iterator[Fault]:
    """The fault of settings that name a prior which the framework lacks; it then counts as not named."""
    named = settings.settings.prior
    if named is not None and named not in framework.priors:
        known = sorted(framework.priors)
        yield Fault(
            "bad-choice",
            f"`{named[:60]}` is not a prior of the framework `{framework.framework}`",
            settings.stated["prior"],
            did_you_mean(named, known) or f"It has {listed(known, 'and')}.",
            subject=("prior",),
        )


def _evidence(
    estate: Estate,
    scored: Mapping[str, Assessment],
    basis: Materials,
    as_of: date,
    stray_settings: tuple[Route, ...],
) -> Evidence:
    return Evidence(
        inventory=estate.inventory,
        framework=basis.framework,
        assessments=scored,
        as_of=as_of,
        stray_settings=stray_settings,
        match=basis.matcher.match,
        underpins=estate.is_underpinning_capability,
    )
