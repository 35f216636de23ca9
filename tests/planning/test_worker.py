"""A search in the worker answers as one here, ends with its time and its parent, and says nothing."""

import subprocess
import sys
from time import perf_counter

import numpy as np
import pytest

from legacymap.planning import worker
from legacymap.planning.presolve import formulate
from legacymap.planning.solver import Effort, Program, relaxed, searched
from legacymap.planning.worker import Request, answered
from tests.bench.plans import problem_of


def program_of(systems: int) -> Program:
    formulation = formulate(problem_of(systems))
    assert formulation is not None
    return formulation.program


def test_the_worker_finds_what_is_found_here_and_serves_again() -> None:
    program = program_of(20)
    for is_whole in (True, False):
        here = searched(program, Effort()) if is_whole else relaxed(program, Effort())
        there = answered(Request(program, Effort(), is_whole=is_whole), lambda: 100.0)
        assert there.state == here.state == "optimal"
        assert there.x is not None
        assert here.x is not None
        assert np.array_equal(there.x, here.x)
    worker.stop()


def test_the_worker_is_ended_when_the_time_is_up() -> None:
    start = perf_counter()
    answer = answered(Request(program_of(500), Effort()), lambda: 1.5 - (perf_counter() - start))
    assert answer.state == "stopped"
    assert answer.late


def test_the_worker_is_heard_as_long_as_any_time_is_left() -> None:
    answer = answered(Request(program_of(20), Effort()), lambda: 0.5)
    assert (answer.state, answer.late) == ("optimal", False)
    worker.stop()


def test_the_worker_ends_with_its_parent() -> None:
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "legacymap.planning.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdin is not None
    child.stdin.close()  # as it is closed when a parent dies
    assert child.wait(timeout=60) == 1


def test_the_solver_says_nothing_on_our_output(capfd: pytest.CaptureFixture[str]) -> None:
    searched(program_of(5), Effort())
    assert capfd.readouterr().out == ""


def test_a_worker_that_dies_is_said_to_have_been_cut_short_and_the_next_serves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = program_of(20)
    answered(Request(program, Effort()), lambda: 100.0)
    [running] = worker._WORKERS  # noqa: SLF001 - a death cannot be asked for otherwise
    monkeypatch.setattr(running, "ask", lambda _: running.process.kill())
    answer = answered(Request(program, Effort()), lambda: 100.0)
    assert (answer.state, answer.late) == ("stopped", True)
    assert answered(Request(program, Effort()), lambda: 100.0).state == "optimal"
    worker.stop()
