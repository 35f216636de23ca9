"""`legacymap impact`, end to end."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.running import BROKEN, DAY, SAMPLE, legacymap, write


def test_what_stops_and_degrades_is_what_the_scan_counts() -> None:
    scan = json.loads(legacymap("scan", SAMPLE, "--as-of", DAY, "-f", "json").out)
    reach = next(each["reach"] for each in scan["systems"] if each["id"] == "home-office/pnc")
    run = legacymap("impact", "pnc", SAMPLE, "--as-of", DAY, "-f", "json")
    found = json.loads(run.out)
    assert (run.code, run.err) == (0, "")
    assert found["format"] == "legacymap.impact/1"
    assert found["totals"]["stop"] == reach["hard_dependents"]
    assert (
        found["totals"]["stop"] + found["totals"]["degrade"] == reach["dependents"] == len(found["affected"])
    )
    assert len(found["organisations"]) == reach["organisations"]
    for each in found["affected"]:
        assert (each["path"][0], each["path"][-1]) == (each["id"], "home-office/pnc")
        assert len(each["arrows"]) == len(each["path"]) - 1
        assert ("soft" in {arrow["strength"] for arrow in each["arrows"]}) == (each["effect"] == "degrades")


def test_the_headline_is_in_plain_words() -> None:
    out = " ".join(legacymap("impact", "pnc", SAMPLE, "--as-of", DAY).out.split())
    assert "If Police National Computer stops, 9 systems stop and 1 degrades, in 4 organisations, " in out


def test_upstream_names_what_it_stands_on() -> None:
    explained = json.loads(legacymap("explain", "pnc", SAMPLE, "--as-of", DAY, "-f", "json").out)
    found = json.loads(legacymap("impact", "pnc", SAMPLE, "--upstream", "--as-of", DAY, "-f", "json").out)
    assert found["direction"] == "upstream"
    assert [each["id"] for each in found["affected"] if each["effect"] == "stops"] == [
        each["system"] for each in explained["foundations"]
    ]
    assert all(each["path"][0] == "home-office/pnc" for each in found["affected"])


@pytest.mark.parametrize("columns", ["40", "60", "80", "120", "200"])
@pytest.mark.parametrize("flags", [(), ("--upstream",)])
def test_the_table_fits_the_terminal(columns: str, flags: tuple[str, ...]) -> None:
    run = legacymap("impact", "pnc", SAMPLE, "--as-of", DAY, *flags, COLUMNS=columns)
    assert run.code == 0
    assert max(len(line) for line in run.out.splitlines()) <= int(columns)


def test_csv_has_a_row_a_system_with_its_whole_way() -> None:
    document = json.loads(legacymap("impact", "pnc", SAMPLE, "--as-of", DAY, "-f", "json").out)
    rows = list(csv.DictReader(io.StringIO(legacymap("impact", "pnc", SAMPLE, "-f", "csv").out)))
    assert [row["system"] for row in rows] == [each["id"] for each in document["affected"]]
    assert all(row["way"].startswith(row["system"]) for row in rows)
    assert [int(row["steps"]) for row in rows] == [len(each["arrows"]) for each in document["affected"]]


@pytest.mark.parametrize(
    ("words", "nearest"), [("tax", "hmrc/cotax"), ("home-office/pncc", "home-office/pnc")]
)
def test_ambiguous_and_unknown_names_are_refused_with_the_nearest(words: str, nearest: str) -> None:
    run = legacymap("impact", words, SAMPLE)
    assert (run.code, run.out) == (2, "")
    assert nearest in run.err


def test_a_retired_system_stops_nothing() -> None:
    run = legacymap("impact", "hmrc/chief", SAMPLE, "--as-of", DAY)
    assert run.code == 0
    assert "retired" in run.out


def test_a_system_of_which_nothing_is_known_may_have_consumers(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "organisation: a\nsystems: [{id: b, name: C}]\n")
    out = " ".join(legacymap("impact", "a/b", tmp_path).out.split())
    assert "no other system is known to stop or degrade; consumers may be missing" in out
    assert "C is not known to need any system." in legacymap("impact", "a/b", tmp_path, "--upstream").out
    assert legacymap("impact", "a/b", tmp_path, "-f", "csv").out == ""


def test_an_inventory_with_errors_is_used_unless_strict(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", BROKEN)
    run = legacymap("impact", "case-tracker", ".", folder=tmp_path)
    assert run.code == 1
    assert "LM201" in run.err
    strict = legacymap("impact", "case-tracker", ".", "--strict", folder=tmp_path)
    assert (strict.code, strict.out) == (1, "")
