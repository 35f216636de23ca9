"""The figures of a plan, from its choices alone: sections 6 and 7 of `method.md`."""

from collections.abc import Mapping
from fractions import Fraction

from tests.recomputation.courses import Choice, Course, committed, later_spend, line_spend, spent
from tests.recomputation.plain import at, pounds, text, yes
from tests.recomputation.scenarios import FUNDS
from tests.recomputation.weights import Weighed, approach, duration, option_of

Told = dict[str, object]


def figures(weighed: Weighed, course: Course) -> Told:
    """Every figure of the JSON that follows from the choices, in its shape."""
    least = {system: choice for system, choice in course.items() if committed(weighed).get(system) == choice}
    ways: Mapping[str, Course] = {"do_nothing": {}, "do_minimum": least, "plan": course}
    scenario = weighed.scenario
    return {
        "years": [financial(scenario.first + year) for year in range(scenario.years)],
        "value": total_value(weighed, course),
        "present_cost": present_cost(weighed, course),
        "actions": [action(weighed, system, course[system]) for system in ordered(weighed, course)],
        "courses": [row for system in weighed.told.nothing for row in incumbent(weighed, course, system)],
        "budget": [
            {
                "organisation": line.organisation,
                "fund": line.fund,
                "year": financial(scenario.first + year),
                "cap": float(line.caps[year]),
                "spend": float(spend),
            }
            for line in scenario.lines
            for year, spend in enumerate(line_spend(weighed, course, line))
        ],
        "tail": {fund: float(amount) for fund, amount in later_spend(weighed, course).items()},
        "trajectory": [
            {"year": financial(scenario.first + year)}
            | {name: outlook(weighed, way, year) for name, way in ways.items()}
            for year in range(scenario.appraisal)
        ],
        "money": {name: worth(weighed, way) for name, way in ways.items()},
    }


def financial(year: int) -> str:
    """A financial year as people write it."""
    return f"{year}-{(year + 1) % 100:02}"


def ordered(weighed: Weighed, course: Course) -> list[str]:
    """The systems by start, then value, highest first, then id."""
    return sorted(
        course,
        key=lambda system: (course[system][1], -round(weighed.value(system, *course[system]), 9), system),
    )


def total_value(weighed: Weighed, course: Course) -> float:
    """The discounted risk that all choices remove."""
    return sum(weighed.value(system, *choice) for system, choice in sorted(course.items()))


def present_cost(weighed: Weighed, course: Course, fund: str | None = None) -> float:
    """The present value of what is still to be spent."""
    return float(
        sum(
            weighed.scenario.factor(year) * amount
            for system, choice in course.items()
            for (each, year), amount in spent(weighed, system, choice).items()
            if year >= 0 and fund in (None, each)
        )
    )


def action(weighed: Weighed, system: str, choice: Choice) -> Told:
    """One action, without its words."""
    option, start = choice
    first, money = weighed.scenario.first, spent(weighed, system, choice)
    value = weighed.value(system, option, start)
    shares = weighed.families(system) if value else {}
    return {
        "system": system,
        "option": option,
        "approach": approach(weighed.estate, system, option),
        "start": financial(first + start),
        "complete": financial(first + start + duration(weighed.estate, system, option) - 1),
        **{
            fund: {
                financial(first + year): float(sum_) for (each, year), sum_ in money.items() if each == fund
            }
            for fund in FUNDS
        },
        "value": value,
        "committed": committed(weighed).get(system) == choice,
        "present_cost": (cost := present_cost(weighed, {system: choice})),
        "per_point": cost / value if value > 0 else None,
        "new_money": new_money(weighed, system, choice),
        "families": {bearer: share for bearer, share in shares.items() if abs(share) > 1e-12},
    }


def new_money(weighed: Weighed, system: str, choice: Choice) -> Told:
    """What is still to be spent and neither funded nor ring-fenced, which pays cdel first in a year."""
    agreed = at(weighed.estate.systems[system], "remediation", "plan")
    is_for_it = text(at(agreed, "option")) in (None, choice[0])
    money, left = spent(weighed, system, choice), dict.fromkeys(FUNDS, Fraction(0))
    if is_for_it and yes(at(agreed, "funded")):
        return dict.fromkeys(FUNDS, 0.0)
    set_aside = (pounds(at(agreed, "ringfenced")) or Fraction(0)) if is_for_it else Fraction(0)
    for year in sorted({year for _, year in money if year >= 0}):
        for fund in ("cdel", "rdel"):
            paid = min(set_aside, money[fund, year])
            set_aside -= paid
            left[fund] += money[fund, year] - paid
    return {fund: float(left[fund]) for fund in FUNDS}


