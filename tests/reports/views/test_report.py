"""The submission shows the plan's own figures, whole, in the order that is promised."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given

from legacymap.domain.assessment import Rating
from legacymap.domain.dates import financial_year_text
from legacymap.domain.documents import as_json
from legacymap.domain.money import Money
from legacymap.domain.plan import Plan
from legacymap.domain.results import TotalLosses
from legacymap.domain.scenario import BudgetLine
from legacymap.domain.settings import CASES, OWN_PARTS, SECTIONS
from legacymap.domain.submission import OwnPart, Submission
from legacymap.domain.system import AgreedPlan, System
from legacymap.reports.content.courses import times
from legacymap.reports.content.plan import courses
from legacymap.reports.content.plans import plans_view
from legacymap.reports.content.submission.options import options
from legacymap.reports.content.submission.plan import each_action
from legacymap.reports.content.submission.report import BLOCKS, one_page, report_view
from legacymap.reports.content.submission.wording import support_unknown
from legacymap.reports.formats.markdown import markdown_text
from legacymap.reports.formats.table import table_text
from legacymap.reports.serial import json_text
from legacymap.reports.view import (
    FOR_DATA,
    Block,
    Chart,
    Fact,
    Facts,
    Heading,
    Judgement,
    Points,
    Prose,
    Screen,
    Table,
    View,
)
from tests import golden
from tests.reports.texts import texts
from tests.verbs.submissions import submission


@cache
def view() -> View:
    return report_view(submission())


def document() -> dict[str, Any]:
    return as_json(submission().plan)


def tables(found: View) -> dict[str, Table]:
    every = [each.table if isinstance(each, Chart) else each for each in (*found.blocks, *found.appendix)]
    return {each.title: each for each in every if isinstance(each, Table)}


def column(table: Table, key: str) -> list[object]:
    [at] = [place for place, column in enumerate(table.columns) if column.key == key]
    return [row[at] for row in table.rows]


def sections(found: View) -> dict[str, list[Block]]:
    parts: dict[str, list[Block]] = {}
    title = ""
    for block in (*found.blocks, *found.appendix):
        if isinstance(block, Heading) and block.level == 1:
            title = block.text
            parts[title] = []
        else:
            parts[title].append(block)
    return parts


def test_sections_come_in_the_order_in_which_a_spending_team_reads() -> None:
    numbered = [f"{number}. {case} case" for number, case in enumerate(CASES, start=1)]
    annexes = [
        "Annex B. Every system", "Annex C. Each action", "Annex D. Tables behind the cases",
        "Annex E. The method", "Annex F. Assumptions", "Annex G. Words", "Annex H. Identifiers",
    ]  # fmt: skip
    wanted = "6. What the department still has to write"
    assert list(sections(view())) == ["The case in one page", *numbered, wanted, *annexes]
    assert set(BLOCKS) == {each.id for each in SECTIONS if not each.wanted}


def test_every_case_has_its_sections_in_order() -> None:
    shown = [block.text for block in view().blocks if isinstance(block, Heading) and block.level == 2]
    expected = [each.title for each in SECTIONS if each.case and not each.wanted]
    assert [title for title in shown if title in expected] == expected
    assert all(each.case in CASES for each in OWN_PARTS)


def test_no_section_is_empty_and_no_heading_heads_nothing() -> None:
    assert all(sections(view()).values())
    blocks = (*view().blocks, *view().appendix)
    for before, after in pairwise(blocks):
        if isinstance(before, Heading):
            deeper = isinstance(after, Heading) and after.level > before.level
            assert deeper or not isinstance(after, Heading), before.text


def test_headings_nest_without_gaps() -> None:
    levels = [block.level for block in (*view().blocks, *view().appendix) if isinstance(block, Heading)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_rows_and_stands_within_its_section() -> None:
    for table in tables(view()).values():
        assert table.rows, table.title
        assert table.level in {2, 3}
        assert all(len(row) == len(table.columns) for row in table.rows)


def test_the_actions_are_those_of_the_plan() -> None:
    table, actions = tables(view())["What is done, by year of start"], document()["actions"]
    assert column(table, "system") == [each["system"] for each in actions]
    assert column(table, "option") == [each["option"] for each in actions]
    assert column(table, "start") == [each["start"] for each in actions]
    assert column(table, "complete") == [each["complete"] for each in actions]
    assert column(table, "value") == [each["value"] for each in actions]
    assert column(table, "chosen_in") == [each["chosen_in"] for each in actions]
    for fund in ("rdel", "cdel"):
        assert column(table, fund) == pytest.approx([sum(each[fund].values()) for each in actions])


def test_what_is_asked_for_is_what_the_actions_cost() -> None:
    table, plan = tables(view())["What is asked, in 2026-27 prices"], document()
    by_year = [
        sum(each[fund].get(year, 0) for each in plan["actions"] for fund in ("rdel", "cdel"))
        for year in plan["years"]
    ]
    later = plan["tail"]["rdel"] + plan["tail"]["cdel"]
    assert column(table, "total") == pytest.approx([*by_year, sum(by_year), *([later] if later else [])])
    assert column(table, "year")[: len(plan["years"])] == plan["years"]
    parts = [column(table, key) for key in ("new", "ringfenced", "funded")]
    for row in zip(column(table, "total"), *parts, strict=True):
        assert row[0] == pytest.approx(sum(map(float, map(str, row[1:]))))


def test_new_money_is_that_of_the_actions() -> None:
    table, actions = tables(view())["What is asked, in 2026-27 prices"], document()["actions"]
    years = column(table, "year")
    for fund in ("rdel", "cdel"):
        whole = sum(each["new_money"][fund] for each in actions)
        shown = dict(zip(years, column(table, f"new_{fund}"), strict=True))
        later = sum(float(str(money)) for year, money in shown.items() if str(year).startswith("after"))
        assert float(str(shown["all these years"])) + later == pytest.approx(whole, abs=1)


def test_the_options_have_the_present_values_of_the_plan() -> None:
    table, money = tables(view())["Options in present values"], document()["money"]
    rows = [money["do_nothing"], money["do_minimum"], money["plan"]]
    preferred = f"preferred: {submission().plan.scenario.title}"
    pairs = (
        ("rdel", "rdel"),
        ("cdel", "cdel"),
        ("cost", "cost"),
        ("running_cost", "running_cost"),
        ("saved", "running_cost_saved"),
        ("net", "net_present_cost"),
    )
    for shown, named in pairs:
        by_name = dict(zip(column(table, "course"), column(table, shown), strict=True))
        found = [by_name["do nothing"], by_name["do minimum"], by_name[preferred]]
        # Whole units in JSON.
        assert found == pytest.approx([float(str(dict(row)[named])) for row in rows], abs=1)
    others = sorted(submission().plans, key=lambda plan: plan.money.plan.value)
    assert column(table, "net")[2:] == [plan.money.plan.net_present_cost for plan in others]


def test_each_further_point_is_priced_against_the_option_below() -> None:
    table = tables(view())["Options in present values"]
    rows = list(zip(*(column(table, key) for key in ("net", "value", "further")), strict=True))
    for (net, value, _), (more_net, more_value, further) in pairwise(rows):
        gained = float(str(more_value)) - float(str(value))
        expected = (float(str(more_net)) - float(str(net))) / gained if gained > 0 else None
        assert further == (None if expected is None else pytest.approx(expected))


def test_budgets_are_those_of_the_plan() -> None:
    table, lines = tables(view())["Use of the budgets"], document()["budget"]
    assert [cell.code for cell in column(table, "fund") if isinstance(cell, Judgement)] == [
        dict(line)["fund"] for line in lines
    ]
    for key in ("organisation", "year"):
        assert column(table, key) == [dict(line)[key] for line in lines]
    assert column(table, "cap") == pytest.approx([line["cap"] for line in lines], abs=1)
    assert column(table, "spend") == pytest.approx([line["spend"] for line in lines], abs=1)


def test_the_trajectory_is_that_of_the_plan() -> None:
    table = tables(view())["Doing nothing, the minimum and the plan, year by year"]
    years = document()["trajectory"]
    assert column(table, "year") == [each["year"] for each in years]
    assert column(table, "nothing_red") == [each["do_nothing"]["expected_red"] for each in years]
    assert column(table, "minimum_red") == [each["do_minimum"]["expected_red"] for each in years]
    assert column(table, "plan_risk") == [each["plan"]["weighted_risk"] for each in years]


def test_what_is_left_out_is_what_the_plan_leaves_out() -> None:
    [table] = [each for title, each in tables(view()).items() if title.startswith("Left as they are")]
    left = document()["not_planned"]
    assert column(table, "system") == [each["system"] for each in left]
    codes = [each.code for each in column(table, "reason") if isinstance(each, Judgement)]
    assert codes == [each["why"]["code"] for each in left]


def test_every_system_is_in_annex_a() -> None:
    table = tables(view())["Every system with its score"]
    assert column(table, "system") == [entry.id for entry in submission().scan.systems]


def test_own_text_stands_first_in_its_section() -> None:
    parts = sections(view())
    first = parts["The case in one page"]
    assert first[:2] == [Prose("The register first."), Points(("It is <i>old</i>.", "It is needed."))]
    money = parts["4. Financial case"]
    assert money[:2] == [
        Heading("The money, year by year", 2),
        Prose("Paid from the settlement (https://settlement.example)."),
    ]


def without_plans_agreed() -> Submission:
    """The submission as if no record said anything of what has been agreed, nor of owners."""
    found = submission()
    entries = []
    for entry in found.scan.systems:
        system = entry.record.system
        left = system.remediation.model_copy(update={"plan": None}) if system.remediation else None
        system = system.model_copy(update={"remediation": left, "owner": None})
        entries.append(replace(entry, record=replace(entry.record, system=system)))
    return replace(found, scan=replace(found.scan, systems=tuple(entries)))


def test_what_is_missing_is_said_to_be_missing() -> None:
    shown = report_view(without_plans_agreed())
    readiness = tables(shown)["Readiness of each action"]
    for key in ("owner", "work", "milestones", "old_system", "funding"):
        cells = column(readiness, key)
        assert all(isinstance(cell, Judgement) and cell.words == "missing" for cell in cells), key
    facts = [fact for block in shown.appendix if isinstance(block, Facts) for fact in block.facts]
    assert "not stated" in {_words(fact) for fact in facts if fact.label == "work agreed"}
    assert len(tables(shown)["What each action still lacks"].rows) == 2


def _words(fact: Fact) -> object:
    return fact.value.words if isinstance(fact.value, Judgement) else fact.value


def with_contracts(ends: Iterable[str]) -> Submission:
    """The submission as if these were all contracts, of the register, each with its end for a supplier."""
    contracts = [{"supplier": end, "ends": end} for end in ends]
    system = System.model_validate({"id": "x", "name": "X", "contracts": contracts})
    found = submission()
    entries = [
        replace(
            entry,
            record=replace(
                entry.record,
                system=entry.record.system.model_copy(
                    update={"contracts": system.contracts if entry.id == "ports/register" else ()}
                ),
            ),
        )
        for entry in found.scan.systems
    ]
    return replace(found, scan=replace(found.scan, systems=tuple(entries)))


def test_a_contract_counts_in_the_financial_year_of_the_first_day_of_its_end() -> None:
    # As of 22 November 2026; the scenario's last year is 2029-30. The year 2028 begins in 2027-28.
    ends = ("2026", "2026-11-22", "2026-11-23", "2028", "2030-03", "2029-30", "2030-04", "2031", "unknown")
    shown = tables(report_view(with_contracts(ends)))
    by_year = shown["Contracts by year of end"]
    assert dict(zip(column(by_year, "year"), column(by_year, "contracts"), strict=True)) == {
        "already ended": 2,
        "2026-27": 1,
        "2027-28": 1,
        "2029-30": 2,
        "later": 2,
        "no end stated": 1,
    }
    listed = shown["Contracts that end by the end of 2029-30"]
    assert column(listed, "supplier") == ["2026", "2026-11-22", "2026-11-23", "2028", "2029-30", "2030-03"]


def test_what_doing_nothing_costs_counts_contracts_by_the_same_day() -> None:
    ends = ("2026", "2026-11-22", "2026-11-23", "2028", "unknown", "not-announced")
    table = tables(report_view(with_contracts(ends)))["Support and contracts that end"]
    counts = dict(zip(column(table, "year"), column(table, "contracts"), strict=True))
    assert {year: count for year, count in counts.items() if count} == {
        "already": 2,
        "2026-27": 1,
        "2027-28": 1,
        "not known": 2,
    }


def test_contracts_that_begin_to_end_on_the_same_day_are_listed_by_supplier() -> None:
    listed = tables(report_view(with_contracts(("2028-01", "2028", "2027-12"))))
    assert column(listed["Contracts that end by the end of 2029-30"], "supplier") == [
        "2027-12",
        "2028",
        "2028-01",
    ]


def with_target(target: str) -> Submission:
    """The submission as if every plan agreed had this target."""
    plan = AgreedPlan.model_validate({"target": target, "work": "New hub"})
    found = submission()
    entries = []
    for entry in found.scan.systems:
        system = entry.record.system
        left = system.remediation.model_copy(update={"plan": plan}) if system.remediation else None
        entries.append(
            replace(
                entry,
                record=replace(entry.record, system=system.model_copy(update={"remediation": left})),
            )
        )
    return replace(found, scan=replace(found.scan, systems=tuple(entries)))


@pytest.mark.parametrize(
    ("target", "late"),
    [("2026", "yes"), ("2027", "no"), ("2027-28", "no"), ("2028-04", "no"), ("2027-03", "yes")],
)
def test_work_is_late_where_all_of_its_target_lies_before_its_last_year(target: str, late: str) -> None:
    # The hub is complete in 2027-28, in which the year 2027 ends.
    readiness = tables(report_view(with_target(target)))["Readiness of each action"]
    rows = dict(zip(column(readiness, "system"), column(readiness, "late"), strict=True))
    assert rows["shared/identity"] == late


def amounts(plan: Plan, fund: str, years: Iterable[int]) -> list[float]:
    """What the actions of a plan spend of a fund in each of its years, and after the last of them."""
    spends = [getattr(action, fund) for action in plan.actions]
    span = list(years)
    by_year = [sum(spend.get(year, 0.0) for spend in spends) for year in span]
    return [*by_year, sum(cost for spend in spends for year, cost in spend.items() if year > span[-1])]


@pytest.mark.parametrize("fund", ["rdel", "cdel"])
def test_money_by_option_and_by_organisation_is_that_of_the_years_and_after(
    fund: str,
) -> None:
    found = submission()
    keys = [*(financial_year_text(year).replace("-", "_") for year in found.plan.years), "later"]
    table = tables(view())["Resource and capital by financial year"]
    rows = [
        row for row in table.rows if row[0] == found.scenario.title and getattr(row[1], "code", "") == fund
    ]
    shown = [[row[at] for at, each in enumerate(table.columns) if each.key in keys] for row in rows]
    assert shown == [pytest.approx(amounts(found.plan, fund, found.plan.years))]
    table = tables(view())["The plan by organisation, fund and year"]
    rows = [row for row in table.rows if getattr(row[1], "code", "") == fund]
    together = [
        sum(float(str(row[at])) for row in rows) for at, each in enumerate(table.columns) if each.key in keys
    ]
    assert together == pytest.approx(amounts(found.plan, fund, found.plan.years))


def test_money_in_cash_is_that_of_each_year_by_its_index() -> None:
    table = tables(view())["The plan by year and fund, in cash"]
    index = (1.02, 1.04, 1.06)
    for fund in ("rdel", "cdel"):
        spent = amounts(submission().plan, fund, submission().plan.years)[:-1]
        expected = [amount * factor for amount, factor in zip(spent, index, strict=True)]
        assert column(table, fund) == pytest.approx(expected)


def test_resource_and_capital_are_told_apart_in_sentences() -> None:
    text = markdown_text(view())
    # 3.3m at 10% and 16.25m at 25%, by the table of what is asked for.
    assert "£3.3m of resource (RDEL) and £16.2m of capital (CDEL)" in text
    assert "10% on resource, 25% on capital, 50% as the upper case" in text


def test_scenarios_side_by_side_have_the_money_of_their_plans() -> None:
    found = submission()
    shown = tables(plans_view(found.plans, found.scan.provenance, "official"))["Scenarios"]
    for fund in ("rdel", "cdel"):
        assert column(shown, fund) == [getattr(plan.money.plan, fund) for plan in found.plans]
    assert column(shown, "cost") == [plan.money.plan.cost for plan in found.plans]


def test_the_money_of_each_course_is_that_of_the_plan() -> None:
    [table] = [
        each for each in courses(submission().plan) if isinstance(each, Table) and each.title == "Money"
    ]
    money = submission().plan.money
    rows = (money.do_nothing, money.do_minimum, money.plan)
    assert column(table, "rdel") == [each.rdel for each in rows]
    assert column(table, "cdel") == [each.cdel for each in rows]
    assert money.plan.rdel != money.plan.cdel
    assert column(table, "cost") == [each.cost for each in rows]
    assert column(table, "running_cost") == [each.running_cost for each in rows]
    assert column(table, "saved") == [each.running_cost_saved for each in rows]
    assert column(table, "net") == [each.net_present_cost for each in rows]


def test_a_plan_of_nothing_is_a_whole_document_all_the_same() -> None:
    found = submission()
    nothing: Plan = replace(found.plan, actions=(), not_planned=(), budget=(), sensitivity=())
    scan = replace(found.scan, capabilities=())
    shown = report_view(replace(found, plans=(nothing, *found.plans[1:]), scan=scan, busy=()))
    assert [title for title, blocks in sections(shown).items() if not blocks] == []
    assert [title for title, table in tables(shown).items() if not table.rows] == []


def test_what_to_find_out_first_names_the_systems() -> None:
    table = tables(view())["What to find out first"]
    named = next(each for each in table.columns if each.key == "name")
    assert named.priority < FOR_DATA
    assert set(column(table, "name")) <= {entry.name for entry in submission().scan.systems}


def test_exit_costs_that_nobody_states_are_no_nought() -> None:
    costs = column(
        tables(report_view(with_contracts(("2028", "2030"))))["Contracts by year of end"], "exit_cost"
    )
    assert costs == [None, None]


def test_running_cost_that_nobody_states_is_no_nought() -> None:
    found = submission()
    nothing = [replace(each, do_nothing=0.0, do_minimum=0.0, plan=0.0) for each in found.running_costs]
    shown = report_view(replace(found, running_costs=tuple(nothing)))
    by_year = tables(shown)["Doing nothing, the minimum and the plan, year by year"]
    assert set(column(by_year, "nothing_cost")) == {None}
    said = " ".join(prose(shown.blocks))
    assert "no scored system states what it costs to run" in said
    assert "£0 of running cost" not in said


def test_what_could_be_red_is_not_passed_over_where_nothing_is() -> None:
    found = submission()
    courses = tuple(replace(each, rating="possibly-red") for each in found.plan.courses)
    count = len({each.system for each in courses})
    plan = replace(found.plan, courses=courses)
    page = one_page(replace(found, plans=(plan, *found.plans[1:])))
    [remains] = [
        fact.value
        for block in page
        if isinstance(block, Facts)
        for fact in block.facts
        if fact.label == "What remains red"
    ]
    end = courses[-1].at
    assert remains == (
        f"No system is rated red at the end, {end}. {count} could be: what is not known decides."
    )


def test_what_more_money_buys_explains_no_column_that_is_not_shown() -> None:
    assert "Comes in" not in tables(view())["More or less money"].note


def test_a_search_cut_short_is_said_first() -> None:
    said = "The time limit ended a search"
    shown = report_view(replace(submission(), cut_short=("the frontier",)))
    assert shown.blocks[0] == Prose("Incomplete: the time limit ended early: the frontier.")
    assert said in markdown_text(shown)
    assert said not in markdown_text(view())


def test_a_long_table_is_cut_in_the_body_and_whole_in_an_annex() -> None:
    found = submission()
    left = tuple(replace(found.plan.not_planned[0], system=f"ports/none-{at}") for at in range(50))
    plan = replace(found.plan, not_planned=left)
    shown = report_view(replace(found, plans=(plan, *found.plans[1:])))
    [cut] = [each for each in shown.blocks if isinstance(each, Table) and each.title.startswith("Left as")]
    assert (len(cut.rows), cut.more) == (40, 10)
    assert cut.note.endswith("Annex I has every row.")
    [whole] = sections(shown)["Annex I. Long tables in full"]
    assert isinstance(whole, Table)
    assert len(whole.rows) == 50


def test_the_upper_bias_scales_what_is_asked_for() -> None:
    # 3.3m at 10% and 16.25m at 25% are 4.5m and 19.5m at 50%: 24.0m, which is 4.45m more.
    assert "£4.5m of resource and £19.5m of capital over these years, £4.5m more" in markdown_text(view())


def test_scores_are_said_not_to_be_benefits() -> None:
    text = markdown_text(view())
    assert "no benefit-cost ratio" in text
    assert "They do not replace appraisal" in text


def test_nothing_of_an_inventory_is_markup_in_markdown() -> None:
    assert "Licences &#124; &lt;b>online&lt;/b>" in markdown_text(view())
    assert "<b>" not in markdown_text(view())


@given(texts)
def test_own_text_never_becomes_markup(text: str) -> None:
    found = submission()
    front = replace(found.front, parts={"summary": OwnPart(text.replace("{{", ""), "own.md")})
    shown = markdown_text(report_view(replace(found, front=front)))
    # An empty comment parts what forges would take for an address or a mention; it holds no text.
    assert not re.search(r"<(?=[a-zA-Z/!?])", shown.replace("<!-- -->", ""))


def test_words_are_explained_where_they_first_stand_and_at_the_end() -> None:
    boxes = [block for block in view().blocks if isinstance(block, Facts) and block.title]
    assert len(boxes) == 3
    told = [fact.label for box in boxes for fact in box.facts]
    assert len(told) == len(set(told))
    assert set(told) <= set(column(tables(view())["Words used here"], "word"))


def test_the_body_uses_no_word_of_the_method_alone() -> None:
    body = markdown_text(replace(view(), appendix=(), provenance=()))
    assert not re.search(r"\bpriors?\b|\bdoubt\b|crowded out", body)


def prose(blocks: Iterable[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Prose)]


_MORE, _END = " There may be more:", "end of some support is not known for"


@pytest.mark.parametrize(
    ("unknown", "silent", "said"),
    [
        (0, 0, ""),
        (1, 0, f"{_MORE} the end of some support is not known for 1 system."),
        (0, 1, f"{_MORE} 1 system lists no technology."),
        (
            2,
            3,
            f"{_MORE} the end of some support is not known for 2 systems and 3 systems list no technology.",
        ),
    ],
)
def test_what_is_not_known_of_support_follows_what_is(unknown: int, silent: int, said: str) -> None:
    assert support_unknown(TotalLosses(0, {2026: 0}, unknown, silent)) == said


def test_a_tenth_less_loses_no_more_than_a_quarter_less() -> None:
    found = submission()
    value = found.plan.objective.value
    points = (
        replace(each, value=value * 0.8) if each.share == 0.75 else each for each in found.plan.frontier or ()
    )
    plan = replace(found.plan, frontier=tuple(points))
    said = markdown_text(report_view(replace(found, plans=(plan, *found.plans[1:]))))
    assert f"A tenth less loses at most {value - value * 0.8:,.1f} points, 20% of what the" in said
    unknown = tuple(replace(each, value=None) for each in plan.frontier or ())
    silent = replace(found, plans=(replace(plan, frontier=unknown), *found.plans[1:]))
    assert "A tenth less" not in markdown_text(report_view(silent))
    cheapest = replace(plan, objective=replace(plan.objective, is_cost=True))
    assert "A tenth less" not in " ".join(prose(options(replace(found, plans=(cheapest, *found.plans[1:])))))
    same = tuple(replace(each, value=value) if each.share == 0.75 else each for each in plan.frontier or ())
    unhurt = replace(found, plans=(replace(plan, frontier=same), *found.plans[1:]))
    assert "A tenth less loses nothing, as nothing is lost" in " ".join(prose(options(unhurt)))
    floor = {2027: Money(Decimal(1))}
    line = BudgetLine.model_construct(organisation="all", fund="rdel", caps={}, floor=floor)
    floored = found.scenarios[0].model_copy(update={"budgets": (line,)})
    kept = replace(found, plans=(plan, *found.plans[1:]), scenarios=(floored, *found.scenarios[1:]))
    assert "A tenth less" not in " ".join(prose(options(kept)))


def test_what_was_never_red_is_kept_from_it_and_not_mended() -> None:
    found = submission()
    now, end = times(found.plan)[0], times(found.plan)[-1]
    system = found.plan.courses[0].system

    def rated(ratings: Mapping[tuple[str, str], Rating]) -> str:
        courses = tuple(
            replace(each, rating=ratings.get((each.at, each.course), each.rating))
            if each.system == system
            else replace(each, rating="not-red")
            for each in found.plan.courses
        )
        changed = replace(found.plan, courses=courses)
        blocks = one_page(replace(found, plans=(changed,)))
        return " ".join(
            str(fact.value) for block in blocks if isinstance(block, Facts) for fact in block.facts
        )

    saved: dict[tuple[str, str], Rating] = {
        (now, "do_nothing"): "not-red",
        (end, "do_nothing"): "red",
        (end, "plan"): "not-red",
    }
    name = found.plan.named(system)
    assert f"Kept from turning red: {name}." in rated(saved)
    assert f"No longer red: {name}." in rated({**saved, (now, "do_nothing"): "red"})
    turned = {**saved, (end, "plan"): "red"}
    assert f"Not red today but then: {name}." in rated(turned)


@pytest.mark.parametrize("width", [80, 160])
def test_the_submission_is_as_accepted(width: int) -> None:
    golden.check(f"reports/submission-{width}.txt", table_text(view(), Screen(width)))


def test_its_charts_are_as_accepted() -> None:
    charts = [each for each in (*view().blocks, *view().appendix) if isinstance(each, Chart)]
    assert charts
    drawn = {each.title: each.specification for each in charts}
    golden.check("reports/submission-charts.json", json_text(drawn))


def test_who_gains_comes_by_share_and_then_by_id() -> None:
    made = submission()
    plan = made.plan
    first, *others = plan.actions
    shared = replace(first, families={"z": 0.25, "b": 0.25, "ports": 0.5})
    changed = replace(plan, actions=(shared, *others))
    plans = tuple(changed if each is plan else each for each in made.plans)
    blocks = each_action(replace(made, plans=plans))
    told = [fact.value for block in blocks if isinstance(block, Facts) for fact in block.facts]
    assert "Ports Office 50%, b 25% and z 25%" in told
