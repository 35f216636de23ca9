"""The technologies that records of the estate list, and how many systems lose support of one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from legacymap.analysis.analysis import Analysis, analyse_systems, members
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
from legacymap.domain.registers import Technologies, TechnologyCounts, TechnologyUse
from legacymap.domain.results import Losses, TotalLosses
from legacymap.domain.system import Technology

YEARS = 5
_ALREADY = 0


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


SKILLS = "skills"
_FEW = 3
_Name = tuple[str, str | None, tuple[str, ...]]
_BySystem = Mapping[str, Sequence[Listing]]


def technologies(request: Request, chosen: Selection | str | None = None) -> Technologies:
    """The technologies of the estate, or of the systems of an organisation and of all below it.

    Raises RequestError when the request cannot be done, an unknown organisation or an inventory without
    systems included.
    """
    analysis = analyse_systems(request)
    return technologies_of(analysis, members(analysis.inventory, chosen))


def technologies_of(analysis: Analysis, listed: frozenset[str]) -> Technologies:
    """Which technology the systems of the estate among `listed` use."""
    by_system = listings(analysis, listed)
    every = [each for found in by_system.values() for each in found]
    uses = [_use(analysis, name, found) for name, found in _by_technology(every).items()]
    return Technologies(
        as_of=analysis.request.as_of,
        provenance=analysis.provenance,
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
        diagnostics=analysis.outline,
        handling=analysis.marking_of(by_system),
    )


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
