"""What is withheld leaves a stub with its arrows, and what is shared keeps its score."""

from datetime import date
from pathlib import Path

import pytest

from legacymap.analysis.request import Request
from legacymap.analysis.scan import scan
from legacymap.analysis.share import Choice, check, share
from legacymap.domain.errors import RequestError
from legacymap.reading.inventory import read_inventory
from tests.recomputation.inventories import write_inventory

DAY = date(2026, 11, 22)
MARKED = """\
organisation: {id: home-office, name: Home Office}
systems:
- {id: open-desk, name: Open desk, depends_on: [quiet-store], handling: official}
- id: quiet-store
  name: Quiet store
  depends_on: [{system: open-hub, strength: soft}, far-away]
  handling: secret
- {id: open-hub, name: Open hub, used_by: [hidden-user], handling: official}
- {id: hidden-user, name: Hidden user, handling: secret}
- {id: far-away, name: Far away, handling: secret}
- {id: old-secret, name: Old secret, status: retired, depends_on: [open-hub], handling: secret}
"""


def home_with(tmp_path: Path, text: str = MARKED) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    (home / "a.yaml").write_text(text, encoding="utf-8")
    return home


def test_a_stub_has_its_arrows_and_what_touches_nothing_shared_leaves_no_trace(tmp_path: Path) -> None:
    home = home_with(tmp_path)
    made = share(Request((home,), DAY), Choice("government"), tmp_path / "return")
    records = read_inventory((tmp_path / "return",)).inventory.records
    assert made.made is not None
    assert (made.made.records, made.made.stubs) == (2, 2)
    desk, hub = records["home-office/open-desk"].system, records["home-office/open-hub"].system
    stubs = {each.id: each for each in (record.system for record in records.values()) if each.withheld}
    assert len(stubs) == 2
    [store] = [stubs[each.system] for each in desk.depends_on or ()]
    assert store.kind == "external"
    assert [(each.system, each.strength) for each in store.depends_on or ()] == [("open-hub", "soft")]
    assert hub.used_by is not None
    assert set(hub.used_by) < set(stubs)
    assert "far-away" not in (tmp_path / "return" / "home-office.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("seed", range(8))
def test_what_is_shared_keeps_its_score_where_others_are_withheld(seed: int, tmp_path: Path) -> None:
    write_inventory(seed, tmp_path / "home", DAY)
    whole = {entry.record.id: entry.score for entry in scan(Request((tmp_path / "home",), DAY)).systems}
    organisation = min(each.partition("/")[0] for each in whole)
    share(
        Request((tmp_path / "home",), DAY),
        Choice("government", organisations=(organisation,)),
        tmp_path / "return",
    )
    part = scan(Request((tmp_path / "return",), DAY)).systems
    shared = [entry for entry in part if not entry.record.system.withheld]
    assert shared
    for entry in shared:
        one, other = entry.score, whole[entry.record.id]
        assert (one is None) == (other is None)
        if one and other:
            assert (one.rating, one.overall, one.p_red) == (other.rating, other.overall, other.p_red)


def test_pseudonyms_last_under_one_key_and_tell_nothing_under_another(tmp_path: Path) -> None:
    home = home_with(tmp_path)
    audience = tmp_path / "audience.yaml"
    audience.write_text(
        "audience: study\ntitle: A study\nup_to: official-sensitive\nnames: pseudonyms\n"
        "fields: [name, kind, status, depends_on, used_by]\nscores: levels\n",
        encoding="utf-8",
    )

    def ids(name: str, key: str, *, new: bool) -> list[str]:
        choice = Choice(str(audience), key=tmp_path / key, makes_key=new)
        share(Request((home,), DAY), choice, tmp_path / name)
        return list(read_inventory((tmp_path / name,)).inventory.records)

    first, again, other = ids("a", "k", new=True), ids("b", "k", new=False), ids("c", "l", new=True)
    assert first == again
    assert first == sorted(first)
    assert not set(first) & set(other)
    assert (tmp_path / "k").stat().st_mode & 0o777 == 0o600
    choice = Choice(str(audience), key=tmp_path / "k")
    assert check(Request((home,), DAY), choice, tmp_path / "a").hits == ()
    with pytest.raises(RequestError, match="another key"):
        check(Request((home,), DAY), Choice(str(audience), key=tmp_path / "l"), tmp_path / "a")


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("0" * 64, encoding="utf-8")
    key.chmod(0o644)
    with pytest.raises(RequestError, match="Others can read"):
        share(Request((home_with(tmp_path),), DAY), Choice("government", key=key), tmp_path / "return")


def test_an_audience_may_not_let_out_what_is_marked_above_it(tmp_path: Path) -> None:
    audience = tmp_path / "audience.yaml"
    audience.write_text(
        "audience: low\ntitle: Low\nup_to: official\nfields: [name]\nscores: levels\n", encoding="utf-8"
    )
    text = "organisation: {id: home-office, name: Home Office}\nsystems:\n- {id: a, name: Desk of desks}\n"
    with pytest.raises(RequestError, match="marked higher"):
        share(Request((home_with(tmp_path, text),), DAY), Choice(str(audience)), tmp_path / "return")
    assert not (tmp_path / "return").exists()


@pytest.mark.parametrize(
    ("field", "words"),
    [("contract.ends", "contracts.ends"), ("id", "ids always do"), ("x-mine", "not a route")],
)
def test_an_unknown_route_is_an_error_with_the_nearest(field: str, words: str, tmp_path: Path) -> None:
    audience = tmp_path / "audience.yaml"
    audience.write_text(f"audience: a\ntitle: A\nfields: [{field}]\n", encoding="utf-8")
    with pytest.raises(RequestError) as raised:
        share(Request((home_with(tmp_path),), DAY), Choice(str(audience)), tmp_path / "return")
    assert words in raised.value.message


def test_a_supplier_sees_its_own_systems_and_contracts_alone(tmp_path: Path) -> None:
    text = (
        "organisation: {id: home-office, name: Home Office}\nsystems:\n"
        "- {id: one, name: First of ours,"
        " contracts: [{supplier: Acme, ends: 2028}, {supplier: Rival, ends: 2027}],"
        " depends_on: [two]}\n- {id: two, name: Second of ours, contracts: [{supplier: Rival, ends: 2029}]}\n"
    )
    share(
        Request((home_with(tmp_path, text),), DAY), Choice("supplier", supplier="acme"), tmp_path / "return"
    )
    written = (tmp_path / "return" / "home-office.yaml").read_text(encoding="utf-8")
    assert "Acme" in written
    assert "Rival" not in written
    assert "Second" not in written
    assert "withheld-1" in written


@pytest.mark.parametrize(
    ("name", "supplier"), [("example-department", "Example"), ("example-federation/docked", "Fernhill")]
)
def test_any_part_of_an_estate_may_be_shared_and_shared_again(
    name: str, supplier: str, tmp_path: Path
) -> None:
    home = Path(__file__).parents[2] / "inventories" / name
    choices = [Choice("supplier", supplier=supplier), Choice("government")]
    choices += [
        Choice("government", organisations=(each,))
        for each in ("harbours", "commons")
        if (home / each).is_dir()
    ]
    for number, choice in enumerate(choices):
        made = share(Request((home,), DAY), choice, tmp_path / f"return-{number}")
        assert made.checked is not None
        assert made.checked.hits == ()


def test_a_later_tampering_is_seen_by_the_check(tmp_path: Path) -> None:
    home = home_with(tmp_path)
    share(Request((home,), DAY), Choice("government"), tmp_path / "return")
    file = tmp_path / "return" / "home-office.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# Quiet store\n", encoding="utf-8")
    found = check(Request((home,), DAY), Choice("government"), tmp_path / "return")
    assert [hit.value for hit in found.hits] == ["Quiet store"]


