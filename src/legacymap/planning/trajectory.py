"""How the whole estate fares year by year under a schedule (method, section 6)."""

from math import fsum

from legacymap.domain.plan import Outlook, RiskTable, TrajectoryYear
from legacymap.planning.case import Case
from legacymap.planning.ledger import Ledger
from legacymap.planning.problem import Schedule


def trajectory(case: Case, risks: RiskTable, ledger: Ledger, least: Ledger) -> tuple[TrajectoryYear, ...]:
    """Every appraisal year under doing nothing, under `least` (what is committed), and under the plan."""
    courses = [_outlooks(case, risks, each) for each in (Ledger(ledger.problem, {}), least, ledger)]
    years = range(case.scenario.appraisal_years)
    return tuple(
        TrajectoryYear(case.first_year + year, *(course[year] for course in courses)) for year in years
    )


def _outlooks(case: Case, risks: RiskTable, ledger: Ledger) -> list[Outlook]:
    effects = _effects(ledger.schedule, ledger, case.delay)
    found = []
    for year in range(case.scenario.appraisal_years):
        risk, red = [], []
        for system, nothing in risks.nothing.items():
            option, from_year = effects.get(system, ("", year + 1))
            if year < from_year:
                risk.append(nothing[year])
                red.append(risks.red_nothing[system][year])
            elif (system, option) in risks.after:  # else it has left the estate
                risk.append(risks.after[system, option][year])
                red.append(risks.red_after[system, option][year])
        found.append(Outlook(fsum(red), fsum(risk)))
    return found


def _effects(schedule: Schedule, ledger: Ledger, delay: int) -> dict[str, tuple[str, int]]:
    """The option of every system that something is done to, and the year in which its effect begins."""
    return {
        system: (option, start + ledger.jobs[system, option].years + delay)
        for system, (option, start) in schedule.items()
    }
