"""Backstage: a made-up catalogue in the habits of real ones."""

import pytest
import yaml

from legacymap.domain.imports import MappedColumn
from legacymap.exchange.draft import Declared, Draft
from legacymap.exchange.sources.backstage import Entity, declared, is_entity
from legacymap.exchange.sources.file import SourceFile, Surroundings
from legacymap.exchange.sources.kinds import recognised

TEXT = """\
apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: cases
  title: Case tracker
  description: Tracks cases
  tags: [casework]
  annotations:
    github.com/project-slug: dept/cases
    legacymap.org/hosting: '{"type": "saas"}'
    legacymap.org/technologies: '[{"product": "oracle-database", "version": "12.1"}]'
spec: {owner: group:asylum, domain: asylum}
---
kind: Component
metadata: {name: cases-web, tags: [java]}
spec:
  type: website
  lifecycle: production
  owner: asylum
  system: cases
  dependsOn: ["resource:cases-db (the main one)", component:mailer]
  consumesApis: [payments-api]
---
kind: Resource
metadata: {name: cases-db}
spec: {type: database, owner: asylum, system: cases}
---
kind: Component
metadata: {name: mailer, namespace: default}
spec:
  type: service
  lifecycle: deprecated
  owner: user:default/jane.doe
  dependsOn: [{ref: "resource:smtp"}, component:gone]
  dependencyOf: [component:portal]
---
kind: Component
metadata: {name: portal}
spec: {type: website, lifecycle: zombie, owner: unknown-team, dependsOn: [$text: https://x.example/deps.txt]}
---
kind: Component
metadata: {name: pay}
spec: {type: service, lifecycle: experimental, owner: asylum, providesApis: [payments-api]}
---
kind: API
metadata: {name: payments-api}
spec: {type: openapi, definition: {$text: https://x.example/openapi.yaml}}
---
kind: Resource
metadata: {name: smtp}
spec: {type: server, owner: asylum}
---
kind: Group
metadata: {name: asylum}
spec: {type: team, profile: {displayName: Asylum operations}}
---
kind: Component
metadata: {name: portal}
spec: {type: website}
---
kind: Deployment
metadata: {name: x}
---
services: {web: {image: nginx}}
"""


def read(text: str, around: Surroundings | None = None) -> Declared:
    documents = list(yaml.load_all(text, Loader=yaml.BaseLoader))
    return declared(
        [Entity("catalog-info.yaml", number, each) for number, each in enumerate(documents, start=1)],
        around or Surroundings("backstage"),
    )


@pytest.fixture(scope="module")
def found() -> Declared:
    return read(TEXT)


def draft(found: Declared, key: str) -> Draft:
    return next(each for each in found.drafts if each.key == key)


def value(found: Declared, key: str, route: str) -> object:
    statement = draft(found, key).values.get(route)
    return statement.value if statement else None


def test_entities_are_known_by_kind_and_name_and_not_by_their_version() -> None:
    assert recognised(SourceFile("catalog-info.yaml", b"")) == "backstage"
    assert is_entity({"kind": "Component", "metadata": {"name": "a"}})
    assert not is_entity({"apiVersion": "backstage.io/v1alpha1", "kind": "Component", "metadata": {}})
    assert not is_entity({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "x"}})


def test_a_system_and_what_belongs_to_none_are_systems(found: Declared) -> None:
    assert [each.key for each in found.drafts] == [
        "system:default/cases",
        "component:default/mailer",
        "component:default/portal",
        "component:default/pay",
        "resource:default/smtp",
    ]
    assert value(found, "system:default/cases", "name") == "Case tracker"
    assert value(found, "resource:default/smtp", "kind") == "infrastructure"
    assert found.ledger.rows["left_out"] == 7
    assert found.ledger.cells.sums


def test_a_component_of_a_system_adds_its_tags(found: Declared) -> None:
    assert value(found, "system:default/cases", "tags") == ("casework", "java")


def test_an_owner_is_the_groups_display_name_else_the_reference(found: Declared) -> None:
    assert value(found, "system:default/cases", "owner.business") == "Asylum operations"
    assert value(found, "component:default/portal", "owner.business") == "unknown-team"


def test_a_user_is_a_person_and_is_not_written(found: Declared) -> None:
    assert value(found, "component:default/mailer", "owner.business") is None
    assert "jane" not in str(found.findings)
    assert [each.rule for each in found.findings if each.route == "owner.business"] == ["person-not-role"]


def test_lifecycles_are_read_and_others_are_errors(found: Declared) -> None:
    assert value(found, "component:default/mailer", "status") == "retiring"
    assert value(found, "component:default/pay", "status") == "build"
    assert value(found, "component:default/portal", "status") is None
    errors = [each for each in found.findings if each.severity == "error"]
    assert [(each.key, each.rule) for each in errors] == [
        ("component:default/portal", "value-not-understood")
    ]


def test_a_mapping_says_what_another_lifecycle_means() -> None:
    around = Surroundings(
        "backstage", columns={"lifecycle": MappedColumn(to="status", values={"Zombie": "retiring"})}
    )
    found = read(TEXT, around)
    assert value(found, "component:default/portal", "status") == "retiring"


def test_the_direction_of_every_arrow(found: Declared) -> None:
    arrows = {(each.consumer.text, each.needed.text): each.note for each in found.relations}
    assert arrows == {
        ("system:default/cases", "component:default/mailer"): "dependsOn: component:mailer of cases-web",
        ("system:default/cases", "component:default/pay"): "consumesApis: payments-api",
        ("component:default/mailer", "resource:default/smtp"): "dependsOn: resource:smtp",
        ("component:default/portal", "component:default/mailer"): "dependencyOf: component:portal",
    }


def test_what_is_given_twice_and_what_is_not_there_is_told(found: Declared) -> None:
    rules = [each.rule for each in found.findings]
    assert rules.count("row-given-twice") == 1
    assert [each.value for each in found.findings if each.rule == "reference-not-found"] == ["component:gone"]


def test_placeholders_are_not_followed(found: Declared) -> None:
    assert "openapi.yaml" not in str(found.drafts)


def test_annotations_of_our_own_come_back_as_fields(found: Declared) -> None:
    assert value(found, "system:default/cases", "hosting.type") == "saas"
    items = [
        (item.list, {key: each.value for key, each in item.values.items()})
        for item in draft(found, "system:default/cases").items
    ]
    assert items == [("technologies", {"product": "oracle-database", "version": "12.1"})]
    assert value(found, "system:default/cases", "x-backstage.github-com-project-slug") == "dept/cases"


def test_broken_entities_do_no_harm() -> None:
    odd = "kind: [Component]\nmetadata: {name: {a: b}}\n---\n- 1\n---\n"
    odd += "kind: Component\nmetadata: {name: a}\nspec: 7\n"
    assert [each.key for each in read(odd).drafts] == ["component:default/a"]
