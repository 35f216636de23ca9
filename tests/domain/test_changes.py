"""What is learned and what is changed between two records, statement by statement."""

import pytest

from legacymap.domain.changes import record_changes, with_learned
from legacymap.domain.findings import Route
from legacymap.domain.inventory import Record
from legacymap.domain.system import System
from tests.scoring.builders import uk_litraf

FRAMEWORK = uk_litraf()


def record(**facts: object) -> Record:
    return Record("a", System.model_validate({"id": "s", "name": "S", **facts}), Route("a.yaml"))


def told(old: Record, new: Record) -> list[tuple[str, object, object, str]]:
    return [(each.route, each.old, each.new, each.how) for each in record_changes(old, new, FRAMEWORK)]


def test_an_arrow_is_a_change_even_where_none_was_stated() -> None:
    old, new = record(), record(depends_on=["b"], used_by=["c"])
    assert [how for _, _, _, how in told(old, new)] == ["changed", "changed"]
    assert with_learned(old, new, FRAMEWORK) is old


def test_what_has_a_default_is_known_without_being_stated() -> None:
    old, new = record(), record(status="retired", kind="platform")
    assert told(old, new) == [
        ("kind", "application", "platform", "changed"),
        ("status", "live", "retired", "changed"),
    ]
    assert with_learned(old, new, FRAMEWORK) is old


def test_a_list_is_learned_whole_and_an_item_that_joins_one_is_a_change() -> None:
    item = {"product": "vb6", "version": "6"}
    assert told(record(), record(technologies=[item])) == [
        ("technologies[0]", None, "product: vb6, version: 6", "learned")
    ]
    old, new = record(technologies=["cobol"]), record(technologies=[item, "cobol"])
    assert told(old, new) == [("technologies[0]", None, "product: vb6, version: 6", "changed")]
    assert with_learned(old, new, FRAMEWORK) is old
    assert told(new, old) == [("technologies[0]", "product: vb6, version: 6", None, "withdrawn")]
    assert told(record(contracts=[]), record(contracts=[{}]))[0][3] == "changed"
    assert told(record(), record(contracts=[])) == [("contracts", None, "none", "learned")]


def test_an_item_is_found_again_by_what_it_is_and_learns_the_rest() -> None:
    old = record(
        technologies=[{"product": "java", "version": "8"}, {"product": "Java"}],
        incidents=[{"severity": "major", "summary": "Fire"}, {"date": "2024-01"}],
        contracts=[{"supplier": "Acme", "ends": "unknown"}, {"supplier": "Acme", "scope": "hosting"}],
    )
    new = record(
        technologies=[{"product": "java", "version": "11"}, {"product": "java", "version": "8"}],
        incidents=[{"date": "2024-01"}, {"date": "2025-05", "severity": "major", "summary": "Fire"}],
        contracts=[
            {"supplier": "Acme", "scope": "hosting", "ends": "2028"},
            {"supplier": "Acme", "ends": "2027"},
        ],
    )
    assert told(old, new) == [
        ("technologies[0].product", "Java", "java", "changed"),
        ("technologies[0].version", None, "11", "learned"),
        ("contracts[0].ends", None, "2028", "learned"),
        ("contracts[1].ends", None, "2027", "learned"),
        ("incidents[1].date", None, "2025-05", "learned"),
    ]
    learned = with_learned(old, new, FRAMEWORK).system
    assert [each.label for each in learned.technologies or ()] == ["java 8", "Java 11"]
    assert [str(each.ends) for each in learned.contracts or ()] == ["2027", "2028"]
    assert [str(each.date) for each in learned.incidents or ()] == ["2025-05", "2024-01"]


def test_scores_are_compared_by_criterion_and_unknown_is_nothing() -> None:
    old = record(assessment={"scores": {"L3": "4", "L4": "unknown", "C1": {"between": ["2", "4"]}}})
    new = record(
        assessment={
            "framework": "uk-litraf",
            "scores": {"skills": "4", "business_needs": "5", "national_security": "3", "C2": "unknown"},
        }
    )
    assert told(old, new) == [
        ("assessment.scores.national_security", "2 to 4", 3, "changed"),
        ("assessment.scores.business_needs", None, 5, "learned"),
    ]
    scores = with_learned(old, new, FRAMEWORK).system.assessment
    assert scores is not None
    assert {word: each.bounds for word, each in (scores.scores or {}).items() if each} == {
        "skills": (4, 4),
        "national_security": (2, 4),
        "business_needs": (5, 5),
    }


def test_assessments_under_two_frameworks_teach_each_other_nothing() -> None:
    old = record(assessment={"framework": "other", "scores": {"A1": "4"}})
    new = record(assessment={"scores": {"L3": "4"}})
    assert with_learned(old, new, FRAMEWORK) is old
    empty = record(assessment={"framework": "other"})
    assert with_learned(empty, new, FRAMEWORK).system.assessment != empty.system.assessment


@pytest.mark.parametrize(
    ("key", "one", "other"),
    [
        ("costs", {"annual_run": "£4m"}, {"annual_run": "4_000_000"}),
        ("retires", "2028", "2028"),
        ("owner", "Team", {"business": "Team"}),
        ("hosting", "saas", {"type": "saas"}),
    ],
)
def test_one_statement_in_two_spellings_is_no_change(key: str, one: object, other: object) -> None:
    assert told(record(**{key: one}), record(**{key: other})) == []


def test_the_owner_under_its_other_key_is_the_same() -> None:
    assert told(record(owner="Team"), record(owners={"business": "Team"})) == []


def test_a_list_longer_than_anybody_writes_is_compared_in_its_order() -> None:
    many = [{"product": f"p{number}"} for number in range(2_000)]
    old, new = record(technologies=many), record(technologies=[*many[1:], {"product": "last"}])
    assert len(told(old, new)) == 2_000
