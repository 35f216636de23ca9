"""Decisions on the command line and in files: what they cost, and what is said where they cannot be."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from legacymap.api import load
from legacymap.domain.errors import RequestError
from legacymap.domain.values import per_cent
from tests.cli.running import DAY, Run, legacymap, write

BAD = "assessment: {date: 2026-04-30, scores: {L1: 6, L2: 6, L3: 6, L4: 6, L5: 6, L6: 6, L7: 6, C1: %s}}"
ESTATE = f"""\
organisation: {{id: fens, name: Fens}}
systems:
- id: gates
  name: Gates
  owner: Operations
  kind: service
  {BAD % "5, C2: 5, C3: 5, C4: 5, C5: 5, C6: 5"}
  remediation: {{options: [{{id: replace, approach: replace, cdel: [£8m], requires: [pumps]}}]}}
- id: pumps
  name: Pumps
  owner: Operations
  {BAD % "4, C2: 4, C3: 4, C4: 4, C5: 4, C6: 4"}
  remediation: {{options: [{{id: rebuild, approach: rebuild, cdel: [£2m, £2m]}}]}}
- {{id: weir, name: Weir, owner: Operations, status: retired}}
"""
STRANGER = '{"system": "a/b", "option": "c", "start": "2027-28"}'
BASE = """\
scenario: base
years: [2027-28, 2028-29, 2029-30]
price_base: 2026-27
optimism_bias: {rdel: 0, cdel: 0}
budgets: [{organisation: all, fund: cdel, caps: {2027-28: £9m, 2028-29: £9m, 2029-30: £9m}}]
"""


@pytest.fixture(autouse=True)
def estate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path, "estate/fens.yaml", ESTATE)
    write(tmp_path, "base.yaml", BASE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def plan(estate: Path, scenario: str = "base.yaml", *flags: str) -> Run:
    given = ("--scenario", scenario, "--as-of", DAY)
    return legacymap("plan", "estate", *given, *flags, folder=estate)


def planned(scenario: str = "base.yaml", *flags: str) -> dict[str, Any]:
    """The JSON of a plan, without a process of its own; flags as on the command line, each with a value."""
    loaded = load("estate", as_of=DAY)
    found: dict[str, Any] = loaded.plan(scenario, **_given(flags)).to_dict()
    return found


def _given(flags: tuple[str, ...]) -> Any:  # noqa: ANN401 - arguments by name, of several types
    found: dict[str, Any] = {}
    for flag, text in batched(flags):
        key = flag.removeprefix("--")
        if key == "stay":
            found[key] = float(per_cent(text))
        else:
            found[key] = text if key in {"scale", "previous"} else [*found.get(key, ()), text]
    return found


def batched(flags: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The flags with their values."""
    return zip(flags[::2], flags[1::2], strict=True)


def own(estate: Path, *lines: str) -> None:
    """Writes a scenario that extends the base by these lines, the first of which is its third."""
    write(estate, "own.yaml", "\n".join(["scenario: own", "extends: base.yaml", *lines, ""]))


def starts(found: dict[str, Any]) -> dict[str, str]:
    return {each["system"]: each["start"] for each in found["actions"]}


def refused(scenario: str = "base.yaml", *flags: str) -> list[str]:
    """The lines of the message, and the hint."""
    with pytest.raises(RequestError) as error:
        planned(scenario, *flags)
    return [*error.value.lines, error.value.hint]


def test_each_decision_has_its_price_beside_the_plan_without_it() -> None:
    whole = planned()
    assert starts(whole) == {"fens/pumps": "2027-28", "fens/gates": "2029-30"}
    found = planned("base.yaml", "--fix", "pumps@2028-29", "--forbid", "gates:replace")
    assert starts(found) == {"fens/pumps": "2028-29"}
    later, without = found["decisions"]
    assert (later["decision"], without["decision"]) == ("--fix pumps@2028-29", "--forbid gates:replace")
    # Without the prohibition nothing more fits: gates could only start after the last year.
    assert (without["points"], without["money"], without["in"], without["out"]) == (0, 0, [], [])
    [out] = later["out"]
    assert out == {"system": "fens/pumps", "option": "rebuild", "start": "2027-28"}
    assert later["in"] == [{**out, "start": "2028-29"}]
    assert later["points"] < 0
    assert later["money"] < 0
    assert found["assumptions"][0].startswith("Tried on top of the scenario: --fix pumps@2028-29; --forbid")


