"""ServiceNow: made-up tables in the habits of real ones."""

import json

import pytest

from legacymap.domain.imports import MappedColumn, RelationType
from legacymap.exchange.draft import Declared, Draft
from legacymap.exchange.sources.file import SourceFile, Surroundings
from legacymap.exchange.sources.kinds import recognised
from legacymap.exchange.sources.servicenow import declared

AROUND = Surroundings("snow", names_a_person=lambda text: text.startswith("Jane "))
APPS = """\
sys_id,number,name,short_description,install_status,operational_status,busines_criticality,owned_by,vendor,model_id,version
a1,APM1,Case tracker,Tracks cases,1,1,1 - most critical,Asylum team,Oracle,Oracle Database,12.1
a2,APM2,Portal,,3,,4 - not critical,Jane Doe,Internal,,v3
a3,APM3,Old batch,,1,6,,,,,
a4,APM4,Odd,,5,,,,,,
a5,APM5,%,,1,,,,,,
a6,APM6,,,1,,,,,,
"""
OTHERS = """\
sys_id,name,sys_class_name
s1,Case service,cmdb_ci_service_auto
s2,Case API,cmdb_ci_appl
d1,PostgreSQL 12,cmdb_ci_db_postgresql_instance
h1,lnx001,cmdb_ci_linux_server
"""
RELATIONS = """\
parent,child,type
a2,a1,Depends on::Used by
a1,a3,Sends data to::Receives data from
a2,s1,Uses::Used by
s1,s2,Depends on::Used by
s2,a3,Depends on::Used by
a1,d1,Runs on::Runs
a1,h1,Hosted on::Hosts
a1,zz,Depends on::Used by
h1,d1,Depends on::Used by
a1,a2,Impacts::Impacted by
a1,a1,Uses::Used by
"""


def read(**texts: str) -> Declared:
    return declared([SourceFile(f"{name}.csv", text.encode()) for name, text in texts.items()], AROUND)


@pytest.fixture
def found() -> Declared:
    return read(cmdb_ci_business_app=APPS, cmdb_ci=OTHERS, cmdb_rel_ci=RELATIONS)


def draft(found: Declared, key: str) -> Draft:
    return next(each for each in found.drafts if each.key == key)


def value(found: Declared, key: str, route: str) -> object:
    statement = draft(found, key).values.get(route)
    return statement.value if statement else None


def test_the_kind_is_known_by_headings_and_by_the_name_of_the_file() -> None:
    assert recognised(SourceFile("x.csv", APPS.encode())) == "servicenow"
    assert recognised(SourceFile("cmdb_rel_ci.csv", RELATIONS.encode())) == "servicenow"
    assert recognised(SourceFile("x.json", b'{"result": []}')) == "servicenow"


def test_business_applications_are_the_systems_and_their_columns_are_read(found: Declared) -> None:
    assert [each.key for each in found.drafts] == ["a1", "a2", "a3", "a4"]
    assert value(found, "a1", "name") == "Case tracker"
    assert value(found, "a1", "ids.number") == "APM1"
    assert value(found, "a1", "criticality") == "critical"
    assert value(found, "a2", "criticality") == "low"
    assert value(found, "a1", "owner.business") == "Asylum team"
    product = [each.values for each in draft(found, "a1").items if "version" in each.values]
    assert [(item["product"].value, item["version"].value) for item in product] == [
        ("Oracle Database", "12.1"),
        ("PostgreSQL", "12"),
    ]


def test_rows_without_a_name_or_named_percent_are_counted_and_left_out(found: Declared) -> None:
    nameless = [each for each in found.findings if each.rule == "row-without-name"]
    assert len(nameless) == 2
    assert found.ledger.rows["left_out"] >= 2
    assert found.ledger.cells.sums


def test_a_status_code_is_read_or_asked_and_never_left_to_default_to_live(found: Declared) -> None:
    assert value(found, "a1", "status") == "live"
    assert value(found, "a2", "status") == "live"
    assert value(found, "a4", "status") is None
    errors = [each for each in found.findings if each.route == "status" and each.severity == "error"]
    assert [each.key for each in errors] == ["a4"]


def test_of_two_states_the_more_final_is_taken_and_told(found: Declared) -> None:
    assert value(found, "a3", "status") == "retired"
    told = [each for each in found.findings if each.key == "a3" and each.rule == "value-not-understood"]
    assert len(told) == 1
    assert "disagree" in told[0].message


def test_a_vendor_that_is_the_department_itself_makes_no_product(found: Declared) -> None:
    assert [item for item in draft(found, "a2").items if item.list == "technologies"] == []
    assert "v3" in {str(each.value) for each in draft(found, "a2").values.values()}


