"""An agreement settles its entry and changes the estate; one that no longer holds is a finding."""

from datetime import date
from pathlib import Path

from legacymap.analysis.analysis import Analysis, analyse
from legacymap.analysis.dock import Docking, dock
from legacymap.analysis.reconcile import reconcile
from legacymap.analysis.request import Request
from legacymap.analysis.scan import scan
from legacymap.analysis.share import Choice, share

DAY = date(2026, 11, 22)
RECORDS = """\
organisation: {id: home-office, name: Home Office}
systems:
- id: desk
  name: Desk
  depends_on: [hub, {system: store, confidence: assumed}, cellar]
- {id: hub, name: Hub, consumers_complete: yes, used_by: []}
- {id: store, name: Store of files, ids: {cmdb: S1}, used_by: [desk]}
- {id: cellar, name: Cellar of files, ids: {cmdb: S1}, kind: data, depends_on: [power], used_by: [van]}
- {id: power, name: Power}
- {id: van, name: Van, depends_on: [cellar]}
"""


def analysed(tmp_path: Path, agreements: str, records: str = RECORDS) -> Analysis:
    (tmp_path / "a.yaml").write_text(records, encoding="utf-8")
    (tmp_path / "agreements.yaml").write_text(f"agreements:\n{agreements}", encoding="utf-8")
    return analyse(Request((tmp_path,), DAY))


def arrows(found: Analysis) -> set[tuple[str, str, bool]]:
    return {
        (each.consumer.removeprefix("home-office/"), each.needed.removeprefix("home-office/"), each.confirmed)
        for each in found.estate.arrows
    }


def codes(found: Analysis) -> list[tuple[str, int]]:
    return [(each.code, each.place.line) for each in found.findings if each.code in {"LM220", "LM221"}]


def test_an_arrow_that_is_agreed_away_is_gone_from_both_records(tmp_path: Path) -> None:
    found = analysed(tmp_path, "- {about: [home-office/desk, home-office/store], says: no-arrow}\n")
    assert arrows(found) == {
        ("desk", "hub", True), ("desk", "cellar", True), ("cellar", "power", True), ("van", "cellar", True)
    }  # fmt: skip
    # What remains is still found where it stands.
    record = found.inventory.records["home-office/desk"]
    place = found.sources.place(record.at("depends_on", 1))
    assert (place.line, place.column) == (5, 59)


def test_an_arrow_that_is_confirmed_is_confirmed_and_known_to_its_provider(tmp_path: Path) -> None:
    found = analysed(
        tmp_path,
        "- {about: [home-office/desk, home-office/store], says: arrow-confirmed}\n"
        "- {about: [home-office/power, home-office/hub], says: arrow-confirmed}\n",
    )
    assert ("desk", "store", True) in arrows(found)
    assert ("power", "hub", True) in arrows(found)
    assert found.inventory.records["home-office/hub"].system.used_by == ("home-office/power",)


def test_an_agreement_that_matches_nothing_changes_nothing(tmp_path: Path) -> None:
    found = analysed(
        tmp_path,
        "- {about: [home-office/dexk, home-office/hub], says: arrow-confirmed}\n"
        "- {about: [home-office/power, home-office/hbu], says: arrow-confirmed}\n",
    )
    assert found.inventory.records["home-office/hub"].system.used_by == ()
    assert not found.inventory.records["home-office/power"].system.depends_on
    assert codes(found) == [("LM220", 2), ("LM220", 3)]


def test_two_records_become_one_with_the_arrows_of_both(tmp_path: Path) -> None:
    found = analysed(tmp_path, "- {about: [home-office/store, home-office/cellar], says: same-system}\n")
    assert "home-office/cellar" not in found.inventory.records
    assert arrows(found) == {
        ("desk", "hub", True), ("desk", "store", True), ("store", "power", True), ("van", "store", True)
    }  # fmt: skip
    assert found.inventory.records["home-office/store"].system.aliases == ("Cellar of files",)
    told = reconcile(Request((tmp_path,), DAY))
    assert [(each.system, each.alias, each.differs) for each in told.merged] == [
        ("home-office/store", "home-office/cellar", ("kind",))
    ]
    assert len(scan(Request((tmp_path,), DAY)).systems) == 5


