"""What a plan says to people: who is still red, what more money buys, what to give up first."""

from dataclasses import replace
from functools import cache

from legacymap.domain.plan import Choice, Extra, FrontierPoint, NextIn, NotChosen, Plan, Price
from legacymap.reports.content.courses import rating_table, still_red
from legacymap.reports.content.frontier import changed, frontier, further_point
from legacymap.reports.content.plan import budget, enables, joint_cases, left_out, plan_view
from legacymap.reports.content.plans import differences, plans_view
from legacymap.reports.content.plans import further_point as between
from legacymap.reports.formats.table import table_text
from legacymap.reports.view import FOR_DATA, Judgement, Prose, Screen, Table, View
from tests.verbs.submissions import submission


@cache
def plan() -> Plan:
    """The plan of the small estate."""
    return submission().plan


def cells(table: Table, key: str) -> list[object]:
    """The cells of a column, verdicts by their words."""
    at = [column.key for column in table.columns].index(key)
    return [cell.words if isinstance(cell, Judgement) else cell for cell in (row[at] for row in table.rows)]


def point(share: float, value: float | None, cost: float | None, *options: str) -> FrontierPoint:
    """A point with options of one system each."""
    actions = tuple(Choice(f"a/{option}", option, 2027) for option in options)
    return FrontierPoint(share, value, value, cost, actions)


def test_a_further_point_costs_what_is_spent_more_for_it() -> None:
    less, more = point(0.5, 10.0, 1e6), point(0.75, 14.0, 3e6)
    assert further_point(more, less) == 5e5
    assert further_point(less, None) is None
    assert further_point(less, point(0.25, None, None)) is None
    assert further_point(less, more) is None
    assert further_point(point(0.75, 10.0, 2e6), less) is None


def test_what_comes_in_and_goes_out_is_by_option() -> None:
    come, gone = changed(point(1, 2.0, 2.0, "kept", "new"), point(1, 1.0, 1.0, "kept", "old"))
    assert ([each.option for each in come], [each.option for each in gone]) == (["new"], ["old"])
    later = replace(point(1, 1.0, 1.0, "kept").actions[0], start=2029)
    same = replace(point(1, 1.0, 1.0, "kept"), actions=(later,))
    assert changed(same, point(1, 1.0, 1.0, "kept")) == ([], [])


def test_the_first_to_go_comes_first_and_what_a_richer_plan_drops_last() -> None:
    actions = tuple(
        replace(plan().actions[0], system=f"a/{name}", first_at=share)
        for name, share in (("always", 0.0), ("late", 1.0), ("dropped", None), ("early", 0.5))
    )
    found = replace(plan(), actions=actions, frontier=(point(0, 0.0, 0.0), point(1, 9.0, 9.0)))
    table = frontier(found)[-1]
    assert isinstance(table, Table)
    assert cells(table, "system") == ["a/late", "a/early", "a/always", "a/dropped"]


def test_between_scenarios_a_further_point_costs_net_what_is_spent_more() -> None:
    first, *others = plan().actions
    less = replace(plan(), actions=(replace(first, value=first.value - 10), *others))
    cheaper = replace(less.money.plan, rdel=less.money.plan.rdel - 2e6)
    less = replace(less, money=replace(less.money, plan=cheaper))
    assert round(between(plan(), less) or 0.0, 3) == 2e5
    assert between(less, plan()) is None
    assert between(plan(), plan()) is None
    assert between(plan(), None) is None


def test_an_enabling_action_says_what_it_makes_possible() -> None:
    first, second = plan().actions[0], plan().actions[1]
    waiting = replace(second, system="a/later", option="stop", value=12.34)
    found = replace(plan(), actions=(replace(first, unblocks=("a/later",)), waiting))
    assert enables(found, found.actions[0]) == "a/later (stop): 12.3 points more"
    assert enables(found, waiting) == ""


def test_who_is_still_red_is_named_acted_on_or_not() -> None:
    found = plan()
    end = found.courses[-1].at
    rows = tuple(
        replace(each, rating="red", acted_on=each.system == found.courses[0].system)
        if each.at == end
        else each
        for each in found.courses
    )
    said = still_red(replace(found, courses=rows))
    first = found.named(found.courses[0].system)
    assert said.startswith(f"By {end}, {len({each.system for each in rows})} systems are rated red")
    assert f"although acted on: {first};" in said
    calm = tuple(replace(each, rating="not-red") if each.course == "plan" else each for each in rows)
    assert still_red(replace(found, courses=calm)).startswith(f"By {end}, no system is rated red")


def test_what_has_left_is_gone_in_the_table() -> None:
    found = plan()
    end = found.courses[-1].at
    left = tuple(
        replace(each, rating=None, expected=None, p_red=None)
        if (each.at, each.course) == (end, "plan") and each.system == found.courses[0].system
        else each
        for each in found.courses
    )
    table = rating_table(replace(found, courses=left))
    assert cells(table, f"plan_{end.replace('-', '_')}")[0] == "gone"
    assert len(table.rows) == len({each.system for each in left})


