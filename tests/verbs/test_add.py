"""Adding a system: the inventory afterwards holds the old records and the new one."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from legacymap.analysis import edit as adding
from legacymap.analysis.edit import Added, Addition, MeaningWouldChangeError, NewSystem, add
from legacymap.domain.errors import RequestError
from legacymap.domain.inventory import ListLayout, Record
from legacymap.reading import read_inventory
from legacymap.reading.systems_layout import systems_layout
from tests.cli.running import write
from tests.writing.inventories import Text, texts

TWO = "organisation: x\nsystems:\n- {id: a, name: A}\n---\norganisation: y\nsystems:\n- id: a\n  name: A\n"


def records(path: Path) -> dict[str, Record]:
    found = read_inventory((path,)).inventory.records
    return {system: replace(record, route=replace(record.route, file="")) for system, record in found.items()}


def added(path: Path, words: str, **asked: str) -> Added:
    return add(Addition(path, NewSystem(words), asked.get("organisation")))


def refused(
    path: Path, new: NewSystem | str, organisation: str | None = None, file: Path | None = None
) -> str:
    before = {each: each.read_bytes() for each in path.rglob("*.yaml")} if path.is_dir() else {}
    with pytest.raises(RequestError) as error:
        add(Addition(path, NewSystem(new) if isinstance(new, str) else new, organisation, file))
    assert {each: each.read_bytes() for each in before} == before
    return f"{error.value.message} {error.value.hint}"


@settings(max_examples=40)
@given(text=texts())
def test_the_inventory_holds_what_it_held_and_the_new_system(
    tmp_path_factory: pytest.TempPathFactory, text: Text
) -> None:
    folder = tmp_path_factory.mktemp("held")
    path = folder / "a.yaml"
    for mark in ("", "\ufeff"):
        path.write_text(mark + text.text, encoding="utf-8", newline="")
        before = records(folder)
        done = added(folder, "home-office/new")
        after = records(folder)
        assert after.pop("home-office/new").system.name == "New"
        if text.text.endswith(("\n", "\r")):  # else a block of text at the very end gets the break it lacks
            assert after == before
        assert list(after) == list(before)
        written = path.read_bytes().decode()
        assert written.startswith(mark)
        assert "id: new" in re.split("\r\n|\r|\n", written)[done.line - 1] or "\r" in written
        assert [each.name for each in folder.iterdir()] == ["a.yaml"]


def test_the_only_organisation_needs_no_name(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "organisation: {id: x, name: X}\nsystems: []\n")
    assert added(tmp_path, "new").system == "x/new"


def test_a_described_organisation_without_systems_gets_its_list(tmp_path: Path) -> None:
    path = write(tmp_path, "a.yaml", "organisation: {id: x, name: X}\n# end\n")
    assert added(tmp_path, "new").line == 3
    assert path.read_text() == "organisation: {id: x, name: X}\nsystems:\n- id: new\n  name: New\n# end\n"


def test_the_record_goes_to_the_last_file_with_systems_of_its_organisation(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", TWO)
    write(tmp_path, "b/c.yaml", TWO.replace("id: a", "id: b"))
    write(tmp_path, "d.yaml", "organisation: z\nsystems: []\n")
    assert added(tmp_path, "x/new").file.endswith("b/c.yaml")
    assert added(tmp_path, "new", organisation="y").line == 11
    assert added(tmp_path, "z/new").file.endswith("d.yaml")


def test_a_file_may_be_named(tmp_path: Path) -> None:
    first = write(tmp_path, "a.yaml", TWO)
    write(tmp_path, "b.yaml", TWO.replace("id: a", "id: b"))
    assert add(Addition(tmp_path, NewSystem("x/new"), file=first)).file.endswith("a.yaml")
    outside = write(tmp_path.parent, "outside.yaml", TWO)
    assert "not a file of the inventory" in refused(tmp_path, "x/other", file=outside)
    other = write(tmp_path, "c.yaml", "organisation: z\nsystems: []\n")
    assert "no document of the organisation `x`" in refused(tmp_path, "x/other", file=other)


def test_what_is_known_is_written_and_reads_back(tmp_path: Path) -> None:
    path = write(tmp_path, "a.yaml", TWO)
    new = NewSystem("x/new", "No: 'it' #1", "data", "Team [a]", ("a", "x/a", "y/a", "elsewhere/b"))
    add(Addition(path, new))
    system = records(path)["x/new"].system
    assert (system.name, system.kind, system.answers.business) == ("No: 'it' #1", "data", "Team [a]")
    assert [each.system for each in system.depends_on or ()] == ["a", "y/a", "elsewhere/b"]


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("x/a", "is there already, at"),
        (NewSystem("x/new", depends_on=("y/aa",)), "Did you mean `y/a`?"),
        ("x/Case Tracker", "`case-tracker`"),
        ("x/Été", "`ete`"),
        ("x/", "is not an id"),
        ("x/!", "is not an id"),
        ("xx/new", "no organisation `xx`"),
        ("X X/new", "`x-x`"),
        ("new", "`x/new` or `y/new`"),
        (NewSystem("x/new", kind="platfrom"), "Did you mean `platform`?"),
        (NewSystem("x/new", kind="thing"), "The kinds are service"),
        (NewSystem("x/new", name=" "), "The name is empty"),
        (NewSystem("x/new", name="a\nb"), "one line"),
        (NewSystem("x/new", owner="\ud800"), "one line"),
        (NewSystem("x/new", depends_on=("new",)), "the system itself"),
        (NewSystem("x/new", depends_on=("y/quite-another",)), "Add that system first"),
        (NewSystem("x/new", depends_on=("B b",)), "`b-b`"),
        (NewSystem("x/new", depends_on=("/a",)), "is not an id"),
    ],
)
def test_what_would_be_a_fault_is_refused(tmp_path: Path, new: NewSystem | str, said: str) -> None:
    write(tmp_path, "a.yaml", TWO)
    assert said in refused(tmp_path, new)


def test_two_organisations_in_one_request_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", TWO)
    assert "Name one" in refused(tmp_path, "x/new", "y")


def test_an_id_of_a_record_that_cannot_be_used_is_taken(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "organisation: x\nsystems:\n- id: a\n")
    assert "cannot be used" in refused(tmp_path, "a")


def test_an_organisation_is_found_by_its_nearest_name(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "organisation: home-office\nsystems: []\n")
    assert "Did you mean `home-office`?" in refused(tmp_path, "home-ofice/new")


def test_a_list_in_brackets_is_refused_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "organisation: x\nsystems: [{id: a, name: A}]\n")
    assert re.search(r"a\.yaml:2 .*brackets.*`--file`", refused(tmp_path, "new"))


def test_a_file_that_cannot_be_read_is_refused_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", f"{TWO}---\n]\n")
    assert re.search(r"a\.yaml:10:1: The YAML cannot be read.*Mend it first", refused(tmp_path, "x/new"))


def test_nothing_is_added_where_there_is_no_inventory(tmp_path: Path) -> None:
    assert "No inventory" in refused(tmp_path, "new")
    assert "no file or folder" in refused(tmp_path / "nowhere", "new")


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    real = write(tmp_path, ".real/a.yaml", TWO)
    real.chmod(0o640)
    (tmp_path / "a.yaml").symlink_to(real)
    added(tmp_path, "x/new")
    assert (tmp_path / "a.yaml").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert "id: new" in real.read_text()


def test_nothing_is_written_that_would_change_what_the_file_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "a.yaml", TWO)
    monkeypatch.setattr(adding, "appended", lambda text, *_: text.replace("name: A", "name: B"))
    with pytest.raises(MeaningWouldChangeError):
        added(tmp_path, "x/new")
    assert path.read_text() == TWO


def test_a_file_that_changes_in_the_meantime_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "a.yaml", TWO)

    def edited(text: str, document: int) -> ListLayout:
        path.write_text(f"# mine\n{text}")
        return systems_layout(text, document)

    monkeypatch.setattr(adding, "systems_layout", edited)
    with pytest.raises(RequestError, match="meantime"):
        added(tmp_path, "x/new")
    assert path.read_text() == f"# mine\n{TWO}"
