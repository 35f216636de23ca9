"""Traces what stops or degrades with one system, or with which it would itself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from legacymap.analysis.analysis import Groundwork, groundwork, system_named
from legacymap.analysis.request import Request
from legacymap.analysis.scan import ranking
from legacymap.domain.inventory import Arrow
from legacymap.domain.results import Affected, Direction, Impact, Member, Share, Sum


def impact(request: Request, words: str, direction: Direction = "downstream") -> Impact:
    """What the system that `words` name does to others when it stops; upstream, who does it to that system.

    `words` are as in `explain`, or the full id of a stub. Raises RequestError when they name no system or
    several, with the nearest.
    """
    ground = groundwork(request)
    is_stub = words in ground.estate.stubs
    return traced(ground, words if is_stub else system_named(words, ground), direction)


def traced(ground: Groundwork, system: str, direction: Direction) -> Impact:
    """The impact of one system by its full id."""
    estate, inventory = ground.estate, ground.inventory
    affected = _upstream(ground, system) if direction == "upstream" else _downstream(ground, system)
    by_organisation: dict[str, list[Affected]] = defaultdict(list)
    for each in affected:
        by_organisation[each.member.organisation].append(each)
    services = [each for each in affected if each.member.kind == "service"]
    subject = _member(ground, system)
    records = (member.record for member in (subject, *(each.member for each in affected)))
    return Impact(
        provenance=ground.provenance,
        direction=direction,
        subject=subject,
        in_estate=system in estate.members,
        parts=_parts(ground, system),
        affected=affected,
        total=_share("", None, affected),
        services=_share("", None, services),
        organisations=tuple(
            _share(each, inventory.organisation(each).name, by_organisation[each])
            for each in sorted(by_organisation)
        ),
        cycles=tuple(cycle for cycle in estate.cycles() if system in cycle.members),
        diagnostics=ground.findings(every_place=False),
        handling=ground.highest_handling(record for record in records if record),
    )


def _downstream(ground: Groundwork, system: str) -> tuple[Affected, ...]:
    estate = ground.estate
    confirmed = _Confirmed(
        frozenset(estate.confirmed_hard_dependents(system)), frozenset(estate.confirmed_dependents(system))
    )
    return _affected(ground, estate.hard_paths_to(system), estate.paths_to(system), confirmed)


def _upstream(ground: Groundwork, system: str) -> tuple[Affected, ...]:
    estate = ground.estate
    confirmed = _Confirmed(
        frozenset(estate.confirmed_foundations(system)), frozenset(estate.confirmed_dependencies(system))
    )
    affected = _affected(ground, estate.hard_paths_from(system), estate.paths_from(system), confirmed)
    order = ranking(ground, ground.estate.reaches(ground.assessments, ground.request.reach_decay))
    places = {each: place for place, each in enumerate((*order, *ground.estate.stubs))}
    return tuple(
        sorted(
            affected,
            key=lambda each: (each.effect != "stops", places[each.member.system]),
        )
    )


@dataclass(frozen=True, slots=True)
class _Confirmed:
    """The systems that are reached along confirmed arrows alone: hard ones, and any."""

    hard: frozenset[str]
    every: frozenset[str]


def _affected(
    ground: Groundwork,
    hard: Mapping[str, tuple[str, ...]],
    every: Mapping[str, tuple[str, ...]],
    confirmed: _Confirmed,
) -> tuple[Affected, ...]:
    """Those of the hard ways first, then those that only other ways reach; nearest first, then by id."""
    arrows = {(arrow.consumer, arrow.needed): arrow for arrow in ground.estate.arrows}
    stopping = [
        Affected(_member(ground, system), "stops", _way(way, arrows), system in confirmed.hard)
        for system, way in hard.items()
    ]
    degrading = [
        Affected(_member(ground, system), "degrades", _way(way, arrows), system in confirmed.every)
        for system, way in every.items()
        if system not in hard
    ]
    return (*stopping, *degrading)


def _way(systems: Sequence[str], arrows: Mapping[tuple[str, str], Arrow]) -> tuple[Arrow, ...]:
    return tuple(arrows[step] for step in pairwise(systems))


def _member(ground: Groundwork, system: str) -> Member:
    whole = ground.inventory.whole_systems.get(system, system)
    assessment = ground.assessments.get(system)
    return Member(
        system=system,
        organisation=system.partition("/")[0],
        kind=ground.estate.kind(system),
        record=ground.inventory.records.get(system),
        rating=assessment.rating if assessment else None,
        whole=whole if whole != system else None,
    )


def _parts(ground: Groundwork, system: str) -> tuple[str, ...]:
    """The systems that are part of this one, or of a part of it."""
    below: dict[str, list[str]] = defaultdict(list)
    for part, record in ground.inventory.records.items():
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
    records = [each.member.record for each in affected]
    users = [record.system.users for record in records if record]
    return Share(
        organisation=organisation,
        name=name,
        stop=sum(each.effect == "stops" for each in affected),
        degrade=sum(each.effect == "degrades" for each in affected),
        services=sum(each.member.kind == "service" for each in affected),
        users=_sum([stated.count for stated in users if stated], len(affected)),
        transactions_per_year=_sum(
            [record.system.transactions_per_year for record in records if record], len(affected)
        ),
    )


def _sum(counts: Iterable[int | None], systems: int) -> Sum:
    stated = [count for count in counts if count is not None]
    return Sum(sum(stated) if stated else None, len(stated), systems)
