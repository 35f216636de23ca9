"""Ranks the systems of an estate by legacy risk, with why each matters and what stands on what.

The reasons are a system's hardest facts in a few words, never what is only feared of it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import islice
from math import fsum

from legacymap.analysis.analysis import Analysis, analyse_systems, members, provenance_of
from legacymap.analysis.registers import listings, losses
from legacymap.analysis.request import Request, Selection
from legacymap.domain.assessment import CriterionScore, Levels
from legacymap.domain.dates import End, PartialDate
from legacymap.domain.figures import nine_digits
from legacymap.domain.framework import Framework, Group
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Record
from legacymap.domain.results import Cycle, Department, Entry, Known, Reason, Scan, Totals
from legacymap.domain.system import Technology
from legacymap.estate.underpinning import shared_places
from legacymap.scoring.assess import UNEXPLAINED
from legacymap.scoring.criteria.bounds import is_past
from legacymap.scoring.criteria.end_of_support import technology_levels
from legacymap.scoring.criteria.recorded_issues import incident_levels
from legacymap.scoring.criteria.vendor_contract import contract_levels
from legacymap.scoring.facts import Facts

_BAD = 0.5  # of the way up its scale: where a level begins to be bad
_MOST_FACTS = 4
_KEPT = 16384  # reasons that read the same are made once
_IF = "if assumed dependencies hold"
_LAST: list[tuple[Framework, Mapping[str, frozenset[int]]]] = []


@dataclass(frozen=True, slots=True)
class _Fact:
    """What a record says that a criterion is derived from; open where it may also be good news."""

    reason: Reason
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class _Own:
    """The worst fact of a record behind each criterion that is derived from lists, found when asked for."""

    record: Record
    facts: Facts

    def behind(self, criterion: str) -> _Fact | None:
        """The worst fact behind a criterion; None where there is none."""
        worst = _WORST.get(criterion)
        return worst(self.record, self.facts) if worst else None

    @property
    def open(self) -> tuple[Reason, ...]:
        """What may also be good news: a contract that has ended, where nothing is said of a replacement."""
        contract = _worst_contract(self.record, self.facts)
        return (contract.reason,) if contract and contract.is_open else ()


_VULNERABLE = _Fact(Reason("known vulnerabilities", "vulnerabilities are known to exist"))


def scan(request: Request, chosen: Selection | str | None = None) -> Scan:
    """The ranked estate, or those of it that belong to an organisation and all below it.

    Scores and reach are always those of the whole estate. Raises RequestError when the request cannot be
    done, an unknown organisation or an inventory without systems included.
    """
    analysis = analyse_systems(request)
    return scan_of(analysis, chosen)


def scan_of(analysis: Analysis, chosen: Selection | str | None = None) -> Scan:
    """The same of what has been read."""
    listed = members(analysis.inventory, chosen)
    reaches = analysis.reaches
    shown = [system for system in analysis.order if system in listed]
    places = shared_places(shown, analysis.ratings, analysis.risks)
    entries = tuple(
        entry(analysis, system, rank, places[system]) for rank, system in enumerate(shown, start=1)
    )
    cycles = tuple(cycle for cycle in analysis.estate.cycles() if not listed.isdisjoint(cycle.members))
    underpinning = {each: reaches[each].underpinning for each in listed if each in reaches}
    capabilities = [each for each in underpinning if reaches[each].underpinning_capability]
    return Scan(
        as_of=analysis.request.as_of,
        provenance=provenance_of(analysis, chosen, listed),
        incomplete=analysis.incomplete,
        totals=_totals(analysis, entries),
        systems=entries,
        cycles=cycles,
        departments=departments(analysis, listed),
        diagnostics=analysis.outline,
        old_foundations=tuple(each for each in analysis.old_foundations if each.system in listed),
        capabilities=tuple(sorted(capabilities, key=lambda each: (-nine_digits(underpinning[each]), each))),
        losses=losses(listings(analysis, listed), analysis.request.as_of),
        ratings=analysis.ratings,
        names=analysis.inventory.names,
        handling=analysis.marking_of(frozenset(_named(analysis, entries, cycles))),
    )


def first(found: Scan, top: int | None) -> Scan:
    """A scan with its first `top` systems alone, where given; its totals stay those of all."""
    return replace(found, systems=found.systems[:top])


def entry(analysis: Analysis, system: str, rank: int, place: tuple[int, int]) -> Entry:
    """One line of the ranking."""
    record, score = analysis.inventory.records[system], analysis.assessments.get(system)
    described = record.system
    return Entry(
        rank=rank,
        id=record.id,
        name=described.name,
        organisation=record.organisation,
        kind=described.kind,
        status=described.status,
        score=score,
        reach=analysis.reaches.get(system),
        foundation=analysis.foundations.get(system),
        known=Known(score.known, len(score.criteria)) if score else None,
        why=reasons(analysis, system),
        place=place,
        tags=described.tags or (),
        data=described.data,
        own_keys=record.extensions,
        record=record,
        handling=analysis.inventory.handling(record),
    )


def departments(analysis: Analysis, listed: frozenset[str]) -> tuple[Department, ...] | None:
    """The departments of the systems listed, those with most red systems expected first.

    None where nothing was docked: a department that looks at itself has no need of the table.
    """
    if not analysis.reading.shares:
        return None
    inventory = analysis.inventory
    systems: dict[str, list[str]] = {}
    for system in sorted(listed & inventory.records.keys()):
        if inventory.records[system].system.kind != "external":
            systems.setdefault(inventory.family(inventory.records[system].organisation), []).append(system)
    found = [_department(analysis, family, each) for family, each in systems.items()]
    return tuple(sorted(found, key=lambda each: (-nine_digits(each.expected_red), each.id)))


def reasons(analysis: Analysis, system: str) -> tuple[Reason, ...]:
    """The hardest facts of a system: what makes trouble likely, else what makes it bad; who stops with it.

    None where nothing is known.
    """
    score = analysis.assessments.get(system)
    if score is None:
        return ()
    framework = analysis.reference.framework
    bad_levels = _bad_levels(framework)
    bad = [each for each in score.criteria if each.low in bad_levels[each.group] and each.basis != "unknown"]
    first = framework.groups[0].id
    own = _Own(analysis.inventory.records[system], analysis.facts[system])
    likely = [each for each in bad if each.group == first]
    facts = (*islice(_hardest(likely, own, framework), _MOST_FACTS), *own.open)
    reach = analysis.reaches.get(system)
    return (
        *(facts or islice(_hardest([each for each in bad if each.group != first], own, framework), 1)),
        *(_stopping(reach.hard_dependents, reach.confirmed.hard_dependents) if reach else ()),
    )


def _named(analysis: Analysis, entries: Sequence[Entry], cycles: Sequence[Cycle]) -> Iterator[str]:
    """Every system that a scan of some systems names: themselves, what they stand on, whole cycles."""
    listed = {entry.id for entry in entries}
    yield from listed
    yield from (each.foundation.weakest for each in entries if each.foundation and each.foundation.weakest)
    yield from (member for cycle in cycles for member in cycle.members)
    yield from (weak for each in analysis.old_foundations if each.system in listed for weak in each.weak)


def _totals(analysis: Analysis, entries: Sequence[Entry]) -> Totals:
    listed = {entry.id for entry in entries}
    scored = [entry.score for entry in entries if entry.score is not None]
    ratings = Counter(assessment.rating for assessment in scored)
    legacy = Counter(assessment.legacy for assessment in scored)
    return Totals(
        organisations=len({entry.organisation for entry in entries}),
        systems=len(entries),
        dependencies=sum(
            arrow.consumer in listed or arrow.needed in listed for arrow in analysis.estate.arrows
        ),
        scored=len(scored),
        legacy=legacy["yes"],
        possibly_legacy=legacy["possibly"],
        not_legacy=legacy["no"],
        red=ratings["red"],
        possibly_red=ratings["possibly-red"],
        not_red=ratings["not-red"],
        expected_red=fsum(assessment.p_red for assessment in scored),
    )


def _department(analysis: Analysis, family: str, systems: list[str]) -> Department:
    inventory, ratings = analysis.inventory, Counter(analysis.ratings.get(each) for each in systems)
    scored = [each for each in systems if each in analysis.assessments]
    reaches = [analysis.reaches[each] for each in systems if each in analysis.reaches]
    costs = [costs.annual_run for each in scored if (costs := inventory.records[each].system.costs)]
    stated = [float(each.amount) for each in costs if each is not None]
    outside = {each: _consumers(analysis, family, each) for each in systems}
    most = min(outside, key=lambda each: (-len(outside[each]), each))
    return Department(
        id=family,
        name=inventory.organisation(family).name or family,
        systems=len(systems),
        red=ratings["red"],
        possibly_red=ratings["possibly-red"],
        expected_red=fsum(analysis.assessments[each].p_red for each in scored),
        underpinning_gaps=sum(each.underpinning_gap for each in reaches),
        annual_run=fsum(stated) if stated else None,
        consumers=len(set().union(*outside.values())),
        stands_on=most if outside[most] else None,
    )


def _consumers(analysis: Analysis, family: str, system: str) -> frozenset[str]:
    """The systems of other departments that need a system directly."""
    return frozenset(
        each
        for each in analysis.estate.direct_dependents(system)
        if analysis.inventory.family(each.partition("/")[0]) != family
    )


def _bad_levels(framework: Framework) -> Mapping[str, frozenset[int]]:
    """The levels of each group, by its id, that are bad; those of the framework asked for last are kept."""
    last = _LAST[0] if _LAST else None
    if last is None or last[0] is not framework:
        last = (framework, {group.id: _bad(group) for group in framework.groups})
        _LAST[:] = [last]
    return last[1]


def _bad(group: Group) -> frozenset[int]:
    """The levels at least half of the way up a scale; none on a scale of one level."""
    half = _BAD * (group.high - group.low)
    return frozenset(
        level for level in range(group.low, group.high + 1) if half and level - group.low >= half
    )


def _hardest(bad: Sequence[CriterionScore], own: _Own, framework: Framework) -> Iterator[Reason]:
    """What is bad for certain, the worst levels first, facts before assessments."""
    for score in sorted(bad, key=lambda each: (-each.low, each.basis != "derived")):
        if score.basis == "derived":
            fact = own.behind(score.criterion)
            if fact is not None:
                yield fact.reason
        elif score.basis in {"assessed", "shared"}:
            group, criterion = framework.by_word[score.criterion]
            yield _assessed(criterion.name, score.low, group.high, score.evidence)


@lru_cache(maxsize=_KEPT)
def _assessed(criterion: str, level: int, highest: int, evidence: str) -> Reason:
    brief = f"{_lowered(criterion)} {level} of {highest}"
    explained = "" if evidence.startswith(UNEXPLAINED) else f" ({evidence})"
    return Reason(brief, f"{brief}{explained}")


def _lowered(name: str) -> str:
    """A criterion's name inside a sentence."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def _worst_technology(record: Record, facts: Facts) -> _Fact | None:
    weighed = [(technology_levels(each, facts), each) for each in record.system.technologies or ()]
    if not weighed:
        return None
    levels, technology = max(weighed, key=lambda pair: pair[0].low)
    return _of_support(_product(technology, facts), levels) if levels.low >= 5 else None


