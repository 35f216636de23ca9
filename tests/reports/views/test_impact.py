from dataclasses import replace

import pytest

from legacymap.domain.connections import Impact, Step, Sum, Sums
from legacymap.domain.documents import as_json
from legacymap.reports.content.impact import impact_view
from legacymap.reports.formats.csv import csv_text
from legacymap.reports.formats.markdown import markdown_text
from legacymap.reports.formats.table import table_text
from legacymap.reports.serial import document_text
from legacymap.reports.terminal import cells
from legacymap.reports.view import FOR_DATA, Judgement, Prose, Screen, Table
from tests import golden
from tests.reports.results import impact, member
from tests.reports.views.test_scan import column_of, table_of

NONE = Sums(0, 0, 0, Sum(None, 0, 0), Sum(None, 0, 0))


def alone() -> Impact:
    return replace(impact(), affected=(), organisations=(), totals=NONE, services=NONE, cycles=(), parts=())


def headline(found: Impact) -> str:
    first = impact_view(found).blocks[0]
    assert isinstance(first, Prose)
    return first.text


@pytest.mark.parametrize("width", [80, 160])
def test_an_impact_is_as_accepted(width: int) -> None:
    golden.check(f"reports/impact-{width}.txt", table_text(impact_view(impact()), Screen(width)))


def test_an_impact_in_markdown_is_as_accepted() -> None:
    golden.check("reports/impact.md", markdown_text(impact_view(impact())))


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    for found in (impact(), alone(), replace(impact(), direction="upstream")):
        assert max(map(cells, table_text(impact_view(found), Screen(width)).splitlines())) <= width


def test_the_headline_says_who_where_and_how_many_users_are_known() -> None:
    assert headline(impact()) == (
        "If Police National Computer stops, 3 systems stop and 2 degrade, in 4 organisations, if assumed "
        "arrows hold. 3 of them are services, with 1,200 users known (2 state no count) and 2.1m "
        "transactions a year known (2 state no count). Along confirmed arrows alone 2 stop and 1 degrade."
    )


def test_where_every_arrow_is_confirmed_nothing_is_said_of_assumed_ones() -> None:
    sure = replace(impact(), affected=tuple(each for each in impact().affected if each.is_confirmed))
    assert "assumed" not in headline(sure)
    unsure = replace(sure, affected=tuple(replace(each, is_confirmed=False) for each in sure.affected))
    assert headline(unsure).endswith("Along confirmed arrows alone none stop and none degrade.")
    assert "(could be red, along an assumed arrow)" in headline(replace(unsure, direction="upstream"))


def test_an_organisation_without_a_name_is_called_by_its_id_and_has_no_name_in_data() -> None:
    tables = [each for each in impact_view(impact()).blocks if isinstance(each, Table)]
    [table] = [each for each in tables if each.title == "By organisation"]
    named = {row[1]: row[0] for row in table.rows}
    assert named["external"] == Judgement("", "external")
    assert named["dwp"] == Judgement("Work and Pensions", "Work and Pensions")


def test_one_and_none_are_in_words() -> None:
    one = Sums(1, 0, 1, Sum(None, 0, 1), Sum(1, 1, 1))
    said = headline(replace(impact(), totals=one, services=one, organisations=impact().organisations[:1]))
    assert said == (
        "If Police National Computer stops, 1 system stops and none degrades, in 1 organisation, if assumed "
        "arrows hold. 1 of them is a service, with no count of users known and 1 transaction a year known. "
        "Along confirmed arrows alone 2 stop and 1 degrade."
    )


def test_unknown_consumers_are_no_all_clear() -> None:
    assert headline(alone()).endswith("consumers may be missing.")
    sure = replace(alone(), system=member("a/b", "data", consumers_complete="yes"))
    assert headline(sure).endswith("its record states that every consumer is known.")
    assert headline(replace(alone(), direction="upstream")).endswith("is not known to need any system.")


