"""Starting an inventory: all of its files or none."""

import json
import os
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from legacymap.analysis.edit import Start, Started, init
from legacymap.analysis.request import Request
from legacymap.analysis.validate import validate
from legacymap.domain.errors import RequestError
from legacymap.writing.yaml import PARTS
from tests.cli.running import write

DAY = date(2026, 11, 22)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()
    }


def refused(start: Start) -> str:
    with pytest.raises(RequestError) as error:
        init(start)
    return f"{error.value.message} {error.value.hint}"


@pytest.mark.parametrize(
    ("name", "organisation"),
    [
        ("Home Office", "home-office"),
        ("Trésor public", "tresor-public"),
        ("no", "no"),
        ("2024", "2024"),
        ("1e3", "1e3"),
        ("'quoted' \"#: []", "quoted"),
        ("内务部", "my-organisation"),
        ("all", "my-organisation"),
        ("-a\nb-", "a-b"),
        ("x" * 250, "x" * 200),
    ],
)
def test_any_folder_gets_an_inventory_without_findings(tmp_path: Path, name: str, organisation: str) -> None:
    folder = tmp_path / name
    assert init(Start(folder)).organisation == organisation
    found = validate(Request((folder,), DAY)).validation
    assert (found.diagnostics, found.systems, found.files) == ((), 3, 3)


@pytest.mark.parametrize(
    ("file", "schema"),
    [("systems.yaml", "inventory"), ("legacymap.yaml", "settings"), ("scenario.yaml", "scenario")],
)
def test_each_file_fits_the_schema_that_its_first_line_names(tmp_path: Path, file: str, schema: str) -> None:
    init(Start(tmp_path))
    text = (tmp_path / file).read_text(encoding="utf-8")
    named = text.splitlines()[0].partition("$schema=")[2]
    assert named == f".legacymap/{schema}.schema.json"
    jsonschema.validate(yaml.safe_load(text), json.loads((tmp_path / named).read_text(encoding="utf-8")))


def test_the_current_folder_has_a_name_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dft").mkdir()
    monkeypatch.chdir(tmp_path / "dft")
    assert init(Start(Path())).organisation == "dft"


@pytest.mark.parametrize("part", PARTS)
def test_a_part_may_be_left_out(tmp_path: Path, part: str) -> None:
    every = {each.path for each in init(Start(tmp_path / "a")).files}
    rest = init(Start(tmp_path / "b", without=(part,)))
    assert {each.path for each in rest.files} < every
    assert set(tree(tmp_path / "b")) == {each.path for each in rest.files}


@pytest.mark.parametrize("name", [".gitlab-ci.yml", "systems.yaml", ".github/workflows/legacymap.yml"])
def test_what_stands_in_the_way_is_named_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    write(tmp_path, name, "mine")
    said = refused(Start(tmp_path))
    assert f"{name}` is there already" in said
    assert "--force" in said
    assert "--without" in said
    assert tree(tmp_path) == {name: b"mine"}


def test_examples_are_not_put_into_an_inventory(tmp_path: Path) -> None:
    write(tmp_path, "teams/a.yaml", "organisation: x\nsystems: []\n")
    said = refused(Start(tmp_path))
    assert "holds an inventory already" in said
    assert "--without inventory" in said
    assert set(tree(tmp_path)) == {"teams/a.yaml"}
    assert "systems.yaml" not in {each.path for each in init(Start(tmp_path, without=("inventory",))).files}


def test_other_yaml_is_no_inventory(tmp_path: Path) -> None:
    write(tmp_path, "mkdocs.yml", "site_name: x\n")
    assert init(Start(tmp_path)).files


def test_force_replaces_and_says_what(tmp_path: Path) -> None:
    write(tmp_path, ".gitlab-ci.yml", "mine")
    done = init(Start(tmp_path, force=True))
    assert done.replaced == {".gitlab-ci.yml"}
    assert b"mine" not in tree(tmp_path)[".gitlab-ci.yml"]


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("dangles", [False, True])
def test_a_link_in_the_way_is_not_written_through(tmp_path: Path, *, force: bool, dangles: bool) -> None:
    target = tmp_path / "elsewhere" if dangles else write(tmp_path, "elsewhere", "mine")
    folder = tmp_path / "inventory"
    folder.mkdir()
    (folder / ".gitlab-ci.yml").symlink_to(target)
    said = refused(Start(folder, force=force))
    assert "it is a link" in said if force else "there already" in said
    assert os.listdir(folder) == [".gitlab-ci.yml"]  # noqa: PTH208 - names alone
    assert target.exists() != dangles


def test_a_linked_folder_below_is_not_written_through(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "inventory", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / ".github").symlink_to(elsewhere)
    assert "it is a link" in refused(Start(folder))
    assert list(elsewhere.iterdir()) == []
    assert [each.name for each in folder.iterdir()] == [".github"]


def test_a_folder_that_is_linked_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    init(Start(tmp_path / "link"))
    assert "systems.yaml" in tree(tmp_path / "real")


def test_a_folder_in_the_place_of_a_file_undoes_everything(tmp_path: Path) -> None:
    (tmp_path / "a" / ".gitlab-ci.yml").mkdir(parents=True)
    write(tmp_path, "a/systems.yaml", "mine")
    assert "no file" in refused(Start(tmp_path / "a", force=True))
    assert tree(tmp_path) == {"a/systems.yaml": b"mine"}
    assert sorted(each.name for each in (tmp_path / "a").iterdir()) == [".gitlab-ci.yml", "systems.yaml"]


def test_a_file_in_the_place_of_a_folder_undoes_everything(tmp_path: Path) -> None:
    write(tmp_path, "a/.github", "mine")
    assert "cannot be written" in refused(Start(tmp_path / "a"))
    assert tree(tmp_path) == {"a/.github": b"mine"}


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "a", "mine")
    assert "not a folder" in refused(Start(path))
    assert "cannot be written" in refused(Start(path / "b"))
    assert tree(tmp_path) == {"a": b"mine"}


def test_files_have_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    plain = write(tmp_path, "plain", "")
    init(Start(tmp_path / "a"))
    modes = {each.stat().st_mode for each in (tmp_path / "a").rglob("*") if each.is_file()}
    assert modes == {plain.stat().st_mode}


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (Start(Path("x"), "Home Office"), "`home-office`"),
        (Start(Path("x"), "all"), "every organisation"),
        (Start(Path("x"), ""), "is not an id"),
        (Start(Path("x"), without=("githib",)), "Did you mean `github`?"),
        (Start(Path("x"), without=("?",)), "The parts are inventory"),
        (Start(Path("x"), without=PARTS), "nothing to write"),
    ],
)
def test_a_request_that_cannot_be_done_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: Start, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in refused(start)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_inside_a_repository_says_where_hooks_count(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    inner: Started = init(Start(tmp_path / "inventory"))
    assert inner.repository == tmp_path.resolve()
    assert init(Start(tmp_path, without=("inventory",))).repository is None
