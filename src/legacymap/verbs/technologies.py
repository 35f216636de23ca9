"""Lists technologies: which is used where, when its support ends, and where skills in it are short."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from legacymap.domain.assessment import Levels
from legacymap.domain.cover import COVERAGES, Coverage, is_over
from legacymap.domain.dates import PartialDate
from legacymap.domain.exposure import Exposure, TechnologyUse
from legacymap.domain.lifecycle import SupportEnd
from legacymap.domain.nearest import listed as phrase
from legacymap.verbs.groundwork import Groundwork, groundwork_of_systems
from legacymap.verbs.listings import Listing, listings, losses
from legacymap.verbs.membership import members
from legacymap.verbs.request import Request

SKILLS = "skills"
_FEW = 3
_Name = tuple[str, str | None, tuple[str, ...]]
_BySystem = Mapping[str, Sequence[Listing]]


def technologies(request: Request, organisation: str | None = None) -> Exposure:
    """The technologies of the estate, or of the systems of an organisation and of all below it.

    Raises RequestError when the request cannot be done, an unknown organisation or an inventory without
    systems included.
    """
    ground = groundwork_of_systems(request)
    return exposure(ground, members(ground.inventory, organisation))


def exposure(ground: Groundwork, listed: frozenset[str]) -> Exposure:
    """Which technology the systems of the estate among `listed` use."""
    by_system = listings(ground, listed)
    every = [each for found in by_system.values() for each in found]
    uses = [_use(ground, name, found) for name, found in _by_technology(every).items()]
    return Exposure(
        provenance=ground.provenance,
        systems=len(by_system),
        listings=len(every),
        known=sum(each.match.product is not None for each in every),
        dated=sum(bool(each.match.cycles) for each in every),
        uses=tuple(sorted(uses, key=_order)),
        losses=losses(by_system, ground.request.as_of),
        diagnostics=ground.findings(every_place=False),
        handling=ground.highest_handling(ground.inventory.records[system] for system in by_system),
    )


def _order(use: TechnologyUse) -> tuple[int, int, str, str]:
    return (-len(use.organisations), -len(use.systems), use.name.casefold(), use.name)


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
    told = few if cycles else " ".join((version or "").split())
    return f"{product.name} {told}".rstrip(), product.id, cycles


def _use(ground: Groundwork, name: _Name, found: _BySystem) -> TechnologyUse:
    as_of = ground.request.as_of
    every = [each for listed in found.values() for each in listed]
    covers = [each.cover for each in every if each.cover is not None]
    return TechnologyUse(
        name=name[0],
        product=name[1],
        cycles=name[2],
        written=tuple(sorted({" ".join(each.technology.label.split()) for each in every})),
        systems=tuple(sorted(found)),
        organisations=tuple(sorted({each.record.organisation for each in every})),
        coverage=_worst(each.coverage(as_of) for each in every),
        standard_ends=min((end for each in every for end in each.ends), key=lambda end: _when(end, as_of)),
        past=sum(any(_is_past(each, as_of) for each in listed) for listed in found.values()),
        cover_ends=min(covers, default=None),
        losses=losses(found, as_of),
        skills=_skills(ground, found),
    )


def _worst(coverages: Iterable[Coverage]) -> Coverage:
    return min(coverages, key=COVERAGES.index)


def _is_past(listing: Listing, as_of: date) -> bool:
    return all(is_over(end, as_of) for end in listing.ends)


def _when(end: SupportEnd, as_of: date) -> tuple[int, date, str]:
    """Dates in their order, `ended` on the as-of date, then what is not announced, then what is not known."""
    if isinstance(end, PartialDate):
        return 0, end.first, end.text
    return (0, as_of, end) if end == "ended" else (1 if end == "not-announced" else 2, date.max, end)


def _skills(ground: Groundwork, systems: Iterable[str]) -> Levels | None:
    """The bounds of the worst skills score: the highest low and the highest high."""
    scores = [
        score
        for system in systems
        if system in ground.assessments
        for score in ground.assessments[system].criteria
        if score.criterion == SKILLS
    ]
    if not scores:
        return None
    return Levels(max(score.low for score in scores), max(score.high for score in scores))
