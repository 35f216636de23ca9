"""`legacymap plan`, end to end."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from legacymap.reports.serial import json_text
from tests import golden
from tests.cli.running import DAY, ROOT, Run, legacymap, write

EXAMPLE = ROOT / "docs" / "examples" / "planning"
BY_HAND = EXAMPLE / "scenario.yaml"
DEPARTMENT = ROOT / "inventories" / "example-department"
BASELINE = DEPARTMENT / "scenarios" / "baseline.yaml"
SCENARIO = BY_HAND.read_text(encoding="utf-8")
KEYS = [
    *("format", "as_of", "provenance", "incomplete", "scenario", "years", "objective"),
    *("actions", "not_planned", "budget"),
    *("tail", "courses", "trajectory", "money", "assumptions"),
]


def planned(*flags: str | Path, scenario: Path = BY_HAND) -> Run:
    """A run on the worked example of the manual."""
    return legacymap("plan", EXAMPLE, "--scenario", scenario, "--as-of", DAY, *flags)


def told(*flags: str | Path, scenario: Path = BY_HAND) -> dict[str, Any]:
    """The JSON of such a run."""
    run = planned(*flags, "-f", "json", scenario=scenario)
    assert (run.code, run.err) == (0, "")
    found: dict[str, Any] = json.loads(run.out)
    return found


def test_a_plan_holds_what_is_promised_and_no_more_than_asked() -> None:
    found = told()
    assert (found["format"], list(found)) == ("legacymap.plan/1", KEYS)
    assert found["actions"][0]["chosen_in"] is None


def test_the_frontier_is_there_when_asked_for() -> None:
    found = told("--frontier")
    assert set(found) == {*KEYS, "frontier"}
    assert [point["share"] for point in found["frontier"]] == [quarter / 4 for quarter in range(9)]
    values = [point["value"] for point in found["frontier"]]
    assert values == sorted(values)
    assert values[0] == 0
    assert values[4] == found["objective"]["value"]


def test_the_sensitivity_table_is_there_when_asked_for() -> None:
    found = told("--sensitivity")
    assert set(found) == {*KEYS, "sensitivity"}
    names = [row["variant"] for row in found["sensitivity"]]
    # All but upper-bias: the scenario states no upper optimism bias.
    assert names == [
        *("decay-0", "decay-0.25", "decay-0.75", "undiscounted", "uniform-prior", "without-other-systems"),
        *("services-only", "appraisal-short", "appraisal-15", "one-year-late"),
        *("effects-fade", "retire-as-planned"),
    ]
    chosen = [
        ("harbour/identity", "new-platform") in {(each["system"], each["option"]) for each in row["actions"]}
        for row in found["sensitivity"]
    ]
    assert found["actions"][0]["chosen_in"] == sum(chosen)


def test_the_same_files_give_the_same_bytes() -> None:
    flags = ("--frontier", "--sensitivity", "-f", "json")
    assert planned(*flags).out == planned(*flags).out


def test_several_scenarios_stand_side_by_side(tmp_path: Path) -> None:
    richer = write(tmp_path, "richer.yaml", SCENARIO.replace("by-hand", "richer").replace("£3.12m", "£9m"))
    both = ("--scenario", richer)
    found = told(*both)
    assert found["format"] == "legacymap.plans/1"
    assert [plan["scenario"]["id"] for plan in found["plans"]] == ["by-hand", "richer"]
    assert [len(plan["actions"]) for plan in found["plans"]] == [1, 2]
    assert all(list(plan) == KEYS for plan in found["plans"])
    table = planned(*both).out
    assert "2028-29 rewrite" in table
    assert planned(*both, "-f", "csv").code == 0


def test_csv_has_a_row_for_each_action() -> None:
    [row] = csv.DictReader(io.StringIO(planned("-f", "csv").out))
    assert (row["system"], row["option"], row["start"]) == ("harbour/identity", "new-platform", "2027-28")
    assert float(row["cdel_2027_28"]) == 2_500_000


def test_an_output_file_says_its_format(tmp_path: Path) -> None:
    assert planned("-o", tmp_path / "plan.md").out == ""
    assert (tmp_path / "plan.md").read_text(encoding="utf-8") == planned("-f", "markdown").out


@pytest.mark.parametrize("columns", ["40", "60", "80", "120", "200"])
def test_the_table_fits_the_terminal(columns: str) -> None:
    run = legacymap("plan", EXAMPLE, "--scenario", BY_HAND, "--as-of", DAY, "--frontier", COLUMNS=columns)
    assert run.code == 0
    assert max(len(line) for line in run.out.splitlines()) <= int(columns)


def test_a_faulty_scenario_is_located_and_makes_no_plan(tmp_path: Path) -> None:
    faulty = write(
        tmp_path, "faulty.yaml", SCENARIO.replace("years: [2027-28, 2028-29]", "years: [2027-28, 2029-30]")
    )
    run = planned(scenario=faulty)
    assert (run.code, run.out) == (2, "")
    assert "faulty.yaml:5:" in run.err


def test_without_a_scenario_there_is_no_plan(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes((EXAMPLE / "harbour.yaml").read_bytes())
    run = legacymap("plan", tmp_path, "--as-of", DAY)
    assert (run.code, run.out) == (2, "")
    assert "--scenario" in run.err
    missing = planned(scenario=tmp_path / "gone.yaml")
    assert (missing.code, missing.out) == (2, "")
    assert "gone.yaml" in missing.err


def test_decisions_that_conflict_are_both_named(tmp_path: Path) -> None:
    fixed = (
        "fix:\n- {system: harbour/identity, option: new-platform, start: 2027-28}\n"
        "- {system: coast/permits, option: rewrite, start: 2027-28}\n"
    )
    text = SCENARIO.replace("£3.06m", "£4.5m") + fixed
    run = planned(scenario=write(tmp_path, "conflict.yaml", text))
    assert (run.code, run.out) == (2, "")
    assert "`new-platform` of Sign-in service (`harbour/identity`) in 2027-28" in run.err
    assert "`rewrite` of Permits to dredge (`coast/permits`) in 2027-28" in run.err


def test_an_inventory_with_errors_is_planned_for_and_the_run_says_so(tmp_path: Path) -> None:
    broken = (
        (EXAMPLE / "harbour.yaml")
        .read_text(encoding="utf-8")
        .replace("harbour/identity]", "harbour/idenity]")
    )
    write(tmp_path, "a.yaml", broken)
    run = legacymap("plan", tmp_path, "--scenario", BY_HAND, "--as-of", DAY, "-f", "json")
    assert run.code == 1
    assert json.loads(run.out)["actions"]
    assert "idenity" in run.err
    strict = legacymap("plan", tmp_path, "--scenario", BY_HAND, "--as-of", DAY, "--strict")
    assert (strict.code, strict.out) == (1, "")


def test_the_plan_of_the_example_department_is_the_accepted_one() -> None:
    flags = ("--scenario", BASELINE, "--as-of", DAY, "-q")
    run = legacymap("plan", DEPARTMENT, *flags, "-f", "json")
    assert (run.code, run.err) == (0, "")
    found = json.loads(run.out)
    # Which files, and which program, are told apart from what they give.
    del found["provenance"], found["scenario"]["sha256"], found["objective"]["solver"]
    assert found["objective"].pop("bound") >= found["objective"]["value"]
    del found["objective"]["gap"]
    golden.check("plan/baseline.json", json_text(_rounded(found)))


def test_the_plan_of_the_example_department_reads_as_accepted() -> None:
    flags = ("--scenario", BASELINE, "--as-of", DAY, "-q")
    out = legacymap("plan", DEPARTMENT, *flags, "-f", "markdown").out
    kept = [line for line in out.splitlines(keepends=True) if "sha256" not in line]
    golden.check("plan/baseline.md", re.sub(r"HiGHS [0-9.]*[0-9]", "HiGHS", "".join(kept)))


def _rounded(node: Any) -> Any:  # noqa: ANN401 - JSON, as it comes
    """The same with numbers of nine digits: the last ones may differ between machines."""
    if isinstance(node, dict):
        return {key: _rounded(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_rounded(value) for value in node]
    return float(f"{node:.9g}") if isinstance(node, float) else node


_CIRCLE = """\
organisation: {id: a, name: A}
systems:
- {id: x, name: X, remediation: {options: [{id: r, approach: replace, rdel: [£1m], requires: [y]}]}}
- {id: y, name: Y, remediation: {options: [{id: s, approach: replace, rdel: [£1m], requires: [x]}]}}
"""
_WAIVERS = "".join(
    f"- {{rule: LM216, system: a/{each}, reason: Being split, approver: Board, expires: 2030-01-01}}\n"
    for each in ("x", "y")
)


def test_options_that_require_each_other_are_errors_at_their_places(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", _CIRCLE)
    scenario = write(tmp_path, "s.yaml", "scenario: s\nyears: [2027-28]\nprice_base: 2026-27\n")
    run = legacymap("plan", "a.yaml", "--scenario", scenario, folder=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert "a.yaml:3:95: error LM216" in run.err
    assert "a.yaml:4:95: error LM216" in run.err


def test_a_waiver_lets_a_plan_do_without_options_that_require_each_other(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", f"{_CIRCLE}waivers:\n{_WAIVERS}")
    scenario = write(tmp_path, "s.yaml", "scenario: s\nyears: [2027-28]\nprice_base: 2026-27\n")
    run = legacymap("plan", ".", "--scenario", scenario, "-f", "json", folder=tmp_path)
    assert run.code == 0, run.err
    assert {left["why"]["code"] for left in json.loads(run.out)["not_planned"]} == {"precedence"}


def test_a_scenario_with_a_warning_is_planned_all_the_same(tmp_path: Path) -> None:
    text = "organisation: {id: o, name: O}\nsystems:\n- id: a\n  name: A\n"
    text += "  assessment: {scores: {L1: 6, C1: 5}}\n"
    option = "  remediation: {options: [{id: b, approach: replace, price_base: 2026-27, rdel: [£1m]}]}\n"
    write(tmp_path, "a.yaml", text + option)
    bias = "optimism_bias: {rdel: 0.5, upper: 0.2}\n"
    write(tmp_path, "s.yaml", f"scenario: s\nyears: [2027-28]\nprice_base: 2026-27\n{bias}")
    run = legacymap("plan", ".", "--scenario", "s.yaml", "--as-of", DAY, "-f", "json", folder=tmp_path)
    assert run.code == 0, run.err
    assert [each["system"] for each in json.loads(run.out)["actions"]] == ["o/a"]


def test_an_action_says_what_a_point_costs_and_from_which_share_on_it_stays() -> None:
    found = told("--frontier")
    action = found["actions"][0]
    assert action["present_cost"] == pytest.approx(4_199_376, abs=1)
    assert action["per_point"] == pytest.approx(96_960, abs=1)
    # The least share of the budgets of which every plan at it and above has the option.
    held = [
        "new-platform" in {choice["option"] for choice in point["actions"]} for point in found["frontier"]
    ]
    assert action["first_at"] == [point["share"] for point in found["frontier"]][held.index(True)]
    assert all(held[held.index(True) :])
    assert told()["actions"][0]["first_at"] is None
