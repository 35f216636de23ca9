"""How systems fare in later years: under doing nothing, and once an option has been completed."""

from collections.abc import Mapping
from dataclasses import dataclass

OptionOf = tuple[str, str]
ByYear = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The expected likelihood and impact totals of a system and its chance of red, by appraisal year."""

    likelihood: ByYear
    impact: ByYear
    p_red: ByYear


@dataclass(frozen=True, slots=True)
class Projection:
    """The course of every scored system under doing nothing, and with each option in effect.

    `after` is by full id and option id, and holds in every year what would stand if the option's work were
    complete; options that retire a system are not in it, for the system then leaves the estate. `defaults`
    names the options whose effect is that of their approach, because the record states none.
    """

    nothing: Mapping[str, Course]
    after: Mapping[OptionOf, Course]
    defaults: tuple[OptionOf, ...] = ()


@dataclass(frozen=True, slots=True)
class RiskTable:
    """Weighted risk R and chance of red by system, option and appraisal year (method, section 5).

    `nothing` and `red_nothing` are by full id; `after` and `red_after` by full id and option id. Retirements
    are absent from both: R and the chance are nought once the system has left.
    """

    nothing: Mapping[str, ByYear]
    after: Mapping[OptionOf, ByYear]
    red_nothing: Mapping[str, ByYear]
    red_after: Mapping[OptionOf, ByYear]


def risk_table(projection: Projection, underpinning: Mapping[str, float]) -> RiskTable:
    """R = L x (I + U) in every year; U stays as at the as-of date (method, sections 4 and 5).

    `underpinning` has U by full id; a system that it lacks has none.
    """

    def risks(system: str, course: Course) -> ByYear:
        stands_on_it = underpinning.get(system, 0.0)
        pairs = zip(course.likelihood, course.impact, strict=True)
        return tuple(likelihood * (impact + stands_on_it) for likelihood, impact in pairs)

    return RiskTable(
        nothing={system: risks(system, course) for system, course in projection.nothing.items()},
        after={key: risks(key[0], course) for key, course in projection.after.items()},
        red_nothing={system: course.p_red for system, course in projection.nothing.items()},
        red_after={key: course.p_red for key, course in projection.after.items()},
    )
