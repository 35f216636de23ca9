"""`legacymap validate` as continuous integration and hooks run it, end to end."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.running import BROKEN, DAY, GOOD, legacymap, write

CI = ("sarif", "github", "gitlab", "junit")
WARNED = BROKEN.replace("{annual_run: £4m}", "{annual_run: £4}")


def codes(folder: Path, *flags: str) -> list[str]:
    run = legacymap("validate", ".", "-f", "json", "--as-of", DAY, *flags, folder=folder)
    return [each["rule"] for each in json.loads(run.out)["findings"]]


def test_several_formats_come_out_of_one_run(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", BROKEN)
    named = ("-f", "text", "-f", "sarif=out/x.sarif", "-f", "junit=x.xml", "-f", "gitlab=cq.json")
    (tmp_path / "out").mkdir()
    run = legacymap("validate", *named, folder=tmp_path)
    assert run.code == 1
    assert "LM201" in run.out
    sarif = json.loads((tmp_path / "out/x.sarif").read_text(encoding="utf-8"))
    assert sarif["runs"][0]["results"][0]["ruleId"] == "LM201"
    assert ET.parse(tmp_path / "x.xml").getroot().get("failures") == "1"  # noqa: S314 - our own report
    assert len(json.loads((tmp_path / "cq.json").read_text(encoding="utf-8"))) == 1


def test_with_nothing_on_stdout_a_note_counts(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", BROKEN)
    run = legacymap("validate", "-o", "x.sarif", folder=tmp_path)
    assert (run.code, run.out) == (1, "")
    assert run.err == "legacymap: 1 error in 1 file, 2 systems.\n"
    assert legacymap("validate", "-o", "x.sarif", "--quiet", folder=tmp_path).err == ""


@pytest.mark.parametrize("name", CI)
def test_the_same_files_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", WARNED)
    first, second = (legacymap("validate", "-f", name, "--as-of", DAY, folder=tmp_path) for _ in range(2))
    assert first == second
    assert first.code == 1


@pytest.mark.parametrize("name", CI)
def test_columns_count_characters_as_an_editor_does(name: str, tmp_path: Path) -> None:
    text = "\ufefforganisation: {id: x, name: X}\r\nsystems:\r\n- id: a\r\n  name: 'A\u2028B😀'\r\n"
    text += "  tags: ['😀\u2028é',\tx, y]\r\n"
    text += "- {id: b, name: '😀😀\u2028', \tkind: servce}\r\n"
    (tmp_path / "ä b.yaml").write_bytes(text.encode())
    last = text.removeprefix("\ufeff").split("\n")[5]
    column = last.index("servce") + 1
    out = legacymap("validate", "-f", name, folder=tmp_path).out
    said = {
        "sarif": f'"uri": "%C3%A4%20b.yaml", "uriBaseId": "%SRCROOT%"}}, "region": {{"startLine": 6, '
        f'"startColumn": {column}, "endLine": 6, "endColumn": {column + 6}}}',
        "github": f"file=ä b.yaml,line=6,endLine=6,col={column},endColumn={column + 6},",
        "gitlab": '"path": "ä b.yaml", "lines": {"begin": 6}',
        "junit": f">ä b.yaml:6:{column}: error LM107",
    }[name]
    assert said in out


def test_the_step_summary_is_added_to(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", BROKEN)
    summary = write(tmp_path, "summary.md", "before\n")
    run = legacymap("validate", "-f", "github", folder=tmp_path, GITHUB_STEP_SUMMARY=str(summary))
    assert run.out.startswith("::error file=a.yaml,line=13,endLine=13,col=76,endColumn=87,title=LM201 ")
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert "| error | a.yaml:13:76 |" in text
    legacymap("validate", "-f", "text", folder=tmp_path, GITHUB_STEP_SUMMARY=str(summary))
    assert summary.read_text(encoding="utf-8") == text


def test_a_summary_that_cannot_be_written_is_a_note(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    run = legacymap("validate", "-f", "github", folder=tmp_path, GITHUB_STEP_SUMMARY=str(tmp_path))
    assert run.code == 0
    assert "the step summary cannot be written" in run.err


def test_rules_are_selected_and_ignored_by_code_name_and_beginning(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", WARNED)
    assert codes(tmp_path) == ["LM115", "LM201"]
    assert codes(tmp_path, "--select", "LM1") == ["LM115"]
    assert codes(tmp_path, "--select", "LM4,dangling-dependency") == ["LM201"]
    assert codes(tmp_path, "--select", "LM1", "--select", "LM2", "--ignore", "small-amount") == ["LM201"]
    assert codes(tmp_path, "--ignore", "LM") == []
    assert legacymap("validate", "--ignore", "LM201", folder=tmp_path).code == 0


@pytest.mark.parametrize("flag", ["--select", "--ignore"])
def test_a_word_that_means_no_rule_is_refused_with_the_nearest(flag: str, tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    run = legacymap("validate", flag, "LM201,dangling-dependancy", folder=tmp_path)
    assert run.code == 2
    assert "There is no rule `dangling-dependancy`." in run.err
    assert "`dangling-dependency`" in run.err


def test_a_waiver_of_a_rule_that_is_not_selected_is_not_called_unused(tmp_path: Path) -> None:
    waiver = "waivers: [{rule: LM204, system: case-tracker, reason: Known, expires: 2027-03-31}]\n"
    write(tmp_path, "a.yaml", GOOD + waiver)
    assert codes(tmp_path) == ["LM213"]
    assert codes(tmp_path, "--select", "LM201,LM213") == []
    assert codes(tmp_path, "--select", "LM204,LM213") == ["LM213"]
    assert codes(tmp_path, "--ignore", "LM204") == []


def test_settings_weigh_rules_by_their_beginning(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", WARNED)
    write(tmp_path, "legacymap.yaml", "settings: {severities: {LM1: off, LM2: warning}}\n")
    run = legacymap("validate", "-f", "json", "--as-of", DAY, folder=tmp_path)
    assert [(each["rule"], each["severity"]) for each in json.loads(run.out)["findings"]] == [
        ("LM201", "warning")
    ]
    write(tmp_path, "legacymap.yaml", "settings: {severities: {LM9: off}}\n")
    assert "LM214" in codes(tmp_path)


def test_only_what_is_new_fails_against_a_baseline(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", BROKEN)
    adopted = legacymap("validate", "--write-baseline", "known.json", folder=tmp_path)
    assert adopted.code == 0
    assert "No new findings in 1 file, 2 systems; 1 known from the baseline" in adopted.out
    write(tmp_path, "a.yaml", "# a line above\n" + WARNED)
    known = legacymap("validate", "--baseline", "known.json", folder=tmp_path)
    assert known.code == 0
    assert "LM201" not in known.out
    assert "1 warning in 1 file, 2 systems; 1 known from the baseline" in known.out
    assert legacymap("validate", "--baseline", "known.json", "--strict", folder=tmp_path).code == 1
    write(tmp_path, "b.yaml", "organisation: home-office\nsystems: [{id: c, name: C, part_of: nothing}]\n")
    new = legacymap("validate", "--baseline", "known.json", "-f", "json", folder=tmp_path)
    found = json.loads(new.out)
    assert new.code == 1
    assert found["summary"] | {"systems": 0} == {
        "files": 2, "systems": 0, "errors": 1, "warnings": 1, "waived": 0, "known": 1,
    }  # fmt: skip
    assert sorted((each["rule"], each["known"]) for each in found["findings"]) == [
        *(("LM115", False), ("LM201", False), ("LM201", True)),
    ]


def test_what_a_baseline_no_longer_needs_is_told(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", BROKEN)
    write(
        tmp_path, "team/b.yaml", "organisation: {id: x, name: X}\nsystems: [{id: c, name: C, part_of: d}]\n"
    )
    legacymap("validate", "--write-baseline", "known.json", folder=tmp_path)
    write(tmp_path, "a.yaml", GOOD)
    run = legacymap("validate", "--baseline", "known.json", folder=tmp_path)
    assert run.code == 0
    assert run.err == (
        "legacymap: the baseline `known.json` has findings that no longer occur: "
        "LM201 home-office/passport-portal.\n"
        "  = hint: `--write-baseline known.json` writes it anew.\n"
    )
    for flags in (("--ignore", "LM201"), ("team",), ("--quiet",)):
        assert (
            "no longer" not in legacymap("validate", *flags, "--baseline", "known.json", folder=tmp_path).err
        )
    (tmp_path / "a.yaml").unlink()
    gone = legacymap("validate", "team", "--baseline", "known.json", folder=tmp_path)
    assert "LM201 home-office/passport-portal" in gone.err


def test_a_baseline_that_cannot_be_used_stops_the_run(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    write(tmp_path, "known.json", "{}")
    for name in ("known.json", "nowhere.json"):
        run = legacymap("validate", "--baseline", name, folder=tmp_path)
        assert (run.code, run.out) == (2, "")
    clash = legacymap("validate", "--write-baseline", "x.json", "-o", "x.json", folder=tmp_path)
    assert clash.code == 2
    assert "Two outputs would go to `x.json`." in clash.err


def test_changed_files_are_judged_within_the_whole(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", BROKEN)
    other = (
        "organisation: home-office\nsystems: [{id: c, name: C, depends_on: [case-tracker, nowhere-at-all]}]\n"
    )
    write(tmp_path, "team/b.yaml", other)
    alone = legacymap("validate", "team/b.yaml", "-f", "json", folder=tmp_path)
    assert len(json.loads(alone.out)["findings"]) > 1
    for changed in ("team/b.yaml", "team", str(tmp_path / "team")):
        run = legacymap("validate", changed, "--within", ".", "-f", "json", folder=tmp_path)
        found = json.loads(run.out)
        assert [(each["file"], each["rule"]) for each in found["findings"]] == [("team/b.yaml", "LM201")]
        assert (found["summary"]["files"], run.err, run.code) == (2, "", 1)
    write(tmp_path, "team/b.yaml", other.replace(", nowhere-at-all", ""))
    assert legacymap("validate", "team/b.yaml", "--within", ".", folder=tmp_path).code == 0
    assert legacymap("validate", "--within", ".", folder=tmp_path).code == 1


def test_a_path_of_which_nothing_was_read_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    run = legacymap("validate", "a.yaml", "gone.yaml", "README.md", "--within", ".", folder=tmp_path)
    assert run.code == 2
    assert "Nothing was read at `gone.yaml`, `README.md`." in run.err


def test_nothing_sensitive_reaches_a_file_for_ci(tmp_path: Path) -> None:
    marked = "- {id: m, name: M, handling: secret, kind: zzmarkedzz, part_of: zzmarkedzz}\n"
    write(tmp_path, "a.yaml", GOOD + marked)
    summary = tmp_path / "summary.md"
    files = [f"{name}={name}.out" for name in CI]
    flags = [part for each in files for part in ("-f", each)]
    run = legacymap("validate", *flags, folder=tmp_path, GITHUB_STEP_SUMMARY=str(summary))
    assert run.code == 1
    for path in (summary, *(tmp_path / f"{name}.out" for name in CI)):
        text = path.read_text(encoding="utf-8")
        assert "zzmarkedzz" not in text
        assert "home-office/m" not in text
    assert "zzmarkedzz" in legacymap("validate", folder=tmp_path).out
