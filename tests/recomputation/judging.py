"""Every place where a plan's JSON and the oracle disagree."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any, cast

from tests.recomputation.best import best
from tests.recomputation.courses import Course, breaches, committed, links, real_options
from tests.recomputation.dear import too_dear
from tests.recomputation.leaving_out import Attempt, attempts, code
from tests.recomputation.plain import Written
from tests.recomputation.reckoning import figures, financial, present_cost, total_value
from tests.recomputation.scenarios import Settled
from tests.recomputation.weights import View, Weighed, weighed

Answer = Mapping[str, Any]  # the command's JSON, as it comes
_FEW = 5
SHARES = [share / 4 for share in range(9)]


@dataclass(frozen=True)
class Variant:
    """Another way to weigh, and to settle."""

    view: View
    scenario: Settled


def judge(answer: Answer, estate: Written, scenario: Settled, day: date) -> list[str]:
    """What is wrong with a plan; empty when nothing is."""
    ours = weighed(estate, scenario, day, View())
    course = {each["system"]: (each["option"], _year(each["start"], scenario)) for each in answer["actions"]}
    found = [f"breach: {each}" for each in breaches(ours, course)]
    found += [f"too dear: {each}" for each in too_dear(ours, course)]
    found += _figures(answer, ours, course)
    if not found:
        found += _left_out(answer, ours, course)
    found += _frontier(answer, is_cost=bool(scenario.targets))
    found += _sensitivity(answer, ours)
    return found


def variants(scenario: Settled) -> dict[str, Variant]:
    """The rows of the sensitivity table."""
    short, long = replace(scenario, appraisal=scenario.years), replace(scenario, appraisal=15)
    found = {
        "decay-0": Variant(View(decay=0.0), scenario),
        "decay-0.25": Variant(View(decay=0.25), scenario),
        "decay-0.75": Variant(View(decay=0.75), scenario),
        "undiscounted": Variant(View(), replace(scenario, discounted=False)),
        "uniform-prior": Variant(View(prior="uniform"), scenario),
        "without-other-systems": Variant(View(without="other_systems"), scenario),
        "services-only": Variant(View(only_services=True), scenario),
        "appraisal-short": Variant(View(), short),
        "appraisal-15": Variant(View(), long),
        "one-year-late": Variant(View(), replace(scenario, late=1)),
        "effects-fade": Variant(View(effects_fade=True), scenario),
        "retire-as-planned": Variant(View(retire_as_planned=True), scenario),
    }
    if scenario.upper is not None:
        bias = dict.fromkeys(scenario.bias, scenario.upper)
        found["upper-bias"] = Variant(View(), replace(scenario, bias=bias))
    return found


def same(ours: object, theirs: object, place: str = "") -> Iterator[str]:
    """The places at which two values differ in more than the ninth digit."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        if ours.keys() != theirs.keys():
            yield f"{place} has {sorted(theirs)}, not {sorted(ours)}"
        for key in ours.keys() & theirs.keys():
            yield from same(ours[key], theirs[key], f"{place}.{key}")
    elif isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            yield f"{place} has {len(theirs)} entries, not {len(ours)}"
        for number, (mine, other) in enumerate(zip(ours, theirs, strict=False)):
            yield from same(mine, other, f"{place}[{number}]")
    elif isinstance(ours, float) and isinstance(theirs, int | float):
        if not math.isclose(ours, theirs, rel_tol=5e-10, abs_tol=1e-8):
            yield f"{place} is {theirs!r}, not {ours!r}"
    elif ours != theirs:
        yield f"{place} is {theirs!r}, not {ours!r}"


