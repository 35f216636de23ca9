"""Exports to other tools, each held against what its own import makes of it."""

import csv
import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

import pytest
import yaml

from legacymap.analysis.editing import raw_records
from legacymap.analysis.exporting import Target, exported, exported_by_mapping
from legacymap.analysis.importing import imported
from legacymap.analysis.request import Request
from legacymap.analysis.telling import ImportRequest
from legacymap.exchange.sources.archimate import declared
from legacymap.exchange.sources.file import SourceFile, Surroundings

EXAMPLE = Path(__file__).parents[2] / "inventories" / "example-department"
AS_OF = date(2026, 11, 22)
TEXT = """\
organisation: {id: dept, name: Dept & Co}
systems:
- id: cases
  name: Cases <old>
  kind: service
  owner: {business: Case team, technical: Platforms}
  tags: [casework, Not a Tag]
  technologies: [oracle-database 12.1, {product: cobol, support: {standard_ends: 2030-01}}]
  contracts: []
  depends_on: [{system: host, kind: runtime, note: nightly}, other/login]
  assessment: {date: 2026-01, scores: {skills: {between: [2, 4]}, L4: 5}}
  remediation: {options: [{id: replace, approach: replace, cdel: [£1m, £2m]}]}
  x-own: {anything: [1, 2]}
- {id: part, name: Part, part_of: cases, status: proposed}
- {id: host, name: Host, kind: infrastructure, handling: secret, description: Hidden things}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "estate"
    place.mkdir()
    (place / "systems.yaml").write_text(TEXT, encoding="utf-8")
    return place


def written(folder: Path, target: Target) -> str:
    return exported(Request((folder,), AS_OF), target).text


def raw(folder: Path) -> dict[str, Mapping[str, object]]:
    return {each.id: each.values for each in raw_records((folder,))}


@pytest.mark.parametrize("target", ["archimate", "backstage", "cyclonedx"])
def test_one_estate_gives_one_text_with_its_marking(folder: Path, target: Target) -> None:
    first = written(folder, target)
    assert first == written(folder, target)
    assert "SECRET" in first


def test_a_model_comes_back_with_the_same_arrows(folder: Path) -> None:
    text = written(folder, "archimate")
    ET.fromstring(text)  # noqa: S314 - our own
    found = declared(SourceFile("model.xml", text.encode()), Surroundings("model"))
    by_key = {draft.key: str(draft.values["x-model.id"].value) for draft in found.drafts}
    arrows = {
        (by_key[each.consumer.text], by_key[each.needed.text])
        for each in found.relations
        if each.to == "depends_on"
    }
    assert arrows == {("dept/cases", "dept/host"), ("dept/cases", "other/login")}
    parts = [
        (by_key[each.consumer.text], by_key[each.needed.text])
        for each in found.relations
        if each.to == "part_of"
    ]
    assert parts == [("dept/part", "dept/cases")]
    cases = next(draft for draft in found.drafts if by_key[draft.key] == "dept/cases")
    assert cases.values["name"].value == "Cases <old>"
    technologies = sorted(str(item.values["product"].value) for item in cases.items)
    assert technologies == ["cobol", "oracle-database"]


XSI = "{http://www.w3.org/2001/XMLSchema-instance}type"
SPACE = "{http://www.opengroup.org/xsd/archimate/3.0/}"
# What the exchange schema 3.1 allows of what we write, in the order in which it wants it.
ORDER = {
    "model": ("name", "documentation", "properties", "metadata", "elements", "relationships", "organizations",
              "propertyDefinitions"),
    "element": ("name", "documentation", "properties"),
    "relationship": ("name", "documentation", "properties"),
    "property": ("value",),
    "propertyDefinition": ("name",),
}  # fmt: skip
NEVER_EMPTY = ("elements", "relationships", "properties", "propertyDefinitions")
ELEMENTS = {"BusinessActor", "ApplicationComponent", "Node", "SystemSoftware"}
RELATIONSHIPS = {"Composition", "Association", "Serving"}


@pytest.mark.parametrize("of", ["folder", "example"])
@pytest.mark.parametrize("up_to", [None, "official"])
def test_a_model_keeps_the_rules_of_the_exchange_schema(
    folder: Path, of: str, up_to: Literal["official"] | None
) -> None:
    place = folder if of == "folder" else EXAMPLE
    text = exported(Request((place,), AS_OF), "archimate", None, up_to).text
    root = ET.fromstring(text)  # noqa: S314 - our own
    identifiers = [str(each.get("identifier")) for each in root.iter() if each.get("identifier")]
    assert len(identifiers) == len(set(identifiers)), "an identifier is one of the whole document"
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", each) for each in identifiers), "each is an NCName"
    kinds = {each.get("identifier"): each.get(XSI) for each in root.iter(f"{SPACE}element")}
    assert set(kinds.values()) <= ELEMENTS
    defined = {each.get("identifier") for each in root.iter(f"{SPACE}propertyDefinition")}
    assert {each.get("type") for each in root.iter(f"{SPACE}propertyDefinition")} == {"string"}
    assert {each.get("propertyDefinitionRef") for each in root.iter(f"{SPACE}property")} <= defined
    for each in root.iter(f"{SPACE}relationship"):
        assert each.get(XSI) in RELATIONSHIPS
        assert {each.get("source"), each.get("target")} <= kinds.keys()
    for each in root.iter():
        tag = each.tag.removeprefix(SPACE)
        children = [child.tag.removeprefix(SPACE) for child in each]
        assert children or tag not in NEVER_EMPTY
        order = ORDER.get(tag, ())
        places = [order.index(child) for child in children] if order else []
        assert places == sorted(places), f"{tag}: {children}"
        assert tag not in {"element", "model"} or "name" in children


def test_a_part_of_another_layer_is_associated_and_comes_back_as_a_part(folder: Path) -> None:
    at_host = TEXT.replace("part_of: cases", "part_of: host")
    (folder / "systems.yaml").write_text(at_host, encoding="utf-8")
    text = written(folder, "archimate")
    assert "Composition" not in text
    found = declared(SourceFile("model.xml", text.encode()), Surroundings("model"))
    by_key = {draft.key: str(draft.values["x-model.id"].value) for draft in found.drafts}
    parts = [
        (by_key[each.consumer.text], by_key[each.needed.text])
        for each in found.relations
        if each.to == "part_of"
    ]
    assert parts == [("dept/part", "dept/host")]


def test_identifiers_of_a_model_stay_when_the_record_changes(folder: Path) -> None:
    def identifiers(text: str) -> set[str]:
        return {
            str(each.get("identifier"))
            for each in ET.fromstring(text).iter()  # noqa: S314 - our own
            if each.get("identifier")
        }

    before = identifiers(written(folder, "archimate"))
    changed = TEXT.replace("Cases <old>", "Renamed").replace("nightly", "hourly")
    (folder / "systems.yaml").write_text(changed, encoding="utf-8")
    assert identifiers(written(folder, "archimate")) == before


@pytest.mark.parametrize("of", ["small", "example"])
def test_a_catalogue_comes_back_without_a_loss(folder: Path, tmp_path: Path, of: str) -> None:
    estate = folder if of == "small" else EXAMPLE
    catalogue = tmp_path / "catalog-info.yaml"
    catalogue.write_text(written(estate, "backstage"), encoding="utf-8")
    into = tmp_path / "new"
    request = ImportRequest((catalogue,), into, name="back")
    done = imported(request)
    after = raw(into)
    before = raw(estate)
    assert after.keys() == before.keys()
    for system, record in after.items():
        ids = dict(record["ids"])  # type: ignore[call-overload]
        assert ids.pop("back")
        assert {key: value for key, value in record.items() if key != "ids"} == {
            key: value for key, value in before[system].items() if key != "ids"
        }
        assert ids == (before[system].get("ids") or {})
    assert [each for each in done.document["findings"] if each["severity"] == "error"] == []
    again = imported(request)
    assert not again.files


def test_entities_have_the_fields_that_backstage_shows(folder: Path) -> None:
    entities = {each["metadata"]["name"]: each for each in yaml.safe_load_all(written(folder, "backstage"))}
    cases, host = entities["cases"], entities["host"]
    assert (cases["kind"], host["kind"]) == ("System", "Resource")
    assert cases["spec"]["owner"] == "group:dept/case-team"
    assert entities["case-team"]["spec"]["profile"]["displayName"] == "Case team"
    assert cases["spec"]["dependsOn"] == ["resource:dept/host", "component:other/login"]
    assert cases["metadata"]["tags"] == ["casework"]
    assert entities["part"]["spec"]["system"] == "dept/cases"
    assert (entities["part"]["spec"]["lifecycle"], host["spec"]["lifecycle"]) == (
        "experimental",
        "production",
    )


def test_a_bill_names_versions_and_ends_of_support(folder: Path) -> None:
    bill = json.loads(written(folder, "cyclonedx"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    oracle, cobol = bill["components"][0]["components"]
    assert (oracle["name"], oracle["version"]) == ("oracle-database", "12.1")
    assert {"name": "cdx:lifecycle:milestone:endOfSupport", "value": "2018-07-31"} in oracle["properties"]
    assert cobol["properties"] == [{"name": "cdx:lifecycle:milestone:endOfSupport", "value": "2030-01"}]
    assert all("bom-ref" in each for each in bill["components"])


@pytest.mark.parametrize("target", ["archimate", "backstage", "cyclonedx"])
def test_what_may_not_be_handed_on_is_an_id_alone(folder: Path, target: Target) -> None:
    made = exported(Request((folder,), AS_OF), target, None, "official-sensitive")
    assert made.withheld == 1
    assert "Hidden things" not in made.text
    assert "SECRET" not in made.text
    assert "OFFICIAL-SENSITIVE" in made.text


def test_only_an_organisation_is_written_when_asked_for() -> None:
    made = exported(Request((EXAMPLE,), AS_OF), "archimate", "meridian")
    whole = exported(Request((EXAMPLE,), AS_OF), "archimate")
    assert 0 < made.systems < whole.systems
    assert made.stubs > 0


def test_a_mapping_read_the_other_way_round_gives_the_headings_of_its_source(tmp_path: Path) -> None:
    table = (
        "Application ID,Application Name,Department,Lifecycle,Platform,Annual Cost (£k),RAG\n"
        "A1,Payroll,HR,Current,Oracle 12.1; COBOL,250,red\nA2,Ledger,HR,Current,,,\n"
    )
    source = tmp_path / "apps.csv"
    source.write_text(table, encoding="utf-8")
    imported(ImportRequest((source,), tmp_path / "estate", name="apps"))
    mapping = tmp_path / "estate/imports/apps.yaml"
    written_back, systems, incomplete = exported_by_mapping((tmp_path / "estate",), mapping)
    assert incomplete is None
    assert systems == 2
    assert written_back.splitlines()[0].partition("Marked: ")[2].startswith("OFFICIAL; legacymap ")
    back = list(csv.DictReader(written_back.splitlines()))
    assert sorted(row["Application ID"] for row in back) == ["A1", "A2"]
    payroll = next(row for row in back if row["Application ID"] == "A1")
    assert payroll["Application Name"] == "Payroll"
    assert payroll["Lifecycle"] == "Current"
    assert payroll["Platform"] == "Oracle 12.1; COBOL"
    assert payroll["RAG"] == "red"
    source.write_text(written_back, encoding="utf-8")
    again = imported(ImportRequest((source,), tmp_path / "estate", name="apps"))
    assert again.document["ledger"]["rows"]["same"] == 2, "what says the marking is no field of the source"
    assert [each["rule"] for each in again.document["findings"]] == []