def test_a_withheld_system_counts_for_what_it_stands_on_only_where_it_is_let(tmp_path: Path) -> None:
    text = (
        "organisation: {id: home-office, name: Home Office}\nsystems:\n"
        "- {id: hub, name: Hub of hubs}\n"
        "- id: quiet\n  name: Quiet one\n  handling: secret\n  depends_on: [hub]\n"
        "  assessment: {scores: {L3: 6, C1: 5, C2: 4, C4: 3}}\n"
    )
    home = home_with(tmp_path, text)
    seen = []
    for number, impacts in enumerate((False, True)):
        output = tmp_path / f"return-{number}"
        share(Request((home,), DAY), Choice("government", impacts=impacts), output)
        [hub] = [each for each in scan(Request((output,), DAY)).systems if each.id == "home-office/hub"]
        assert hub.reach is not None
        seen.append(hub.reach.underpinning)
        assert "L3: {between: ['6', '6']" not in (output / "home-office.yaml").read_text(encoding="utf-8")
    [at_home] = [each for each in scan(Request((home,), DAY)).systems if each.id == "home-office/hub"]
    assert at_home.reach is not None
    assert seen == [0.0, pytest.approx(at_home.reach.underpinning, rel=1e-9)]


def test_evidence_leaves_beside_an_interval_only_where_it_is_named(tmp_path: Path) -> None:
    text = (
        "organisation: {id: home-office, name: Home Office}\nsystems:\n- id: hub\n  name: Hub of hubs\n"
        "  assessment: {assessor: Risk board, scores: {skills: {score: 4, evidence: Two have left}}}\n"
    )
    home = home_with(tmp_path, text)
    for number, fields in enumerate(("name", "name, assessment.assessor, assessment.scores.evidence")):
        audience = tmp_path / f"audience-{number}.yaml"
        audience.write_text(
            f"audience: a\ntitle: A\nup_to: secret\nfields: [{fields}]\nscores: levels\n", encoding="utf-8"
        )
        share(Request((home,), DAY), Choice(str(audience)), tmp_path / f"return-{number}")
        written = (tmp_path / f"return-{number}" / "home-office.yaml").read_text(encoding="utf-8")
        assert ("Two have left" in written) == ("Risk board" in written) == bool(number)
