"""Lists what registers of an estate hold: its services, its suppliers and its places."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from legacymap.analysis.analysis import Analysis, analyse_systems, members
from legacymap.analysis.request import Request, Selection
from legacymap.domain.dates import PartialDate, financial_year_of
from legacymap.domain.registers import ContractEnds, PlaceLine, ServiceLine, Services, SupplierLine, Suppliers
from legacymap.domain.results import ServiceFoundations
from legacymap.domain.system import Contract


def services(request: Request, chosen: Selection | str | None = None) -> Services:
    """The services of the estate, or of an organisation and of all below it (method, section 4).

    Raises RequestError when the request cannot be done, an unknown organisation or an inventory without
    systems included.
    """
    analysis = analyse_systems(request)
    return services_of(analysis, members(analysis.inventory, chosen))


def services_of(analysis: Analysis, listed: frozenset[str]) -> Services:
    """The services among the systems in `listed`."""
    found = [
        each
        for each in analysis.estate.service_foundations(analysis.ratings, analysis.order)
        if each.system in listed
    ]
    shown = {name for each in found for name in (each.system, *each.foundations)}
    return Services(
        as_of=analysis.request.as_of,
        provenance=analysis.provenance,
        incomplete=analysis.incomplete,
        services=tuple(_line(analysis, each) for each in found),
        diagnostics=analysis.outline,
        handling=analysis.marking_of(shown),
    )


def _line(analysis: Analysis, found: ServiceFoundations) -> ServiceLine:
    records, score = analysis.inventory.records, analysis.assessments.get(found.system)
    record = records[found.system]
    weakest = records.get(found.weakest) if found.weakest else None
    return ServiceLine(
        system=found.system,
        name=record.system.name,
        organisation=record.organisation,
        rating=score.rating if score else None,
        p_red=score.p_red if score else None,
        foundations=found.foundations,
        red=found.red,
        possibly_red=found.possibly_red,
        weakest=found.weakest,
        weakest_name=weakest.system.name if weakest else None,
        weakest_rating=analysis.ratings.get(found.weakest) if found.weakest else None,
        weakest_confirmed=found.weakest_confirmed,
        annual_run=found.annual_run,
        stated=found.stated,
        planned=found.planned,
        funded=tuple(each for each in found.planned if _is_funded(analysis, each)),
    )


def _is_funded(analysis: Analysis, system: str) -> bool:
    remediation = analysis.inventory.records[system].system.remediation
    return bool(remediation and remediation.plan and remediation.plan.funded == "yes")


_BySystem = Mapping[str, list[Contract]]


def suppliers(request: Request, chosen: Selection | str | None = None) -> Suppliers:
    """What stands with each supplier and in each place; of an organisation and all below it, where named.

    Raises RequestError when the request cannot be done, an unknown organisation or an inventory without
    systems included.
    """
    analysis = analyse_systems(request)
    return suppliers_of(analysis, members(analysis.inventory, chosen))


def suppliers_of(analysis: Analysis, listed: frozenset[str]) -> Suppliers:
    """The same of the systems of the estate among `listed`; names are one whatever their case and spaces."""
    systems = [each for each in analysis.estate.systems if each in listed]
    with_supplier: dict[str, dict[str, list[Contract]]] = defaultdict(lambda: defaultdict(list))
    in_place: dict[str, list[str]] = defaultdict(list)
    for system in systems:
        record = analysis.inventory.records[system].system
        for contract in record.contracts or ():
            if contract.supplier:
                with_supplier[_key(contract.supplier)][system].append(contract)
        if record.hosting and record.hosting.location:
            in_place[_key(record.hosting.location)].append(system)
    named = {system for contracts in with_supplier.values() for system in contracts}
    placed = {system for each in in_place.values() for system in each}
    lines = [_supplier(analysis, contracts) for _, contracts in sorted(with_supplier.items())]
    places = [_place(analysis, each) for _, each in sorted(in_place.items())]
    return Suppliers(
        as_of=analysis.request.as_of,
        provenance=analysis.provenance,
        incomplete=analysis.incomplete,
        systems=len(systems),
        without_supplier=len(systems) - len(named),
        without_place=len(systems) - len(placed),
        suppliers=tuple(sorted(lines, key=lambda line: (-len(line.systems), line.supplier))),
        places=tuple(sorted(places, key=lambda line: (-len(line.systems), line.place))),
        diagnostics=analysis.outline,
        handling=analysis.marking_of((*named, *placed)),
    )


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _supplier(analysis: Analysis, contracts: _BySystem) -> SupplierLine:
    systems = sorted(contracts)
    first = contracts[systems[0]][0].supplier or ""
    every = [contract for system in systems for contract in contracts[system]]
    return SupplierLine(
        supplier=" ".join(first.split()),
        systems=tuple(systems),
        red=_rated(analysis, systems, "red"),
        possibly_red=_rated(analysis, systems, "possibly-red"),
        organisations=_organisations(analysis, systems),
        contracts=_ends(every, analysis.request.as_of),
        dependents=_stopped(analysis, systems, confirmed=False),
        confirmed_dependents=_stopped(analysis, systems, confirmed=True),
    )


def _place(analysis: Analysis, systems: Sequence[str]) -> PlaceLine:
    hosting = analysis.inventory.records[systems[0]].system.hosting
    return PlaceLine(
        place=" ".join((hosting.location or "").split()) if hosting else "",
        systems=tuple(systems),
        red=_rated(analysis, systems, "red"),
        possibly_red=_rated(analysis, systems, "possibly-red"),
        organisations=_organisations(analysis, systems),
        dependents=_stopped(analysis, systems, confirmed=False),
        confirmed_dependents=_stopped(analysis, systems, confirmed=True),
    )


def _rated(analysis: Analysis, systems: Iterable[str], rating: str) -> int:
    return sum(analysis.ratings.get(each) == rating for each in systems)


def _organisations(analysis: Analysis, systems: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({analysis.inventory.records[each].organisation for each in systems}))


def _stopped(analysis: Analysis, systems: Sequence[str], *, confirmed: bool) -> int:
    """How many others stop in the end when these do; along confirmed dependencies alone, where wanted."""
    found, waiting = set(systems), list(systems)
    while waiting:
        for arrow in analysis.estate.needed_by(waiting.pop()):
            if arrow.hard and (arrow.confirmed or not confirmed) and arrow.consumer not in found:
                found.add(arrow.consumer)
                waiting.append(arrow.consumer)
    return len(found) - len(systems)


def _ends(contracts: Iterable[Contract], as_of: date) -> ContractEnds:
    already = unknown = 0
    by_year: Counter[int] = Counter()
    for contract in contracts:
        if not isinstance(contract.ends, PartialDate):
            unknown += 1
        elif contract.ends.first <= as_of:
            already += 1
        else:
            by_year[financial_year_of(contract.ends.first)] += 1
    return ContractEnds(already, dict(sorted(by_year.items())), unknown)
