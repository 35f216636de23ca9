from dataclasses import replace

from legacymap.reports.content.registers import technologies_view
from legacymap.reports.view import FOR_DATA, Figures, Prose, Table
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
    assert column_of(table(), "few")[0] == (
        "dwp/customer-information-system, hmrc/nps, home-office/case-store and 1 more"
    )


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
