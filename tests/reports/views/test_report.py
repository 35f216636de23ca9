"""The submission shows the plan's own figures, whole, in the order that is promised."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given

from legacymap.domain.documents import as_json
from legacymap.domain.plan import Plan
from legacymap.domain.scenario import SECTIONS
from legacymap.domain.submission import Submission
from legacymap.reports.content.submission.report import report_view
from legacymap.reports.content.submission.sections import BLOCKS
from legacymap.reports.formats.markdown import markdown_text
from legacymap.reports.view import Block, Chart, Fact, Facts, Heading, Judgement, Points, Prose, Table, View
from tests.reports.texts import texts
from tests.verbs.submissions import submission

_CASES = ("strategic", "economic", "commercial", "financial", "management")


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
    numbered = [f"{number}. {each.title} ({each.case})" for number, each in enumerate(SECTIONS, start=1)]
    annexes = ["Annex A. Every system", "Annex B. The method", "Annex C. Assumptions"]
    assert list(sections(view())) == [*numbered, *annexes]
    assert list(BLOCKS) == [each.id for each in SECTIONS]


@pytest.mark.parametrize("case", _CASES)
def test_each_of_the_five_cases_has_a_section_of_its_own(case: str) -> None:
    assert any(each.case == f"{case} case" for each in SECTIONS)


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
        assert table.level == 2
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
    table, plan = tables(view())["What is asked for, by year and fund"], document()
    for fund in ("rdel", "cdel"):
        by_year = [sum(each[fund].get(year, 0) for each in plan["actions"]) for year in plan["years"]]
        later = sum(
            amount
            for each in plan["actions"]
            for year, amount in each[fund].items()
            if year > plan["years"][-1]
        )
        assert column(table, fund) == pytest.approx([*by_year, sum(by_year), later])
        assert later == pytest.approx(plan["tail"][fund])
    assert column(table, "year")[:-2] == plan["years"]


def test_the_options_have_the_present_values_of_the_plan() -> None:
    table, money = tables(view())["Options in present values"], document()["money"]
    rows = [money["do_nothing"], money["do_minimum"], money["plan"]]
    pairs = (
        ("rdel", "rdel"),
        ("cdel", "cdel"),
        ("cost", "cost"),
        ("running_cost", "running_cost"),
        ("saved", "running_cost_saved"),
        ("net", "net_present_cost"),
    )
    for shown, named in pairs:
        found = column(table, shown)[:3]
        # Whole units in JSON.
        assert found == pytest.approx([float(str(dict(row)[named])) for row in rows], abs=1)
    others = submission().plans[1:]
    assert column(table, "net")[3:] == [plan.money.plan.net_present_cost for plan in others]


def test_budgets_are_those_of_the_plan() -> None:
    table, lines = tables(view())["Use of the budgets"], document()["budget"]
    for key in ("organisation", "fund", "year"):
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
    parts = list(sections(view()).values())
    assert parts[0][:2] == [Prose("The register first."), Points(("It is <i>old</i>.", "It is needed."))]
    assert parts[7][0] == Prose("Paid from the settlement (https://settlement.example).")


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
    facts = [fact for block in shown.blocks if isinstance(block, Facts) for fact in block.facts]
    assert "not stated" in {_words(fact) for fact in facts if fact.label == "work agreed"}
    assert "2 of 2 actions lack" in markdown_text(shown)


def _words(fact: Fact) -> object:
    return fact.value.words if isinstance(fact.value, Judgement) else fact.value


def test_a_plan_of_nothing_is_a_whole_document_all_the_same() -> None:
    found = submission()
    nothing: Plan = replace(found.plan, actions=(), not_planned=(), budget=(), sensitivity=())
    scan = replace(found.scan, capabilities=())
    shown = report_view(replace(found, plans=(nothing, *found.plans[1:]), scan=scan, busy=()))
    assert [title for title, blocks in sections(shown).items() if not blocks] == []
    assert [title for title, table in tables(shown).items() if not table.rows] == []


def test_a_search_cut_short_is_said_on_the_first_page() -> None:
    said = "The time limit ended a search"
    shown = report_view(replace(submission(), cut_short=("the frontier",)))
    assert shown.blocks[0] == Prose("Incomplete: the time limit ended early: the frontier.")
    first, *_ = sections(replace(shown, blocks=shown.blocks[1:])).values()
    assert any(said in item for block in first if isinstance(block, Points) for item in block.items)
    assert said not in markdown_text(view())


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
    told = found.scenario.model_copy(update={"narrative": {"summary": text}})
    shown = markdown_text(report_view(replace(found, scenarios=(told, *found.scenarios[1:]))))
    # An empty comment parts what forges would take for an address or a mention; it holds no text.
    assert not re.search(r"<(?=[a-zA-Z/!?])", shown.replace("<!-- -->", ""))
