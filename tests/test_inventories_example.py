"""The example department shows the whole inventory format, and its scenarios hang together."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import get_args, get_origin

import pytest
import yaml

from legacymap.analysis.analysis import Analysis, analyse
from legacymap.analysis.request import Request
from legacymap.domain.assessment import RATINGS, Basis
from legacymap.domain.inventory import Organisation, Record, Waiver
from legacymap.domain.money import Money
from legacymap.domain.scenario import Scenario
from legacymap.domain.system import (
    Approach,
    HostingType,
    IncidentSeverity,
    Kind,
    Option,
    Role,
    Status,
    System,
)
from legacymap.domain.values import Model
from tests.cli.running import ROOT

EXAMPLE = ROOT / "inventories" / "example-department"
FUNDS = ("rdel", "cdel")
# What only a return writes, and what the department states nothing of.
NOT_USED = {"StatedScore.basis", "System.withheld", "System.incidents_complete", "Option.supported_until"}
SCENARIOS = sorted((EXAMPLE / "scenarios").glob("*.yaml"))


@cache
def analysis() -> Analysis:
    return analyse(Request((EXAMPLE,), date(2026, 11, 22)))


@cache
def documents() -> tuple[dict[str, object], ...]:
    """Every document of the inventory as it is written."""
    files = sorted(EXAMPLE.rglob("*.yaml"))
    return tuple(found for file in files for found in yaml.load_all(text(file), yaml.BaseLoader))


def text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def written(key: str) -> list[object]:
    """What stands under a top-level key, items of lists one by one."""
    return [each for document in documents() if key in document for each in items(document[key], keyed=False)]


def items(value: object, *, keyed: bool) -> list[object]:
    if keyed and isinstance(value, dict):
        return list(value.values())
    return list(value) if isinstance(value, list) else [value]


def models(annotation: object, *, keyed: bool = False) -> Iterator[tuple[type[Model], bool]]:
    """The models in a field's type, and whether they stand under words of the user's own."""
    if get_origin(annotation) is None and isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation, keyed
    for part in get_args(annotation):
        yield from models(part, keyed=keyed or get_origin(annotation) is dict)


def never_used(model: type[Model], values: list[object]) -> set[str]:
    """The fields of a model, and of the models in it, that none of these values states."""
    mappings = [value for value in values if isinstance(value, dict)]
    missing = set()
    for name, field in model.model_fields.items():
        below = [mapping[name] for mapping in mappings if name in mapping]
        if not below:
            missing.add(f"{model.__name__}.{name}")
        for inner, keyed in models(field.annotation):
            missing |= never_used(inner, [item for value in below for item in items(value, keyed=keyed)])
    return missing


def systems() -> list[System]:
    return [record.system for record in analysis().inventory.records.values()]


def stated(file: Path) -> Scenario:
    [document] = yaml.load_all(text(file), yaml.BaseLoader)
    return Scenario.model_validate(document)


def options() -> list[tuple[Record, Option]]:
    plans = [(record, record.system.remediation) for record in analysis().inventory.records.values()]
    return [(record, option) for record, plan in plans if plan for option in plan.options or ()]


def paid(option: Option, fund: str) -> tuple[Money, ...]:
    return (option.rdel if fund == "rdel" else option.cdel) or ()


def spent(option: Option, fund: str, year: int, scenario: Scenario, bias: str) -> Decimal:
    """What an option that is committed costs of a fund in a year, with one of the scenario's biases."""
    total = Decimal(0)
    for each in FUNDS if fund == "total" else (fund,):
        years_in = year - (option.committed or 0)
        amounts = paid(option, each)
        share = scenario.bias.rdel if each == "rdel" else scenario.bias.cdel
        if bias == "upper":
            share = scenario.bias.upper or Decimal(0)
        if 0 <= years_in < len(amounts):
            total += amounts[years_in].amount * (1 + share)
    return total


def money(file: Path) -> float:
    """All the money of a scenario, in every fund and year."""
    lines = [line for line in stated(file).budgets if line.organisation == "all"]
    return sum(float(cap) for line in lines for cap in line.caps.values())


def contradictions() -> list[str]:
    return [
        criterion.contradiction
        for assessment in analysis().assessments.values()
        for criterion in assessment.criteria
        if criterion.contradiction
    ]


def test_it_has_forty_systems_in_two_families() -> None:
    inventory = analysis().inventory
    assert len(inventory.records) == 40
    assert {inventory.family(record.organisation) for record in inventory.records.values()} == {
        "harbours",
        "meridian",
    }


def test_it_has_no_errors_and_one_waiver_that_holds() -> None:
    findings = analysis().findings
    assert [finding.message for finding in findings if finding.severity == "error"] == []
    assert [finding.code for finding in findings if finding.waived] == ["LM402"]


def test_every_file_and_organisation_says_that_it_is_fictional() -> None:
    assert all(text(file).startswith("# Fictional: ") for file in EXAMPLE.rglob("*.yaml"))
    described = [each.organisation for each in analysis().inventory.described.values()]
    assert len(described) == 5
    assert all((each.name or "").endswith("(fictional)") for each in described)
    assert all((each.notes or "").startswith("Fictional.") for each in described)