def outlook(weighed: Weighed, course: Course, year: int) -> Told:
    """Expected red-rated systems and total weighted risk in one year."""
    now = {system: _in_force(weighed, course, system, year) for system in weighed.told.nothing}
    return {
        "expected_red": sum(weighed.red(system, option, year) for system, option in now.items()),
        "weighted_risk": sum(weighed.risk(system, option, year) for system, option in now.items()),
    }


def incumbent(weighed: Weighed, course: Course, system: str) -> list[Told]:
    """Rating, score and P(red) of a system now, in the last scenario year and in the last appraisal year.

    Reading: a system that has left has none of them. A score is expected L x I, as the two are independent.
    """
    scenario, found = weighed.scenario, []
    last = {scenario.years - 1, scenario.appraisal - 1}
    for at_ in (None, *sorted(last)):
        for name in ("do_nothing", "plan"):
            chosen: Course = course if name == "plan" else {}
            option = _in_force(weighed, chosen, system, at_) if at_ is not None else None
            gone = at_ is not None and (
                (option is not None and approach(weighed.estate, system, option) == "retire")
                or at_ >= weighed.told.leaves.get(system, at_ + 1)
            )
            if at_ is None:
                figures_ = weighed.told.now[system]
            else:
                years = weighed.told.nothing[system] if option is None or gone else None
                figures_ = (years or weighed.told.after[system, option or ""])[at_]
            likelihood, impact, red = figures_
            rating = "red" if red == 1 else "not-red" if red == 0 else "possibly-red"
            found.append(
                {
                    "system": system,
                    "acted_on": system in course,
                    "at": weighed.day.isoformat() if at_ is None else financial(scenario.first + at_),
                    "course": name,
                    "rating": None if gone else rating,
                    "expected": None if gone else likelihood * impact,
                    "p_red": None if gone else red,
                }
            )
    return found


def worth(weighed: Weighed, course: Course) -> Told:
    """The present values of one course."""
    scenario = weighed.scenario
    # What is owned outside (kind `external`, not scored) is run on somebody else's money.
    factors = [scenario.factor(year) for year in range(scenario.appraisal)]
    pairs = [
        (factor, _running(weighed, system, None, year), _running(weighed, system, course.get(system), year))
        for system in weighed.told.nothing
        for year, factor in enumerate(factors)
    ]
    running = sum((factor * after for factor, _, after in pairs), Fraction(0))
    saved = sum((factor * (before - after) for factor, before, after in pairs), Fraction(0))
    cost, value = present_cost(weighed, course), total_value(weighed, course)
    return {
        **{fund: present_cost(weighed, course, fund) for fund in FUNDS},
        "cost": cost,
        "running_cost": float(running),
        "running_cost_saved": float(saved),
        "net_present_cost": cost - float(saved),
        "cost_per_point": cost / value if value > 0 else None,
    }


def _running(weighed: Weighed, system: str, choice: Choice | None, year: int) -> Fraction:
    """annual_run x (1 + real_growth)^u; from the year after the work less the saving, nil after `retire`."""
    costs = at(weighed.estate.systems[system], "costs")
    if at(costs, "annual_run") is None or year >= weighed.told.leaves.get(system, year + 1):
        return Fraction(0)
    run = weighed.scenario.price(at(costs, "annual_run"), at(costs, "price_base"))
    growth = (1 + Fraction(text(at(costs, "real_growth")) or 0)) ** year
    if choice is None or year < _done(weighed, system, choice):
        return run * growth
    if approach(weighed.estate, system, choice[0]) == "retire":
        return Fraction(0)
    written = option_of(weighed.estate, system, choice[0])
    saving = weighed.scenario.price(at(written, "annual_saving"), at(written, "price_base"))
    # A saving above what is spent counts up to it.
    return (run - min(saving, run)) * growth


def _done(weighed: Weighed, system: str, choice: Choice) -> int:
    return choice[1] + duration(weighed.estate, system, choice[0])


def _in_force(weighed: Weighed, course: Course, system: str, year: int) -> str | None:
    done = system in course and _done(weighed, system, course[system]) + weighed.scenario.late <= year
    return course[system][0] if done else None
