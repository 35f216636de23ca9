"""`legacymap schema`, and every JSON that commands write held against it."""

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from legacymap.analysis.schema import OUTPUTS, schema_text, schemas
from tests.cli.running import BROKEN, DAY, ROOT, SAMPLE, legacymap, write

EXAMPLE = ROOT / "inventories" / "example-department"
SCENARIO = EXAMPLE / "scenarios" / "baseline.yaml"
NAMES = list(schemas())
NAMED = {"import": "import-result"}  # `import` itself is the schema of the mapping file
RUNS = {
    "validate": ("validate", EXAMPLE),
    "scan": ("scan", EXAMPLE),
    "explain": ("explain", "home-office/pnc", SAMPLE),
    "gaps": ("gaps", EXAMPLE),
    "impact": ("impact", "home-office/pnc", SAMPLE),
    "technologies": ("technologies", SAMPLE),
    "services": ("services", EXAMPLE),
    "suppliers": ("suppliers", EXAMPLE),
    "product": ("lifecycle", "show", "SQL Server 2012"),
    "products": ("lifecycle", "search", "sql"),
    "map": ("map", EXAMPLE),
    "reconcile": ("reconcile", EXAMPLE),
    "diff": ("diff", SAMPLE, EXAMPLE, "--scenario", SCENARIO),
    "plan": ("plan", EXAMPLE, "--scenario", SCENARIO),
    "plans": ("plan", EXAMPLE, "--scenario", SCENARIO, "--scenario", EXAMPLE / "scenarios" / "tight.yaml"),
}


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_text(name)))


def complaints(name: str, document: object) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in validator(name).iter_errors(document)]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_and_names_itself(name: str) -> None:
    schema = json.loads(schema_text(name))
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:legacymap:{name}:1"
    assert schema["title"]
    assert schema["description"]


@pytest.mark.parametrize("name", OUTPUTS)
def test_the_schema_of_a_document_names_its_format(name: str) -> None:
    word = next((word for word, other in NAMED.items() if other == name), name)
    assert json.loads(schema_text(name))["properties"]["format"]["const"] == f"legacymap.{word}/1"


def test_every_format_that_is_written_has_its_schema() -> None:
    sources = (ROOT / "src/legacymap").rglob("*.py")
    written = {
        name
        for path in sources
        for name in re.findall(r"Literal\[\"legacymap\.(\w+)/1\"\]", path.read_text("utf-8"))
    }
    assert {NAMED.get(name, name) for name in written} == set(OUTPUTS)


@pytest.mark.parametrize("name", RUNS)
def test_what_a_command_writes_fits_its_schema(name: str) -> None:
    run = legacymap(*RUNS[name], "-f", "json", "--as-of", DAY)
    [complaint] = complaints(name, {**json.loads(run.out), "more": 1})
    assert complaint.startswith("$: Additional properties are not allowed ('more' was unexpected)")


def test_every_document_has_a_run_here_or_below() -> None:
    assert {*RUNS, "baseline", "history", "import-result", "problem", "solution"} == set(OUTPUTS)


def test_what_an_import_tells_fits_its_schema(tmp_path: Path) -> None:
    source = ROOT / "docs" / "examples" / "register.csv"
    document = json.loads(legacymap("import", source, "--dry-run", "-f", "json", folder=tmp_path).out)
    assert len(document["systems"]) == 4
    assert complaints("import-result", document) == []


def test_findings_and_a_baseline_fit_their_schemas(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", BROKEN)
    run = legacymap("validate", "-f", "json", "--write-baseline", "known.json", folder=tmp_path)
    document = json.loads(run.out)
    assert document["findings"]
    assert complaints("validate", document) == []
    baseline = json.loads((tmp_path / "known.json").read_text(encoding="utf-8"))
    assert baseline["findings"]
    assert complaints("baseline", baseline) == []


def test_own_keys_of_records_have_room_in_the_ranking(tmp_path: Path) -> None:
    write(
        tmp_path, "a.yaml", BROKEN.replace("  name: Case tracker\n", "  name: Case tracker\n  x-own: [1]\n")
    )
    document = json.loads(legacymap("scan", "-f", "json", "--as-of", DAY, folder=tmp_path).out)
    assert document["systems"][0]["x-own"] == ["1"]
    assert complaints("scan", document) == []


def test_the_inventory_is_the_default_and_a_file_takes_it(tmp_path: Path) -> None:
    assert legacymap("schema", "-o", "inventory.schema.json", folder=tmp_path).out == ""
    text = (tmp_path / "inventory.schema.json").read_text(encoding="utf-8")
    assert text == legacymap("schema", "inventory").out == schema_text()


def test_the_names_are_listed_and_another_is_refused_with_the_nearest() -> None:
    shown = legacymap("schema", "--list").out
    assert [name for name in NAMES if not re.search(rf"^{name} ", shown, re.MULTILINE)] == []
    run = legacymap("schema", "scenaro")
    assert (run.code, run.out) == (2, "")
    assert "Did you mean `scenario`?" in run.err


def test_a_checker_of_another_house_agrees(tmp_path: Path) -> None:
    schema = write(tmp_path, "schema.json", schema_text())
    good = write(
        tmp_path, "good.yaml", "organisation: dwp\nsystems: [{id: cis, name: CIS, in_service: 1974}]\n"
    )
    bad = write(
        tmp_path, "bad.yaml", "organisation: dwp\nsystems: [{id: cis, name: CIS, in_servise: 1974}]\n"
    )
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema)]
    assert subprocess.run([*command, str(good)], capture_output=True, check=False).returncode == 0
    assert subprocess.run([*command, str(bad)], capture_output=True, check=False).returncode == 1