def _figures(answer: Answer, ours: Weighed, course: Course) -> Iterator[str]:
    told = figures(ours, course)
    objective = answer["objective"]
    value, bound = objective["value"], objective["bound"]
    is_cost = bool(ours.scenario.targets)
    sought, cost = told.pop("value"), told.pop("present_cost")
    yield from same(cost if is_cost else sought, value, "value")
    yield from same(cost, objective["present_cost"], "present_cost")
    if is_cost:
        yield from same((value - bound) / value if value else 0.0, objective["gap"], "gap")
    else:
        yield from same((bound - value) / bound if bound else 0.0, objective["gap"], "gap")
    for key, expected in told.items():
        theirs = answer[key]
        if key == "actions":
            kept = ("why", "chosen_in", "first_at")
            theirs = [{name: part for name, part in each.items() if name not in kept} for each in theirs]
            yield from _by_system(cast("list[dict[str, object]]", expected), theirs)
        elif key == "courses":
            place = lambda each: (each["system"], each["at"], each["course"])  # noqa: E731
            rows = cast("list[dict[str, Any]]", expected)
            yield from same(sorted(rows, key=place), sorted(theirs, key=place), key)
        else:
            yield from same(expected, theirs, key)


def _by_system(expected: list[dict[str, object]], theirs: list[dict[str, object]]) -> Iterator[str]:
    yield from same([each["system"] for each in expected], [each["system"] for each in theirs], "order")
    by_system = {each["system"]: each for each in theirs}
    for each in expected:
        other = by_system.get(each["system"], {})
        # A family that bears nothing may be left out or be nought.
        families = cast("dict[str, float]", other.get("families", {}))
        kept = {bearer: share for bearer, share in families.items() if abs(share) > 1e-12}
        # Of nothing there are no shares.
        other = {**other, "families": kept if each["value"] else {}}
        yield from same(each, other, f"actions.{each['system']}")


def _left_out(answer: Answer, ours: Weighed, course: Course) -> Iterator[str]:
    told = {each["system"]: each for each in answer["not_planned"]}
    yield from same(sorted(ours.told.nothing.keys() - course.keys()), sorted(told), "not_planned")
    for system in sorted(told.keys() & ours.told.nothing.keys()):
        tried = attempts(ours, course, system)
        expected = code(tried)
        theirs = told[system]["why"]["code"]
        if expected in ("tail", "budget", "free"):
            expected = "budget"
        # Of several things in the way of one option the pages do not say which is named.
        early = expected not in ("no-option", "capacity", "budget") and (
            theirs in {each.obstacle for each in tried}
            or (theirs == "precedence" and _waits(ours, course, system))
        )
        # Small print: kept out by `worth_at_most`, or by a goal that is met without it.
        early |= theirs == "not-needed" and bool(ours.scenario.targets) and expected == "budget"
        early |= theirs == "not-worth" and ours.scenario.worth is not None and expected == "budget"
        if expected != theirs and not early:
            yield f"{system} is not planned for {theirs}, not {expected}: {tried} {told[system]}"
        priced = [each for each in tried if each.obstacle in {"budget", "free"}]
        priced = [each for each in priced if not _is_dear(ours, system, each)]
        next_in = told[system]["next_in"]
        if (next_in is None) != (not priced) and theirs == "budget":
            yield f"{system} next in is {next_in}, of {tried}"
        if next_in is None or not priced:
            continue
        least = min(each.price for each in priced)
        chosen = [
            each
            for each in priced
            if each.choice == (next_in["option"], _year(next_in["start"], ours.scenario))
        ]
        if not chosen:
            yield f"{system} next in cannot be: {next_in}"
            continue
        [mine] = chosen
        if mine.price > least + 0.01:
            yield f"{system} next in is {next_in}, costs {mine.price} and not the least {least}"
        yield from same(mine.value, next_in["value"], f"{system}.next_in")
        extra = [
            {
                "organisation": each.where.split()[0],
                "fund": each.where.split()[1],
                "year": financial(ours.scenario.first + each.year),
                "amount": each.amount,
            }
            for each in mine.extra
        ]
        order = lambda each: (each["organisation"], each["fund"], each["year"])  # noqa: E731
        yield from same(sorted(extra, key=order), sorted(next_in["extra"], key=order), f"{system}.extra")


