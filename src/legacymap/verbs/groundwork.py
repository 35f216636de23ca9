"""The stages that every command on an inventory goes through: read, score, judge."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from legacymap import __version__
from legacymap.domain.assessment import Assessment, Rating
from legacymap.domain.fault import Diagnostic, Fault
from legacymap.domain.inventory import Inventory, Record
from legacymap.domain.place import Place, Route
from legacymap.domain.settings import Weight
from legacymap.domain.survey import Provenance
from legacymap.domain.words import HANDLINGS, Handling
from legacymap.estate import Estate
from legacymap.reading import InventoryReading, Places, read_inventory
from legacymap.rules import found
from legacymap.rules.dressing import diagnostics, weight
from legacymap.rules.evidence import Evidence
from legacymap.rules.waiving import waived
from legacymap.scoring import Facts, assess
from legacymap.verbs.materials import Materials, materials
from legacymap.verbs.request import Request
from legacymap.verbs.settings import NAME, Agreed, agreed


@dataclass(frozen=True, slots=True)
class Groundwork:
    """An inventory read, as a graph, scored and judged; `assessments` are by full id."""

    request: Request
    inventory: Inventory
    estate: Estate
    materials: Materials
    prior: str
    assessments: Mapping[str, Assessment]
    faults: tuple[Fault, ...]
    waived: Mapping[int, str]
    weights: Mapping[str, Weight]
    places: Places
    least_handling: Handling

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

        Without `every_place` only errors have their lines: the others have the file alone, which spares
        reading it once more.
        """
        exact: list[Fault] = []
        rest: list[Fault] = []
        for fault in self.faults:
            needs_place = every_place or weight(fault, self.weights) == "error"
            (exact if needs_place else rest).append(fault)
        located = self.places.located(exact)
        located += [(fault, Place(fault.where.file), ()) for fault in rest]
        return diagnostics(located, self.waived, self.weights)

    def highest_handling(self, records: Iterable[Record]) -> Handling:
        """The highest marking among some records, and never below what the settings ask for."""
        marks = {self.inventory.handling(record) for record in records}
        return max((*marks, self.least_handling), key=HANDLINGS.index)


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
    prior = request.prior or chosen.prior or basis.framework.prior
    assessments = _assessments(estate, basis, prior, request)
    places = Places((*reading.files, *settings.files))
    faults = _judged(reading, settings, assessments, basis, request)
    reasons, wrong = waived(faults, reading.inventory, request.as_of)
    return Groundwork(
        request=request,
        inventory=reading.inventory,
        estate=estate,
        materials=basis,
        prior=prior,
        assessments=assessments,
        faults=(*faults, *wrong),
        waived=reasons,
        weights=chosen.severities or {},
        places=places,
        least_handling=chosen.handling or HANDLINGS[0],
    )


def _assessments(estate: Estate, basis: Materials, prior: str, request: Request) -> dict[str, Assessment]:
    inventory = estate.inventory
    found = {}
    for system in estate.scored:
        record = inventory.records[system]
        facts = Facts(
            as_of=request.as_of,
            match=basis.matcher.match,
            dependents=len(estate.direct_dependents(system)),
            annual_budget=_annual_budget(inventory, record.organisation),
            currency=_currency(inventory, record.organisation),
        )
        found[system] = assess(record, facts, basis.framework, prior)
    return found


def _annual_budget(inventory: Inventory, organisation: str) -> Decimal | None:
    """The budget of the organisation, or else of its nearest ancestor that states one in its currency."""
    currency = _currency(inventory, organisation)
    for each in inventory.lineage(organisation):
        budget = inventory.organisation(each).annual_budget
        if budget is not None and _currency(inventory, each) == currency:
            return budget.amount
    return None


def _currency(inventory: Inventory, organisation: str) -> str:
    return inventory.organisation(organisation).currency or "GBP"


def _judged(
    reading: InventoryReading,
    settings: Agreed,
    scored: Mapping[str, Assessment],
    basis: Materials,
    request: Request,
) -> tuple[Fault, ...]:
    evidence = Evidence(
        inventory=reading.inventory,
        framework=basis.framework,
        assessments=scored,
        as_of=request.as_of,
        stray_settings=_stray(reading, settings),
        match=basis.matcher.match,
    )
    return (*settings.faults, *reading.faults, *found(evidence))


def _stray(reading: InventoryReading, settings: Agreed) -> tuple[Route, ...]:
    """The settings files below the roots, which nothing reads."""
    used = {file.shown for file in settings.files}
    return tuple(
        Route(file.shown) for file in reading.files if file.path.name == NAME and file.shown not in used
    )
