"""`report --plan`: documents from a saved plan are those of a run that solves; other plans are refused."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.cli.running import DAY, Run, legacymap
from tests.verbs.submissions import write

_BOTH = ("--scenario", "baseline.yaml", "--scenario", "tight.yaml")
_OUTPUTS = ("-o", "report.md", "-o", "report.html")


@cache
def saved() -> str:
    """The plans of two scenarios, as `plan` writes them with everything that a submission needs."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        write(folder)
        flags = (*_BOTH, "--frontier", "--sensitivity", "--as-of", DAY, "-o", "plan.json", "-o", "plan.csv")
        run = legacymap("plan", "estate.yaml", *flags, folder=folder)
        assert (run.code, run.out, run.err) == (0, "", "")
        assert (folder / "plan.csv").read_text(encoding="utf-8").count("\n") > 1
        return (folder / "plan.json").read_text(encoding="utf-8")


def first() -> dict[str, Any]:
    """The plan of the first scenario by itself."""
    found: dict[str, Any] = json.loads(saved())["plans"][0]
    return found


def written_from(folder: Path, plan: object, *flags: str) -> Run:
    write(folder)
    (folder / "plan.json").write_text(plan if isinstance(plan, str) else json.dumps(plan), encoding="utf-8")
    return legacymap("report", "estate.yaml", "--plan", "plan.json", *flags, folder=folder)


def test_documents_from_a_saved_plan_are_those_of_a_run_that_solves(tmp_path: Path) -> None:
    run = written_from(tmp_path, saved(), *_BOTH, *_OUTPUTS)
    assert (run.code, run.out, run.err) == (0, "", "")
    found = [(tmp_path / name).read_bytes() for name in _OUTPUTS[1::2]]
    solved = legacymap("report", "estate.yaml", *_BOTH, "--as-of", DAY, *_OUTPUTS, folder=tmp_path)
    assert solved.code == 0
    assert found == [(tmp_path / name).read_bytes() for name in _OUTPUTS[1::2]]


def test_what_the_saved_plan_lacks_is_said_in_the_document(tmp_path: Path) -> None:
    plan = {**first(), "incomplete": {"records": 0, "named": [], "files": [], "cut_short": ["the search"]}}
    run = written_from(tmp_path, plan, "--scenario", "baseline.yaml")
    assert run.code == 0
    assert "cut short: the search" in run.err
    assert "the time limit ended early: the search" in run.out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda plan: plan["provenance"].update(inventory_sha256="0" * 64), "another state of the inventory"),
        (lambda plan: plan["provenance"].update(prior="uniform"), "made with another prior"),
        (lambda plan: plan.pop("frontier"), "made without --frontier"),
        (lambda plan: [plan.pop("frontier"), plan.pop("sensitivity")], "--frontier and --sensitivity"),
        (lambda plan: plan["scenario"].update(sha256="0" * 64), "has changed since"),
        (lambda plan: plan["objective"].update(value=1e9), "under `objective` is something else"),
        (lambda plan: plan["actions"][0].update(option="other"), "one of its actions cannot be chosen"),
        (lambda plan: plan["frontier"][-1].update(present_cost=1), "under `frontier` is something else"),
        (lambda plan: plan.update(extra=1), "under `extra` is something else"),
    ],
)
def test_a_plan_that_does_not_follow_is_refused_with_the_command_to_type(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], said: str
) -> None:
    plan = first()
    change(plan)
    run = written_from(tmp_path, plan, "--scenario", "baseline.yaml", "-o", "report.md")
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert "legacymap plan estate.yaml --scenario baseline.yaml --frontier --sensitivity" in run.err
    assert not (tmp_path / "report.md").exists()


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ("{", "does not hold JSON"),
        ("[" * 100_000, "does not hold JSON"),
        ([1], "does not hold a plan"),
        ({"format": "legacymap.scan/1"}, "its `format` is not `legacymap.plan/1`"),
        ({"format": "legacymap.plans/1", "plans": []}, "holds no plan"),
    ],
)
def test_a_file_that_holds_no_plan_is_one_clear_message(tmp_path: Path, plan: object, said: str) -> None:
    run = written_from(tmp_path, plan)
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert len(run.err.splitlines()) == 2


def test_another_day_or_scenario_than_the_plan_is_refused(tmp_path: Path) -> None:
    run = written_from(tmp_path, first(), "--scenario", "baseline.yaml", "--as-of", "2026-11-23")
    assert (run.code, run.out) == (2, "")
    assert "The plan is as of 2026-11-22" in run.err
    run = written_from(tmp_path, first(), "--scenario", "tight.yaml")
    assert run.code == 2
    assert "under the scenario `baseline`, which is not among those" in run.err


def test_one_format_for_several_files_is_refused(tmp_path: Path) -> None:
    run = written_from(tmp_path, first(), "-f", "docx", "-o", "a.docx", "-o", "b.md")
    assert (run.code, run.out) == (2, "")
    assert "`docx`, is named for 2 files" in run.err
