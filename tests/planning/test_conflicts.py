"""A conflict is real and as small as can be."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings

from legacymap.planning.former.conflicts import conflicting
from legacymap.planning.former.problem import Problem, Start
from tests.planning.problems import every_plan, problems


def has_plan(problem: Problem, fixed: dict[str, Start]) -> bool:
    return next(every_plan(replace(problem, fixed=fixed)), None) is not None


@settings(max_examples=150)
@given(problems(fixed=4))
def test_a_conflict_cannot_be_held_and_every_part_of_it_can(problem: Problem) -> None:
    systems = conflicting(problem)
    fixed = dict(problem.fixed or {})
    assert (systems == ()) == has_plan(problem, fixed)
    if not systems:
        return
    assert not has_plan(problem, {system: fixed[system] for system in systems})
    for fewer in combinations(systems, len(systems) - 1):
        assert has_plan(problem, {system: fixed[system] for system in fewer})