def test_a_scale_is_of_caps_and_the_scenario_may_have_one_of_its_own(estate: Path) -> None:
    write(estate, "less.yaml", "scenario: less\nextends: base.yaml\nscale: 50%\n")
    assert {each["cap"] for each in planned("less.yaml")["budget"]} == {4_500_000}
    found = planned("less.yaml", "--scale", "0.5")
    assert {each["cap"] for each in found["budget"]} == {2_250_000}
    assert [each["decision"] for each in found["decisions"]] == ["--scale 0.5"]


def test_a_target_asks_for_the_least_cost(estate: Path) -> None:
    found = planned("base.yaml", "--target", "expected_red<=1@2029-30")
    objective = found["objective"]
    assert starts(found) == {"fens/pumps": "2027-28"}
    assert objective["value"] == objective["present_cost"] == objective["bound"]
    [left] = found["not_planned"]
    assert left["why"]["code"] == "not-needed"
    own(estate, "goal: {least: cost, targets: [{no_red: {kind: service}, by: 2030-31}]}")
    assert starts(planned("own.yaml")) == {"fens/pumps": "2027-28", "fens/gates": "2029-30"}


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--scale", "much"), "`--scale much` cannot be read: `much` is not a number."),
        (("--fix", "x"), "`--fix x`: The inventory has no system `x`."),
        (("--fix", "gates:move"), "`--fix gates:move`: `fens/gates` has no option `move`."),
        (("--fix", "gates@2040-41"), "`--fix gates@2040-41`: `2040-41` is not a year of the scenario."),
        (("--fix", "weir"), "`--fix weir`: `fens/weir` is retired, so nothing is planned for it."),
        (("--fix", ":"), "`--fix :` cannot be read."),
        (("--forbid", "gates@2027-28"), "`--forbid gates@2027-28` cannot be read."),
        (("--target", "5@2029-30"), "`--target 5@2029-30` cannot be read."),
        (("--target", "reds<=5@2029-30"), "it names no figure that can be a target."),
        (("--target", "expected_red<=5@1999-00"), "is outside the years that are appraised."),
        (("--target", "no_red:kind=car@2029-30"), "cannot be read"),
        (("--previous", "base.yaml"), "`base.yaml` is not a plan: it does not hold JSON."),
        (("--previous", "gone.json"), "There is no plan `gone.json`."),
    ],
)
def test_what_cannot_be_tried_is_one_message(flags: tuple[str, ...], said: str) -> None:
    first, hint = refused("base.yaml", *flags)
    assert said in first
    assert hint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"format": "legacymap.scan/1"}', "its `format` is `legacymap.scan/1`, not `legacymap.plan/1`"),
        ("[]", "it has no `format`"),
        ('{"format": "legacymap.plan/1"}', "/actions is not a list"),
        ('{"format": "legacymap.plan/1", "actions": [{}]}', "/actions/0 has no system"),
        (f'{{"format": "legacymap.plan/1", "actions": [{STRANGER}]}}', "None of the systems"),
    ],
)
def test_a_previous_plan_must_be_one_of_this_inventory(estate: Path, text: str, said: str) -> None:
    write(estate, "plan.json", text)
    assert said in refused("base.yaml", "--previous", "plan.json")[0]


def test_a_plan_stays_near_to_the_one_before(estate: Path) -> None:
    write(estate, "before.json", json.dumps(planned("base.yaml", "--fix", "pumps@2028-29")))
    near = planned("base.yaml", "--previous", "before.json", "--stay", "100%")
    assert starts(near) == {"fens/pumps": "2028-29"}
    free = planned("base.yaml", "--previous", "before.json", "--stay", "0%")
    assert starts(free) == {"fens/pumps": "2027-28", "fens/gates": "2029-30"}
    told = " ".join(plan(estate, "base.yaml", "--previous", "before.json").out.split())
    assert "2 actions of the previous plan changed: Gates (added); Pumps (in another year)." in told
    assert "`--stay` needs a plan" in plan(estate, "base.yaml", "--stay", "1%").err