@lru_cache(maxsize=_KEPT)
def _of_support(product: str, levels: Levels) -> _Fact:
    text = levels.evidence.partition(" (by ")[0].partition(" (stated in the record")[0]
    is_over = levels.low == levels.high == 6
    brief = f"{product} out of support" if is_over else f"support of {product} ends soon"
    return _Fact(Reason(brief, text))


def _product(technology: Technology, facts: Facts) -> str:
    match = facts.match(technology) if technology.product else None
    return match.product.name if match and match.product else technology.label.strip() or "a technology"


def _worst_contract(record: Record, facts: Facts) -> _Fact | None:
    contracts = record.system.contracts
    if not contracts:
        return None
    weighed = [(contract_levels(contract, facts.as_of), contract) for contract in contracts]
    levels, contract = max(weighed, key=lambda pair: (pair[0].low, pair[0].high))
    is_silent = contract.replacement_agreed is None
    return _of_contract(contract.ends, levels, facts.as_of, is_silent=is_silent)


@lru_cache(maxsize=_KEPT)
def _of_contract(end: End | None, levels: Levels, as_of: date, *, is_silent: bool) -> _Fact | None:
    counts = isinstance(end, PartialDate) and end.first <= as_of
    ended = isinstance(end, PartialDate) and is_past(end, as_of)
    if levels.low >= 6 and ended:
        return _Fact(Reason("contract lapsed", levels.evidence))
    if levels.low >= 3:
        return _Fact(Reason(f"contract ends {end}", levels.evidence))
    if counts and is_silent:
        verb = "ended" if ended else "ends"
        return _Fact(Reason(f"contract {verb} {end}", levels.evidence), is_open=True)
    return None


