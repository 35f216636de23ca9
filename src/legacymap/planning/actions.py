"""The actions of a schedule: what each costs and buys, and why it is there (method, sections 6 and 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from legacymap.domain.dates import financial_year_text
from legacymap.domain.nearest import listed
from legacymap.domain.plan import Action, RiskTable
from legacymap.planning.case import Case
from legacymap.planning.framing import Framing
from legacymap.planning.ledger import Ledger
from legacymap.planning.problem import Job

_FEW = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on systems: the share of B by family, and those of which each is the weakest foundation."""

    families: Mapping[str, Mapping[str, float]]
    weakest_of: Mapping[str, Sequence[str]]


def actions(
    case: Case, framing: Framing, ledger: Ledger, risks: RiskTable, standing: Standing
) -> tuple[Action, ...]:
    """Every action, by start, then value (highest first), then system."""
    unblocked = _unblocked(ledger)
    found = []
    for job, start in ledger.chosen():
        first = case.first_year + start
        value = job.values[start]
        mends = tuple(standing.weakest_of.get(job.system, ()))
        lets = tuple(unblocked.get(job.system, ()))
        is_committed = framing.committed.get(job.system) == (job.option, start)
        found.append(
            Action(
                system=job.system,
                option=job.option,
                approach=job.approach,
                start=first,
                complete=first + job.years - 1,
                rdel=dict(enumerate(job.rdel, first)),
                cdel=dict(enumerate(job.cdel, first)),
                value=value,
                committed=is_committed,
                families=standing.families[job.system],
                why=_why((job, start), framing, _gain(job, start, case, risks), lets, mends),
                unblocks=lets,
                mends=mends,
            )
        )
    return tuple(sorted(found, key=lambda action: (action.start, -action.value, action.system)))


def _unblocked(ledger: Ledger) -> dict[str, list[str]]:
    """By system, those whose chosen option waits for what is done to it."""
    found: dict[str, list[str]] = {}
    for job, _ in ledger.chosen():
        waits_for = {*(need.system for need in job.needs), *job.leavers, *job.partners}
        for system in sorted(waits_for):
            found.setdefault(system, []).append(job.system)
    return found


def _gain(job: Job, start: int, case: Case, risks: RiskTable) -> str:
    """What the option does to the weighted risk of its system in the first year of its effect."""
    year = max(start + job.years + case.delay, 0)
    nothing = risks.nothing.get(job.system)
    if nothing is None or year >= case.scenario.appraisal_years:
        return "removes no risk of its own within the appraisal"
    when = financial_year_text(case.first_year + year)
    if (job.system, job.option) not in risks.after:
        return f"ends a weighted risk of {nothing[year]:,.1f}: the system is gone from {when} on"
    left = risks.after[job.system, job.option][year]
    return f"brings weighted risk from {nothing[year]:,.1f} to {left:,.1f} in {when}"


def _why(
    work: tuple[Job, int], framing: Framing, gain: str, unblocks: Sequence[str], mends: Sequence[str]
) -> str:
    job, start = work
    fixed = (framing.problem.fixed or {}).get(job.system) == (job.option, start)
    committed = framing.committed.get(job.system) == (job.option, start)
    given = "Committed: " if committed else "Fixed by the scenario: " if fixed else ""
    parts = [gain]
    if unblocks:
        parts.append(f"lets {_named(unblocks)} go ahead")
    if mends:
        parts.append(f"mends the weakest foundation of {_named(mends)}")
    sentence = f"{given}{'; '.join(parts)}."
    return f"{sentence[0].upper()}{sentence[1:]}"


def _named(systems: Sequence[str]) -> str:
    if len(systems) <= _FEW:
        return listed(systems, "and")
    return f"{len(systems)} systems"
