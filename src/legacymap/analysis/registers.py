"""What registers of an estate list: its technologies and their support, services, suppliers and places."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from legacymap.analysis.analysis import Analysis, analyse_systems, members, provenance_of
from legacymap.analysis.request import Request, Selection
from legacymap.domain.assessment import Levels
from legacymap.domain.catalogue import (
    COVERAGES,
    Coverage,
    Match,
    SupportEnd,
    cover_end,
    coverage,
    is_over,
    lost_on,
    standard_ends,
)
from legacymap.domain.dates import PartialDate, financial_year_of
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Record
from legacymap.domain.nearest import listed as phrase
from legacymap.domain.registers import (
    ContractEnds,
    Needs,
    PlaceLine,
    ServiceLine,
    Services,
    SupplierLine,
    Suppliers,
    Technologies,
    TechnologyCounts,
    TechnologyUse,
)
from legacymap.domain.results import Losses, ServiceFoundations, TotalLosses
from legacymap.domain.system import Contract, Technology

YEARS = 5
_ALREADY = 0
SKILLS = "skills"
_FEW = 3
_Name = tuple[str, str | None, tuple[str, ...]]
_Contracts = Mapping[str, list[Contract]]


@dataclass(frozen=True, slots=True)
class Listing:
    """A technology that a record lists, what matches it, and until when its support counts there.

    `ends` holds a standard end for each release that it may be, `cover` the end of stated cover.
    """

    record: Record
    technology: Technology
    match: Match
    ends: tuple[SupportEnd, ...]
    cover: date | None

    def coverage(self, as_of: date) -> Coverage:
        """What supports it there on a day."""
        return coverage(self.ends, self.cover, as_of)


_BySystem = Mapping[str, Sequence[Listing]]


def listings(analysis: Analysis, listed: frozenset[str]) -> Mapping[str, tuple[Listing, ...]]:
    """What each system of the estate among `listed` lists, by full id, in the order of the records."""
    return {
        system: tuple(
            _listing(analysis, record, technology) for technology in record.system.technologies or ()
        )
        for system in analysis.estate.systems
        if system in listed
        for record in (analysis.inventory.records[system],)
    }


def losses(by_system: Mapping[str, Sequence[Listing]], as_of: date) -> TotalLosses:
    """How many of some systems lose support of what they list, already and by financial year.

    Where the releases that a technology may be lose it in different years, the year is not known.
    """
    first = financial_year_of(as_of)
    years = dict.fromkeys(range(first, first + YEARS), 0)
    already = unknown = silent = 0
    for listed in by_system.values():
        when = {_when(each, as_of) for each in listed}
        already += _ALREADY in when
        unknown += None in when
        for year in years:
            years[year] += year in when
        silent += not listed
    return TotalLosses(already, years, unknown, silent)


def technologies(request: Request, chosen: Selection | str | None = None) -> Technologies:
    """The technologies of the estate, or of the systems of an organisation and of all below it.

    Raises RequestError when the request cannot be done, an unknown organisation or an inventory without
    systems included.
    """
    analysis = analyse_systems(request)
    return technologies_of(analysis, chosen)


def technologies_of(analysis: Analysis, chosen: Selection | str | None = None) -> Technologies:
    """The same of what has been read."""
    listed = members(analysis.inventory, chosen)
    by_system = listings(analysis, listed)
    every = [each for found in by_system.values() for each in found]
    uses = [_use(analysis, name, found) for name, found in _by_technology(every).items()]
    return Technologies(
        as_of=analysis.request.as_of,
        provenance=provenance_of(analysis, chosen, listed),
        incomplete=analysis.incomplete,
        totals=TechnologyCounts(
            systems=len(by_system),
            technologies=len(uses),
            listings=len(every),
            known=sum(each.match.product is not None for each in every),
            dated=sum(bool(each.match.cycles) or each.match.is_evergreen for each in every),
        ),
        loses_support=losses(by_system, analysis.request.as_of),
        technologies=tuple(sorted(uses, key=_order)),
        names=analysis.inventory.names,
        diagnostics=analysis.outline,
        handling=analysis.marking_of(by_system),
    )


def services(request: Request, chosen: Selection | str | None = None) -> Services:
    """The services of the estate, or of an organisation and of all below it (method, section 4).

    Raises RequestError when the request cannot be done, an unknown organisation or an inventory without
    systems included.
    """
    analysis = analyse_systems(request)
    return services_of(analysis, chosen)


def services_of(analysis: Analysis, chosen: Selection | str | None = None) -> Services:
    """The same of what has been read."""
    listed = members(analysis.inventory, chosen)
    found = [
        each
        for each in analysis.estate.service_foundations(analysis.ratings, analysis.order)
        if each.system in listed
    ]
    shown = {name for each in found for name in (each.system, *each.foundations)}
    return Services(
        as_of=analysis.request.as_of,
        provenance=provenance_of(analysis, chosen, listed),
        incomplete=analysis.incomplete,
        services=tuple(_line(analysis, each) for each in found),
        diagnostics=analysis.outline,
        handling=analysis.marking_of(shown),
    )


def suppliers(request: Request, chosen: Selection | str | None = None) -> Suppliers:
    """What stands with each supplier and in each place; of an organisation and all below it, where named.

    Raises RequestError when the request cannot be done, an unknown organisation or an inventory without
    systems included.
    """
    analysis = analyse_systems(request)
    return suppliers_of(analysis, chosen)


def suppliers_of(analysis: Analysis, chosen: Selection | str | None = None) -> Suppliers:
    """The same of what has been read; names are one whatever their case and spaces."""
    listed = members(analysis.inventory, chosen)
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
        provenance=provenance_of(analysis, chosen, listed),
        incomplete=analysis.incomplete,
        systems=len(systems),
        without_supplier=len(systems) - len(named),
        without_place=len(systems) - len(placed),
        suppliers=tuple(sorted(lines, key=lambda line: (-len(line.systems), line.supplier))),
        places=tuple(sorted(places, key=lambda line: (-len(line.systems), line.place))),
        diagnostics=analysis.outline,
        handling=analysis.marking_of((*named, *placed)),
    )


def _listing(analysis: Analysis, record: Record, technology: Technology) -> Listing:
    match = analysis.reference.matcher.match(technology)
    return Listing(record, technology, match, standard_ends(technology, match), cover_end(technology))


def _when(listing: Listing, as_of: date) -> int | None:
    """The financial year in which support is lost, _ALREADY, or None where it is not known."""
    return _lost(listing.ends, listing.cover, as_of)


@lru_cache(maxsize=16384)  # the same dates stand in many records
def _lost(ends: tuple[SupportEnd, ...], cover: date | None, as_of: date) -> int | None:
    found = {_year(lost_on(end, cover), as_of) for end in ends}
    return found.pop() if len(found) == 1 else None


def _year(day: date | None, as_of: date) -> int | None:
    if day is None:
        return None
    return _ALREADY if day <= as_of else financial_year_of(day)


def _order(use: TechnologyUse) -> tuple[int, int, str, str]:
    return (-len(use.organisations), -len(use.systems), use.technology.casefold(), use.technology)


def _by_technology(every: Iterable[Listing]) -> Mapping[_Name, _BySystem]:
    """The listings of each technology, by system; texts that match nothing are one whatever their case."""
    found: dict[_Name, dict[str, list[Listing]]] = {}
    spelled: dict[str, _Name] = {}
    for each in every:
        name = _name(each)
        name = spelled.setdefault(name[0].casefold(), name) if name[1] is None else name
        found.setdefault(name, defaultdict(list))[each.record.id].append(each)
    return found


def _name(listing: Listing) -> _Name:
    """A technology's name, its product's id, and the cycles that match."""
    product, version = listing.match.product, listing.technology.version
    if product is None:
        return " ".join(listing.technology.label.split()), None, ()
    cycles = tuple(cycle.cycle for cycle in listing.match.cycles)
    few = phrase(cycles) if len(cycles) <= _FEW else f"{cycles[0]} to {cycles[-1]}"
    unread = "" if listing.match.is_evergreen else " ".join((version or "").split())
    told = few if cycles else unread
    return f"{product.name} {told}".rstrip(), product.id, cycles


def _use(analysis: Analysis, name: _Name, found: _BySystem) -> TechnologyUse:
    as_of = analysis.request.as_of
    every = [each for listed in found.values() for each in listed]
    covers = [each.cover for each in every if each.cover is not None]
    lost = losses(found, as_of)
    return TechnologyUse(
        technology=name[0],
        product=name[1],
        cycles=name[2],
        written=tuple(sorted({" ".join(each.technology.label.split()) for each in every})),
        systems=tuple(sorted(found)),
        organisations=tuple(sorted({each.record.organisation for each in every})),
        support=_worst(each.coverage(as_of) for each in every),
        standard_ends=min((end for each in every for end in each.ends), key=lambda end: _moment(end, as_of)),
        past=sum(any(_is_past(each, as_of) for each in listed) for listed in found.values()),
        cover_ends=min(covers, default=None),
        loses_support=Losses(lost.already, lost.by_year, lost.unknown),
        skills=_skills(analysis, found),
    )


def _worst(coverages: Iterable[Coverage]) -> Coverage:
    return min(coverages, key=COVERAGES.index)


def _is_past(listing: Listing, as_of: date) -> bool:
    return all(is_over(end, as_of) for end in listing.ends)


def _moment(end: SupportEnd, as_of: date) -> tuple[int, date, str]:
    """Dates in their order, `ended` on the as-of date, then what is not announced, then what is not known."""
    if isinstance(end, PartialDate):
        return 0, end.first, end.text
    return (0, as_of, end) if end == "ended" else (1 if end == "not-announced" else 2, date.max, end)


def _skills(analysis: Analysis, systems: Iterable[str]) -> Levels | None:
    """The bounds of the worst skills score: the highest low and the highest high."""
    scores = [
        score
        for system in systems
        if system in analysis.assessments
        for score in analysis.assessments[system].criteria
        if score.criterion == SKILLS
    ]
    if not scores:
        return None
    return Levels(max(score.low for score in scores), max(score.high for score in scores))


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
        needs=_needs(analysis, found),
        organisation_name=analysis.inventory.organisation(record.organisation).name,
    )


def _needs(analysis: Analysis, found: ServiceFoundations) -> Needs:
    stated = analysis.inventory.records[found.system].system.depends_on
    if found.foundations:
        return "hard"
    if analysis.estate.needs(found.system):
        return "soft"
    return "unknown" if stated is None else "outside" if stated else "none"


def _is_funded(analysis: Analysis, system: str) -> bool:
    remediation = analysis.inventory.records[system].system.remediation
    return bool(remediation and remediation.plan and remediation.plan.funded == "yes")


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _supplier(analysis: Analysis, contracts: _Contracts) -> SupplierLine:
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
