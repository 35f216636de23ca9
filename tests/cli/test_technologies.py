"""`legacymap technologies`, end to end."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.running import BROKEN, DAY, GOOD, ROOT, SAMPLE, legacymap, write

# What the shipped catalogue knows may grow with each edition; these shares are what it must keep.
LEAST_KNOWN = 0.75


def test_the_sample_inventory_shows_shared_exposure() -> None:
    run = legacymap("technologies", SAMPLE, "--as-of", DAY, "-f", "json")
    found = json.loads(run.out)
    assert (run.code, run.err) == (0, "")
    assert found["format"] == "legacymap.technologies/1"
    assert found["totals"]["technologies"] == len(found["technologies"])
    assert found["totals"]["known"] >= LEAST_KNOWN * found["totals"]["listings"]
    order = [(-len(each["organisations"]), -len(each["systems"])) for each in found["technologies"]]
    assert order == sorted(order)
    oracle = next(each for each in found["technologies"] if each["technology"] == "Oracle Database")
    assert len(oracle["organisations"]) >= 4


def test_a_technology_of_the_format_page_is_past_its_support(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    run = legacymap("technologies", tmp_path, "-f", "json", "--as-of", DAY)
    oracle = next(
        each for each in json.loads(run.out)["technologies"] if each["product"] == "oracle-database"
    )
    assert (oracle["technology"], oracle["support"]) == ("Oracle Database 12.1", "ended")
    assert (oracle["past"], oracle["loses_support"]["already"]) == (1, 1)
    assert oracle["skills"] == {"low": 5, "high": 5}


@pytest.mark.parametrize("columns", ["60", "80", "120", "200"])
def test_the_table_fits_the_terminal(columns: str) -> None:
    run = legacymap("technologies", SAMPLE, "--as-of", DAY, COLUMNS=columns)
    assert run.code == 0
    assert max(len(line) for line in run.out.splitlines()) <= int(columns)


def test_csv_has_a_row_a_technology() -> None:
    document = json.loads(legacymap("technologies", SAMPLE, "--as-of", DAY, "-f", "json").out)
    rows = list(
        csv.DictReader(io.StringIO(legacymap("technologies", SAMPLE, "--as-of", DAY, "-f", "csv").out))
    )
    assert [row["technology"] for row in rows] == [each["technology"] for each in document["technologies"]]
    assert [row["ids"].split() for row in rows] == [each["systems"] for each in document["technologies"]]
    assert "lose_2030-31" in rows[0]


def test_an_organisation_is_listed_with_all_below_it() -> None:
    found = json.loads(legacymap("technologies", SAMPLE, "-f", "json", "--organisation", "dft").out)
    assert {name for each in found["technologies"] for name in each["organisations"]} == {"dvla"}
    run = legacymap("technologies", SAMPLE, "--organisation", "dftt")
    assert (run.code, run.out) == (2, "")


def test_an_inventory_with_errors_is_used_unless_strict(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", BROKEN)
    run = legacymap("technologies", ".", folder=tmp_path)
    assert run.code == 1
    assert "Oracle Database" in run.out
    assert "LM201" in run.err
    strict = legacymap("technologies", ".", "--strict", folder=tmp_path)
    assert (strict.code, strict.out) == (1, "")


def test_a_framework_without_skills_has_no_skills(tmp_path: Path) -> None:
    framework = (ROOT / "docs" / "example-framework.yaml").read_text(encoding="utf-8")
    write(tmp_path, "framework.yaml", framework.replace("id: skills", "id: staffing"))
    run = legacymap("technologies", SAMPLE, "--framework", tmp_path / "framework.yaml", "-f", "json")
    assert {str(each["skills"]) for each in json.loads(run.out)["technologies"]} == {"None"}


@pytest.mark.parametrize("columns", ["80", "140"])
def test_no_version_is_cut_off_on_a_narrow_screen(columns: str, tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD.replace("cobol", "Harbour Dues Reckoning Suite 2011.4"))
    run = legacymap("technologies", tmp_path, "--as-of", DAY, COLUMNS=columns)
    assert "…" not in run.out
    assert "2011.4" in run.out
