"""What an option waits for, and which of its starts what it waits for allows (constraints 3 to 5)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from legacymap.domain.inventory import Record
from legacymap.domain.nearest import listed
from legacymap.domain.plan import OptionOf
from legacymap.domain.system import Companion, Option, Requirement
from legacymap.planning.work import LEAVING, Barrier, Case, Partner, Waited, Work

Leaves = Mapping[str, int]
"""The first year in which a system has left by a planned retirement that is believed."""
Held = Callable[[Work, int], bool]
"""Whether a decision asks for a start of an option."""
NONE_LEAVE: Leaves = {}


def none_held(_work: Work, _start: int) -> bool:
    """No decision asks for anything."""
    return False


@dataclass(frozen=True, slots=True)
class Precedence:
    """The needs, leavers and partners of an option, as a job has them."""

    needs: tuple[Waited, ...]
    must_leave_first: tuple[str, ...]
    partners: tuple[Partner, ...]


def precedence(
    record: Record, option: Option, case: Case, leaves: Leaves = NONE_LEAVE
) -> Precedence | Barrier:
    """What an option waits for; a barrier where it would wait for ever."""
    needs: list[Waited] = []
    for requirement in option.requires or ():
        need = _need(record, requirement, case, leaves)
        if isinstance(need, Barrier):
            return need
        needs += [need] if need else []
    partners: list[Partner] = []
    for companion in option.moves_with or ():
        partner = _partner(record, companion, case)
        if isinstance(partner, Barrier):
            return partner
        partners += [partner] if partner else []
    must_leave_first = _consumers(record.id, case) if option.approach == "retire" else []
    staying = [consumer for consumer in must_leave_first if not _can_leave(consumer, case, leaves)]
    if staying:
        text = (
            f"It cannot be retired: {_named(staying)} would still need it, without an option that leaves it."
        )
        return Barrier("precedence", text, tuple(staying))
    needs.sort(key=lambda need: (need.system, sorted(need.options)))
    partners.sort(key=lambda partner: (partner.system, partner.at, sorted(partner.options)))
    return Precedence(tuple(needs), tuple(must_leave_first), tuple(dict.fromkeys(partners)))


def _need(record: Record, requirement: Requirement, case: Case, leaves: Leaves) -> Waited | Barrier | None:
    """The need; None when it is already met."""
    required = record.full_id(requirement.system)
    options = case.options.get(required, {})
    known = case.estate.inventory.records.get(required)
    if known is not None and known.system.status == "retired":
        return None
    if not options and case.legacy.get(required) == "no":
        return None
    named = options.keys() & {requirement.option} if requirement.option else options.keys()
    if (not named and required not in leaves) or required == record.id:
        what = f"{requirement.option} of {required}" if requirement.option else f"an option of {required}"
        return Barrier("precedence", f"It requires {what}, which cannot complete before it.", (required,))
    return Waited(required, frozenset(named))


def _partner(record: Record, companion: Companion, case: Case) -> Partner | Barrier | None:
    """Who moves with an option; None for its own system, which always does."""
    system = record.full_id(companion.system)
    if system == record.id:
        return None
    options = case.options.get(system, {}).keys()
    named = options & {companion.option} if companion.option else options
    if named:
        return Partner(system, frozenset(named), companion.at)
    if companion.option and options:
        text = f"It moves with {companion.option} of {system}, which is no option that could start."
    else:
        text = f"It moves with {system}, without an option to start."
    return Barrier("precedence", text, (system,))


def _consumers(system: str, case: Case) -> list[str]:
    return sorted({arrow.consumer for arrow in case.estate.needed_by(system) if arrow.hard})


def _can_leave(consumer: str, case: Case, leaves: Leaves) -> bool:
    if consumer not in case.legacy:
        return False
    options = case.options.get(consumer, {}).values()
    return consumer in leaves or any(option.approach in LEAVING for option in options)


def _named(systems: list[str]) -> str:
    return listed(systems, "and")


def available(
    jobs: Iterable[Work], held: Held = none_held, leaves: Leaves = NONE_LEAVE
) -> tuple[tuple[Work, ...], Mapping[OptionOf, Barrier]]:
    """The jobs with only the starts that others allow, and a barrier for each that none is left of.

    A start falls away when nothing that it needs, waits for, or moves with could ever be there in time; that
    is repeated until nothing changes. What decisions ask for keeps its starts, so that a conflict among them
    is found.
    """
    remaining: dict[str, list[Work]] = {}
    for job in jobs:
        remaining.setdefault(job.system, []).append(job)
    barred: dict[OptionOf, Barrier] = {}
    changed = True
    while changed:
        changed = False
        for system in sorted(remaining):
            kept = []
            for job in remaining[system]:
                values = {
                    start: value
                    for start, value in job.values.items()
                    if held(job, start) or _missing(job, start, remaining, leaves) is None
                }
                if not values:
                    barred[system, job.option] = _waits_in_vain(job, remaining, leaves)
                elif len(values) < len(job.values):
                    lost = {start: value for start, value in job.values.items() if start not in values}
                    kept.append(replace(job, values=values, struck={**job.struck, **lost}))
                else:
                    kept.append(job)
                changed = changed or len(values) < len(job.values)
            remaining[system] = kept
    return tuple(job for system in sorted(remaining) for job in remaining[system]), barred


def _missing(job: Work, start: int, remaining: Mapping[str, list[Work]], leaves: Leaves) -> str | None:
    """A system that could not do its part for this start; None when all could."""
    end = start + job.years
    for need in job.needs:
        done = [each for each in remaining.get(need.system, ()) if each.option in need.options]
        if not (_has_left(need.system, start, leaves) or _can_end(done, start)):
            return need.system
    for leaver in job.must_leave_first:
        leaving = [each for each in remaining.get(leaver, ()) if each.leaves]
        if not (_has_left(leaver, end, leaves) or _can_end(leaving, end)):
            return leaver
    for partner in job.partners:
        others = [each for each in remaining.get(partner.system, ()) if each.option in partner.options]
        if partner.at == "start" and not any(start in each.values for each in others):
            return partner.system
        if partner.at == "end" and not any(end - each.years in each.values for each in others):
            return partner.system
    return None


def _has_left(system: str, by: int, leaves: Leaves) -> bool:
    return system in leaves and leaves[system] <= by


def _can_end(works: list[Work], by: int) -> bool:
    return any(min(each.values) + each.years <= by for each in works)


def _waits_in_vain(job: Work, remaining: Mapping[str, list[Work]], leaves: Leaves) -> Barrier:
    stopping = {_missing(job, start, remaining, leaves) for start in job.values}
    by = tuple(sorted(system for system in stopping if system))
    names = " and ".join(system for system in by)
    return Barrier("precedence", f"It waits for {names}, which cannot be done in time.", by)
