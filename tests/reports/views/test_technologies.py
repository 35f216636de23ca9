import json
from dataclasses import replace

from legacymap.domain.documents import as_json
from legacymap.domain.results import TotalLosses
from legacymap.reports.content.registers import technologies_view
from legacymap.reports.serial import document_text
from legacymap.reports.view import FOR_DATA, Figures, Judgement, Prose, Table
from tests.reports.builders import exposure
from tests.reports.views.test_scan import column_of, table_of


def table() -> Table:
    return table_of(technologies_view(exposure()).blocks, "Technologies")


def test_the_headline_says_how_much_the_catalogue_knows() -> None:
    figures = technologies_view(exposure()).blocks[0]
    assert isinstance(figures, Figures)
    assert [[fact.value for fact in line] for line in figures.lines] == [[4, 7, 7], [6, 5]]


def test_a_row_has_counts_for_people_and_ids_for_data() -> None:
    assert column_of(table(), "systems") == [4, 1, 1, 1]
    assert column_of(table(), "organisations") == [3, 1, 1, 1]
    assert column_of(table(), "ids")[0] == (
        "dwp/customer-information-system hmrc/nps home-office/case-store home-office/pnc"
    )
    few = column_of(table(), "few")[0]
    ids = "dwp/customer-information-system, hmrc/nps, home-office/case-store and 1 more"
    assert few == Judgement(ids, ids.replace(",", ";"))
    named = replace(exposure(), names={"hmrc/nps": "Pay"})
    shown = column_of(table_of(technologies_view(named).blocks, "Technologies"), "few")[0]
    assert getattr(shown, "words", "").startswith("dwp/customer-information-system; Pay; home-office/case")


def test_where_no_technology_is_listed_no_nought_looks_like_good_news() -> None:
    silent = replace(exposure(), loses_support=TotalLosses(0, {2026: 0, 2027: 0}, 0, 2))
    blocks = technologies_view(silent).blocks
    assert Prose("Nothing is known: 2 systems list no technology.") in blocks
    assert not any("already without support" in str(block) for block in blocks)


def test_ends_are_words_where_they_are_no_dates() -> None:
    assert column_of(table(), "standard_ends") == ["2018-07-31", "ended", "not-announced", "unknown"]
    assert column_of(table(), "cover_ends")[1:] == ["not-announced", None, None]


def test_people_see_the_years_in_which_support_is_lost() -> None:
    assert column_of(table(), "losing") == ["2026-27: 1, 2028-29: 1", "", "", ""]


def test_data_has_a_column_for_each_year() -> None:
    years = [column.key for column in table().columns if column.key.startswith("lose_")]
    assert years == ["lose_2026-27", "lose_2027-28", "lose_2028-29", "lose_2029-30", "lose_2030-31"]
    assert [column_of(table(), year)[0] for year in years] == [1, 0, 1, 0, 0]
    assert all(column.priority == FOR_DATA for column in table().columns if column.key in years)


def test_the_skills_of_data_are_no_day_of_a_month() -> None:
    cells = column_of(table(), "skills")
    assert [(getattr(cell, "code", None), getattr(cell, "words", None)) for cell in cells] == [
        ("5 to 6", "5-6"),
        ("5", "5"),
        (None, None),
        ("5", "5"),
    ]


def test_an_estate_without_technologies_says_so_and_has_an_empty_table_for_data() -> None:
    view = technologies_view(replace(exposure(), technologies=()))
    assert any("lists a technology" in block.text for block in view.blocks if isinstance(block, Prose))
    assert not any(isinstance(block, Table) for block in view.blocks)
    assert view.main is not None
    assert view.main.rows == ()


def test_the_document_has_its_keys_in_order() -> None:
    document = json.loads(document_text(exposure()))
    assert list(document) == [
        *("format", "as_of", "provenance", "incomplete", "totals", "loses_support", "technologies"),
    ]
    assert document["format"] == "legacymap.technologies/1"
    assert list(document["totals"]) == ["systems", "technologies", "listings", "known", "dated"]
    assert list(document["loses_support"]) == ["already", "by_year", "unknown", "silent"]
    assert list(document["technologies"][0]) == [
        *("technology", "product", "cycles", "written", "systems", "organisations", "support"),
        *("standard_ends", "past", "cover_ends", "loses_support", "skills"),
    ]


def test_a_technology_has_its_systems_and_years() -> None:
    first, second, third, _ = as_json(exposure())["technologies"]
    assert first["systems"][0] == "dwp/customer-information-system"
    assert (first["standard_ends"], first["cover_ends"]) == ("2018-07-31", "2027-03-31")
    assert first["loses_support"] == {
        "already": 2,
        "by_year": {"2026-27": 1, "2027-28": 0, "2028-29": 1, "2029-30": 0, "2030-31": 0},
        "unknown": 0,
    }
    assert first["skills"] == {"low": 5, "high": 6}
    assert (second["standard_ends"], second["cover_ends"]) == ("ended", "not-announced")
    assert (third["product"], third["cover_ends"], third["skills"]) == (None, None, None)