def test_an_agreement_settles_its_entry_whichever_side_states_it(tmp_path: Path) -> None:
    analysed(tmp_path, "")
    kinds = {(each.kind, frozenset(each.systems)) for each in reconcile(Request((tmp_path,), DAY)).open}
    same = ("same-system", frozenset({"home-office/store", "home-office/cellar"}))
    alone = ("one-sided", frozenset({"home-office/desk", "home-office/hub"}))
    assert {same, alone} <= kinds
    analysed(
        tmp_path,
        "- {about: [home-office/cellar, home-office/store], says: different}\n"
        "- {about: [home-office/desk, home-office/hub], says: arrow-confirmed}\n",
    )
    found = reconcile(Request((tmp_path,), DAY))
    assert {(each.kind, frozenset(each.systems)) for each in found.open} == kinds - {same, alone}
    assert found.totals.settled == 2


def test_an_agreement_the_wrong_way_round_settles_no_arrow(tmp_path: Path) -> None:
    analysed(tmp_path, "- {about: [home-office/hub, home-office/desk], says: arrow-confirmed}\n")
    assert reconcile(Request((tmp_path,), DAY)).totals.settled == 0


def test_what_matches_nothing_is_said_where_it_stands(tmp_path: Path) -> None:
    found = analysed(
        tmp_path,
        "- {about: [home-office/desk, home-office/hbu], says: no-arrow}\n"
        "- {about: [home-office/hub, home-office/desk], says: no-arrow}\n"
        "- {about: [home-office/desk, home-office/hub], says: no-arrow}\n"
        "- {about: [home-office/gone, home-office/away], says: different}\n",
    )
    assert codes(found) == [("LM220", 2), ("LM220", 3), ("LM220", 5)]


def test_a_record_that_says_the_opposite_later_is_a_finding(tmp_path: Path) -> None:
    assessed = RECORDS.replace("  name: Desk\n", "  name: Desk\n  assessment: {date: 2026-10-01}\n")
    text = "- {about: [home-office/desk, home-office/store], says: no-arrow, date: %s}\n"
    assert codes(analysed(tmp_path, text % "2026-09-01", assessed)) == [("LM221", 2)]
    assert codes(analysed(tmp_path, text % "2026-10-02", assessed)) == []


def test_a_return_speaks_as_of_its_day(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "a.yaml").write_text(RECORDS, encoding="utf-8")
    share(Request((home,), DAY), Choice("government"), tmp_path / "return")
    dock(Docking((tmp_path / "return",), tmp_path / "centre", DAY))
    text = "agreements:\n- {about: [home-office/desk, home-office/store], says: no-arrow, date: %s}\n"
    for day, expected in (("2026-11-21", [("LM221", 2)]), ("2026-11-22", [])):
        (tmp_path / "centre" / "agreements.yaml").write_text(text % day, encoding="utf-8")
        assert codes(analyse(Request((tmp_path / "centre",), DAY))) == expected


def test_agreements_of_tomorrow_do_not_count_today(tmp_path: Path) -> None:
    text = "- {about: [home-office/desk, home-office/store], says: no-arrow, date: 2026-12-01}\n"
    assert ("desk", "store", False) in arrows(analysed(tmp_path, text))


def test_a_circle_of_aliases_changes_nothing(tmp_path: Path) -> None:
    found = analysed(
        tmp_path,
        "- {about: [home-office/store, home-office/cellar], says: same-system}\n"
        "- {about: [home-office/cellar, home-office/store], says: same-system}\n",
    )
    assert len(found.inventory.records) == 6


def test_a_shared_level_belongs_into_a_return(tmp_path: Path) -> None:
    shared = RECORDS.replace(
        "  name: Desk\n", "  name: Desk\n  assessment: {scores: {L3: {between: [4, 5], basis: shared}}}\n"
    )
    found = analysed(tmp_path, "", shared)
    assert [(each.code, each.place.line) for each in found.findings if each.code == "LM222"] == [("LM222", 5)]
    sample = Path(__file__).parents[2] / "inventories" / "example-federation" / "docked"
    assert "LM222" not in {each.code for each in analyse(Request((sample,), DAY)).findings}
