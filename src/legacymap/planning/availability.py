"""Starts that can never be, because what they wait for cannot be done in time."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from legacymap.domain.plan import OptionOf
from legacymap.planning.case import Barrier
from legacymap.planning.problem import Job, Start


def available(
    jobs: Iterable[Job], fixed: Mapping[str, Start]
) -> tuple[tuple[Job, ...], Mapping[OptionOf, Barrier]]:
    """The jobs with only the starts that others allow, and a barrier for each that none is left of.

    A start falls away when nothing that it needs, waits for, or moves with could ever be there in time; that
    is repeated until nothing changes. Fixed choices keep their start, so that a conflict among them is found.
    """
    remaining: dict[str, list[Job]] = {}
    for job in jobs:
        remaining.setdefault(job.system, []).append(job)
    barred: dict[OptionOf, Barrier] = {}
    changed = True
    while changed:
        changed = False
        for system in sorted(remaining):
            kept = []
            for job in remaining[system]:
                values = {t: v for t, v in job.values.items() if _missing(job, t, remaining, fixed) is None}
                if not values:
                    barred[system, job.option] = _barrier(job, remaining, fixed)
                elif len(values) < len(job.values):
                    kept.append(replace(job, values=values))
                else:
                    kept.append(job)
                changed = changed or len(values) < len(job.values)
            remaining[system] = kept
    return tuple(job for system in sorted(remaining) for job in remaining[system]), barred


def _missing(
    job: Job, start: int, remaining: Mapping[str, list[Job]], fixed: Mapping[str, Start]
) -> str | None:
    """A system that could not do its part for this start; None when all could."""
    if fixed.get(job.system) == (job.option, start):
        return None
    for need in job.needs:
        done = [each for each in remaining.get(need.system, ()) if each.option in need.options]
        if not any(min(each.values) + each.years <= start for each in done):
            return need.system
    end = start + job.years
    for leaver in job.leavers:
        leaving = [each for each in remaining.get(leaver, ()) if each.leaves]
        if not any(min(each.values) + each.years <= end for each in leaving):
            return leaver
    for partner in job.partners:
        if not any(start in each.values for each in remaining.get(partner, ())):
            return partner
    return None


def _barrier(job: Job, remaining: Mapping[str, list[Job]], fixed: Mapping[str, Start]) -> Barrier:
    stopping = {_missing(job, start, remaining, fixed) for start in job.values}
    by = tuple(sorted(system for system in stopping if system))
    names = " and ".join(system for system in by)
    return Barrier("precedence", f"It waits for {names}, which cannot be done in time.", by)
