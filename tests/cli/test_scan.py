"""`legacymap scan`, end to end."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.running import BROKEN, DAY, GOOD, SAMPLE, legacymap, write


def test_the_sample_inventory_is_ranked() -> None:
    run = legacymap("scan", SAMPLE, "--as-of", DAY, "-f", "json")
    found = json.loads(run.out)
    assert run.code == 0
    assert run.err == ""
    assert found["format"] == "legacymap.scan/1"
    assert found["totals"]["systems"] == len(found["systems"]) == 110
    assert [system["rank"] for system in found["systems"]] == list(range(1, 111))
    scored = [system["score"] for system in found["systems"] if system["score"]]
    assert sum(score["p_red"] for score in scored) == pytest.approx(
        found["totals"]["expected_red"], rel=1e-12
    )
    assert all(score["low"] <= score["expected"] <= score["high"] for score in scored)


def test_the_first_record_of_the_format_gives_a_rating_with_bounds(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    run = legacymap("scan", tmp_path, "-f", "json", "--as-of", DAY)
    first = json.loads(run.out)["systems"][0]
    assert run.code == 0
    assert first["id"] == "home-office/case-tracker"
    assert first["score"]["rating"] == "possibly-red"
    assert first["reach"]["direct_dependents"] == 1
    assert first["reach"]["underpinning_gap"] is False


@pytest.mark.parametrize("columns", ["60", "80", "120", "200"])
def test_the_table_fits_the_terminal(columns: str) -> None:
    run = legacymap("scan", SAMPLE, "--as-of", DAY, COLUMNS=columns)
    assert run.code == 0
    assert max(len(line) for line in run.out.splitlines()) <= int(columns)


def test_top_shortens_the_list_and_not_the_totals() -> None:
    whole = json.loads(legacymap("scan", SAMPLE, "--as-of", DAY, "-f", "json").out)
    short = json.loads(legacymap("scan", SAMPLE, "--as-of", DAY, "-f", "json", "--top", "5").out)
    assert short["systems"] == whole["systems"][:5]
    assert short["totals"] == whole["totals"]


def test_an_organisation_is_listed_with_all_below_it() -> None:
    found = json.loads(legacymap("scan", SAMPLE, "--as-of", DAY, "-f", "json", "--organisation", "dft").out)
    assert {"dvla", "dvsa"} <= {system["organisation"] for system in found["systems"]}
    assert not {"hmrc", "home-office"} & {system["organisation"] for system in found["systems"]}


def test_an_unknown_organisation_is_refused_with_the_nearest() -> None:
    run = legacymap("scan", SAMPLE, "--organisation", "home-ofice")
    assert run.code == 2
    assert "`home-office`" in run.err


def test_an_inventory_with_errors_is_used_and_each_error_named(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", BROKEN)
    run = legacymap("scan", ".", "-f", "json", folder=tmp_path)
    assert run.code == 1
    assert len(json.loads(run.out)["systems"]) == 2
    assert "a.yaml:13:76: error LM201 dangling-dependency" in run.err
    assert "`case-tracker`" in run.err


def test_strict_produces_nothing_while_there_are_errors(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", BROKEN)
    output = tmp_path / "out.json"
    run = legacymap("scan", ".", "--strict", "-o", "out.json", folder=tmp_path)
    assert run.code == 1
    assert run.out == ""
    assert not output.exists()


@pytest.mark.parametrize("what", ["nowhere", "empty"])
def test_nothing_found_is_never_all_clear(tmp_path: Path, what: str) -> None:
    (tmp_path / "empty").mkdir()
    run = legacymap("scan", what, folder=tmp_path)
    assert run.code == 2
    assert run.out == ""
    assert what in run.err


def test_one_system_with_nothing_known_is_ranked(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "organisation: x\nsystems: [{id: a, name: A}]\n")
    run = legacymap("scan", tmp_path, "-f", "json", "--as-of", DAY)
    score = json.loads(run.out)["systems"][0]["score"]
    assert run.code == 0
    assert (score["rating"], score["legacy"]) == ("possibly-red", "possibly")
    assert score["p_red"] == pytest.approx(0.25, abs=0.005)


def test_the_suffix_chooses_the_format(tmp_path: Path) -> None:
    for name, start in (("a.json", "{"), ("a.csv", "\ufeffrank"), ("a.md", "**OFFICIAL")):
        assert legacymap("scan", SAMPLE, "-o", tmp_path / name).code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_csv_has_a_row_a_system() -> None:
    run = legacymap("scan", SAMPLE, "--as-of", DAY, "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert len(rows) == 110


def test_an_output_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    run = legacymap("scan", SAMPLE, "-o", tmp_path / "no" / "such" / "folder.json")
    assert run.code == 2
    assert "cannot be written" in run.err
    assert list(tmp_path.iterdir()) == []


def test_decay_nought_gives_the_official_score_alone() -> None:
    run = legacymap("scan", SAMPLE, "--as-of", DAY, "-f", "json", "--reach-decay", "0")
    for system in json.loads(run.out)["systems"]:
        if system["score"]:
            assert system["reach"]["weighted_risk"] == pytest.approx(system["score"]["expected"], rel=1e-12)


@pytest.mark.parametrize(
    "flags",
    [
        ("--reach-decay", "1"),
        ("--reach-decay", "nan"),
        ("--as-of", "yesterday"),
        ("--as-of", "2026-13-01"),
        ("--framework", "nowhere.yaml"),
        ("--lifecycle", "nowhere.yaml"),
        ("--prior", "hopeful"),
        ("--format", "jsn"),
        ("-o", "out.svg"),
        ("--top", "0"),
        ("--wat",),
    ],
)
def test_a_request_that_cannot_be_done_is_one_clear_message(flags: tuple[str, ...]) -> None:
    run = legacymap("scan", SAMPLE, *flags)
    assert run.code == 2
    assert run.out == ""
    assert run.err.startswith("legacymap: ")


def test_an_example_framework_of_the_docs_can_be_used() -> None:
    run = legacymap("scan", SAMPLE, "--framework", "docs/example-framework.yaml", "-f", "json")
    assert run.code == 0
    assert json.loads(run.out)["provenance"]["framework"]["id"] != "uk-litraf"


def test_a_lifecycle_file_adds_to_the_catalogue(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "organisation: x\nsystems: [{id: a, name: A, technologies: [homebrew 3.1]}]\n")
    cycle = "{cycle: 3, standard_ends: 2020}"
    catalogue = f"lifecycle: 2026-12\nproducts:\n- {{id: homebrew, name: Homebrew, cycles: [{cycle}]}}\n"
    write(tmp_path, "more.yaml", catalogue)
    run = legacymap("scan", ".", "--lifecycle", "more.yaml", "-f", "json", "--as-of", DAY, folder=tmp_path)
    first = json.loads(run.out)["systems"][0]["score"]["criteria"][0]
    assert (first["low"], first["high"], first["basis"]) == (6, 6, "derived")
    assert "2020-01-01" in first["evidence"]


def test_settings_are_the_defaults_and_flags_beat_them(tmp_path: Path) -> None:
    write(tmp_path, "legacymap.yaml", "settings: {prior: uniform}\n")
    write(tmp_path, "a.yaml", "organisation: x\nsystems: [{id: a, name: A}]\n")
    by_settings = json.loads(legacymap("scan", ".", "-f", "json", folder=tmp_path).out)
    by_flag = json.loads(legacymap("scan", ".", "-f", "json", "--prior", "calibrated", folder=tmp_path).out)
    assert by_settings["totals"]["expected_red"] == pytest.approx(0.716, abs=0.001)
    assert by_flag["totals"]["expected_red"] == pytest.approx(0.251, abs=0.001)


def test_hostile_text_never_reaches_the_terminal(tmp_path: Path) -> None:
    write(
        tmp_path, "a.yaml", 'organisation: x\nsystems: [{id: a, name: "A\\e[31m\\u202Eevil [red]b[/red]"}]\n'
    )
    for flags in (("-f", "table"), ("-f", "markdown"), ("-f", "csv"), ("-f", "json")):
        out = legacymap("scan", tmp_path, *flags, "--color", "never").out
        assert "\x1b" not in out
        assert "\u202e" not in out


def test_own_keys_come_out_untouched(tmp_path: Path) -> None:
    write(
        tmp_path, "a.yaml", "organisation: x\nsystems: [{id: a, name: A, x-team: {name: Blue, size: 010}}]\n"
    )
    system = json.loads(legacymap("scan", tmp_path, "-f", "json").out)["systems"][0]
    assert system["x-team"] == {"name": "Blue", "size": "010"}
