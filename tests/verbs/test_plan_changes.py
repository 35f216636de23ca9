"""`diff --scenario`: how the plan has changed, and the one change that brought each action about."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from legacymap.analysis.diff import diff
from legacymap.analysis.diff_sides import DiffRequest
from legacymap.analysis.plan import PlanOptions, plan
from legacymap.analysis.plan_changes import Planning
from legacymap.analysis.request import Request
from legacymap.domain.comparison import Cause, Comparison, PlanChanges
from legacymap.reports.content.diff import diff_view
from legacymap.reports.formats import FORMATS
from legacymap.reports.view import Screen
from tests.cli.running import ROOT, write

DAY = date(2026, 11, 22)
SCENARIO = """\
scenario: small
years: [2027-28, 2028-29]
appraisal_years: 6
price_base: 2026-27
budgets: [{organisation: all, fund: total, caps: {2027-28: £5m, 2028-29: 0}}]
"""
# Two that do not both fit the budget; the first removes more.
ESTATE = """\
organisation: {id: a, name: Agency}
systems:
- id: one
  name: One
  technologies: [oracle-database 12.1]
  assessment: {date: 2026-10, scores: {L3: 6, C1: 5, C2: 5}}
  remediation: {options: [{id: rebuild, approach: rebuild, cdel: [£4m]}]}
- id: two
  name: Two
  technologies: [vb6]
  assessment: {date: 2026-10, scores: {L3: 4, C1: 3}}
  remediation: {options: [{id: rebuild, approach: rebuild, cdel: [£3m]}]}
- {id: three, name: Three}
"""


def compared(folder: Path, later: str, earlier: str = ESTATE, **asked: object) -> Comparison:
    old, new = write(folder, "old/a.yaml", earlier).parent, write(folder, "new/a.yaml", later).parent
    scenario = write(folder, "scenario.yaml", SCENARIO)
    request = DiffRequest((str(old),), (str(new),), DAY)
    return diff(replace(request, **asked), Planning(scenario, lambda: 60.0))  # type: ignore[arg-type]


def changes(found: Comparison) -> PlanChanges:
    assert found.plan is not None
    return found.plan


def told(found: PlanChanges) -> dict[str, tuple[str, Cause | None]]:
    return {each.system: (each.state, each.cause) for each in found.actions}


def test_the_same_estate_has_the_same_plan(tmp_path: Path) -> None:
    found = changes(compared(tmp_path, ESTATE))
    assert found.actions == ()
    assert all(each.old == each.new and not each.parts.whole for each in found.figures)


def test_what_one_record_does_to_the_plan_is_named_for_it_and_for_the_one_it_crowds_out(
    tmp_path: Path,
) -> None:
    dearer = ESTATE.replace("[£4m]", "[£6m]").replace("name: Three", "name: Three, notes: Ask")
    found = changes(compared(tmp_path, dearer))
    cause = Cause("facts", "a/one")
    assert told(found) == {"a/one": ("went", cause), "a/two": ("came", cause)}
    (went, came) = found.actions
    assert (went.new, came.old) == (None, None)
    assert came.new is not None
    assert (came.new.option, came.new.start, came.new.complete) == ("rebuild", 2027, 2027)


def test_figures_are_those_of_the_two_plans_and_their_parts_sum(tmp_path: Path) -> None:
    later = ESTATE.replace("[£4m]", "[£5m]").replace("name: Two", "name: Two\n  consumers_complete: yes")
    found = changes(compared(tmp_path, later.replace("L3: 6", "L3: 5")))
    plans = [
        plan(
            Request((tmp_path / each,), DAY), PlanOptions((tmp_path / "scenario.yaml",), lambda: 60.0)
        ).plans[0]
        for each in ("old", "new")
    ]
    by_name = {each.figure: each for each in found.figures}
    told_by = {
        "value": [each.objective.value for each in plans],
        "present_cost": [each.objective.present_cost for each in plans],
        "net_present_cost": [each.money.plan.net_present_cost for each in plans],
    }
    for figure in by_name.values():
        assert [figure.old, figure.new] == told_by[figure.figure]
        assert figure.parts.whole == pytest.approx(figure.new - figure.old, abs=1e-6)
    assert by_name["present_cost"].parts.changed == pytest.approx(1_000_000)


def test_time_and_method_are_causes_too(tmp_path: Path) -> None:
    ends = "technologies: [{product: own, support: {standard_ends: 2026-06}}]"
    close = ESTATE.replace("technologies: [vb6]", ends).replace(
        "scores: {L3: 6, C1: 5, C2: 5}", "scores: {L3: 5, C1: 3}"
    )
    close = close.replace("technologies: [oracle-database 12.1]", "contracts: []")
    aged = changes(compared(tmp_path, close, close, old_as_of=date(2020, 1, 1)))
    assert {each.cause for each in aged.actions} == {Cause("time")}
    framework = str(ROOT / "docs" / "example-framework.yaml")
    other = ESTATE.replace(
        "scores: {L3: 6, C1: 5, C2: 5}", "scores: {L3: 1, C1: 5, C2: 5, C5: 5, A2: 1}"
    ).replace("scores: {L3: 4, C1: 3}", "scores: {L3: 1, C1: 1, A2: 6, B1: 5}")
    ruled = changes(compared(tmp_path, other, other, old_framework=framework, framework="uk-litraf"))
    assert told(ruled) == {"a/one": ("came", Cause("method")), "a/two": ("went", Cause("method"))}


def test_two_changes_that_only_together_do_it_have_no_one_cause(tmp_path: Path) -> None:
    both = ESTATE.replace("[£4m]", "[£2m]").replace("[£3m]", "[£2.5m]")
    dear = ESTATE.replace("caps: {2027-28: £5m", "caps: {2027-28: £5m")
    found = changes(compared(tmp_path, both, dear.replace("[£4m]", "[£4.9m]").replace("[£3m]", "[£3.5m]")))
    assert told(found) == {"a/two": ("came", None)}


def test_a_plan_that_cannot_be_made_is_told_and_the_rest_stands(tmp_path: Path) -> None:
    earlier = ESTATE.replace("id: one", "id: first")
    scenario = SCENARIO + "fix: [{system: a/one, option: rebuild, start: 2027-28}]\n"
    write(tmp_path, "fixed.yaml", scenario)
    old, new = write(tmp_path, "o/a.yaml", earlier).parent, write(tmp_path, "n/a.yaml", ESTATE).parent
    found = diff(DiffRequest((str(old),), (str(new),), DAY), Planning(tmp_path / "fixed.yaml", lambda: 60.0))
    assert found.plan is not None
    assert found.plan.problem
    assert [each.state for each in found.systems] == ["renamed"]


def test_people_read_what_became_of_the_plan(tmp_path: Path) -> None:
    found = compared(tmp_path, ESTATE.replace("[£4m]", "[£6m]"))
    text = FORMATS["table"](diff_view(found), Screen(200))
    assert "The plan" in text
    assert "facts of One" in text
    assert "its own facts" in text
