"""Weighted risk by year, with each action and without and on whom (`method.md`, sections 4 to 6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.recomputation.arrows import (
    Arrow,
    arrows,
    backward,
    reached,
    resolve,
    status,
    topmost,
)
from tests.recomputation.assessed import family
from tests.recomputation.plain import Written, at, rows, text
from tests.recomputation.projecting import Asked, Told, project
from tests.recomputation.scenarios import Settled

# Family of organisations by family, what it bears of U.
Borne = dict[str, float]


@dataclass(frozen=True)
class View:
    """How risk is weighed: what the sensitivity table varies."""

    decay: float = 0.5
    prior: str = "calibrated"
    without: str = ""
    only_services: bool = False
    effects_fade: bool = False
    retire_as_planned: bool = False


@dataclass(frozen=True)
class Weighed:
    """The estate weighed for a scenario."""

    estate: Written
    scenario: Settled
    told: Told
    all_arrows: list[Arrow]
    under: Mapping[str, Borne]
    own: Mapping[str, float]
    day: date
    values: dict[tuple[str, str, int], float] = field(default_factory=dict)
    paid: dict[tuple[str, str, int], Mapping[tuple[str, int], Fraction]] = field(default_factory=dict)

    @property
    def systems(self) -> list[str]:
        """Every system that something may be done to.

        Reading: all but the retired, so that a plan may pay for what is proposed and others wait for.
        """
        return [system for system, record in self.estate.systems.items() if status(record) != "retired"]

    def risk(self, system: str, option: str | None, year: int, first: int | None = None) -> float:
        """R°(s, u), or R°(s, o, u) once the option has its effect, which may depend on its first year."""
        return sum(self.terms(system, option, year, first).values())

    def terms(self, system: str, option: str | None, year: int, first: int | None = None) -> Borne:
        """R°(s, u) or R°(s, o, u), by the family of organisations that bears it."""
        if option is not None and approach(self.estate, system, option) == "retire":
            return {}
        if year >= self.told.leaves.get(system, year + 1):
            return {}
        course = self.told.nothing[system] if option is None else self.told.after[system, option]
        if option is not None and first in self.told.fading.get((system, option), {}):
            course = self.told.fading[system, option][first]
        likelihood, impact, _ = course[year]
        found = {bearer: likelihood * part for bearer, part in self.under[system].items()}
        home = family(system.partition("/")[0], self.estate)
        found[home] = found.get(home, 0.0) + likelihood * impact * self.own[system]
        return found

    def is_red(self, system: str, option: str | None, year: int, first: int | None = None) -> bool:
        """Whether a system is rated red in a year: it cannot be otherwise."""
        return self.red(system, option, year, first) == 1

    def red(self, system: str, option: str | None, year: int, first: int | None = None) -> float:
        """P(red) of a system in a year."""
        if option is not None and approach(self.estate, system, option) == "retire":
            return 0.0
        if year >= self.told.leaves.get(system, year + 1):
            return 0.0
        course = self.told.nothing[system] if option is None else self.told.after[system, option]
        if option is not None and first in self.told.fading.get((system, option), {}):
            course = self.told.fading[system, option][first]
        return course[year][2]

    def value(self, system: str, option: str, start: int) -> float:
        """The discounted risk that this start removes."""
        key = system, option, start
        if system not in self.told.nothing:
            return 0.0
        if key not in self.values:
            done = start + duration(self.estate, system, option) + self.scenario.late
            self.values[key] = sum(
                float(self.scenario.weight(year))
                * (self.risk(system, None, year) - self.risk(system, option, year, done))
                for year in range(max(done, 0), self.scenario.appraisal)
            )
        return self.values[key]

    def families(self, system: str) -> Borne:
        """The share of B that falls on each family.

        Reading: the share of a value is that of B as it stands, even where an option changes the own impact.
        """
        parts = self.terms(system, None, 0)
        whole = sum(parts.values())
        return {bearer: part / whole for bearer, part in parts.items()}


def weighed(estate: Written, scenario: Settled, day: date, view: View, told: Told | None = None) -> Weighed:
    """Everything that a plan's values rest on; later years may be handed over when they are known."""
    years = max(scenario.appraisal, 15)
    asked = Asked(
        day,
        scenario.first,
        years,
        scenario.renew_contracts,
        view.prior,
        view.without,
        view.retire_as_planned,
        tuple(range(-5, years)) if view.effects_fade else (),
    )
    all_arrows = arrows(estate)
    told = told or project(estate, asked)
    # Doing nothing, no impact changes: that of the first year is that of today.
    impact = {system: course[0][1] for system, course in told.nothing.items()}
    under, own = once_counted(estate, all_arrows, impact, view)
    return Weighed(estate, scenario, told, all_arrows, under, own, day)


def once_counted(
    estate: Written, all_arrows: list[Arrow], impact: Mapping[str, float], view: View
) -> tuple[dict[str, Borne], dict[str, float]]:
    """u(s) by family, and by what I(s) is multiplied to be i(s), of every scored system."""
    parts = {
        system: [other for other in impact if _whole(other, estate) == _whole(system, estate)]
        for system in impact
    }
    terms = {system: _terms(system, estate, all_arrows, impact, view) for system in impact}
    under = {system: _borne(terms[system], [terms[part] for part in parts[system]]) for system in parts}
    return under, {system: _share([impact[part] for part in parts[system]]) for system in parts}


def option_of(estate: Written, system: str, option: str) -> object:
    """What is written of an option."""
    written = rows(at(estate.systems[system], "remediation", "options")) or []
    return next(each for each in written if at(each, "id") == option)


def approach(estate: Written, system: str, option: str) -> str:
    """How the option goes about it."""
    return text(at(option_of(estate, system, option), "approach")) or ""


def duration(estate: Written, system: str, option: str) -> int:
    """The years of work: the longer list of costs."""
    written = option_of(estate, system, option)
    return max(len(rows(at(written, fund)) or []) for fund in ("rdel", "cdel"))


def _terms(
    system: str, estate: Written, all_arrows: list[Arrow], impact: Mapping[str, float], view: View
) -> dict[str, tuple[float, str]]:
    """t(s, J) with the family of the part of J that gives it; of equal ones the nearest, then by id."""
    terms: dict[str, tuple[float, str]] = {}
    steps = reached(system, backward(all_arrows, hard_only=True))
    for node, distance in sorted(steps.items(), key=lambda each: (each[1], each[0])):
        counts = not view.only_services or at(estate.systems.get(node), "kind") == "service"
        if distance <= 6 and counts and _whole(node, estate) != _whole(system, estate):
            term = view.decay**distance * impact.get(node, 0.0)
            if term > terms.get(_whole(node, estate), (0.0, ""))[0]:
                terms[_whole(node, estate)] = term, family(node.partition("/")[0], estate)
    return terms


def _borne(mine: dict[str, tuple[float, str]], all_parts: list[dict[str, tuple[float, str]]]) -> Borne:
    """u(s) by family: t(s, J) x max t(., J) / sum t(., J) over the parts of its whole."""
    found: Borne = {}
    for whole, (term, bearer) in mine.items():
        share = _share([part[whole][0] for part in all_parts if whole in part])
        found[bearer] = found.get(bearer, 0.0) + term * share
    return found


def _share(figures: list[float]) -> float:
    return max(figures) / sum(figures) if sum(figures) else 0.0


def _whole(node: str, estate: Written) -> str:
    return topmost(node, lambda each: _part_of(each, estate))


def _part_of(node: str, estate: Written) -> str | None:
    above = text(at(estate.systems.get(node), "part_of"))
    return resolve(node, above) if above else None
