"""Files put together: what several say of one thing, what is passed over, and what is left out."""

import os
from pathlib import Path

import pytest

from legacymap.domain.errors import RequestError
from legacymap.reading import read_inventory
from tests.reading.readings import HEADER, lines, put, read, read_text, rules

ONE = "organisation: dwp\nsystems:\n- {id: cis, name: CIS}\n"
OTHER = "organisation: hmt\nsystems:\n- {id: a, name: A}\n"


def test_a_full_id_given_three_times_is_one_error_with_every_place(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": ONE, "b.yml": ONE, "c.yaml": ONE.replace("name: CIS", "name: Third")})
    inventory, located = read(tmp_path)
    assert rules(located) == ["duplicate-system"]
    _, place, related = located[0]
    assert [Path(each.file).name for each in (place, *(where for where, _ in related))] == [
        "b.yml", "a.yaml", "c.yaml",
    ]  # fmt: skip
    assert (place.line, place.column) == (3, 8)
    assert inventory.records["dwp/cis"].system.name == "CIS"


def test_one_id_in_two_organisations_is_two_systems(tmp_path: Path) -> None:
    inventory, located = read(put(tmp_path, {"a.yaml": ONE, "b.yaml": ONE.replace("dwp", "hmt")}))
    assert (list(inventory.records), located) == (["dwp/cis", "hmt/cis"], [])


def test_descriptions_that_agree_are_put_together(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.yaml": "organisation: {id: dwp, name: DWP}\n",
        "b.yaml": "organisation: {id: dwp, name: DWP, currency: EUR}\n",
        "c.yaml": "organisation: dwp\n",
    }
    inventory, located = read(put(tmp_path, files))
    assert located == []
    found = inventory.organisation("dwp")
    assert (found.name, found.currency, found.parent) == ("DWP", "EUR", None)
    assert Path(inventory.described["dwp"].at("currency").file).name == "b.yaml"
    assert Path(inventory.described["dwp"].at("name").file).name == "a.yaml"


def test_budgets_agree_however_they_are_written_but_not_in_two_currencies(tmp_path: Path) -> None:
    first = "organisation: {id: dwp, annual_budget: £8bn}\n"
    same = ("8bn", "8_000_000_000", '"£8,000,000,000"')
    for budget, found in (*((each, []) for each in same), ("€8bn", ["organisation-conflict"] * 2)):
        other = f"organisation: {{id: dwp, annual_budget: {budget}}}\n"
        _, located = read(put(tmp_path, {"a.yaml": first, "b.yaml": other}))
        assert rules(located) == found


def test_descriptions_that_disagree_leave_only_what_differs_unknown(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.yaml": "organisation: {id: dwp, name: DWP, parent: gov, handling: secret}\n",
        "b.yaml": "organisation:\n  id: dwp\n  name: Pensions\n  parent: gov\n",
        "c.yaml": "organisation: {id: dwp, name: Work}\n",
    }
    inventory, located = read(put(tmp_path, files))
    assert rules(located) == ["organisation-conflict"] * 3
    assert "name" in located[0][0].message
    assert [Path(related[0][0].file).name for _, _, related in located] == ["b.yaml", "c.yaml", "a.yaml"]
    found = inventory.organisation("dwp")
    assert (found.name, found.parent, found.handling) == (None, "gov", "secret")


def test_a_record_that_is_left_out_is_not_missing() -> None:
    text = f"{HEADER}- {{id: a}}\n- {{id: b, name: B, depends_on: [a, dwp/c]}}\n- {{id: Bad Id, name: X}}\n"
    inventory, located = read_text(text)
    assert lines(located) == [("missing-key", 3), ("bad-id", 5)]
    assert [inventory.presence(f"dwp/{each}") for each in "abc"] == ["left-out", "present", "missing"]
    assert inventory.presence("hmt/a") == "not-loaded"


@pytest.mark.parametrize(
    "broken",
    [
        "organisation: dwp\nsystems:\n- id: lost\n  name: [broken\n",
        "organisation: dwp\nsystems: [{id: lost, name: x}, {id: other, 'id': b}}]\n",
        'organisation: dwp\nsystems:\n- "id": "lost"\n  name: "broken\n',
        "organisation: dwp\nsystems:\n- name: *gone\n  id: 'lost'\n",
        b"organisation: dwp\nsystems:\n- name: Caf\xe9\n  id: lost\n",
        "organisation: dwp\nsystems:\n- name: \x07\n  id: lost\n",
        "organisation: dwp\nsystems:\n  lost: {name: Lost}\n",
        "- id: lost\n  name: Lost\n",
        "organisation: dwp\nsystems: []\nsystems:\n- {id: lost, name: Lost}\n",
        "organisation: [dwp]\nsystems:\n- {id: lost, name: Lost}\n",
        "systems:\n- {id: lost, name: Lost}\n",
    ],
)
def test_what_stands_in_a_file_that_cannot_be_used_is_left_out_and_not_missing(
    broken: str | bytes, tmp_path: Path
) -> None:
    inventory, located = read(put(tmp_path, {"a.yaml": ONE, "b.yaml": broken}))
    assert len(located) == 1, rules(located)
    assert inventory.presence("dwp/cis") == "present"
    assert inventory.presence("dwp/lost") == "left-out"
    assert inventory.presence("dwp/nowhere") == "missing"


@pytest.mark.parametrize("kind", ["settings", "scenario", "framework", "lifecycle"])
def test_documents_of_other_kinds_are_passed_over(kind: str, tmp_path: Path) -> None:
    inventory, located = read(put(tmp_path, {"a.yaml": f"{kind}: {{anything: [x]}}\nunknown: 1\n---\n{ONE}"}))
    assert (list(inventory.records), located) == (["dwp/cis"], [])


@pytest.mark.parametrize("kind", ["settings", "scenario", "framework", "lifecycle"])
def test_another_kind_beside_systems_is_an_error_at_its_key(kind: str) -> None:
    inventory, located = read_text(f"{ONE}{kind}: 1\n")
    assert lines(located) == [("mixed-document", 4)]
    assert list(inventory.records) == ["dwp/cis"]


@pytest.mark.parametrize(
    ("version", "rule"),
    [
        ("1", None),
        ("01", None),
        ("", None),
        ("~", None),
        ("2", "format-too-new"),
        ("9" * 5000, "format-too-new"),
        ("0", "bad-number"),
        ("-1", "bad-number"),
        ("1.0", "bad-number"),
        ("one", "bad-number"),
        ("²", "bad-number"),
        ("[1]", "bad-number"),
        ("{}", "bad-number"),
    ],
)
def test_the_version_of_the_format_is_a_whole_number_up_to_one(version: str, rule: str | None) -> None:
    inventory, located = read_text(f"legacymap: {version}\n{ONE}")
    assert lines(located) == ([(rule, 1)] if rule else [])
    assert list(inventory.records) == ["dwp/cis"]


def test_systems_without_an_organisation_are_one_error() -> None:
    inventory, located = read_text("systems:\n- {id: a, name: A}\n- {id: b, name: B}\n")
    assert rules(located) == ["missing-key"]
    assert inventory.records == {}


def test_each_document_names_its_own_organisation() -> None:
    inventory, located = read_text(f"{ONE}---\nsystems:\n- {{id: a, name: A}}\n---\n{OTHER}")
    assert rules(located) == ["missing-key"]
    assert list(inventory.records) == ["dwp/cis", "hmt/a"]


@pytest.mark.parametrize(
    ("organisation", "rule"),
    [("all", "reserved-id"), ("DWP", "bad-id"), ("[dwp]", "wrong-type"), ("{name: DWP}", "missing-key")],
)
def test_an_organisation_without_a_usable_id_is_one_error(organisation: str, rule: str) -> None:
    inventory, located = read_text(f"organisation: {organisation}\nsystems:\n- {{id: a, name: A}}\n")
    assert rules(located) == [rule]
    assert inventory.presence("dwp/a") == "left-out"


@pytest.mark.parametrize(
    ("key", "hint"), [("system", "`systems`"), ("colour", "`x-`"), ("annual_run", "`costs.annual_run`")]
)
def test_an_unknown_key_of_a_document_is_an_error_with_a_remedy(key: str, hint: str) -> None:
    inventory, located = read_text(f"{ONE}{key}: 1\n")
    assert lines(located) == [("unknown-key", 4)]
    assert hint in located[0][0].hint
    assert list(inventory.records) == ["dwp/cis"]


@pytest.mark.parametrize("key", ["systems", "waivers"])
@pytest.mark.parametrize("value", ["x", "{a: b}", "''x"])
def test_a_list_is_asked_for_where_one_belongs(key: str, value: str, tmp_path: Path) -> None:
    text = f"organisation: hmt\n{key}: {value}\n"
    if value == "''x":
        text = f"organisation: hmt\n{key}: !!str x\n"
    _, located = read(put(tmp_path, {"a.yaml": text}))
    assert lines(located) == [("wrong-type", 2)]


@pytest.mark.parametrize("below", ["# - {id: cis, name: CIS}\n", "  # - id: cis\n  #   name: CIS\n"])
def test_a_list_of_systems_that_is_commented_out_is_said(below: str) -> None:
    inventory, located = read_text(f"organisation: dwp\nsystems:\n{below}")
    assert (inventory.records, lines(located), list(inventory.named)) == ({}, [("no-systems", 2)], ["dwp"])


def test_waivers_know_their_documents_organisation() -> None:
    waiver = "waivers:\n- {rule: LM204, system: cis, reason: Agreed, expires: soon}\n- {rule: LM204}\n- x\n"
    inventory, located = read_text(ONE + waiver)
    assert lines(located) == [("bad-date", 5), ("missing-key", 6), ("wrong-type", 7)]
    (kept,) = inventory.waivers
    assert (kept.system, kept.waiver.expires, kept.invalid) == ("dwp/cis", None, frozenset({"expires"}))


def test_files_are_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    put(
        tmp_path,
        {"b.yaml": ONE, "a/z.yml": OTHER, "a.yaml": OTHER.replace("hmt", "moj"), "c.txt": "[", "d": "["},
    )
    inventory, located = read(tmp_path)
    assert located == []
    assert [Path(each).name for each in inventory.files] == ["a.yaml", "z.yml", "b.yaml"]
    assert list(inventory.records) == ["moj/a", "hmt/a", "dwp/cis"]


def test_names_that_start_with_a_dot_are_skipped(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": ONE, ".b.yaml": "[", ".git/c.yaml": "[", "d/.e.yml": "[", "f/.g/h.yaml": "["})
    inventory, located = read(tmp_path)
    assert (len(inventory.files), located) == (1, [])


def test_a_file_given_by_name_is_read_whatever_its_name(tmp_path: Path) -> None:
    put(tmp_path, {".hidden": ONE, "a.txt": OTHER})
    inventory, _ = read(tmp_path, ".hidden", "a.txt")
    assert sorted(inventory.records) == ["dwp/cis", "hmt/a"]


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    put(tmp_path, {"in/a.yaml": ONE, "in/deep/b.yaml": OTHER})
    inventory, located = read(tmp_path, "in", "in/deep", "in/a.yaml", "./in/../in/a.yaml")
    assert (len(inventory.files), located) == (2, [])
    (tmp_path / "in" / "c.yaml").symlink_to("a.yaml")
    assert read(tmp_path, "in")[1] == []


def test_the_hash_does_not_depend_on_where_the_folder_is_or_how_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("here", "there/deeper"):
        put(tmp_path / name, {"a.yaml": ONE, "b/c.yaml": OTHER})
    hashes = {read(tmp_path, "here")[0].sha256, read(tmp_path, "there/deeper")[0].sha256}
    hashes.add(read(tmp_path, "here/../here/")[0].sha256)
    monkeypatch.chdir(tmp_path / "here")
    hashes |= {read_inventory((Path(each),)).inventory.sha256 for each in (".", "b/..", "../here", "./")}
    assert len(hashes) == 1


def test_the_hash_changes_with_any_inventory_file_and_with_no_other(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": ONE, "b.yaml": OTHER, "s.yaml": "settings: {prior: uniform}\n"})
    before = read(tmp_path)[0].sha256
    assert read(put(tmp_path, {"s.yaml": "settings: {}\n"}))[0].sha256 == before
    assert read(put(tmp_path, {"b.yaml": OTHER + "# a remark\n"}))[0].sha256 != before
    (tmp_path / "b.yaml").write_text(OTHER)
    assert read(tmp_path)[0].sha256 == before
    (tmp_path / "b.yaml").rename(tmp_path / "c.yaml")
    assert read(tmp_path)[0].sha256 != before


def test_places_are_shown_from_the_folder_that_we_are_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, {"in/a.yaml": ONE + "x: 1\n", "out/b.yaml": ""})
    monkeypatch.chdir(tmp_path / "out")
    reading = read_inventory((Path("../in"),))
    assert reading.inventory.files == ("../in/a.yaml",)
    monkeypatch.chdir(tmp_path)
    assert read_inventory((Path(),)).inventory.files == ("in/a.yaml", "out/b.yaml")


@pytest.mark.parametrize("missing", ["gone", "gone.yaml", "a.yaml/b", "x" * 300])
def test_a_path_that_does_not_exist_is_an_error_of_the_request(missing: str, tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": ONE})
    with pytest.raises(RequestError) as caught:
        read(tmp_path, "a.yaml", missing)
    assert caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "---\n---\n...\n",
        "settings: {}\n",
        "~\n",
        "legacymap: 1\n",
        "legacymap: 1\nx-a: 2\n",
        "scenario: a\nname: b\n",
    ],
)
def test_nothing_found_is_never_all_clear(text: str, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="No inventory"):
        read(put(tmp_path, {"a.yaml": text}))


def test_an_empty_folder_is_no_inventory(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="No inventory"):
        read(tmp_path)


def test_a_file_that_cannot_be_read_is_not_no_inventory(tmp_path: Path) -> None:
    inventory, located = read(put(tmp_path, {"a.yaml": "["}))
    assert (rules(located), inventory.records) == (["invalid-yaml"], {})


def test_only_folders_read_without_trouble_are_whole(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": ONE})
    assert read(tmp_path)[0].whole == {"dwp"}
    assert read(tmp_path, "a.yaml")[0].whole == frozenset()
    assert read(put(tmp_path, {"b.yaml": "systems: ["}))[0].whole == frozenset()


def test_progress_is_told_of_every_file(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": ONE, "b.yaml": OTHER})
    told: list[tuple[int, int]] = []
    read_inventory((tmp_path,), lambda done, of: told.append((done, of)))
    assert set(told) >= {(0, 2), (1, 2)}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_file_name_that_is_not_utf_8_does_no_harm(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.yaml")).write_text(ONE + "x: 1\n")
    except OSError:
        pytest.skip("the file system refuses the name")
    inventory, located = read(tmp_path)
    assert rules(located) == ["unknown-key"]
    assert inventory.sha256
