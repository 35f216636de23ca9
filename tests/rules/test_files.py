"""Faults that the text of one file cannot show: bytes, links, sizes, and what stands in several files."""

import os
from pathlib import Path
from textwrap import dedent

import pytest

from legacymap.domain.findings import Diagnostic
from legacymap.domain.framework import Framework
from legacymap.domain.settings import Settings
from legacymap.findings import diagnostics
from legacymap.reading import Places, read_inventory, read_single
from legacymap.rules import RULEBOOK, found
from legacymap.rules.context import Context
from tests.rules.findings import TODAY, codes, findings, uk_litraf

GOOD = "organisation: {id: dwp, name: DWP}\nsystems:\n- {id: searchlight, name: Searchlight}\n"


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(dedent(text), encoding="utf-8")
    return folder


def only(found_there: tuple[Diagnostic, ...]) -> Diagnostic:
    assert len(found_there) == 1, codes(found_there)
    return found_there[0]


def test_a_file_that_cannot_be_read_is_an_error_and_the_rest_works(tmp_path: Path) -> None:
    os.mkfifo(written(tmp_path, {"good.yaml": GOOD}) / "pipe.yaml")
    fault = only(findings(tmp_path))
    assert (fault.name, fault.severity) == ("unreadable-file", "error")
    assert fault.place.file.endswith("pipe.yaml")
    assert "dwp/searchlight" in read_inventory((tmp_path,)).inventory.records


def test_a_file_over_the_bound_is_refused(tmp_path: Path) -> None:
    with (written(tmp_path, {"good.yaml": GOOD}) / "large.yaml").open("wb") as large:
        large.truncate(64 * 1024 * 1024 + 1)
    assert only(findings(tmp_path)).name == "file-too-large"


def test_another_encoding_is_one_error_with_the_offset(tmp_path: Path) -> None:
    written(tmp_path, {"good.yaml": GOOD})
    (tmp_path / "latin.yaml").write_bytes(b"organisation: hmt\nsystems: # \xa3\n- {id: a, name: b}\n")
    fault = only(findings(tmp_path))
    assert (fault.name, fault.place.line, fault.place.column) == ("not-utf-8", 2, 12)
    assert "offset 29" in fault.message


def test_a_link_out_of_the_folder_is_reported_and_not_followed(tmp_path: Path) -> None:
    inside = written(tmp_path, {"inside/good.yaml": GOOD, "outside/secret.yaml": "top: secret"}) / "inside"
    (inside / "link.yaml").symlink_to(tmp_path / "outside" / "secret.yaml")
    fault = only(findings(inside))
    assert (fault.name, fault.severity) == ("link-leaves-folder", "warning")
    assert fault.place.file.endswith("link.yaml")


def test_one_id_in_two_files_is_one_error_that_shows_both(tmp_path: Path) -> None:
    again = "organisation: dwp\nsystems:\n- name: Search\n  id: searchlight\n"
    fault = only(findings(written(tmp_path, {"a.yaml": GOOD, "b.yaml": again})))
    assert fault.code == "LM205"
    assert (Path(fault.place.file).name, fault.place.line, fault.place.column) == ("b.yaml", 4, 7)
    assert [(Path(place.file).name, place.line, place.column) for place, _ in fault.related] == [
        ("a.yaml", 3, 8)
    ]


def test_two_descriptions_that_disagree_point_at_each_other(tmp_path: Path) -> None:
    other = "organisation: {id: dwp, name: Work and Pensions}\n"
    first, second = findings(written(tmp_path, {"a.yaml": GOOD, "b.yaml": other}))
    assert first.code == second.code == "LM206"
    assert [Path(each.related[0][0].file).name for each in (first, second)] == ["b.yaml", "a.yaml"]


def test_a_disputed_currency_is_not_held_against_amounts(tmp_path: Path) -> None:
    files = {
        "a.yaml": "organisation: {id: dwp, currency: GBP, annual_budget: £2bn}\nsystems: []\n",
        "b.yaml": "organisation: {id: dwp, currency: EUR, annual_budget: £2bn}\n",
    }
    assert codes(findings(written(tmp_path, files))) == ["LM206", "LM206"]


