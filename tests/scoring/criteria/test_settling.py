"""What would settle an open criterion, in words."""

import pytest

from legacymap.domain.assessment import CriterionScore
from legacymap.domain.catalogue import Match, Product
from legacymap.domain.inventory import Record
from legacymap.domain.system import Technology
from legacymap.scoring.assess import criterion_scores
from legacymap.scoring.criteria import settled_by
from legacymap.scoring.facts import Facts
from tests.scoring.builders import facts, matched, record, uk_litraf


def told(criterion: str, found: Record, known: Facts | None = None) -> str:
    return settled_by(_score(criterion, found, known or facts()), found, known or facts(), uk_litraf())


def without_cycles(_: Technology) -> Match:
    return Match(Product(id="oracle-database", name="Oracle Database"), (), "no version")


def _score(criterion: str, found: Record, known: Facts) -> CriterionScore:
    (scores,) = criterion_scores([(found, known)], uk_litraf(), (77, 100))
    score = next(each for each in scores if each.criterion == criterion)
    assert score.low < score.high
    return score


def test_what_no_fact_settles_is_assessed() -> None:
    asked = told("skills", record())
    assert asked == "Assess, from 1 to 6: Knowledge and skills (assessment.scores.L3)"


def test_a_stated_range_is_narrowed_whatever_the_facts_say() -> None:
    found = record("{contracts: [{supplier: Acme}], assessment: {scores: {L2: {between: [2, 4]}}}}")
    assert told("vendor_contract", found) == (
        "Narrow the assessed range of 2 to 4 to one level (assessment.scores.L2)"
    )


@pytest.mark.parametrize(
    ("criterion", "asked"),
    [
        ("end_of_support", "List what it stands on with versions"),
        ("vendor_contract", "Give the end date of each contract and whether a replacement is agreed"),
        ("physical_environment", "Say where it runs (hosting)"),
        ("vulnerabilities", "Say whether vulnerabilities are known, and when somebody last looked"),
        ("recorded_issues", "List the incidents of the last three years"),
        ("financial", "Give the cost of one failure (costs.cost_of_failure)"),
        ("other_systems", "List what else needs it (used_by)"),
    ],
)
def test_a_silent_record_is_asked_for_the_fact(criterion: str, asked: str) -> None:
    assert told(criterion, record()).startswith(asked)


def test_a_technology_of_which_nothing_is_known_is_named() -> None:
    found = record("technologies: [oracle, {product: db2, version: 11, support: {standard_ends: 2040}}]")
    assert told("end_of_support", found) == (
        "Give the day on which standard support of oracle ends and whether an upgrade is planned "
        "(technologies.support)"
    )


def test_a_version_is_asked_for_only_where_the_catalogue_knows_the_product() -> None:
    known = facts(match=without_cycles)
    asked = told("end_of_support", record("technologies: [{product: oracle, upgrade_planned: no}]"), known)
    assert asked == "Give the version of oracle (technologies)"


def test_releases_that_stand_at_different_levels_are_listed() -> None:
    known = facts(match=matched("2018-07-31", "2040-01-01"))
    asked = told("end_of_support", record("technologies: [oracle 12]"), known)
    assert asked == (
        "Say which release of oracle 12 it is, 12.1 or 12.2 and whether an upgrade is planned (technologies)"
    )


def test_releases_at_one_level_leave_only_the_upgrade_open() -> None:
    known = facts(match=matched("2028-07-31", "2028-08-31"))
    asked = told("end_of_support", record("technologies: [oracle 12]"), known)
    assert asked == "Say whether an upgrade of oracle 12 is planned (technologies.upgrade_planned)"


def test_a_technology_that_no_longer_matters_is_not_asked_about() -> None:
    found = record(
        "technologies: [{product: a, version: 1, support: {standard_ends: 2028-01-01}, upgrade_planned: no},"
        " {product: b, support: {standard_ends: not-announced}}, {product: c}]"
    )
    asked = told("end_of_support", found)
    assert "of c ends" in asked
    assert " b " not in asked


def test_support_without_an_announced_end_is_assessed() -> None:
    found = record("technologies: [{product: b, support: {standard_ends: not-announced}}]")
    assert told("end_of_support", found).startswith("Assess it, as no end of support of b is announced")


def test_contracts_are_asked_for_what_each_lacks() -> None:
    found = record(
        "contracts: [{supplier: Acme, ends: 2027-01}, {supplier: Bolt, replacement_agreed: no}, {}]"
    )
    assert told("vendor_contract", found) == (
        "Say whether a replacement is agreed for the contract with Acme; when the contract with Bolt ends; "
        "when a contract without supplier ends and whether a replacement is agreed (contracts)"
    )


def test_a_check_for_vulnerabilities_has_a_day_that_is_recent() -> None:
    assert told("vulnerabilities", record("vulnerabilities: {known: no}")).startswith("Say when somebody")
    old = told("vulnerabilities", record("vulnerabilities: {known: no, checked: 2024-01}"))
    assert old.startswith("Look again and give the day: the last check, 2024-01,")
    early = told("vulnerabilities", record("vulnerabilities: {known: no, checked: 2030-01}"))
    assert early.startswith("Correct the day of the last check, 2030-01")


def test_incidents_are_asked_for_date_and_severity() -> None:
    found = record("incidents: [{date: 2025-05}, {severity: severe}, {date: 2026-01, severity: minor}]")
    assert told("recorded_issues", found) == (
        "Give the severity of the incident of 2025-05; the date of the severe incident without a date "
        "(incidents)"
    )


def test_a_cost_is_asked_for_in_the_currency_that_counts() -> None:
    dollars = record("costs: {cost_of_failure: $5m}")
    assert told("financial", dollars) == "Give the cost of one failure in GBP (costs.cost_of_failure)"
    euros = told("financial", record("costs: {cost_of_failure: 5m}"), facts(currency="EUR"))
    assert euros.startswith("Give the annual budget of the organisation")


def test_stated_hosting_that_settles_nothing_leaves_an_assessment() -> None:
    asked = told("physical_environment", record("hosting: on-premises"))
    assert asked.startswith("Assess, from 1 to 6:")
