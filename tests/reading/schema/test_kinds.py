"""The schemas of the files that people write: whole, described, and true of the files of the house."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from legacymap.domain.catalogue import Catalogue
from legacymap.domain.framework import Framework
from legacymap.domain.scenario import Scenario
from legacymap.domain.settings import Settings
from legacymap.domain.values import Model
from legacymap.reading import read_single
from legacymap.reading.schema import KINDS, kind_schema
from tests.cli.running import ROOT, write
from tests.reading.schema.editors import READERS, UNREADABLE, nodes, validator
from tests.reading.schema.test_agreement import JUDGED, PASSED_OVER
from tests.verbs.scenarios import SOUND, broken_scenarios

SHIPPED = ROOT / "src" / "legacymap"
FILES = {
    "settings": sorted(ROOT.glob("inventories/*/legacymap.yaml")),
    "scenario": sorted(ROOT.glob("inventories/*/scenarios/*.yaml")),
    "framework": [
        *sorted(SHIPPED.glob("scoring/frameworks/*.yaml")),
        ROOT / "docs" / "example-framework.yaml",
    ],
    "audience": sorted(SHIPPED.glob("sharing/*.yaml")),
    "agreements": [ROOT / "inventories" / "example-federation" / "docked" / "agreements.yaml"],
    "lifecycle": sorted(SHIPPED.glob("lifecycle/*.yaml")),
}
MODELS: dict[str, type[Model]] = {"framework": Framework, "lifecycle": Catalogue, "scenario": Scenario}


def complaints(kind: str, text: str) -> list[list[str]]:
    """What the schema has against the first document of a text, as each reader sees it."""
    return [
        [error.message[:200] for error in validator(kind).iter_errors(reader(text)[0])] for reader in READERS
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_valid_and_refers_to_what_it_holds(kind: str) -> None:
    schema = kind_schema(kind)
    Draft202012Validator.check_schema(schema)
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    named = {str(each["$ref"]) for each in nodes(schema) if "$ref" in each}
    assert named == {f"#/$defs/{name}" for name in definitions}


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_described_and_every_mapping_is_closed(kind: str) -> None:
    for schema in nodes(kind_schema(kind)):
        if "properties" not in schema or "additionalProperties" not in schema:
            continue
        properties = schema["properties"]
        assert isinstance(properties, dict)
        assert [key for key, each in properties.items() if not each.get("description")] == [], schema["title"]
        assert schema["additionalProperties"] is False
        assert schema["patternProperties"] == {"^x-": True}


@pytest.mark.parametrize(
    ("kind", "path"), [(kind, path) for kind, paths in FILES.items() for path in paths], ids=str
)
def test_the_files_of_the_house_fit_their_schemas(kind: str, path: Path) -> None:
    assert complaints(kind, path.read_text(encoding="utf-8")) == [[], []]


# Most of what a pattern may hold is drawn to be thrown away, by chance more than the library likes.
@settings(max_examples=100, suppress_health_check=[HealthCheck.filter_too_much])
@given(text=broken_scenarios(), reader=st.sampled_from(READERS))
def test_schema_and_reader_agree_on_scenarios(text: str, reader: Callable[[str], list[object]]) -> None:
    assert_agreement("scenario", text, reader)


def assert_agreement(kind: str, text: str, reader: Callable[[str], list[object]]) -> None:
    with TemporaryDirectory() as folder:
        found = read_single(write(Path(folder), "a.yaml", text), kind, MODELS[kind]).faults
    broken = {fault.rule for fault in found}
    assume(not broken & {*PASSED_OVER, "not-of-this-kind"})
    try:
        documents = reader(text)
    except UNREADABLE:
        assume(False)
    else:
        said = [error.message[:200] for error in validator(kind).iter_errors(documents[0])]
        assert bool(said) == bool(broken & JUDGED), (broken, said)


@pytest.mark.parametrize(
    ("key", "value", "fits"),
    [
        ("deflators", "{2027-28: 0}", False),
        ("deflators", "{2027-28: 0.5, x-source: OBR}", True),
        ("deflators", "{2027: 0.5}", False),
        ("deflators", "{2027-29: 0.5}", False),
        ("discount", "{rate: -0.1}", False),
        ("capacity", "{all: 3, x-why: agreed}", True),
        ("capacity", "{Home Office: 3}", False),
        ("years", "2027-28", False),
        ("fix", "[{system: a/b, option: c}]", True),
        ("fix", "[{option: c, start: 2027-28}]", False),
        ("must", "[{system: a/b, by: 2030-31, options: [c], why: The lease ends}]", True),
        ("must", "[{system: a/b}]", False),
        ("starts", "{all: 3}", True),
        ("scale", "90%", True),
        ("scale", "0.9", True),
        ("scale", "-1", False),
        ("worth_at_most", "£80k", True),
        ("goal", "most", True),
        ("goal", "least", False),
        ("goal", "{least: cost, targets: [{weighted_risk: 60%, by: 2030-31}]}", True),
        ("goal", "{least: cost, targets: [{no_red: {kind: service}, by: 2030-31}]}", True),
        ("goal", "{least: cost, targets: [{expected_red: 5}]}", False),
        ("budgets", "[{organisation: all, fund: cdel, floor: {2027-28: 1m}, caps: {2027-28: 2m}}]", True),
        ("forbid", "[{system: a/b}]", True),
        ("narrative", "{summary: [one]}", False),
        ("colour", "red", False),
        ("x-colour", "red", True),
    ],
)
def test_a_scenario_is_judged_as_its_keys_ask(key: str, value: str, *, fits: bool) -> None:
    lines = [line for line in SOUND.split("\n") if not line.startswith(f"{key}:")]
    text = "\n".join([*lines[:3], f"{key}: {value}"])
    assert [not found for found in complaints("scenario", text)] == [fits, fits]


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("settings:\n", True),
        ("settings: {lifecycle: own.yaml, severities: {LM404: off}}\n", True),
        ("settings: {lifecycle: [own.yaml], severities: {LM404: }}\n", True),
        ("settings: {severities: {LM404: none}}\n", False),
        ("settings: {handling: restricted}\n", False),
        ("settings: {frame: own.yaml}\n", False),
        ("settings: []\n", False),
    ],
)
def test_settings_are_judged_as_the_reader_does(text: str, *, fits: bool, tmp_path: Path) -> None:
    read = read_single(write(tmp_path, "legacymap.yaml", text), "settings", Settings, inner=True)
    assert bool(read.faults) == (not fits)
    assert [not found for found in complaints("settings", text)] == [fits, fits]
