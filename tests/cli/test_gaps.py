"""`legacymap gaps`, end to end."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.running import BROKEN, DAY, GOOD, SAMPLE, legacymap, write

KEYS = [
    *("system", "criterion", "value", "p_red", "low", "high", "owner", "question", "settled_by"),
]


def test_the_sample_inventory_says_what_to_find_out_first() -> None:
    run = legacymap("gaps", SAMPLE, "--as-of", DAY, "-f", "json")
    found = json.loads(run.out)
    assert (run.code, run.err) == (0, "")
    assert found["format"] == "legacymap.gaps/1"
    assert all(list(gap) == KEYS for gap in found["gaps"])
    assert len(found["gaps"]) == found["totals"]["open"]
    values = [round(gap["value"], 12) for gap in found["gaps"]]
    assert values == sorted(values, reverse=True)
    assert min(values) >= 0
    shares = [each["share"] for each in found["shares"]]
    assert [each["answers"] for each in found["shares"]] == [10, 50, 100]
    assert 0 < shares[0] <= shares[1] <= shares[2] < 1


def test_the_doubt_is_that_of_the_scan() -> None:
    scan = json.loads(legacymap("scan", SAMPLE, "--as-of", DAY, "-f", "json").out)
    chances = [each["score"]["p_red"] for each in scan["systems"] if each["score"]]
    found = json.loads(legacymap("gaps", SAMPLE, "--as-of", DAY, "-f", "json", "--top", "1").out)
    assert found["totals"]["doubt"] == pytest.approx(sum(p * (1 - p) for p in chances), rel=1e-12)
    assert len(found["gaps"]) == 1


@pytest.mark.parametrize("columns", ["40", "60", "80", "120", "200"])
@pytest.mark.parametrize("flags", [(), ("--by", "owner")])
def test_the_table_fits_the_terminal(columns: str, flags: tuple[str, ...], tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    run = legacymap("gaps", tmp_path, "--as-of", DAY, *flags, COLUMNS=columns)
    assert run.code == 0
    assert max(len(line) for line in run.out.splitlines()) <= int(columns)


def test_each_owner_has_a_section_and_nobody_the_last(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    for name, mark in (("table", ""), ("markdown", "## ")):
        out = legacymap("gaps", tmp_path, "--by", "owner", "-f", name).out
        owned = out.index(f"{mark}Asylum operations (Home Office)")
        assert owned < out.index(f"{mark}No owner stated (Home Office)")


def test_csv_has_a_row_a_question_those_of_one_owner_together(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD.replace("Asylum operations", '"=cmd()"'))
    rows = list(csv.DictReader(io.StringIO(legacymap("gaps", tmp_path, "-f", "csv", "--as-of", DAY).out)))
    document = json.loads(legacymap("gaps", tmp_path, "-f", "json", "--as-of", DAY).out)
    asked = {(each["system"], each["question"], str(each["value"])) for each in document["questions"]}
    assert {(row["system"], row["question"], row["value"]) for row in rows} == asked
    assert {row["owner"] for row in rows} == {"'=cmd()", ""}
    grouped = legacymap("gaps", tmp_path, "-f", "csv", "--by", "owner", "--as-of", DAY).out
    owners = [row["owner"] for row in csv.DictReader(io.StringIO(grouped))]
    assert owners == sorted(owners, reverse=True)
    assert len(owners) == len(rows)


def test_an_organisation_is_listed_with_all_below_it() -> None:
    found = json.loads(legacymap("gaps", SAMPLE, "-f", "json", "--organisation", "dft").out)
    organisations = {gap["system"].split("/")[0] for gap in found["gaps"]}
    assert {"dvla", "dvsa"} <= organisations
    assert "hmrc" not in organisations
    run = legacymap("gaps", SAMPLE, "--organisation", "dftt")
    assert (run.code, run.out) == (2, "")


def test_another_framework_asks_its_own_questions(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "organisation: a\nsystems: [{id: b, name: C}]\n")
    run = legacymap("gaps", tmp_path, "-f", "json", "--framework", "docs/example-framework.yaml")
    found = json.loads(run.out)
    assert run.code == 0
    assert "Who can still change the system?" in {gap["question"] for gap in found["gaps"]}
    assert found["prior"] == "cautious"


def test_an_inventory_with_errors_is_used_unless_strict(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", BROKEN)
    run = legacymap("gaps", ".", folder=tmp_path)
    assert run.code == 1
    assert "Case tracker" in run.out
    assert "LM201" in run.err
    strict = legacymap("gaps", ".", "--strict", folder=tmp_path)
    assert (strict.code, strict.out) == (1, "")


def test_nothing_to_read_is_refused(tmp_path: Path) -> None:
    run = legacymap("gaps", tmp_path)
    assert (run.code, run.out) == (2, "")
