"""Traces what stops or degrades with one system, or with which it would itself."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypedDict

from legacymap.analysis.analysis import Analysis, analyse, system_named
from legacymap.analysis.request import Request
from legacymap.domain.assessment import Rating
from legacymap.domain.connections import Affected, Direction, Effect, Impact, Member, Share, Step, Sum, Sums
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Arrow, Record
from legacymap.domain.system import Kind

MOST_STEPS = 100_000  # of all paths together, in one document: some ten megabytes


def impact(request: Request, words: str, direction: Direction = "downstream") -> Impact:
    """What the system that `words` name does to others when it stops; upstream, who does it to that system.

    `words` are as in `explain`, or the full id of a stub. Raises RequestError when they name no system or
    several, with the nearest.
    """
    analysis = analyse(request)
    is_stub = words in analysis.estate.stubs
    return traced(analysis, words if is_stub else system_named(words, analysis), direction)


def traced(analysis: Analysis, system: str, direction: Direction) -> Impact:
    """The impact of one system by its full id."""
    estate, inventory = analysis.estate, analysis.inventory
    affected = _upstream(analysis, system) if direction == "upstream" else _downstream(analysis, system)
    by_organisation: dict[str, list[Affected]] = defaultdict(list)
    for each in affected:
        by_organisation[each.organisation].append(each)
    services = [each for each in affected if each.kind == "service"]
    subject = Member(**_described(analysis, system))
    cycles = tuple(cycle for cycle in estate.cycles() if system in cycle.members)
    parts = _parts(analysis, system)
    named = {system, *parts, *(each.id for each in affected)}
    named |= {one for cycle in cycles for one in cycle.members}
    named |= {each.part_of for each in (subject, *affected) if each.part_of}
    return Impact(
        as_of=analysis.request.as_of,
        provenance=analysis.provenance,
        incomplete=analysis.incomplete,
        direction=direction,
        system=subject,
        in_estate=system in estate.members,
        parts=parts,
        totals=_sums(affected),
        services=_sums(services),
        organisations=tuple(
            _share(each, inventory.organisation(each).name, by_organisation[each])
            for each in sorted(by_organisation)
        ),
        affected=affected,
        cycles=cycles,
        names=inventory.names,
        diagnostics=analysis.outline,
        handling=analysis.marking_of(named),
    )


def as_document(found: Impact) -> Impact:
    """The impact as JSON tells it: with whole paths, or as a tree of steps where those would be too much.

    In a chain of 2,000 systems whole paths have two million steps.
    """
    if sum(len(each.arrows) for each in found.affected) <= MOST_STEPS:
        return found
    own = slice(0, 1) if found.direction == "downstream" else slice(-1, None)
    ends = slice(0, 2) if found.direction == "downstream" else slice(-2, None)
    short = tuple(replace(each, path=each.path[ends], arrows=each.arrows[own]) for each in found.affected)
    return replace(found, affected=short, paths="steps")


def _downstream(analysis: Analysis, system: str) -> tuple[Affected, ...]:
    estate = analysis.estate
    confirmed = _Confirmed(
        frozenset(estate.confirmed_hard_dependents(system)), frozenset(estate.confirmed_dependents(system))
    )
    return _affected(analysis, estate.hard_paths_to(system), estate.paths_to(system), confirmed)


def _upstream(analysis: Analysis, system: str) -> tuple[Affected, ...]:
    estate = analysis.estate
    confirmed = _Confirmed(
        frozenset(estate.confirmed_foundations(system)), frozenset(estate.confirmed_dependencies(system))
    )
    affected = _affected(analysis, estate.hard_paths_from(system), estate.paths_from(system), confirmed)
    return tuple(
        sorted(
            affected,
            key=lambda each: (each.effect != "stops", analysis.places[each.id]),
        )
    )


@dataclass(frozen=True, slots=True)
class _Confirmed:
    """The systems that are reached along confirmed arrows alone: hard ones, and any."""

    hard: frozenset[str]
    every: frozenset[str]


def _affected(
    analysis: Analysis,
    hard: Mapping[str, tuple[str, ...]],
    every: Mapping[str, tuple[str, ...]],
    confirmed: _Confirmed,
) -> tuple[Affected, ...]:
    """Those of the hard paths first, then those that only other paths reach; nearest first, then by id."""
    steps = {(arrow.consumer, arrow.needed): _step(arrow) for arrow in analysis.estate.arrows}

    def affected(system: str, effect: Effect, path: tuple[str, ...]) -> Affected:
        return Affected(
            **_described(analysis, system),
            effect=effect,
            path=path,
            arrows=tuple(steps[ends] for ends in pairwise(path)),
            is_confirmed=system in (confirmed.hard if effect == "stops" else confirmed.every),
        )

    stopping = [affected(system, "stops", path) for system, path in hard.items()]
    degrading = [affected(system, "degrades", path) for system, path in every.items() if system not in hard]
    return (*stopping, *degrading)


def _step(arrow: Arrow) -> Step:
    return Step(
        strength=arrow.strength,
        confidence=arrow.confidence,
        kind=arrow.kind,
        note=arrow.note,
    )


class _Description(TypedDict):
    id: str
    name: str | None
    organisation: str
    kind: Kind
    stub: bool
    rating: Rating | None
    part_of: str | None
    users: int | None
    transactions_per_year: int | None
    record: Record | None


def _described(analysis: Analysis, system: str) -> _Description:
    whole = analysis.inventory.whole_systems.get(system, system)
    record = analysis.inventory.records.get(system)
    stated = record.system if record else None
    return {
        "id": system,
        "name": stated.name if stated else None,
        "organisation": system.partition("/")[0],
        "kind": analysis.estate.kind(system),
        "stub": record is None,
        "rating": analysis.ratings.get(system),
        "part_of": whole if whole != system else None,
        "users": stated.users.count if stated and stated.users else None,
        "transactions_per_year": stated.transactions_per_year if stated else None,
        "record": record,
    }


def _parts(analysis: Analysis, system: str) -> tuple[str, ...]:
    """The systems that are part of this one, or of a part of it."""
    below: dict[str, list[str]] = defaultdict(list)
    for part, record in analysis.inventory.records.items():
        if record.system.part_of:
            below[record.full_id(record.system.part_of)].append(part)
    found: set[str] = set()
    waiting = [system]
    while waiting:
        fresh = [part for part in below[waiting.pop()] if part not in found]
        found.update(fresh)
        waiting += fresh
    return tuple(sorted(found - {system}))


def _share(organisation: str, name: str | None, affected: Sequence[Affected]) -> Share:
    sums = _sums(affected)
    return Share(
        organisation=organisation,
        name=name,
        stop=sums.stop,
        degrade=sums.degrade,
        services=sums.services,
        users=sums.users,
        transactions_per_year=sums.transactions_per_year,
    )


def _sums(affected: Sequence[Affected]) -> Sums:
    return Sums(
        stop=sum(each.effect == "stops" for each in affected),
        degrade=sum(each.effect == "degrades" for each in affected),
        services=sum(each.kind == "service" for each in affected),
        users=_sum([each.users for each in affected]),
        transactions_per_year=_sum([each.transactions_per_year for each in affected]),
    )


def _sum(counts: Sequence[int | None]) -> Sum:
    stated = [count for count in counts if count is not None]
    return Sum(sum(stated) if stated else None, len(stated), len(counts))