def _worst_incident(record: Record, facts: Facts) -> _Fact | None:
    weighed = [(incident_levels(each, facts.as_of), each) for each in record.system.incidents or ()]
    if not weighed:
        return None
    levels, incident = max(weighed, key=lambda pair: pair[0].low)
    if levels.low < 3:
        return None
    if incident.ongoing:
        return _Fact(Reason("incident going on", levels.evidence))
    severity = f"{incident.severity} incident" if incident.severity else "incident"
    brief = f"{severity} {incident.date}" if incident.date else severity
    return _Fact(Reason(brief, levels.evidence))


def _known_vulnerabilities(record: Record, _facts: Facts) -> _Fact | None:
    stated = record.system.vulnerabilities
    return _VULNERABLE if stated and stated.known else None


@lru_cache(maxsize=_KEPT)
def _stopping(everybody: int, confirmed: int) -> tuple[Reason, ...]:
    """Who stops with it; what rests on assumed dependencies is said to."""
    if not everybody:
        return ()
    verb = "stops" if everybody == 1 else "stop"
    brief, text = f"{everybody:,} {verb} with it", f"{_systems(everybody)} {verb} with it"
    if confirmed and confirmed < everybody:
        brief = f"{brief}, {confirmed:,} confirmed"
        text = f"{text} {_IF}, {confirmed:,} along confirmed ones"
    elif not confirmed:
        brief = f"{everybody:,} may stop with it, none confirmed"
        text = f"{text} {_IF}, none along confirmed ones"
    return (Reason(brief, text, is_reach=True),)


def _systems(count: int) -> str:
    return f"{count:,} system" if count == 1 else f"{count:,} systems"


_WORST: Mapping[str, Callable[[Record, Facts], _Fact | None]] = {
    "end_of_support": _worst_technology,
    "vendor_contract": _worst_contract,
    "vulnerabilities": _known_vulnerabilities,
    "recorded_issues": _worst_incident,
}
