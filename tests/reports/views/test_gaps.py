import json
from dataclasses import replace

import pytest

from legacymap.domain.documents import as_json
from legacymap.reports.content.gaps import gaps_by_owner_view, gaps_sheet_view, gaps_view, open_criteria
from legacymap.reports.formats import FORMATS
from legacymap.reports.formats.csv import csv_text
from legacymap.reports.formats.markdown import markdown_text
from legacymap.reports.formats.table import table_text
from legacymap.reports.serial import document_text
from legacymap.reports.terminal import cells
from legacymap.reports.view import Prose, Screen, Table
from tests import golden
from tests.reports.results import gaps
from tests.reports.views.test_scan import column_of, table_of


@pytest.mark.parametrize("width", [80, 160])
def test_gaps_are_as_accepted(width: int) -> None:
    golden.check(f"reports/gaps-{width}.txt", table_text(gaps_view(gaps()), Screen(width)))


def test_gaps_by_owner_are_as_accepted() -> None:
    golden.check("reports/gaps-by-owner.md", markdown_text(gaps_by_owner_view(gaps())))


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    for view in (gaps_view(gaps()), gaps_by_owner_view(gaps())):
        assert max(map(cells, table_text(view, Screen(width)).splitlines())) <= width


def test_systems_left_out_are_counted() -> None:
    table = table_of(gaps_view(gaps(), 2).blocks, "Ask about these")
    assert column_of(table, "name") == ["Name of home-office/pnc", "Name of dwp/customer-information-system"]
    assert (column_of(table, "facts"), column_of(table, "assessments"), table.more) == ([1, 1], [1, 0], 3)


def test_each_system_has_its_questions_facts_first() -> None:
    table = table_of(gaps_view(gaps()).blocks, "Name of home-office/pnc: 2 questions, removes 26%")
    assert column_of(table, "kind") == ["fact", "assessment"]


def test_the_doubt_that_the_first_systems_remove_is_their_share_of_all() -> None:
    [_, told] = [block for block in gaps_view(gaps()).blocks if isinstance(block, Prose)][:2]
    assert told.text.endswith("full answers remove: all 5 systems 100%.")


def test_one_name_in_two_organisations_is_two_owners_and_nobody_comes_last() -> None:
    titles = [block.title for block in gaps_by_owner_view(gaps()).blocks if isinstance(block, Table)]
    assert titles == [
        "Police systems (home-office)",
        "=Operations | all (hmrc)",
        "Police systems (moj)",
        "No owner stated (dvla)",
        "No owner stated (dwp)",
    ]


def test_organisations_of_owners_are_named() -> None:
    named = replace(gaps(), organisations={"hmrc": "Revenue and Customs"})
    titles = [block.title for block in gaps_by_owner_view(named).blocks if isinstance(block, Table)]
    assert titles[1] == "=Operations | all (Revenue and Customs)"


def test_what_an_answer_is_worth_is_explained_where_it_is_shown() -> None:
    table = table_of(gaps_view(gaps()).blocks, "Ask about these")
    assert table.note.endswith("lessen the doubt about its system, which is 0.25 at most.")


def test_questions_that_are_not_shown_are_counted_in_words() -> None:
    prose = [block.text for block in gaps_by_owner_view(gaps(), 3).blocks if isinstance(block, Prose)]
    assert "and questions about 2 more systems." in prose


def test_a_sheet_has_every_question_in_the_order_of_owners() -> None:
    table = table_of(gaps_sheet_view(gaps()).blocks, "Questions")
    assert column_of(table, "system") == [
        *("home-office/pnc", "home-office/pnc", "hmrc/nps", "moj/court-listing"),
        *("dvla/driver-database", "dwp/customer-information-system"),
    ]
    assert "'=Say when" in csv_text(gaps_sheet_view(gaps()))


def test_levels_are_no_day_of_a_month_in_a_spreadsheet() -> None:
    table = open_criteria(gaps())
    assert isinstance(table, Table)
    assert {getattr(cell, "code", None) for cell in column_of(table, "level")} == {"1 to 5", "1 to 6"}
    assert (len(table.rows), table.more) == (6, 3)


@pytest.mark.parametrize("name", FORMATS)
def test_an_estate_without_gaps_says_so(name: str) -> None:
    found = replace(
        gaps(), totals=replace(gaps().totals, open=0, doubt=0.0), gaps=(), questions=(), shares=()
    )
    for view in (gaps_view(found), gaps_by_owner_view(found), gaps_sheet_view(found)):
        assert ("Nothing is open" in FORMATS[name](view, Screen())) == (name != "csv")


def test_doubt_that_no_answer_removes_is_said_to_be_settled() -> None:
    first = gaps_view(replace(gaps(), totals=replace(gaps().totals, doubt=0.0), shares=())).blocks[0]
    assert isinstance(first, Prose)
    assert "is settled" in first.text


def test_the_document_is_as_accepted() -> None:
    golden.check("reports/gaps.json", document_text(gaps()))


def test_a_row_has_exactly_the_keys_of_the_contract() -> None:
    document = json.loads(document_text(gaps()))
    assert list(document["gaps"][0]) == [
        *("system", "criterion", "value", "p_red", "low", "high", "owner", "question", "settled_by"),
    ]
    assert [gap["owner"] for gap in document["gaps"]][1] is None


def test_numbers_are_unrounded() -> None:
    document = as_json(gaps())
    assert document["totals"]["doubt"] == 0.71875
    assert document["shares"] == [{"answers": 9, "share": 0.8125}]
    assert document["gaps"][0]["value"] == 0.0625