def test_it_uses_every_key_of_the_format() -> None:
    assert never_used(System, written("systems")) == NOT_USED
    assert never_used(Organisation, written("organisation")) == set()
    assert never_used(Waiver, written("waivers")) == set()
    [settings] = [document["settings"] for document in documents() if "settings" in document]
    assert isinstance(settings, dict)
    assert settings["scenario"] == "scenarios/baseline.yaml"
    submission = settings["submission"]
    assert submission.keys() == {"department", "owner", "contact", "status", "preferred", "narrative"}
    assert any("legacymap" in document for document in documents())
    assert any(
        key.startswith("x-") for record in analysis().inventory.records.values() for key in record.extensions
    )


def test_the_walk_over_the_keys_notices_one_that_is_missing() -> None:
    without = [
        {key: value for key, value in system.items() if key != "aliases"}
        for system in written("systems")
        if isinstance(system, dict)
    ]
    assert never_used(System, [*without]) == {"System.aliases", *NOT_USED}


@pytest.mark.parametrize("word", [*get_args(Kind), *get_args(Status)])
def test_every_kind_and_status_occurs(word: str) -> None:
    assert word in {system.kind for system in systems()} | {system.status for system in systems()}


@pytest.mark.parametrize("word", get_args(HostingType))
def test_every_type_of_hosting_occurs(word: str) -> None:
    assert word in {system.hosting.type for system in systems() if system.hosting}


@pytest.mark.parametrize("word", get_args(Role))
def test_every_role_of_a_technology_but_other_occurs(word: str) -> None:
    assert word == "other" or word in {
        technology.role for system in systems() for technology in system.technologies or ()
    }


@pytest.mark.parametrize("word", get_args(IncidentSeverity))
def test_every_severity_of_an_incident_occurs(word: str) -> None:
    assert word in {incident.severity for system in systems() for incident in system.incidents or ()}


@pytest.mark.parametrize("word", get_args(Approach))
def test_every_approach_occurs(word: str) -> None:
    plans = [system.remediation for system in systems() if system.remediation]
    assert word in {option.approach for plan in plans for option in plan.options or ()}


@pytest.mark.parametrize("word", ["yes", "partly", "no"])
def test_plans_are_agreed_and_funded_in_every_degree(word: str) -> None:
    plans = [
        system.remediation.plan for system in systems() if system.remediation and system.remediation.plan
    ]
    assert word in {plan.agreed for plan in plans}
    assert word in {plan.funded for plan in plans}


@pytest.mark.parametrize("basis", sorted({*get_args(Basis)} - {"shared"}))
def test_criteria_rest_on_every_basis(basis: str) -> None:
    criteria = [each for assessment in analysis().assessments.values() for each in assessment.criteria]
    assert basis in {each.basis for each in criteria}


def test_unknown_stays_the_largest_part() -> None:
    ratings = list(analysis().ratings.values())
    counts = {rating: ratings.count(rating) for rating in RATINGS}
    assert counts["possibly-red"] > counts["red"] > 5
    assert counts["not-red"] > 5


def test_three_systems_need_each_other_and_an_assumption_is_the_place_to_break_it() -> None:
    [cycle] = analysis().estate.cycles()
    assert len(cycle.members) == 3
    assert cycle.breakable == (("coastal-safety/positions-exchange", "coastal-safety/vessel-traffic"),)


def test_facts_contradict_some_scores() -> None:
    assert len(contradictions()) >= 2


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_a_scenario_has_consecutive_years_and_a_cap_for_each(file: Path) -> None:
    scenario = stated(file)
    first = scenario.years[0]
    assert scenario.years == tuple(range(first, first + len(scenario.years)))
    assert scenario.budgets
    assert all(tuple(line.caps) == scenario.years for line in scenario.budgets)
    assert set(scenario.years) | {scenario.price_base} <= set(scenario.deflators or {})


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_a_scenario_names_what_the_inventory_holds(file: Path) -> None:
    scenario = stated(file)
    inventory = analysis().inventory
    named = {line.organisation for line in scenario.budgets} | set(scenario.capacity or {})
    assert named <= {"all", *inventory.described}
    chosen = [(fixed.system, fixed.option) for fixed in scenario.fix]
    chosen += [(forbidden.system, forbidden.option or "") for forbidden in scenario.forbid]
    assert set(chosen) <= {(record.id, option.id) for record, option in options()}


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
@pytest.mark.parametrize("bias", ["stated", "upper"])
def test_what_is_committed_fits_every_cap(file: Path, bias: str) -> None:
    scenario = stated(file)
    committed = [(record, option) for record, option in options() if option.committed]
    assert len(committed) == 2
    for line in scenario.budgets:
        below = [
            option
            for record, option in committed
            if line.organisation in {"all", *analysis().inventory.lineage(record.organisation)}
        ]
        for year, cap in line.caps.items():
            assert sum(spent(option, line.fund, year, scenario, bias) for option in below) <= cap.amount


def test_the_baseline_pays_for_about_half_of_the_first_options() -> None:
    first: dict[str, Option] = {}
    for record, option in options():
        if option.approach != "retain" and not option.committed:
            first.setdefault(record.id, option)
    amounts = [amount for option in first.values() for fund in FUNDS for amount in paid(option, fund)]
    cost = sum(float(amount) for amount in amounts)
    assert 0.5 < money(SCENARIOS[0]) / cost < 0.65  # optimism bias takes it to a half


def test_there_are_three_scenarios_that_differ_in_money() -> None:
    assert [file.stem for file in SCENARIOS] == ["baseline", "generous", "tight"]
    baseline, generous, tight = (money(file) for file in SCENARIOS)
    assert 1.9 < generous / baseline < 2.1
    assert 0.35 < tight / baseline < 0.45
