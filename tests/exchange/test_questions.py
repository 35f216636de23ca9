"""How questions are put into portions, on subjects made by hand."""

from datetime import date

import pytest

from legacymap.exchange.questions import (
    AskedCriterion,
    Subject,
    declared,
    items_of,
    portions,
    questions_about,
)
from legacymap.exchange.targets.questions import file_names

SKILLS = AskedCriterion("skills", "L3", "Skills", "Who knows it?", {1: "Many", 2: "Few"})
ENDS = AskedCriterion("end_of_support", "L1", "End of support", "When?", {1: "a", 2: "b"}, "end_of_support")
PLACE = AskedCriterion("place", "L5", "Place", "Where?", {1: "a", 2: "b"}, "physical_environment")


def subject(system: str, doubt: float = 0.1, owner: str = "Team", **record: object) -> Subject:
    return Subject(system, system.upper(), owner, record, (SKILLS, ENDS, PLACE), doubt, len)


def test_eighty_per_cent_of_the_doubt_is_counted_from_the_top() -> None:
    systems = [subject(f"a/s{number}", doubt) for number, doubt in enumerate((0.25, 0.15, 0.05, 0.05))]
    [portion] = portions(systems, "owner")
    assert (portion.four_fifths, portion.of) == (2, 4), "0.40 of 0.50 is four fifths exactly"


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("owner", ["a--no-owner.xlsx", "a--team.xlsx", "b--team.xlsx"]),
        ("organisation", ["a--no-owner.xlsx", "b--no-owner.xlsx"]),
        ("none", ["questions.xlsx"]),
    ],
)
def test_a_workbook_holds_an_owner_an_organisation_or_all(by: str, names: list[str]) -> None:
    systems = [subject("a/x"), subject("a/y", owner=""), subject("b/x")]
    assert file_names(portions(systems, by)) == names  # type: ignore[arg-type]


def test_owners_whose_names_become_one_have_workbooks_of_their_own() -> None:
    names = file_names(portions([subject("a/x", owner="Team A"), subject("a/y", owner="team-a")], "owner"))
    assert len(set(names)) == 2


def test_what_is_stated_is_no_question_and_what_nobody_knew_comes_last() -> None:
    routes = [each.route for each in questions_about(subject("a/x", hosting="saas"))]
    assert "hosting" not in routes
    assert "assessment.scores.place" in routes, "the hosting that is stated does not settle it"
    known = Subject(
        "a/x", "X", "Team", {}, (SKILLS, ENDS), 0.1, lambda _: 0.0, {"a/x:technologies": date(2026, 11, 20)}
    )
    [portion] = portions([known], "owner")
    assert [each.route for each in portion.questions] == ["assessment.scores.skills", "technologies"]


def test_the_top_counts_systems_and_the_others_are_left_for_later() -> None:
    [portion] = portions([subject("a/x"), subject("a/y")], "owner", 1)
    assert {each.system for each in portion.questions} == {"a/x"}
    assert portion.later == len(questions_about(subject("a/y")))


def test_short_forms_on_record_are_understood() -> None:
    record = {
        "owner": "Team",
        "hosting": {"type": "saas"},
        "assessment": {"scores": {"L3": {"between": ["2", "4"]}, "place": "3"}},
        "technologies": ["oracle-database 12.1", {"product": "cobol", "support": {"standard_ends": "2030"}}],
    }
    assert declared(record, "owner") == "Team"
    assert declared(record, "hosting") == "saas"
    assert declared(record, "assessment.scores.skills", "L3") == "2 to 4"
    assert declared(record, "assessment.scores.place", "L5") == "3"
    assert declared(record, "vulnerabilities.known") == ""
    assert items_of(record, "technologies") == [
        {"product": "oracle-database", "version": "12.1"},
        {"product": "cobol", "standard_ends": "2030"},
    ]