def test_money_that_lines_share_is_needed_once() -> None:
    extra = (
        Extra("all", "rdel", 2027, 3.0),
        Extra("a", "rdel", 2027, 5.0),
        Extra("a", "cdel", 2027, 2.0),
        Extra("all", "total", 2027, 6.0),
        Extra("all", "total", 2028, 4.0),
        Extra("a", "total", 2028, 1.0),
    )
    assert NextIn("x", 2027, 1.0, extra).needed == 5.0 + 2.0 + 4.0
    assert NextIn("x", 2027, 1.0, (*extra, Extra("all", "total", 2027, 9.0))).needed == 9.0 + 4.0
    assert NextIn("x", 2027, 1.0, ()).needed == 0.0


def test_what_has_money_and_is_left_adds_too_little() -> None:
    left = replace(plan().not_planned[0], why=NotChosen("budget", "…"), next_in=NextIn("x", 2027, 0.1, ()))
    found = replace(plan(), not_planned=(left,))
    [table] = left_out(found)
    assert isinstance(table, Table)
    assert table.title == "Left as they are: 1 system (adds too little 1)"
    assert cells(table, "reason") == ["adds too little"]
    lacking = replace(left, next_in=NextIn("x", 2027, 0.1, (Extra("all", "rdel", 2027, 7.0),)))
    [table] = left_out(replace(plan(), not_planned=(lacking,)))
    assert isinstance(table, Table)
    assert (cells(table, "reason"), cells(table, "extra")) == (["beyond the budgets"], [7.0])


def test_of_the_frontier_the_share_of_the_value_stays_where_one_column_more_has_room() -> None:
    [table, *_] = frontier(plan())
    heading = table_text(View("t", "", (table,)), Screen(76)).splitlines()[3]
    assert ("of the plan's" in heading, "actions" in heading) == (True, False)


def test_more_than_the_cap_of_a_year_is_said_to_be_carried_forward() -> None:
    use = plan().budget[0]
    within = replace(plan(), budget=(replace(use, cap=10.0, spend=10.0),))
    beyond = replace(plan(), budget=(replace(use, cap=10.0, spend=10.01),))
    said = "More than a year's cap is what its line carried forward"
    notes = [block.note for each in (within, beyond) for block in budget(each) if isinstance(block, Table)]
    assert [said in note for note in notes] == [False, True]


def test_a_line_of_a_budget_is_called_by_its_names_and_has_its_ids_in_data() -> None:
    use = replace(plan().budget[0], organisation="ports", fund="cdel")
    everybody = replace(use, organisation="all", fund="total")
    [table] = budget(replace(plan(), budget=(use, everybody)))
    assert isinstance(table, Table)
    assert cells(table, "name") == ["Ports Office", "all organisations"]
    assert cells(table, "organisation") == ["ports", "all"]
    assert cells(table, "fund") == ["capital (CDEL)", "RDEL and CDEL"]


def test_who_shares_in_an_action_is_named() -> None:
    action = replace(plan().actions[0], families={"ports": 0.75, "shared": 0.25})
    [table] = joint_cases(replace(plan(), actions=(action,)))
    assert isinstance(table, Table)
    assert cells(table, "families") == ["Ports Office 75% and Shared Services 25%"]


def shown(found: Plan) -> View:
    """The view of a plan."""
    return plan_view(found, found.provenance, "official")


def test_no_two_columns_that_people_see_have_one_heading() -> None:
    view = shown(plan())
    for table in (block for block in view.blocks if isinstance(block, Table)):
        headings = [column.heading for column in table.columns if column.priority < FOR_DATA]
        assert len(headings) == len(set(headings)), table.title


def test_a_plan_without_an_action_has_no_empty_table() -> None:
    nothing = replace(plan(), actions=(), frontier=None, sensitivity=None)
    view = shown(nothing)
    assert all(block.rows for block in view.blocks if isinstance(block, Table))
    assert Prose("Nothing is done under this scenario; what follows says why of each system.") in view.blocks
    assert view.main is not None
    assert (view.main.title, view.main.rows) == ("Actions by year", ())


def test_what_a_decision_costs_is_said_before_the_actions() -> None:
    price = Price("--scale 0.9", -10.0, -1e6, 0.5, (), ())
    titles = [
        each.title for each in shown(replace(plan(), decisions=(price,))).blocks if isinstance(each, Table)
    ]
    assert titles[:2] == ["The price of each decision", "Actions by year"]


def test_scenarios_side_by_side_are_called_by_their_titles() -> None:
    found = submission().plans
    view = plans_view(found, found[0].provenance, "official")
    [scenarios, changed] = [block for block in view.blocks if isinstance(block, Table)]
    titles = [each.scenario.title for each in found]
    assert cells(scenarios, "title") == titles
    assert [column.heading for column in changed.columns[2:]] == titles
    assert [column.key for column in changed.columns[2:]] == cells(scenarios, "scenario")


def test_scenarios_that_differ_in_nothing_say_so_without_a_table() -> None:
    assert differences([plan(), plan()]) == (Prose("Every system is treated the same under all of them."),)


def test_one_that_could_be_red_is_told_in_the_singular() -> None:
    found = plan()
    end, first = found.courses[-1].at, found.courses[0].system
    courses = tuple(
        replace(each, rating="possibly-red" if each.system == first else "not-red") for each in found.courses
    )
    said = still_red(replace(found, courses=courses))
    assert said == (
        f"By {end}, no system is rated red under this plan, nor would any be if nothing is done. "
        "1 could be red: what is unknown of it decides."
    )
