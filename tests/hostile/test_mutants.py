"""A small sample of the mutants that `python -m tests.bench.mutation` makes by the thousand."""

from itertools import islice

import pytest

from tests.bench.mutation import COMMANDS, Mutant, judged, mutants, samples

SEED = 20261129


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_mutant_crashes_hangs_or_passes(command: tuple[str, ...]) -> None:
    number = COMMANDS.index(command)
    for mutant in islice(mutants(SEED, 10**6), number * 3, number * 3 + 3):
        assert judged(mutant, command).text == "", mutant.number


def test_the_judge_notices_what_passes_though_it_is_faulty() -> None:
    sound = "organisation: {id: a, name: A}\nsystems:\n- {id: s, name: S, owner: Ops}\n"
    told = Mutant(0, "a.yaml", sound, "nothing", is_faulty=True)
    assert judged(told, COMMANDS[0]).all_clear


def test_mutants_are_the_same_under_the_same_seed() -> None:
    assert list(mutants(1, 5)) == list(mutants(1, 5))
    assert len({mutant.text for mutant in mutants(1, 40)}) > 35
    assert len(samples()) >= 5
