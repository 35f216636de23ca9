"""`plan` and a second opinion, written from the design pages alone, agree; and no plan is better."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ROOT, Run, legacymap
from tests.recomputation.best import best
from tests.recomputation.judging import judge
from tests.recomputation.plain import written
from tests.recomputation.remediations import RICH, SMALL, TINY, Size, write_planned
from tests.recomputation.scenarios import settled
from tests.recomputation.weights import View, weighed

DAY = date(2026, 11, 22)
EXAMPLE = ROOT / "inventories" / "example-department"
EXTRAS = ("--frontier", "--sensitivity")
# What a scenario may ask for that no plan can do, and the faults that its check finds.
REFUSALS = (
    "Options require each other",
    "These decisions cannot",
    "This decision cannot be kept",
    "cannot be used: it has",
    "holds no system to plan for",
    "cannot be reached",
    "No plan spends as much",
)


def plan(folder: Path, scenario: Path, *flags: str) -> Run:
    """What the command says of a plan, in JSON."""
    asked = ("--scenario", scenario, "-f", "json", "--as-of", DAY.isoformat(), "-q")
    return legacymap("plan", folder, *asked, *flags)


def judged(run: Run, folder: Path, scenario: Path) -> list[str]:
    """What is wrong with a plan that was made; nothing where there is none."""
    if run.code == 2:
        assert any(refusal in run.err for refusal in REFUSALS), run.err
        return []
    assert run.code in (0, 1), run.err
    return judge(json.loads(run.out), written([folder]), settled(scenario), DAY)


@pytest.mark.parametrize("name", ["baseline", "generous", "tight"])
def test_the_example_department(name: str) -> None:
    scenario = EXAMPLE / "scenarios" / f"{name}.yaml"
    run = plan(EXAMPLE, scenario)
    assert run.code == 0, run.err
    assert judged(run, EXAMPLE, scenario) == []


@pytest.mark.parametrize("seed", range(15))
def test_random_estates(seed: int, tmp_path: Path) -> None:
    scenario = write_planned(seed, tmp_path, DAY, SMALL)
    assert judged(plan(tmp_path, scenario, *EXTRAS), tmp_path, scenario) == []


@pytest.mark.parametrize(
    ("seed", "size"),
    [*((seed, TINY) for seed in range(100, 112)), *((seed, RICH) for seed in range(100, 130))],
    ids=lambda each: each if isinstance(each, int) else "rich" if each.rich else "plain",
)
def test_no_plan_of_the_smallest_estates_is_better(seed: int, size: Size, tmp_path: Path) -> None:
    scenario = write_planned(seed, tmp_path, DAY, size)
    run = plan(tmp_path, scenario, "--gap", "0")
    assert judged(run, tmp_path, scenario) == []
    found = best(weighed(written([tmp_path]), settled(scenario), DAY, View()))
    if run.code == 2:
        assert not found.course, run.err
        return
    answer: Mapping[str, Any] = json.loads(run.out)
    objective, points = answer["objective"], sum(each["value"] for each in answer["actions"])
    assert points == pytest.approx(found.value, rel=1e-9, abs=1e-7)
    assert objective["present_cost"] == pytest.approx(found.cost, abs=1)
