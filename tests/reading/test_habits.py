"""What people write for a key leads to the key that means the same, first of all in the same mapping."""

import pytest
from pydantic import BaseModel

from legacymap.domain.inventory import Organisation, Waiver
from legacymap.domain.scenario import BudgetLine, Scenario
from legacymap.domain.settings import Settings
from legacymap.domain.system import (
    AgreedPlan,
    Contract,
    Costs,
    DataHeld,
    Dependency,
    Hosting,
    Incident,
    Milestone,
    Option,
    Owner,
    Remediation,
    Requirement,
    Source,
    StatedAssessment,
    StatedScore,
    Support,
    System,
    Technology,
    Users,
    Vulnerabilities,
)
from legacymap.reading.habits import TOP, choice_words, habits
from legacymap.reading.key_hints import canonical, key_hint, key_homes, model_at, top_hint

MODELS: tuple[type[BaseModel], ...] = (
    System, Organisation, Technology, Support, Contract, Dependency, Owner, Hosting, Users, DataHeld,
    Incident, Vulnerabilities, StatedAssessment, StatedScore, Costs, Remediation, AgreedPlan, Milestone,
    Option, Requirement, Source, Waiver, Settings, Scenario, BudgetLine,
)  # fmt: skip
COMING = {"optimism_bias", "size", "option"}  # keys of the format that not every version knows


def test_the_table_is_long_and_of_every_mapping() -> None:
    assert sum(map(len, habits().values())) >= 120
    assert set(habits()) == {model.__name__ for model in MODELS} | {TOP}
    assert len(choice_words()) >= 120


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_word_is_a_key_of_its_own_mapping_or_leads_nowhere(model: type[BaseModel]) -> None:
    for word, habit in habits()[model.__name__].items():
        assert word == canonical(word)
        assert word not in model.model_fields, word
        path = habit.meant.split(".")
        if habit.meant in {"-", "organisation"} | COMING:
            continue
        at = model_at(model, tuple(path[:-1]))
        assert at is not None, (word, habit)
        assert path[-1] in at.model_fields, (word, habit)


@pytest.mark.parametrize(
    ("key", "here", "said"),
    [
        ("dependencies", System, "Write `depends_on`"),
        ("upstream", System, "Write `depends_on`"),
        ("uses", System, "Write `depends_on`"),
        ("consumers", System, "Write `used_by`"),
        ("downstream", System, "Write `used_by`"),
        ("vendor", System, "It belongs at `contracts.supplier`"),
        ("vendor", Contract, "Write `supplier`"),
        ("title", System, "Write `name`"),
        ("type", System, "Write `kind`"),
        ("eol", System, "It belongs at `technologies.support.standard_ends`"),
        ("eol", Technology, "It belongs at `support.standard_ends` of this mapping"),
        ("eol", Support, "Write `standard_ends`"),
        ("annual_run", System, "It belongs at `costs.annual_run`"),
        ("organization", System, "Write `organisation` instead, once at the top"),
        ("Depends-On", System, "Write `depends_on`."),
        ("dependsOn", System, "Write `depends_on`."),
        ("de\u200bpends_on", System, "Write `depends_on`."),
        ("capex", Option, "Write `cdel`"),
        ("opex", Costs, "Write `annual_run`"),
        ("colour", Contract, "The keys here are"),
        ("colour", System, "Your own keys start with `x-`"),
    ],
)
def test_a_key_is_sent_to_what_it_means(key: str, here: type[BaseModel], said: str) -> None:
    assert key_hint(key, here, System).text.startswith(said)


@pytest.mark.parametrize("key", ["replaces", "supersedes", "successor_to"])
def test_a_key_of_the_other_direction_is_sent_to_the_other_record(key: str) -> None:
    said = key_hint(key, System, System)
    assert "in the record of the one that it replaces" in said.text
    assert said.mend == ""


@pytest.mark.parametrize("key", ["unfunded", "not_funded", "unagreed", "incomplete", "non_funded"])
def test_a_negated_key_is_not_sent_to_its_opposite(key: str) -> None:
    said = key_hint(key, AgreedPlan, System).text
    assert "`funded`" not in said.split(" are ")[0]
    assert "`agreed`" not in said.split(" are ")[0]


def test_a_key_that_is_right_but_for_its_spelling_is_a_mend() -> None:
    assert key_hint("Criticality", System, System).mend == "criticality"
    assert key_hint("depends–on", System, System).mend == "depends_on"
    assert key_hint("dependencies", System, System).mend == ""


def test_keys_at_the_top_are_known_too() -> None:
    assert top_hint("organization").text == "Write `organisation` instead."
    assert top_hint("applications").text == "Write `systems` instead."
    assert top_hint("Systems").mend == "systems"
    assert top_hint("colour").text.startswith("The keys here are legacymap")


def test_own_keys_are_offered_only_where_nothing_fits() -> None:
    for model in MODELS[:20]:
        for word, habit in habits()[model.__name__].items():
            if habit.meant not in COMING:
                assert "x-" not in key_hint(word, model, System).text, word


def test_every_key_of_a_record_has_a_place() -> None:
    assert len(key_homes(System)) > 80
