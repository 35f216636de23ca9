"""How the estate fares under a plan: risk year by year, and present values (method, sections 6 and 7)."""

from collections.abc import Iterator, Mapping
from datetime import date
from math import fsum

from legacymap.domain.assessment import Assessment, Rating
from legacymap.domain.dates import financial_year_text
from legacymap.domain.plan import (
    Course,
    CourseName,
    CoursePoint,
    MoneyTable,
    Outlook,
    Projection,
    RiskTable,
    TrajectoryYear,
    Worth,
)
from legacymap.planning.ledger import Ledger, spend
from legacymap.planning.work import Case, Choices, running_costs

_COURSES: tuple[CourseName, ...] = ("do_nothing", "plan")
_Figures = tuple[Rating | None, float | None, float | None]


def trajectory(case: Case, risks: RiskTable, ledger: Ledger, least: Ledger) -> tuple[TrajectoryYear, ...]:
    """Every appraisal year under doing nothing, under `least` (what is committed), and under the plan."""
    courses = [_outlooks(case, risks, each) for each in (Ledger(ledger.posed, {}), least, ledger)]
    years = range(case.scenario.appraisal_years)
    return tuple(
        TrajectoryYear(case.first_year + year, *(course[year] for course in courses)) for year in years
    )


def system_courses(
    case: Case, projection: Projection, ledger: Ledger, now: Mapping[str, Assessment], as_of: date
) -> tuple[CoursePoint, ...]:
    """How each system of `now` stands at the as-of date, in the last scenario and the last appraisal year.

    `now` has the assessments at the as-of date, in the order in which systems are to come.
    """
    years = sorted({len(case.scenario.years) - 1, case.scenario.appraisal_years - 1})
    effects = _effects(ledger.choices, ledger, case.delay)

    def points(system: str, assessment: Assessment) -> Iterator[CoursePoint]:
        acted_on = system in ledger.choices
        today = (assessment.rating, assessment.overall.expected, assessment.p_red)
        for course in _COURSES:
            yield CoursePoint(system, acted_on, as_of.isoformat(), course, *today)
        for year in years:
            at = financial_year_text(case.first_year + year)
            for course in _COURSES:
                effect = effects.get(system) if course == "plan" else None
                yield CoursePoint(system, acted_on, at, course, *_figures(projection, system, year, effect))

    return tuple(point for pair in now.items() for point in points(*pair))


def money_table(case: Case, ledger: Ledger, least: Ledger, leaves: Mapping[str, int]) -> MoneyTable:
    """Doing nothing, `least` (what is committed), and the plan, side by side.

    `leaves` has the first year in which a system has left by a planned retirement.
    """
    ledgers = (Ledger(ledger.posed, {}), least, ledger)
    costs = [_running_costs(case, each, leaves) for each in ledgers]
    columns = [
        _money_of(each, *_present_running(each.posed.factors, costs[0], cost))
        for each, cost in zip(ledgers, costs, strict=True)
    ]
    return MoneyTable(*columns)


def _outlooks(case: Case, risks: RiskTable, ledger: Ledger) -> list[Outlook]:
    effects = _effects(ledger.choices, ledger, case.delay)
    found = []
    for year in range(case.scenario.appraisal_years):
        risk, red = [], []
        for system, nothing in risks.nothing.items():
            option, from_year = effects.get(system, ("", year + 1))
            if year < from_year:
                risk.append(nothing[year])
                red.append(risks.red_nothing[system][year])
            elif (system, option) in risks.after:  # else it has left the estate
                risk.append(risks.risk_from((system, option), from_year)[year])
                red.append(risks.red_from((system, option), from_year)[year])
        found.append(Outlook(fsum(red), fsum(risk)))
    return found


def _effects(choices: Choices, ledger: Ledger, delay: int) -> dict[str, tuple[str, int]]:
    """The option of every system that something is done to, and the year in which its effect begins."""
    return {
        system: (option, start + ledger.posed.work[system, option].years + delay)
        for system, (option, start) in choices.items()
    }


def _figures(projection: Projection, system: str, year: int, effect: tuple[str, int] | None) -> _Figures:
    """Rating, score and chance of red in a year; nothing once the system has left."""
    found: Course | None = projection.nothing[system]
    if effect is not None and year >= effect[1]:
        found = projection.after.get((system, effect[0]))
    if found is None or year >= projection.retired_from.get(system, year + 1):
        return None, None, None
    return found.rating[year], found.expected[year], found.p_red[year]


def _running_costs(case: Case, ledger: Ledger, leaves: Mapping[str, int]) -> dict[str, list[float]]:
    completed = {
        work.system: (case.options[work.system][work.option], start + work.years)
        for work, start in ledger.chosen()
    }
    return running_costs(case.estate, case.scenario, completed, leaves)


def _present_running(
    factors: tuple[float, ...], nothing: Mapping[str, list[float]], costs: Mapping[str, list[float]]
) -> tuple[float, float]:
    """The present value of running every system, and of what is saved beside doing nothing."""
    saved = [
        factor * (before - after)
        for system, by_year in costs.items()
        for factor, before, after in zip(factors, nothing[system], by_year, strict=True)
    ]
    running = [
        factor * cost for by_year in costs.values() for factor, cost in zip(factors, by_year, strict=True)
    ]
    return fsum(running), fsum(saved)


def _money_of(ledger: Ledger, running: float, saved: float) -> Worth:
    factors = ledger.posed.factors
    value: list[float] = []
    spent: dict[str, list[float]] = {"rdel": [], "cdel": []}
    for work, start in ledger.chosen():
        value.append(work.values[start])
        for fund, terms in spent.items():
            is_rdel = fund == "rdel"
            by_year = spend(work, start, "rdel" if is_rdel else "cdel")
            terms += [factors[year] * amount for year, amount in by_year if 0 <= year < len(factors)]
    return Worth(fsum(spent["rdel"]), fsum(spent["cdel"]), running, saved, fsum(value))