def test_upstream_the_weakest_is_named() -> None:
    said = headline(replace(impact(), direction="upstream"))
    assert said == (
        "Police National Computer stands on 5 systems, in 4 organisations: it stops when any of 3 does, and "
        "it degrades when any of 2 does, if assumed arrows hold. The weakest that would stop it is "
        "Name of home-office/case-store (could be red). Along confirmed arrows alone 2 would stop it and 1 "
        "would degrade it."
    )


def test_a_way_shows_what_is_soft_and_what_is_assumed() -> None:
    words = [getattr(way, "words", "") for way in column_of(table(impact()), "way")]
    assert words == [
        "-> Police National Computer",
        "-?> Police National Computer",
        "-> Name of home-office/case-store -> Police National Computer",
        "~> Police National Computer",
        "~?> Name of hmrc/nps ~> Police National Computer",
    ]
    assert getattr(column_of(table(impact()), "way")[4], "code", "") == (
        "dwp/cis ~?> hmrc/nps ~> home-office/pnc"
    )


def test_what_has_no_record_is_called_by_its_id_and_has_no_name_in_data() -> None:
    names = [
        (getattr(name, "code", None), getattr(name, "words", None))
        for name in column_of(table(impact()), "name")
    ]
    assert names[:2] == [
        ("Name of home-office/case-store", "Name of home-office/case-store"),
        ("", "external/police-forces"),
    ]


def test_the_main_table_has_every_system_and_services_have_their_own() -> None:
    assert column_of(table(impact()), "users") == [None, None, 1200, None, None]
    services = table_of(impact_view(impact()).blocks, "Services")
    assert column_of(services, "system") == ["dwp/search-light", "hmrc/nps", "dwp/cis"]
    assert csv_text(impact_view(impact())).count("\r\n") == 6


def test_a_whole_and_its_parts_are_named() -> None:
    text = table_text(impact_view(impact()), Screen(200))
    assert "Its parts go by their own arrows: home-office/pnc-web." in text
    assert [getattr(whole, "words", whole) for whole in column_of(table(impact()), "part_of")] == [
        *(None, None, "Name of dwp/cis", None, None)
    ]


def test_parts_take_no_room_where_there_are_none() -> None:
    table = table_of(impact_view(replace(impact(), affected=impact().affected[:1])).blocks, "What stops")
    assert next(column.priority for column in table.columns if column.key == "part_of") == FOR_DATA


def test_outside_the_estate_nothing_is_traced() -> None:
    outside = replace(alone(), in_estate=False, system=member("a/b", "data", status="retired"))
    assert headline(outside).startswith("Its status is retired")
    assert not [block for block in impact_view(outside).blocks if isinstance(block, Table)]


def table(found: Impact) -> Table:
    return table_of(impact_view(found).blocks, "What stops")


def test_kinds_and_notes_of_the_steps_are_shown_where_a_record_states_them() -> None:
    first = impact().affected[0]
    said = replace(first, arrows=(Step("hard", "confirmed", "data", "Nightly extract"),))
    found = table_of(impact_view(replace(impact(), affected=(said, *impact().affected[1:3]))).blocks, "What")
    assert column_of(found, "kinds") == ["data", None, None]
    assert column_of(found, "notes") == ["Nightly extract", None, None]
    shown = {column.key: column.priority for column in found.columns}
    assert FOR_DATA not in {shown["kinds"], shown["notes"]}
    silent = {each.key: each.priority for each in table_of(impact_view(impact()).blocks, "What").columns}
    assert silent["kinds"] == silent["notes"] == FOR_DATA


def test_the_document_is_as_accepted() -> None:
    golden.check("reports/impact.json", document_text(impact()))


def test_a_way_has_an_arrow_between_each_two_systems() -> None:
    for each in as_json(impact())["affected"]:
        assert len(each["path"]) == len(each["arrows"]) + 1


def test_what_is_not_known_is_null() -> None:
    document = as_json(impact())
    stub = document["affected"][1]
    assert (stub["stub"], stub["name"], stub["rating"], stub["users"]) == (True, None, None, None)
    assert document["organisations"][1]["users"] == {"total": None, "stated": 0, "systems": 1}
