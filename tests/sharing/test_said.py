"""What a return says of itself, what keeps a key at home, and what reading a return shows first."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from legacymap.analysis.dock import Docking, dock
from legacymap.analysis.registers import suppliers
from legacymap.analysis.request import Request
from legacymap.analysis.scan import scan
from legacymap.analysis.share import Choice, check, share
from legacymap.domain.errors import RequestError
from tests.cli.running import legacymap
from tests.sharing.test_stubs import DAY, MARKED, home_with

LATER = date(2026, 12, 1)
PSEUDONYMS = "audience: named\ntitle: By pseudonyms\nup_to: official\nnames: pseudonyms\nfields: [kind]\n"
KEYED = """\
organisation: {id: home-office, name: Home Office, parent: uk, x-room: cellar}
systems:
- id: desk
  name: Desk
  x-number: 17-blue
  contracts: [{supplier: Acme, x-file: drawer-nine}, {supplier: Rival Acme}, {supplier: Acmetron}]
  depends_on: [store, {system: hub, x-cable: red-cable}]
- {id: hub, name: Hub}
- {id: store, name: Store}
"""


def returned(tmp_path: Path, text: str = MARKED, choice: Choice | None = None) -> Path:
    share(Request((home_with(tmp_path, text),), DAY), choice or Choice("government"), tmp_path / "return")
    return tmp_path / "return"


def by_pseudonyms(tmp_path: Path, key: Path) -> Choice:
    (tmp_path / "audience.yaml").write_text(PSEUDONYMS, encoding="utf-8")
    return Choice(str(tmp_path / "audience.yaml"), key=key, makes_key=True)


def test_a_key_is_made_only_with_its_return(tmp_path: Path) -> None:
    key, taken = tmp_path / "key", tmp_path / "taken"
    taken.mkdir()
    (taken / "letter.txt").write_text("mine", encoding="utf-8")
    home = Request((home_with(tmp_path),), DAY)
    with pytest.raises(RequestError, match="is no such folder"):
        share(home, by_pseudonyms(tmp_path, key), taken)
    assert not key.exists()
    made = share(home, by_pseudonyms(tmp_path, key), tmp_path / "return")
    assert key.stat().st_mode & 0o777 == 0o600
    assert any("the key is new, and so are the pseudonyms" in note for note in made.notes)


def test_a_key_never_stands_in_what_leaves(tmp_path: Path) -> None:
    choice = by_pseudonyms(tmp_path, tmp_path / "return" / "key")
    with pytest.raises(RequestError, match="would leave"):
        share(Request((home_with(tmp_path),), DAY), choice, tmp_path / "return")
    assert not (tmp_path / "return").exists()


def test_own_keys_leave_at_every_depth_for_those_who_see_everything(tmp_path: Path) -> None:
    text = (returned(tmp_path, KEYED, Choice("internal")) / "home-office.yaml").read_text(encoding="utf-8")
    for value in ("17-blue", "drawer-nine", "red-cable", "cellar"):
        assert value in text
    assert "- {system: hub, x-cable: red-cable}\n  - store\n" in text


def test_own_keys_and_what_is_said_of_organisations_are_counted_where_they_stay(tmp_path: Path) -> None:
    made = share(Request((home_with(tmp_path, KEYED),), DAY), Choice("government"), tmp_path / "return").made
    assert made is not None
    assert made.withheld["x-"] == 4
    assert "red-cable" not in (tmp_path / "return" / "home-office.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("asked", "kept"),
    [("acme", ["Acme", "Rival Acme"]), ("Acmetron", ["Acmetron"]), ("RIVAL", ["Rival Acme"])],
)
def test_a_supplier_is_named_by_whole_words(asked: str, kept: list[str], tmp_path: Path) -> None:
    made = share(
        Request((home_with(tmp_path, KEYED),), DAY), Choice("supplier", supplier=asked), tmp_path / "return"
    )
    found = suppliers(Request((tmp_path / "return",), DAY))
    assert sorted(each.supplier for each in found.suppliers) == kept
    assert any("more than one supplier" in note for note in made.notes) == (len(kept) > 1)


def test_a_list_that_is_empty_because_its_item_is_broken_does_not_state_none(tmp_path: Path) -> None:
    text = (
        "organisation: {id: home-office, name: Home Office}\nsystems:\n"
        "- id: desk\n  name: Desk\n  remediation: {options: [{id: replace, approach: nonsense}]}\n"
        "- {id: hub, name: Hub, depends_on: [], remediation: {options: []}}\n"
    )
    written = (returned(tmp_path, text) / "home-office.yaml").read_text(encoding="utf-8")
    desk, hub = written.split("- id: hub")
    assert "options" not in desk
    assert "options: []" in hub


def test_a_contract_that_ends_within_the_year_has_not_ended(tmp_path: Path) -> None:
    text = (
        "organisation: {id: home-office, name: Home Office}\nsystems:\n"
        "- {id: desk, name: Desk, contracts: [{supplier: Acme, ends: 2026-12-31, replacement_agreed: no}]}\n"
        "- {id: hub, name: Hub, contracts: [{supplier: Acme, ends: 2025-12-31, replacement_agreed: no}]}\n"
    )
    folder = returned(tmp_path, text, Choice("internal"))
    path = folder / "home-office.yaml"
    path.write_text(path.read_text().replace("2026-12-31", "2026-27").replace("2025-12-31", "2025-26"))
    reasons = {
        entry.name: [each.text for each in entry.why] for entry in scan(Request((folder,), DAY)).systems
    }
    assert any("ends in 2026-27 (counted from 2026-04-01)" in each for each in reasons["Desk"])
    assert any("ended in 2025-26" in each for each in reasons["Hub"])


# Checks of what lies there


def test_a_check_names_what_the_manifest_does_not(tmp_path: Path) -> None:
    folder = returned(tmp_path)
    home = Request((tmp_path / "home",), DAY)
    assert check(home, Choice("government"), folder).hits == ()
    (folder / "more.yaml").write_text("x-nothing: here\n", encoding="utf-8")
    with pytest.raises(RequestError, match=r"its manifest does not name `more\.yaml`"):
        check(home, Choice("government"), folder)
    (folder / "more.yaml").unlink()
    (folder / "home-office.yaml").write_text("systems: []\n", encoding="utf-8")
    with pytest.raises(RequestError, match="is not the file that was sent"):
        check(home, Choice("government"), folder)
    (folder / "home-office.yaml").unlink()
    with pytest.raises(RequestError, match=r"`home-office\.yaml` is missing"):
        check(home, Choice("government"), folder)


def test_a_check_beside_another_inventory_is_refused(tmp_path: Path) -> None:
    folder = returned(tmp_path)
    (tmp_path / "home" / "a.yaml").write_text(MARKED.replace("Open hub", "Wide hub"), encoding="utf-8")
    with pytest.raises(RequestError, match="was not made from this inventory as it stands"):
        check(Request((tmp_path / "home",), DAY), Choice("government"), folder)


def test_published_tables_are_checked_against_what_the_inventory_comes_to(tmp_path: Path) -> None:
    home = Request((home_with(tmp_path),), DAY)
    share(home, Choice("public"), tmp_path / "tables")
    assert check(home, Choice("public"), tmp_path / "tables").hits == ()
    page = tmp_path / "tables" / "tables.html"
    page.write_text(page.read_text(encoding="utf-8").replace("fewer than 5", "3"), encoding="utf-8")
    with pytest.raises(RequestError, match="is not what this inventory comes to"):
        check(home, Choice("public"), tmp_path / "tables")


# What is shown of returns


def docked(tmp_path: Path) -> Path:
    dock(Docking((returned(tmp_path),), tmp_path / "centre", DAY))
    return tmp_path / "centre"


def test_what_returns_hold_back_is_said_first(tmp_path: Path) -> None:
    centre = docked(tmp_path)
    found = scan(Request((centre,), LATER)).provenance.of_returns
    assert found == (
        "2 systems withheld, shown as stubs: their impact counts in no figure",
        "levels that were shared are those of 2026-11-22, not of 2026-12-01",
    )
    for asked in (("scan",), ("map", "-f", "mermaid")):
        said = " ".join(legacymap(*asked, centre, "--as-of", "2026-12-01").out.split())
        assert said.index("From returns: 2 systems withheld") < 600
    assert scan(Request((tmp_path / "home",), LATER)).provenance.of_returns is None


def test_a_file_that_was_changed_after_it_came_is_named(tmp_path: Path) -> None:
    centre = docked(tmp_path)
    path = centre / "home-office" / "home-office.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Open hub", "Better hub"), encoding="utf-8")
    found = scan(Request((centre,), DAY)).provenance.of_returns
    assert found is not None
    assert found[-1].endswith("home-office/home-office.yaml` is not as sent")


def test_a_damaged_return_that_docked_before_is_not_one_that_comes_in(tmp_path: Path) -> None:
    centre = docked(tmp_path)
    (centre / ".returns" / "home-office" / "home-office.yaml").write_text("systems: []\n", encoding="utf-8")
    with pytest.raises(RequestError, match="is no longer as it came") as refused:
        dock(Docking((tmp_path / "return",), centre, DAY))
    assert "Put it back from your copy" in (refused.value.hint or "")


def test_an_error_of_a_return_is_told_at_its_own_place(tmp_path: Path) -> None:
    folder = returned(tmp_path)
    path, manifest = folder / "home-office.yaml", folder / "return.yaml"
    spoilt = path.read_bytes().replace(b"kind: external", b"kind: extern", 1)
    before, after = (hashlib.sha256(each).hexdigest() for each in (path.read_bytes(), spoilt))
    path.write_bytes(spoilt)
    manifest.write_text(manifest.read_text().replace(before, after), encoding="utf-8")
    with pytest.raises(RequestError) as refused:
        dock(Docking((folder,), tmp_path / "centre", DAY))
    assert f"{folder}/home-office.yaml:" in str(refused.value)
    assert "new-0" not in str(refused.value)