def test_a_key_of_a_second_description_is_found_where_it_stands(tmp_path: Path) -> None:
    files = {"a.yaml": GOOD, "b.yaml": "organisation:\n  id: dwp\n  annual_budget: €9bn\n"}
    fault = only(findings(written(tmp_path, files)))
    assert (fault.code, Path(fault.place.file).name) == ("LM210", "b.yaml")
    assert (fault.place.line, fault.place.column) == (3, 18)


def test_a_system_in_a_file_that_cannot_be_read_is_not_dangling(tmp_path: Path) -> None:
    files = {
        "a.yaml": "organisation: dwp\nsystems:\n- {id: cis, name: CIS, depends_on: [searchlight]}\n",
        "b.yaml": "organisation:\n  id: dwp\nsystems:\n- id: searchlight\n  name: [broken\n",
    }
    assert codes(findings(written(tmp_path, files))) == ["LM004"]


def test_a_loop_of_parents_over_files_names_the_next_step(tmp_path: Path) -> None:
    files = {
        f"{member}.yaml": f"organisation: {{id: {member}, parent: {parent}}}\nsystems: []\n"
        for member, parent in ("ab", "bc", "ca")
    }
    loop = findings(written(tmp_path, files))
    assert codes(loop) == ["LM208"] * 3
    assert loop[1].message == "The organisation `b` belongs to itself: b → c → a → b"
    assert [Path(each.related[0][0].file).name for each in loop] == ["b.yaml", "c.yaml", "a.yaml"]


def test_a_waiver_that_matches_nothing_is_let_be_when_not_everything_was_read(tmp_path: Path) -> None:
    waiver = "- {rule: LM204, system: searchlight, reason: Agreed, expires: 2027-03-31}"
    written(tmp_path, {"a.yaml": f"{GOOD}waivers:\n{waiver}\n"})
    assert codes(findings(tmp_path)) == ["LM213"]
    assert codes(findings(tmp_path / "a.yaml")) == []


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ("name: Our framework\n", "not-of-this-kind", 1),
        ("framework: Our own\n", "bad-id", 1),
    ],
)
def test_a_file_that_is_no_framework_is_an_error(text: str, name: str, line: int, tmp_path: Path) -> None:
    written(tmp_path, {"framework.yaml": text})
    single = read_single(tmp_path / "framework.yaml", "framework", Framework)
    located = Places([single.file]).located(single.faults)
    assert single.model is None
    assert (name, line) in {(fault.rule, place.line) for fault, place, _ in located}


def test_a_framework_that_does_not_hang_together_is_an_error(tmp_path: Path) -> None:
    text = """\
        framework: our-own
        version: 1
        name: Our own
        combination: weighted-sum
        ratings: {red: 3, legacy: {level: 3}}
        prior: cautious
        priors: {uniform: {ratio: 1}}
        groups:
        - {id: all-of-it, name: All, low: 1, high: 2, criteria: [
            {id: age, code: A1, name: Age, question: How old?, levels: {1: Young, 2: Old}}]}
        """
    single = read_single(written(tmp_path, {"f.yaml": text}) / "f.yaml", "framework", Framework)
    (fault,) = single.faults
    assert (fault.rule, fault.message) == ("bad-framework", "The prior `cautious` is not among the priors")


def test_settings_that_nobody_reads_are_pointed_out(tmp_path: Path) -> None:
    written(tmp_path, {"good.yaml": GOOD, "team/legacymap.yaml": "# ours\nsettings: {prior: uniform}\n"})
    reading = read_inventory((tmp_path,))
    stray = read_single(tmp_path / "team" / "legacymap.yaml", "settings", Settings, inner=True).route
    context = Context(reading.inventory, uk_litraf(), {}, TODAY, (stray,))
    fault = only(diagnostics(Places(reading.files).located(found(context)), {}, {}, RULEBOOK))
    assert (fault.code, fault.severity, fault.path) == ("LM303", "warning", "settings")
    assert Path(fault.place.file).name == "legacymap.yaml"
    assert (fault.place.line, fault.place.column) == (2, 1)
    assert fault.hint == "Move them there, or name their folder as a PATH."
