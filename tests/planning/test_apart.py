"""A search in a child process answers as one here, and ends with its time."""

import subprocess
import sys
from time import perf_counter

import numpy as np

from legacymap.planning.former import apart, highs
from legacymap.planning.former.child import Request, packed
from legacymap.planning.former.formulation import formulate
from legacymap.planning.former.program import Program
from tests.bench.plans import problem_of


def program_of(systems: int) -> Program:
    formulation = formulate(problem_of(systems))
    assert formulation is not None
    return formulation.program


def test_the_child_finds_what_is_found_here() -> None:
    request = Request(program_of(20), highs.Effort(0.0, 10_000, 100.0), None)
    here = highs.searched(request.program, request.effort)
    there = apart.searched(request, lambda: 100.0)
    assert there.state == here.state == "optimal"
    assert there.x is not None
    assert here.x is not None
    assert np.round(there.x).tolist() == np.round(here.x).tolist()


def test_the_child_is_ended_when_the_time_is_up() -> None:
    request = Request(program_of(500), highs.Effort(0.0, 10**9, 1000.0), None)
    start = perf_counter()
    answer = apart.searched(request, lambda: 1.5 - (perf_counter() - start))
    assert answer.state == "stopped"


def test_the_child_ends_with_its_parent() -> None:
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "legacymap.planning.former.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdin is not None
    child.stdin.write(packed(Request(program_of(500), highs.Effort(0.0, 10**9, 1000.0), None)))
    child.stdin.close()  # as it is closed when a parent dies
    assert child.wait(timeout=60) == 1
