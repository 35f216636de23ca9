"""A conflict of decisions is real and as small as can be."""

from dataclasses import replace
from itertools import combinations

from hypothesis import assume, given, settings

from legacymap.planning.explanation import conflicting
from legacymap.planning.problem import Problem
from tests.planning.posed import every_schedule, posed


def has_plan(problem: Problem, decisions: tuple[int, ...]) -> bool:
    kept = tuple(problem.must[each] for each in decisions)
    return next(every_schedule(replace(problem, must=kept)), None) is not None


@settings(max_examples=100)
@given(posed("must"))
def test_a_conflict_cannot_be_held_and_every_part_of_it_can(problem: Problem) -> None:
    assume(
        has_plan(problem, ())
    )  # two jobs of one system with a start of their own need no decision to clash
    found = conflicting(problem)
    every = tuple(range(len(problem.must)))
    assert (found == ()) == has_plan(problem, every)
    if found:
        assert not has_plan(problem, found)
        assert all(has_plan(problem, fewer) for fewer in combinations(found, len(found) - 1))