def _is_dear(ours: Weighed, system: str, attempt: Attempt) -> bool:
    """Whether a start is kept out by what a point may cost, with nothing that would lean on it."""
    most, cost = ours.scenario.worth, present_cost(ours, {system: attempt.choice})
    return most is not None and cost > float(most) * attempt.value


def _waits(ours: Weighed, course: Course, system: str) -> bool:
    options = real_options(ours.estate, system)
    return any(list(links(ours, {**course, system: (option, 0)}, system)) for option in options)


def _frontier(answer: Answer, *, is_cost: bool) -> Iterator[str]:
    if "frontier" not in answer:
        return
    points = answer["frontier"]
    yield from same(SHARES, [each["share"] for each in points], "shares")
    # More money removes more, or reaches the targets for less.
    sign = -1.0 if is_cost else 1.0
    values = [sign * each["value"] for each in points if each["value"] is not None]
    if any(more < less - 1e-9 * abs(less) - 1e-9 for less, more in pairwise(values)):
        yield f"the frontier falls: {values}"
    for each in points:
        if each["value"] is None:
            continue
        if sign * (each["value"] - each["bound"]) > 1e-9 * abs(each["bound"]) + 1e-9:
            yield f"beyond its bound: {each}"
    yield from same(answer["objective"]["value"], points[4]["value"], "frontier at 100%")
    for each in answer["actions"]:
        kept = None  # the smallest share from which on it is always chosen, whatever its start
        for point in reversed(points):
            if not any(
                (other["system"], other["option"]) == (each["system"], each["option"])
                for other in point["actions"]
            ):
                break
            kept = point["share"]
        yield from same(kept, each["first_at"], f"{each['system']}.first_at")


def _sensitivity(answer: Answer, ours: Weighed) -> Iterator[str]:
    if "sensitivity" not in answer:
        return
    expected = variants(ours.scenario)
    told = {each["variant"]: each for each in answer["sensitivity"]}
    may_be = {name for name, variant in expected.items() if name in told or _can_be(ours, variant)}
    yield from same(sorted(may_be), sorted(told), "variants")
    for name in sorted(expected.keys() & told.keys()):
        variant = expected[name]
        is_as_usual = replace(variant.view, decay=0.5, only_services=False) == View()
        known = ours.told if is_as_usual else None
        theirs = weighed(ours.estate, variant.scenario, ours.day, variant.view, known)
        course = {
            each["system"]: (each["option"], _year(each["start"], ours.scenario))
            for each in told[name]["actions"]
        }
        yield from (f"{name} breach: {each}" for each in breaches(theirs, course))
        yield from (f"{name} too dear: {each}" for each in too_dear(theirs, course))
        is_cost = bool(variant.scenario.targets)
        sought = present_cost(theirs, course) if is_cost else total_value(theirs, course)
        yield from same(sought, told[name]["value"], f"{name}.value")
    for each in answer["actions"]:
        chosen = sum(
            any(
                other["system"] == each["system"] and other["option"] == each["option"]
                for other in row["actions"]
            )
            for row in answer["sensitivity"]
        )
        yield from same(chosen, each["chosen_in"], f"{each['system']}.chosen_in")


def _can_be(ours: Weighed, variant: Variant) -> bool:
    # A variant in which what is decided cannot be kept has no plan to show.
    is_as_usual = replace(variant.view, decay=0.5, only_services=False) == View()
    known = ours.told if is_as_usual else None
    theirs = weighed(ours.estate, variant.scenario, ours.day, variant.view, known)
    return best(theirs).course is not None if len(theirs.systems) <= _FEW else _keeps_decisions(theirs)


def _keeps_decisions(theirs: Weighed) -> bool:
    decided = committed(theirs) | dict(theirs.scenario.fixed)
    return not list(breaches(theirs, decided))


def _year(written: str, scenario: Settled) -> int:
    return int(written[:4]) - scenario.first
