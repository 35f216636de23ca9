"""What people get wrong on a command line, and what they are told."""

from pathlib import Path

import pytest

from legacymap.cli.options import part_of_whole
from tests.cli.running import legacymap, write

INVENTORY = "organisation: o\nsystems:\n- {id: a, name: A}\n"


@pytest.mark.parametrize(
    ("command", "words"), [("explain", ("o/a",)), ("impact", ("a", "-f", "json")), ("add", ("b",))]
)
def test_a_path_before_its_system_is_told_with_the_command_to_type(
    tmp_path: Path, command: str, words: tuple[str, ...]
) -> None:
    write(tmp_path, "our estate/o.yaml", INVENTORY)
    run = legacymap(command, "our estate", *words, folder=tmp_path)
    assert run.code == 2
    assert "the system comes first" in run.err
    assert f"`legacymap {command} {words[0]} 'our estate'`" in run.err


def test_a_path_that_is_not_there_is_no_matter_of_order(tmp_path: Path) -> None:
    run = legacymap("explain", "a", "nowhere", folder=tmp_path)
    assert "There is no file or folder `nowhere`." in run.err


def test_a_system_that_is_called_like_a_folder_is_a_system(tmp_path: Path) -> None:
    write(tmp_path, "a/o.yaml", INVENTORY)
    assert legacymap("explain", "a", "a", folder=tmp_path).code == 0


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("validate -f", "`legacymap validate --help`"),
        ("scan --nothing", "`legacymap scan --help`"),
        ("export register . -o", "`legacymap export register --help`"),
        ("export estate", "Its commands are questions, register, archimate, backstage and cyclonedx"),
        ("scna", "`legacymap --help`"),
        ("--nothing", "`legacymap --help`"),
    ],
)
def test_a_mistake_leads_to_the_help_of_its_command(line: str, hint: str) -> None:
    run = legacymap(*line.split())
    assert run.code == 2
    assert hint in run.err


def test_a_group_alone_shows_its_commands(tmp_path: Path) -> None:
    for group in ("export", "lifecycle"):
        run = legacymap(group, folder=tmp_path)
        assert (run.code, run.err) == (0, "")
        assert f"Usage: legacymap {group}" in run.out


def test_a_link_that_leads_to_itself_is_to_be_mended_not_filled(tmp_path: Path) -> None:
    (tmp_path / "estate").symlink_to("estate")
    run = legacymap("scan", "estate", folder=tmp_path)
    assert run.code == 2
    assert "No system could be read." in run.err
    assert "Mend this first." in run.err
    assert "List one under" not in run.err


def test_a_share_may_be_a_percentage_and_nothing_else(tmp_path: Path) -> None:
    run = legacymap("plan", "--gap", "x%", folder=tmp_path)
    assert (run.code, "`x%` is no share of at most 100%; write it as 0.1% or 0.001" in run.err) == (2, True)
    assert part_of_whole("0.1%") == part_of_whole("0.001") == part_of_whole(0.001) == 0.001
    assert legacymap("plan", "--gap", "120%", folder=tmp_path).code == 2


def test_hops_without_a_system_are_refused(tmp_path: Path) -> None:
    run = legacymap("map", "--hops", "2", "-f", "json", folder=tmp_path)
    assert (run.code, "Name it with `--around SYSTEM`" in run.err) == (2, True)


def test_a_word_that_is_none_of_the_choices_is_told_in_our_words(tmp_path: Path) -> None:
    run = legacymap("gaps", "--by", "Owner", folder=tmp_path)
    assert "'--by': 'Owner' is not one of 'owner'" in run.err


def test_a_scenario_in_place_of_an_inventory_and_a_folder_in_place_of_a_scenario(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_text("scenario: a\nyears: [2027-28]\n")
    (tmp_path / "estate.yaml").write_text("organisation: dwp\nsystems:\n- {id: a, name: A}\n")
    run = legacymap("plan", "scenario.yaml", folder=tmp_path)
    assert "A scenario is named with `legacymap plan --scenario FILE`" in run.err
    (tmp_path / "other.yaml").write_text("foo: bar\n")
    assert "A scenario" not in legacymap("scan", "other.yaml", folder=tmp_path).err
    (tmp_path / "scenarios").mkdir()
    run = legacymap("plan", "--scenario", "scenarios", folder=tmp_path)
    assert "It is a folder: name the scenario file in it" in run.err


_BROKEN_RECORD = (
    "organisation: {id: o, name: O}\nsystems:\n- id: tide\n  name: Tide\n  technologies: [cobol\n"
    "- id: sluice\n  name: Sluice\n  ownr: Ops\n"
)


@pytest.mark.parametrize("command", ["explain", "impact"])
@pytest.mark.parametrize("system", ["tide", "o/tide"])
def test_a_system_whose_record_breaks_is_told_by_where_it_breaks(
    command: str, system: str, tmp_path: Path
) -> None:
    write(tmp_path, "o.yaml", _BROKEN_RECORD)
    run = legacymap(command, system, folder=tmp_path)
    assert run.code == 2
    first, second, *rest = run.err.splitlines()
    assert first == "legacymap: The record of `o/tide` could not be read."
    assert second.startswith("o.yaml:5:17: error LM004 ")
    assert not any("LM101" in line for line in rest)


def test_a_folder_in_place_of_a_system_is_told_without_the_faults_of_this_folder(tmp_path: Path) -> None:
    write(tmp_path, "estate/o.yaml", _BROKEN_RECORD)
    run = legacymap("explain", "estate", folder=tmp_path)
    assert run.code == 2
    assert "`legacymap explain SYSTEM estate`" in run.err
    assert "LM" not in run.err
    assert "LM004" in legacymap("explain", "estuary", folder=tmp_path).err


def test_a_scenario_named_twice_by_the_settings_is_told_as_the_reason(tmp_path: Path) -> None:
    write(tmp_path, "o.yaml", INVENTORY + "- {id: b, name: B, ownr: Ops}\n")
    write(tmp_path, "legacymap.yaml", "settings:\n  scenario: s.yaml\n  scenario: s.yaml\n")
    run = legacymap("plan", folder=tmp_path)
    assert run.code == 2
    assert "legacymap.yaml:3:3: error LM010 duplicate-key: `scenario` is given twice" in run.err
    assert "LM101" not in run.err


@pytest.mark.parametrize(
    ("command", "words"), [(("share",), "FOLDER"), (("export", "questions"), "FOLDER|FILE")]
)
def test_what_writes_a_folder_says_so_in_its_help(command: tuple[str, ...], words: str) -> None:
    run = legacymap(*command, "--help", COLUMNS="100")
    line = next(line for line in run.out.splitlines() if "--output" in line)
    assert words in line.split()
