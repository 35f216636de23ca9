"""The plan that docs/planning.md works by hand is the plan that the program makes."""

import json
import re
from functools import cache
from typing import Any, get_args

from legacymap.domain.plan import WhyNot
from tests.cli.running import ROOT, legacymap

FOLDER = ROOT / "docs" / "examples" / "planning"
PAGE = " ".join((ROOT / "docs" / "planning.md").read_text(encoding="utf-8").split())


@cache
def plan() -> dict[str, Any]:
    """The worked example, as the page asks for it."""
    asked = ("--scenario", FOLDER / "scenario.yaml", "--as-of", "2026-11-22", "--frontier", "-f", "json")
    run = legacymap("plan", FOLDER, *asked)
    assert run.code == 0, run.err
    found: dict[str, Any] = json.loads(run.out)
    return found


def figures() -> dict[str, str]:
    """Every figure of the plan as the page writes it."""
    found = plan()
    [action], [left] = found["actions"], found["not_planned"]
    nothing, money = found["money"]["do_nothing"], found["money"]["plan"]
    whole, richer = found["frontier"][4], found["frontier"][5]
    further = (richer["present_cost"] - whole["present_cost"]) / (richer["value"] - whole["value"])
    [end] = [each for each in courses() if each["system"] == "harbour/identity" and each["at"] == "2031-32"]
    return {
        "value": f"**{action['value']:.3f}**",
        "first year of resource": f"£{action['rdel']['2027-28']:,.2f}",
        "second year of resource": f"£{action['rdel']['2028-29']:,.2f}",
        "capital": f"£{action['cdel']['2027-28']:,.0f}",
        "new resource": f"£{action['new_money']['rdel']:,.0f} of resource",
        "new capital": f"£{action['new_money']['cdel']:,.0f} of capital",
        "next in": f"**£{left['next_in']['extra'][0]['amount']:,}**",
        "value of the next in": f"remove {left['next_in']['value']:.3f}",
        "present resource": f"= £{money['rdel']:,.0f}",
        "present cost": f"costs **£{found['objective']['present_cost']:,.0f}**",
        "running cost": f"= £{nothing['running_cost']:,.0f}",
        "saved": f"= £{money['running_cost_saved']:,.0f}",
        "net": f"= **£{money['net_present_cost']:,.0f}**",
        "cost per point": f"= **£{action['per_point']:,.0f}**",
        "risk at first": f"The whole estate has {found['trajectory'][0]['do_nothing']['weighted_risk']:.0f} ",
        "risk at last": f"and {found['trajectory'][-1]['plan']['weighted_risk']:.0f} once",
        "value at 125%": f"= **{richer['value']:.3f}**",
        "cost at 125%": f"= **£{richer['present_cost']:,.0f}**",
        "each further point": f"= **£{further:,.0f}**",
        "first at": f"`first_at` is {action['first_at']:g}.",
        "score at the end": f"1 x 2 = **{end['expected']:g}** in 2031-32",
    }


def courses() -> list[dict[str, Any]]:
    """The courses under the plan."""
    return [each for each in plan()["courses"] if each["course"] == "plan"]


def test_each_figure_of_the_page_is_that_of_the_plan() -> None:
    assert {name: figure for name, figure in figures().items() if figure not in PAGE} == {}


def test_the_page_tells_the_plan_as_it_is() -> None:
    found = plan()
    [action], [left] = found["actions"], found["not_planned"]
    assert (action["system"], action["start"], action["families"]) == (
        "harbour/identity",
        "2027-28",
        {"coast": 0.5, "harbour": 0.5},
    )
    assert (left["system"], left["why"]["code"], left["next_in"]["start"]) == (
        "coast/permits",
        "budget",
        "2028-29",
    )
    assert [row["cap"] for row in found["budget"]] == [3_000_000] * 2 + [2_000_000] * 2
    assert (found["objective"]["gap"], found["objective"]["status"]) == (0, "optimal")
    assert [point["present_cost"] for point in found["frontier"][:4]] == [0] * 4
    red = {each["system"]: each["acted_on"] for each in courses() if each["rating"] == "red"}
    assert red == {"coast/permits": False}


def test_the_sums_of_the_page_add_up() -> None:
    factors = [1.035**-year for year in range(5)]
    assert [f"{factor:.6f}" for factor in factors] == re.findall(r"(?<=\| )[01]\.\d{6}(?= \|)", PAGE)
    tails = {year: sum(factors[year:]) for year in range(5)}
    likelihood = ((5 * 1 + 2 * 2) / 7 + 2) / 2
    assert f"= {likelihood:.6f}." in PAGE
    for rate, year in ((16, 2), (16, 3), (16 - 4 * likelihood, 1), (16 - 4 * likelihood, 2)):
        assert f"{tails[year]:.6f} = **{rate * tails[year]:.3f}**" in PAGE
    assert f"£3m x {tails[0]:.6f}" in PAGE


def test_every_code_has_its_row() -> None:
    codes = set(re.findall(r"\| `([a-z-]+)` \| [A-Z]", PAGE))
    assert codes == {*get_args(WhyNot)}
