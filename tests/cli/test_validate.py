"""`legacymap validate`, end to end."""

import json
from pathlib import Path

import pytest

from tests.cli.running import BROKEN, DAY, GOOD, SAMPLE, legacymap, write


def test_the_sample_inventory_has_no_errors() -> None:
    run = legacymap("validate", SAMPLE, "-f", "json", "--as-of", DAY)
    found = json.loads(run.out)
    assert run.code == 0
    assert found["summary"]["errors"] == 0
    assert found["summary"]["systems"] == 110


def test_an_error_has_its_place_its_line_and_a_remedy(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", BROKEN)
    run = legacymap("validate", folder=tmp_path)
    assert run.code == 1
    assert "a.yaml:13:76: error LM201 dangling-dependency:" in run.out
    assert "^^^^^^^^^^^" in run.out
    assert "`case-tracker`" in run.out


def test_json_has_the_contract(tmp_path: Path) -> None:
    write(tmp_path, "team/a.yaml", BROKEN)
    found = json.loads(legacymap("validate", ".", "-f", "json", folder=tmp_path).out)
    [finding] = found["findings"]
    assert found["format"] == "legacymap.validate/1"
    assert found["summary"] == {"files": 1, "systems": 2, "errors": 1, "warnings": 0, "waived": 0}
    assert finding | {"fingerprint": "", "message": "", "hint": ""} == {
        "rule": "LM201",
        "name": "dangling-dependency",
        "severity": "error",
        "message": "",
        "hint": "",
        "file": "team/a.yaml",
        "line": 13,
        "column": 76,
        "end_line": 13,
        "end_column": 87,
        "system": "home-office/passport-portal",
        "path": "depends_on[0].system",
        "fingerprint": "",
        "waived": None,
        "known": False,
        "related": [{"file": "team/a.yaml", "line": 3, "column": 7, "message": "the nearest id"}],
    }


def test_the_fingerprint_stays_when_lines_move(tmp_path: Path) -> None:
    prints = []
    for above in ("", "# one\n# two\n"):
        write(tmp_path, "a.yaml", above + BROKEN)
        found = json.loads(legacymap("validate", ".", "-f", "json", folder=tmp_path).out)
        prints.append(found["findings"][0]["fingerprint"])
    assert prints[0] == prints[1]


def test_warnings_fail_a_strict_run_only(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD + "  # an organisation that is not loaded\n".replace("  #", "#"))
    write(tmp_path, "b.yaml", "organisation: nobody\nsystems: []\n")
    assert legacymap("validate", ".", folder=tmp_path).code == 0
    assert legacymap("validate", ".", "--strict", folder=tmp_path).code == 1


def test_a_waiver_keeps_an_error_from_failing_the_run(tmp_path: Path) -> None:
    waiver = (
        "waivers:\n- {rule: LM201, system: home-office/passport-portal, reason: Being renamed,"
        " approver: Chief technology officer, expires: 2027-03-31}\n"
    )
    write(tmp_path, "a.yaml", BROKEN + waiver)
    run = legacymap("validate", ".", "-f", "json", "--as-of", DAY, folder=tmp_path)
    found = json.loads(run.out)
    assert run.code == 0
    assert found["summary"]["waived"] == 1
    assert found["findings"][0]["waived"] == "Being renamed"
    assert legacymap("validate", ".", "--as-of", "2027-04-01", folder=tmp_path).code == 1


def test_settings_may_weigh_a_rule_anew(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", BROKEN)
    write(tmp_path, "legacymap.yaml", "settings: {severities: {LM201: warning}}\n")
    assert legacymap("validate", ".", folder=tmp_path).code == 0


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "organisation: [\n")
    run = legacymap("validate", ".", folder=tmp_path)
    assert run.code == 1
    assert "a.yaml:1:15: error LM004 invalid-yaml" in run.out


@pytest.mark.parametrize("what", ["nowhere", "empty"])
def test_nothing_found_is_never_all_clear(tmp_path: Path, what: str) -> None:
    (tmp_path / "empty").mkdir()
    assert legacymap("validate", what, folder=tmp_path).code == 2


def test_a_clean_inventory_says_so(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    run = legacymap("validate", ".", "--as-of", DAY, folder=tmp_path)
    assert run.code == 0
    assert "No findings in 1 file, 2 systems" in run.out


def test_a_fault_of_the_text_belongs_to_its_record_and_can_be_waived(tmp_path: Path) -> None:
    first = "organisation: {id: x, name: X}\nsystems:\n- {id: a, name: A}\n"
    twice = first + "- id: b\n  name: B\n  notes: c\n  notes: d\n"
    waiver = "waivers: [{rule: duplicate-key, system: b, reason: Known, expires: 2027-03-31}]\n"
    write(tmp_path, "a.yaml", twice + waiver)
    run = legacymap("validate", ".", "-f", "json", "--as-of", DAY, folder=tmp_path)
    [finding] = json.loads(run.out)["findings"]
    assert run.code == 0
    assert (finding["system"], finding["path"], finding["line"]) == ("x/b", "notes", 7)
    assert finding["waived"] == "Known"


def test_a_bad_id_is_not_taken_for_a_system(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "organisation: {id: x, name: X}\nsystems: [{id: Bad Id, name: A}]\n")
    [finding] = json.loads(legacymap("validate", ".", "-f", "json", folder=tmp_path).out)["findings"]
    assert (finding["rule"], finding["system"]) == ("LM104", "")


def test_each_fault_of_a_lifecycle_file_has_a_line_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    cycles = "[{cycle: 1, released: 2020, standard_ends: 2010}, {cycle: 1}]"
    products = f"- {{id: foo, name: Foo, aliases: [bar], cycles: {cycles}}}\n- {{id: bar, name: Bar}}\n"
    write(tmp_path, "dates.txt", f"lifecycle: 2026-12\nproducts:\n{products}")
    run = legacymap("validate", ".", "--lifecycle", "dates.txt", folder=tmp_path)
    assert run.code == 2
    assert run.out == ""
    assert [line.split(": ")[0] for line in run.err.splitlines()[1:] if not line.startswith("  = ")] == [
        "dates.txt:3:91",
        "dates.txt:3:106",
        "dates.txt:4:8",
        "dates.txt:4:19",
    ]