def test_a_person_is_told_and_not_written(found: Declared) -> None:
    assert value(found, "a2", "owner.business") is None
    assert "Jane" not in str(found)
    assert "person-not-role" in {each.rule for each in found.findings}


def test_the_direction_of_every_arrow(found: Declared) -> None:
    arrows = {
        (each.consumer.text, each.needed.text): (each.kind, each.strength, each.note)
        for each in found.relations
    }
    assert arrows[("a2", "a1")] == ("runtime", "hard", "Depends on::Used by")
    assert arrows[("a3", "a1")] == ("data", "soft", "Sends data to::Receives data from")
    assert arrows[("a2", "a3")] == ("runtime", "hard", "Uses::Used by through Case service > Case API")
    assert ("a1", "a1") in arrows, "told by whoever resolves it, not lost here"
    assert set(arrows) == {("a2", "a1"), ("a3", "a1"), ("a2", "a3"), ("a1", "a1")}


def test_software_that_a_system_runs_on_is_its_technology(found: Declared) -> None:
    products = [
        item.values["product"].value for item in draft(found, "a1").items if item.list == "technologies"
    ]
    assert "PostgreSQL" in products


def test_what_gives_no_arrow_is_told_or_counted(found: Declared) -> None:
    rules = [each.rule for each in found.findings]
    assert rules.count("relation-not-mapped") == 1
    assert rules.count("reference-not-found") == 1
    assert found.ledger.arrows == {"Depends on::Used by (no system)": 1, "Hosted on::Hosts (no system)": 1}


def test_columns_by_label_and_values_in_json_say_the_same(found: Declared) -> None:
    labels = {
        "sys_id": "Sys ID", "number": "Number", "name": "Name", "short_description": "Short description",
        "install_status": "Install Status", "operational_status": "Operational status",
        "busines_criticality": "Business criticality", "owned_by": "Owned by", "vendor": "Vendor",
        "model_id": "Model ID", "version": "Version",
    }  # fmt: skip
    head, *rows = APPS.splitlines()
    by_label = "\n".join([",".join(labels[each] for each in head.split(",")), *rows])
    records = [dict(zip(head.split(","), row.split(","), strict=True)) for row in rows]
    for each in records:
        each["owned_by"] = {"display_value": each["owned_by"], "value": "x"}  # type: ignore[assignment]
    told = [
        read(cmdb_ci_business_app=by_label),
        declared([SourceFile("apps.json", json.dumps({"result": records}).encode())], AROUND),
    ]
    for one in told:
        for key in ("a1", "a2", "a3", "a4"):
            for route in ("name", "status", "criticality", "owner.business", "ids.number"):
                assert value(one, key, route) == value(found, key, route)


def test_a_mapping_says_what_a_code_means_and_comes_first() -> None:
    column = MappedColumn(to="status", values={"1": "live", "3": "live", "5": "proposed"})
    around = Surroundings("snow", columns={"install_status": column})
    found = declared([SourceFile("cmdb_ci_business_app.csv", APPS.encode())], around)
    assert value(found, "a4", "status") == "proposed"


def test_a_mapping_says_what_a_type_means_and_what_is_walked_through() -> None:
    turned = RelationType.model_validate({"kind": "network", "reversed": "yes"})
    types = {"impacts::impacted by": turned, "uses::used by": None}
    around = Surroundings("snow", types=types, through=("cmdb_ci_linux_server",))
    texts = {"cmdb_ci_business_app": APPS, "cmdb_ci": OTHERS, "cmdb_rel_ci": RELATIONS}
    found = declared([SourceFile(f"{name}.csv", text.encode()) for name, text in texts.items()], around)
    arrows = {(each.consumer.text, each.needed.text, each.kind) for each in found.relations}
    assert ("a2", "a1", "network") in arrows, "reversed: the second needs the first"
    assert not [arrow for arrow in arrows if arrow[:2] == ("a2", "a3")], "what it led through is not named"
    assert "relation-not-mapped" not in {each.rule for each in found.findings}


def test_without_business_applications_services_are_systems() -> None:
    found = read(cmdb_ci=OTHERS)
    assert [each.key for each in found.drafts] == ["s1", "s2"]


def test_a_row_that_says_bidirectional_is_two_arrows() -> None:
    relations = "parent,child,type,direction\na1,a2,Connects to::Connected by,Bidirectional\n"
    found = read(cmdb_ci_business_app=APPS, cmdb_rel_ci=relations)
    assert {(each.consumer.text, each.needed.text) for each in found.relations} == {
        ("a1", "a2"),
        ("a2", "a1"),
    }
