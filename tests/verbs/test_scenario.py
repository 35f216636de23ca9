"""Scenario files: read and judged against an inventory; whatever they hold, every fault has its place."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.analysis.analysis import Analysis, analyse
from legacymap.analysis.request import Request
from legacymap.analysis.scenario import chosen_scenario, scenario_faults, with_scenarios
from legacymap.analysis.validate import validate
from legacymap.domain.errors import RequestError
from legacymap.domain.scenario import Scenario
from legacymap.reading import Places, read_inventory, read_single
from legacymap.rules import RULEBOOK
from tests.cli.running import ROOT, legacymap, write
from tests.reading.readings import lies_inside
from tests.rules.findings import TODAY
from tests.verbs.scenarios import INVENTORY, SOUND, broken_scenarios


def scenario_file(folder: Path, text: str, inventory: str = INVENTORY) -> tuple[Analysis, Path]:
    """The analysis of a folder that holds an inventory, and a scenario beside it."""
    write(folder, "estate/a.yaml", inventory)
    path = write(folder, "scenario.yaml", text)
    return analyse(Request((folder / "estate",), TODAY)), path


def refused(folder: Path, text: str) -> str:
    analysis, path = scenario_file(folder, text)
    with pytest.raises(RequestError) as caught:
        chosen_scenario(path, analysis)
    return caught.value.message


@cache
def home_office() -> Analysis:
    with TemporaryDirectory() as folder:
        return scenario_file(Path(folder), SOUND)[0]


def test_a_sound_scenario_is_chosen(tmp_path: Path) -> None:
    analysis, path = scenario_file(tmp_path, SOUND)
    chosen = chosen_scenario(path, analysis)
    assert chosen.scenario.years == (2027, 2028, 2029)
    assert (chosen.edition.id, chosen.edition.title) == ("baseline", "Baseline settlement")
    assert len(chosen.edition.sha256) == 64


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("inventories/*/scenarios/*.yaml")), ids=lambda path: path.stem
)
def test_the_scenarios_of_the_samples_are_sound(path: Path) -> None:
    analysis = analyse(Request((path.parent.parent,), TODAY))
    assert chosen_scenario(path, analysis).edition.id


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="There is no scenario file"):
        chosen_scenario(tmp_path / "nothing.yaml", home_office())


def test_every_fault_is_told_with_place_code_and_hint(tmp_path: Path) -> None:
    text = SOUND.replace("organisation: all", "organisation: al").replace("start: 2028-29", "start: 2027-28")
    said = refused(tmp_path, text)
    assert "it has 2 faults" in said
    assert (
        "scenario.yaml:12:18: error LM312 unknown-organisation: The inventory has no organisation `al`"
        in said
    )
    assert "scenario.yaml:23:3: error LM319 conflicting-choices: " in said
    assert "  = hint: Correct one of the two starts" in said
    assert "estate/a.yaml:8:90 required here" in said


def test_faults_of_form_come_before_those_of_sense(tmp_path: Path) -> None:
    said = refused(tmp_path, SOUND.replace("£9m", "lots", 1).replace("organisation: all", "organisation: al"))
    assert "it has 1 fault." in said
    assert "error LM112 bad-money" in said


def test_money_in_other_prices_needs_a_price_base(tmp_path: Path) -> None:
    said = refused(tmp_path, SOUND.replace("price_base: 2026-27\n", ""))
    assert "LM314 deflator-missing: The scenario has no price base" in said


def test_amounts_without_a_price_base_are_taken_as_they_stand(tmp_path: Path) -> None:
    text = (
        "scenario: plain\nyears: [2027-28]\nbudgets: [{organisation: all, fund: rdel, caps: {2027-28: 1m}}]\n"
    )
    analysis, path = scenario_file(
        tmp_path, text, INVENTORY.replace("price_base: 2025-26", "x-base: unknown")
    )
    assert chosen_scenario(path, analysis).scenario.price_base is None


def test_appraisal_years_have_an_end(tmp_path: Path) -> None:
    assert "more than the 125" in refused(
        tmp_path, SOUND.replace("appraisal_years: 10", "appraisal_years: 126")
    )


def test_a_choice_of_what_could_not_be_read_says_so(tmp_path: Path) -> None:
    broken = INVENTORY.replace("  name: Identity hub\n", "").replace("id: replace", "id: Replace")
    analysis, path = scenario_file(tmp_path, SOUND, broken)
    with pytest.raises(RequestError) as caught:
        chosen_scenario(path, analysis)
    assert "The inventory has no usable record of `home-office/identity-hub`" in caught.value.message
    assert "= hint: Mend its record first" in caught.value.message
    assert "`home-office/case-tracker` has no option `replace`" in caught.value.message
    assert "= hint: Mend the options of its record first." in caught.value.message


def codes_of(folder: Path) -> list[tuple[str, str]]:
    found = validate(Request((folder,), TODAY)).validation.diagnostics
    return [(Path(each.place.file).name, each.code) for each in found]


def test_validate_judges_the_scenarios_below_its_paths(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", INVENTORY)
    write(tmp_path, "scenarios/good.yaml", SOUND)
    bad = SOUND.replace("option: move", "option: mvoe").replace("scenario: baseline", "scenario: bad")
    write(tmp_path, "scenarios/bad.yaml", bad)
    assert codes_of(tmp_path) == [("bad.yaml", "LM317")]


def test_validate_judges_the_scenario_that_the_settings_name_once(tmp_path: Path) -> None:
    write(tmp_path, "estate/a.yaml", INVENTORY)
    write(tmp_path, "estate/legacymap.yaml", "settings: {scenario: .plans/bad.yaml}\n")
    write(tmp_path, "estate/.plans/bad.yaml", "scenario: bad\nyears: []\nyears: [2027-28]\n")
    assert codes_of(tmp_path / "estate") == [("bad.yaml", "LM010")]
    assert codes_of(tmp_path) == [("legacymap.yaml", "LM303")]


def test_settings_name_no_file_outside_their_folder(tmp_path: Path) -> None:
    write(tmp_path, "estate/a.yaml", INVENTORY)
    write(tmp_path, "bad.yaml", "scenario: [a secret\n")
    (tmp_path / "estate" / "link.yaml").symlink_to(tmp_path / "bad.yaml")
    for named in ("../bad.yaml", str(tmp_path / "bad.yaml"), "link.yaml"):
        write(tmp_path, "estate/legacymap.yaml", f"settings: {{scenario: {named}}}\n")
        assert ("legacymap.yaml", "LM018") in codes_of(tmp_path / "estate")
        assert "bad.yaml" not in {name for name, _ in codes_of(tmp_path / "estate")}


def test_own_parts_of_the_report_outside_the_folder_are_found_before_it_is_written(tmp_path: Path) -> None:
    write(tmp_path, "estate/a.yaml", INVENTORY)
    write(tmp_path, "risks.md", "Outside.\n")
    for named, found in (("../risks.md", [("legacymap.yaml", "LM018")]), ("risks.md", [])):
        told = f"settings: {{submission: {{narrative: {{risks: {named}}}}}}}\n"
        write(tmp_path, "estate/legacymap.yaml", told)
        assert codes_of(tmp_path / "estate") == found


@pytest.mark.parametrize("value", ['"a\\0b"', "x" * 300, '"\\n::error x"'])
@pytest.mark.parametrize("key", ["scenario", "framework", "lifecycle"])
def test_settings_of_impossible_names_are_findings_or_refused(key: str, value: str, tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", INVENTORY)
    write(tmp_path, "legacymap.yaml", f"settings: {{{key}: {value}}}\n")
    try:
        found = {name for name, _ in codes_of(tmp_path)}
    except RequestError as refused:
        found = {refused.message}
    assert found


def test_validate_finds_that_the_scenario_of_the_settings_is_missing(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", INVENTORY)
    write(tmp_path, "legacymap.yaml", "settings: {scenario: nothing.yaml}\n")
    assert codes_of(tmp_path) == [("nothing.yaml", "LM001")]


def test_a_broken_scenario_is_no_error_of_the_inventory(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", INVENTORY)
    write(tmp_path, "scenario.yaml", "scenario: bad\nyears: []\n")
    assert legacymap("scan", ".", "--as-of", "2026-11-22", folder=tmp_path).code == 0
    assert legacymap("validate", ".", "--as-of", "2026-11-22", folder=tmp_path).code == 1


def test_a_sound_folder_stays_as_it_was() -> None:
    assert with_scenarios(home_office()).faults == home_office().faults


@settings(max_examples=60)
@given(text=st.one_of(broken_scenarios(), st.text(max_size=40).map(lambda text: f"scenario: {text}")))
def test_whatever_a_scenario_holds_its_faults_have_places(text: str) -> None:
    content = text.encode("utf-8", "replace")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scenario.yaml"
        path.write_bytes(content)
        read = read_single(path, "scenario", Scenario)
        located = Places([read.file]).located(scenario_faults([read], home_office().inventory))
        for fault, place, _ in located:
            assert lies_inside(place, content), fault
            assert "\n" not in fault.message
        try:
            chosen_scenario(path, home_office())
        except RequestError:
            assert located
        else:
            # What is only to be asked about does not stand in the way.
            assert {RULEBOOK.by_name[fault.rule].severity for fault, _, _ in located} <= {"warning"}


# Two systems with two options each: the years of work, and what each option requires or moves with.
SYSTEMS = ("a", "b")
OPTIONS = {"quick": 1, "slow": 2}
YEARS = (2027, 2028, 2029)
Choice = tuple[str, str, int]
NEEDS = [None, "", "quick", "slow"]


@st.composite
def decided(
    draw: st.DrawFn,
) -> tuple[Mapping[tuple[str, str], str | None], list[Choice], list[Choice], list[Choice]]:
    """What each option requires of the other system, and what is committed, fixed and forbidden."""
    needs = {(system, option): draw(st.sampled_from(NEEDS)) for system in SYSTEMS for option in OPTIONS}
    choice = st.tuples(st.sampled_from(SYSTEMS), st.sampled_from(sorted(OPTIONS)), st.sampled_from(YEARS))
    committed = draw(st.lists(choice, max_size=2, unique_by=lambda each: each[:2]))
    return needs, committed, draw(st.lists(choice, max_size=3)), draw(st.lists(choice, max_size=1))


def inventory_of(needs: Mapping[tuple[str, str], str | None], committed: list[Choice]) -> str:
    lines = ["organisation: {id: dwp, name: DWP}", "systems:"]
    for system in SYSTEMS:
        lines += [f"- id: {system}", f"  name: System {system}", "  remediation:", "    options:"]
        for option, years in OPTIONS.items():
            lines.append(f"    - {{id: {option}, approach: rehost, rdel: {['1m'] * years}".replace("'", ""))
            need, other = needs[system, option], "b" if system == "a" else "a"
            if need is not None:
                named = f", option: {need}" if need else ""
                lines[-1] += f", requires: [{{system: {other}{named}}}]"
            lines[-1] += "".join(
                f", committed: {year}-{year % 100 + 1}"
                for at, which, year in committed
                if (at, which) == (system, option)
            )
            lines[-1] += "}"
    return "\n".join(lines)


def obeyable(
    needs: Mapping[tuple[str, str], str | None], taken: set[Choice], forbidden: list[Choice]
) -> Iterator[bool]:
    """Whether each demand on decisions is met; all must be for a plan to exist."""
    for system, option, start in taken:
        yield all((option, start) == other[1:] for other in taken if other[0] == system)
        yield all((system, option) != other[:2] for other in forbidden)
        need = needs[system, option]
        for other_system, other, other_start in taken:
            if need is not None and other_system != system:
                yield need in {"", other}
                yield other_start + OPTIONS[other] <= start


@settings(max_examples=60)
@given(case=decided())
def test_decisions_conflict_exactly_when_no_plan_could_obey_them(
    case: tuple[Mapping[tuple[str, str], str | None], list[Choice], list[Choice], list[Choice]],
) -> None:
    needs, committed, fixed, forbidden = case
    lines = ["scenario: s", "years: [2027-28, 2028-29, 2029-30]"]
    lines += ["fix:", *(f"- {{system: dwp/{s}, option: {o}, start: {y}-{y % 100 + 1}}}" for s, o, y in fixed)]
    lines += ["forbid:", *(f"- {{system: dwp/{s}, option: {o}}}" for s, o, _ in forbidden)]
    with TemporaryDirectory() as folder:
        path = write(Path(folder), "scenario.yaml", "\n".join(lines))
        write(Path(folder), "a.yaml", inventory_of(needs, committed))
        reading = read_inventory((Path(folder),))
        found = scenario_faults([read_single(path, "scenario", Scenario)], reading.inventory)
    assert reading.faults == ()
    assert {fault.rule for fault in found} <= {"conflicting-choices"}
    assert bool(found) != all(obeyable(needs, {*committed, *fixed}, forbidden))
