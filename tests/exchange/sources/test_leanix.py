"""LeanIX: made-up workbooks in the habits of real ones."""

from collections.abc import Sequence
from io import BytesIO

import openpyxl
import pytest

from legacymap.domain.imports import MappedColumn
from legacymap.exchange.draft import Declared, Draft
from legacymap.exchange.sources.file import SourceFile, Surroundings
from legacymap.exchange.sources.kinds import recognised
from legacymap.exchange.sources.leanix import declared

HEAD = [
    *("id", "type", "name", "alias", "description", "lifecycle", "lifecycle:active", "lifecycle:endOfLife"),
    *("businessCriticality", "relApplicationToITComponent"),
    *("relApplicationToITComponent:technicalSuitability", "relApplicationToProvider", "relToRequires"),
    *("relToSuccessor", "relToParent", "relConsumerApplicationToInterface"),
    *("relProviderApplicationToInterface", "functionalSuitability"),
]
LABELS = [
    *("ID", "Type", "Name", "Alias", "Description", "Lifecycle", "Active", "End of life"),
    *("Business criticality", "IT components", "Technical suitability", "Providers", "Requires"),
    *("Successor", "Parent", "Consumes", "Provides", "Functional fit"),
]
U1 = {
    "type": "Application", "name": "Case tracker", "alias": "CT;Cases", "description": "Tracks",
    "lifecycle": "active", "lifecycle:active": "2001-04-01", "lifecycle:endOfLife": "2029-03-31",
    "businessCriticality": "missionCritical", "relApplicationToITComponent": "Oracle Database;COBOL",
    "relApplicationToITComponent:technicalSuitability": "inappropriate",
    "relApplicationToProvider": "Acme;Other", "relToRequires": "Portal", "relToSuccessor": "New tracker",
    "relConsumerApplicationToInterface": "Login API", "functionalSuitability": "perfect",
}  # fmt: skip
U2 = {
    "type": "Application", "name": "Portal", "lifecycle": "phaseOut",
    "businessCriticality": "businessOperational", "relToParent": "Case tracker",
    "relProviderApplicationToInterface": "Login API",
}  # fmt: skip
U3 = {"type": "Application", "name": "New tracker", "lifecycle": "plan"}
U4 = {"type": "BusinessCapability", "name": "Casework"}
ROWS = [
    [f"u{number}", *(row.get(heading) for heading in HEAD[1:])]
    for number, row in enumerate((U1, U2, U3, U4), start=1)
]
COMPONENTS = (("id", "type", "name", "release"), ("c1", "ITComponent", "Oracle Database", "12.1"))
INTERFACES = (
    ("id", "type", "name", "relInterfaceToProviderApplication", "relInterfaceToConsumerApplication"),
    ("i1", "Interface", "Payments feed", "New tracker", "Portal;Case tracker"),
)


def file(name: str, rows: Sequence[Sequence[object]]) -> SourceFile:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return SourceFile(name, out.getvalue())


APPLICATIONS = file("applications.xlsx", (HEAD, LABELS, *ROWS))
AROUND = Surroundings("leanix")


@pytest.fixture(scope="module")
def found() -> Declared:
    return declared(
        [APPLICATIONS, file("components.xlsx", COMPONENTS), file("interfaces.xlsx", INTERFACES)], AROUND
    )


def draft(found: Declared, key: str) -> Draft:
    return next(each for each in found.drafts if each.key == key)


def test_the_kind_is_known_by_its_first_row() -> None:
    assert recognised(APPLICATIONS) == "leanix"


def test_applications_are_systems_and_a_row_of_labels_is_none(found: Declared) -> None:
    assert [each.key for each in found.drafts] == ["u1", "u2", "u3"]
    values = {route: each.value for route, each in draft(found, "u1").values.items()}
    assert values["aliases"] == ("CT", "Cases")
    assert (values["status"], values["criticality"]) == ("live", "critical")
    assert (values["in_service"], values["retires"]) == ("2001-04-01", "2029-03-31")
    assert values["x-leanix.functionalsuitability"] == "perfect"
    assert draft(found, "u2").values["status"].value == "retiring"
    assert found.ledger.cells.sums


def test_without_a_row_of_labels_no_row_is_lost() -> None:
    bare = declared([file("a.xlsx", (HEAD, *ROWS))], AROUND)
    assert [each.key for each in bare.drafts] == ["u1", "u2", "u3"]


def test_components_are_technologies_and_providers_suppliers(found: Declared) -> None:
    items = draft(found, "u1").items
    technologies = [
        tuple(str(each.value) for each in item.values.values())
        for item in items
        if item.list == "technologies"
    ]
    assert technologies == [("Oracle Database", "12.1"), ("COBOL",)]
    assert [item.values["supplier"].value for item in items if item.list == "contracts"] == ["Acme", "Other"]


def test_end_of_life_is_the_applications_own_and_no_support_date(found: Declared) -> None:
    assert all("support" not in key for each in found.drafts for item in each.items for key in item.values)


def test_the_direction_of_every_relation(found: Declared) -> None:
    own = {draft(found, key).place.row_key: key for key in ("u1", "u2", "u3")}
    arrows = {
        (
            own.get(each.consumer.text, each.consumer.text),
            own.get(each.needed.text, each.needed.text),
            each.to,
        )
        for each in found.relations
    }
    assert arrows == {
        ("u1", "Portal", "depends_on"),
        ("u1", "New tracker", "replaced_by"),
        ("u2", "Case tracker", "part_of"),
        ("u1", "u2", "depends_on"),
        ("Portal", "New tracker", "depends_on"),
        ("Case tracker", "New tracker", "depends_on"),
    }
    notes = {each.note for each in found.relations}
    assert {"through Login API", "through Payments feed"} <= notes


def test_names_of_relations_come_from_the_mapping() -> None:
    rows: list[list[object]] = [[*HEAD, "relApplicationToOther"], [*ROWS[0], "Portal;Hub"]]
    column = MappedColumn(to="depends_on", split=";", by="name")
    around = Surroundings("leanix", columns={"relApplicationToOther": column})
    found = declared([file("a.xlsx", rows)], around)
    needed = {each.needed.text for each in found.relations if each.to == "depends_on"}
    assert {"Portal", "Hub"} <= needed


def test_other_fact_sheets_are_counted_and_left_out(found: Declared) -> None:
    assert found.ledger.rows["left_out"] == 3


@pytest.mark.parametrize(("release", "version"), [("12.1", "12.1"), ("19", "12"), ("", "12")])
def test_a_release_says_more_than_the_version_in_a_name_but_never_another(release: str, version: str) -> None:
    head = ("id", "type", "name", "relApplicationToITComponent")
    application = file("a.xlsx", (head, ("u1", "Application", "Case tracker", "Oracle Database 12")))
    component = file("c.xlsx", (COMPONENTS[0], ("c1", "ITComponent", "Oracle Database 12", release)))
    (item,) = draft(declared([application, component], AROUND), "u1").items
    assert (item.values["product"].value, item.values["version"].value) == ("Oracle Database", version)


def test_an_arrow_of_requires_says_its_kind_and_its_type_as_written(found: Declared) -> None:
    (arrow,) = [each for each in found.relations if each.place.heading == "relToRequires"]
    assert (arrow.kind, arrow.strength, arrow.note, arrow.to) == (
        "runtime", "hard", "relToRequires", "depends_on",
    )  # fmt: skip