def test_a_conflict_names_decisions_places_and_the_year_that_would_do(estate: Path) -> None:
    own(estate, "fix:", "- {system: gates, option: replace, start: 2028-29}")
    assert refused("own.yaml")[:3] == [
        "This decision cannot be kept:",
        "own.yaml:4:3: `replace` of Gates (`fens/gates`) in 2028-29 (fixed by the scenario)",
        "`replace` of Gates (`fens/gates`) could start in 2029-30, for it waits for Pumps.",
    ]
    own(estate, "must: [{system: gates, by: 2028-29, why: Floods}]")
    assert refused("own.yaml")[:3] == [
        "This decision cannot be kept:",
        "own.yaml:3:8: Gates (`fens/gates`) done by 2028-29 (must: Floods)",
        "Gates (`fens/gates`) could be complete by 2029-30 at the earliest.",
    ]


def test_money_that_decisions_lack_is_told_by_line_and_year() -> None:
    said = refused("base.yaml", "--fix", "gates@2029-30", "--scale", "80%")
    assert said[:4] == [
        "This decision cannot be kept:",
        "`--fix gates@2029-30`: an option of Gates (`fens/gates`) in 2029-30 (fixed by the scenario)",
        "The least money that would do:",
        "The capital budget of all organisations needs £800k more in 2029-30.",
    ]


def test_a_target_that_budgets_forbid_says_what_would_do(estate: Path) -> None:
    own(estate, "goal:", "  least: cost", "  targets:", "  - {no_red: {}, by: 2030-31}")
    assert refused("own.yaml", "--scale", "0.8")[:4] == [
        "This target cannot be reached:",
        "own.yaml:6:5: no system rated red from 2030-31 on: 1 is the best that the budgets allow.",
        "The least money that would do:",
        "The capital budget of all organisations needs £800k more in 2029-30.",
    ]


def test_a_floor_that_nothing_could_spend_is_named(estate: Path) -> None:
    line = "- {organisation: all, fund: cdel, floor: {2027-28: £3m}, caps: {CAPS}}"
    own(estate, "budgets:", line.replace("CAPS", "2027-28: £9m, 2028-29: £9m, 2029-30: £9m"))
    said = refused("own.yaml")
    assert said[1] == "own.yaml:4:52: £3.0m of all cdel in 2027-28"


def test_two_scenarios_of_one_id_are_refused_with_their_places(estate: Path) -> None:
    write(estate, "own.yaml", BASE)
    run = legacymap("plan", "estate", "--scenario", "base.yaml", "--scenario", "own.yaml", folder=estate)
    assert run.code == 2
    assert run.err.splitlines()[:3] == [
        "legacymap: Two scenarios have the id `base`, by which plans are known.",
        "base.yaml:1:11",
        "own.yaml:1:11",
    ]
    write(estate, "estate/one.yaml", BASE)
    write(estate, "estate/two.yaml", BASE)
    found = legacymap("validate", "estate", "--ignore", "LM4", folder=estate)
    assert "estate/two.yaml:1:11: error LM326 scenario-twice" in found.out


def test_what_is_to_be_said_of_a_scenario_is_said_beside_the_plan(estate: Path) -> None:
    own(estate, "forbid: [{system: weir}]", "tail_cap: {cdel: 20}")
    run = plan(estate, "own.yaml")
    assert run.code == 0
    assert "own.yaml:3:19: warning LM323 idle-prohibition" in run.err
    assert "own.yaml:4:18: warning LM115 small-amount" in run.err


def test_amounts_of_several_currencies_are_not_added_up(estate: Path) -> None:
    euro = ESTATE.replace("id: fens, name: Fens", "id: marsh, name: Marsh, currency: EUR").replace("£", "€")
    write(estate, "estate/marsh.yaml", euro)
    assert "base.yaml:1:1: error LM324 currencies-mixed" in refused()[1]


def test_targets_are_no_part_of_a_problem_file(estate: Path) -> None:
    run = plan(estate, "base.yaml", "--target", "no_red@2030-31", "--write-problem", "p.json")
    assert (run.code, run.out) == (2, "")
    assert "Targets and what a point may cost are no part of a problem file." in run.err
    assert not (estate / "p.json").exists()


def test_without_a_scenario_it_says_how_to_start_one(estate: Path) -> None:
    run = legacymap("report", "estate", folder=estate)
    assert run.code == 2
    assert "legacymap init" in run.err
    assert "scenario: baseline" in run.err
