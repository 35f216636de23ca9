"""Returns dock whole or not at all, whatever is sent, in whatever order."""

import hashlib
import random
import zipfile
from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from legacymap.analysis.dock import Docking, dock
from legacymap.analysis.request import Request
from legacymap.analysis.scan import scan
from legacymap.analysis.share import Choice, share
from legacymap.domain.errors import RequestError

DAY = date(2026, 11, 22)
HOMES = {
    "alpha": "- {id: desk, name: Alpha desk, depends_on: [beta/hub, gamma/store, delta/away]}\n",
    "beta": "- {id: hub, name: Beta hub, kind: platform, used_by: [alpha/desk],"
    " depends_on: [gamma/stores]}\n",
    "gamma": "- {id: store, name: Gamma store}\n",
}


def returned(tmp_path: Path, name: str, text: str, day: date = DAY, label: str = "") -> Path:
    home, output = tmp_path / f"home-{name}{label}", tmp_path / f"return-{name}{label}"
    home.mkdir()
    head = f"organisation: {{id: {name}, name: Department {name}}}\nsystems:\n"
    (home / "systems.yaml").write_text(head + text, encoding="utf-8")
    share(Request((home,), day), Choice("government"), output)
    return output


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def zipped(folder: Path) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"{folder.name}/{file.name}")
    return path


def test_the_order_of_returns_changes_no_byte_and_arrows_meet(tmp_path: Path) -> None:
    returns = [returned(tmp_path, name, text) for name, text in HOMES.items()]
    seen = []
    for number, order in enumerate(permutations(returns)):
        done = dock(Docking(order, tmp_path / f"centre-{number}", DAY))
        seen.append(everything(tmp_path / f"centre-{number}"))
    assert all(each == seen[0] for each in seen)
    assert done.met == 3
    assert [(each.named, each.nearest) for each in done.unmet] == [("gamma/stores", "gamma/store")]
    assert done.away == {"delta": 1}
    entries = {entry.record.id: entry for entry in scan(Request((tmp_path / "centre-0",), DAY)).systems}
    reach = entries["beta/hub"].reach
    assert reach is not None
    assert reach.direct_dependents == 1
    assert reach.underpinning_capability


def test_one_by_one_is_all_at_once_and_zips_are_folders(tmp_path: Path) -> None:
    returns = [returned(tmp_path, name, text) for name, text in HOMES.items()]
    dock(Docking(tuple(returns), tmp_path / "at-once", DAY))
    for each in reversed(returns):
        dock(Docking((zipped(each),), tmp_path / "one-by-one", DAY))
    assert everything(tmp_path / "at-once") == everything(tmp_path / "one-by-one")
    before = everything(tmp_path / "at-once")
    dock(Docking((returns[1],), tmp_path / "at-once", date(2027, 1, 1)))
    assert everything(tmp_path / "at-once") == before


def test_a_newer_return_replaces_and_an_older_one_is_refused(tmp_path: Path) -> None:
    old = returned(tmp_path, "alpha", HOMES["alpha"])
    new = returned(tmp_path, "alpha", "- {id: bench, name: Alpha bench}\n", date(2027, 3, 1), "-new")
    centre = tmp_path / "centre"
    dock(Docking((old,), centre, DAY))
    (centre / "agreements.yaml").write_text("agreements: []\n", encoding="utf-8")
    done = dock(Docking((new,), centre, DAY))
    assert len(done.replaced) == 1
    assert "bench" in (centre / "alpha" / "alpha.yaml").read_text(encoding="utf-8")
    with pytest.raises(RequestError, match="older than"):
        dock(Docking((old,), centre, DAY))
    dock(Docking((old,), centre, DAY, replace=True))
    assert "desk" in (centre / "alpha" / "alpha.yaml").read_text(encoding="utf-8")
    assert (centre / "agreements.yaml").is_file()


def test_returns_dock_in_no_folder_of_a_return(tmp_path: Path) -> None:
    mine = returned(tmp_path, "alpha", HOMES["alpha"])
    with pytest.raises(RequestError, match="stands in the return"):
        dock(Docking((mine,), mine / "centre", DAY))
    assert not (mine / "centre").exists()


def test_two_departments_that_describe_one_organisation_are_refused_with_both(tmp_path: Path) -> None:
    mine = returned(tmp_path, "alpha", HOMES["alpha"])
    theirs = returned(tmp_path, "beta", HOMES["beta"])
    home = tmp_path / "home-beta" / "more.yaml"
    home.write_text("organisation: alpha\nsystems:\n- {id: copy, name: Alpha copy}\n", encoding="utf-8")
    (home.parent / "extra.yaml").write_text(
        "organisation: beta\nsystems:\n- {id: hub-two, name: Beta hub two}\n", encoding="utf-8"
    )
    share(Request((home.parent,), DAY), Choice("government"), theirs)
    with pytest.raises(RequestError, match="Two departments describe the organisation `alpha`") as raised:
        dock(Docking((mine, theirs), tmp_path / "centre", DAY))
    assert "return-alpha" in raised.value.message
    assert "return-beta" in raised.value.message
    assert not (tmp_path / "centre").exists()


def test_stubs_of_others_give_way_to_their_records(tmp_path: Path) -> None:
    alpha = returned(tmp_path, "alpha", HOMES["alpha"])
    stub = tmp_path / "home-alpha" / "others.yaml"
    stub.write_text(
        "organisation: {id: gamma, name: Department gamma}\nsystems:\n"
        "- {id: store, name: Some store, kind: external}\n",
        encoding="utf-8",
    )
    share(Request((stub.parent,), DAY), Choice("government"), alpha)
    gamma = returned(tmp_path, "gamma", HOMES["gamma"])
    dock(Docking((alpha,), tmp_path / "centre", DAY))
    assert "Some store" in (tmp_path / "centre" / "gamma" / "gamma.yaml").read_text(encoding="utf-8")
    dock(Docking((gamma,), tmp_path / "centre", DAY))
    assert "Gamma store" in (tmp_path / "centre" / "gamma" / "gamma.yaml").read_text(encoding="utf-8")
    entries = {entry.record.id: entry for entry in scan(Request((tmp_path / "centre",), DAY)).systems}
    assert entries["gamma/store"].score is not None


def test_different_days_and_frameworks_are_said(tmp_path: Path) -> None:
    one = returned(tmp_path, "alpha", HOMES["alpha"])
    other = returned(tmp_path, "beta", HOMES["beta"], date(2026, 9, 1))
    [warning] = dock(Docking((one, other), tmp_path / "centre", DAY)).warnings
    assert "2026-09-01: beta; 2026-11-22: alpha" in warning


Spoil = Callable[[Path], Path]


def _changed(folder: Path) -> Path:
    file = folder / "alpha.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Alpha desk", "Alpha disc"), encoding="utf-8")
    return folder


def _rehashed(folder: Path, old: bytes, new: bytes) -> Path:
    manifest = folder / "return.yaml"
    before = (folder / "alpha.yaml").read_bytes()
    after = before.replace(old, new)
    (folder / "alpha.yaml").write_bytes(after)
    text = manifest.read_text(encoding="utf-8")
    hashes = [hashlib.sha256(each).hexdigest() for each in (before, after)]
    manifest.write_text(text.replace(hashes[0], hashes[1]), encoding="utf-8")
    return folder


def _edited(folder: Path, old: str, new: str) -> Path:
    manifest = folder / "return.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return folder


def _archive(folder: Path, name: str, content: bytes, kind: int = zipfile.ZIP_STORED) -> Path:
    path = zipped(folder)
    with zipfile.ZipFile(path, "a", kind) as archive:
        archive.writestr(name, content)
    return path


def _extra(folder: Path) -> Path:
    (folder / "notes.txt").write_text("more", encoding="utf-8")
    return folder


def _link(folder: Path) -> Path:
    (folder / "link.yaml").symlink_to("/etc/passwd")
    return folder


def _bare(folder: Path) -> Path:
    (folder / "return.yaml").unlink()
    return folder


def _torn(folder: Path) -> Path:
    path = zipped(folder)
    path.write_bytes(path.read_bytes()[:-40])
    return path


SPOILT: dict[str, tuple[Spoil, str]] = {
    "wrong hash": (_changed, "SHA-256 differs"),
    "newer format": (lambda f: _edited(f, "legacymap: '1'", "legacymap: '7'"), "version 7 of the format"),
    "newer file": (lambda f: _rehashed(f, b"legacymap: '1'", b"legacymap: '7'"), "1 error"),
    "unknown key": (lambda f: _edited(f, "  title:", "  tittle:"), "cannot be used"),
    "path in manifest": (lambda f: _edited(f, "{alpha.yaml:", "{../alpha.yaml:"), "no name of a file"),
    "path in archive": (lambda f: _archive(f, "../alpha.yaml", b"x"), "leads out of its folder"),
    "absolute path": (lambda f: _archive(f, "/tmp/alpha.yaml", b"x"), "leads out of its folder"),  # noqa: S108 - hostile
    "bomb": (
        lambda f: _archive(f, f"{f.name}/big.yaml", b"\0" * (65 * 1024**2), zipfile.ZIP_DEFLATED),
        "larger than what is read",
    ),
    "extra file": (_extra, "does not name `notes.txt`"),
    "link": (_link, "no plain file"),
    "torn archive": (_torn, "no zip archive"),
    "no manifest": (_bare, "is no return"),
    "no such folder": (lambda f: f / "nowhere", "There is no return"),
    "system of another": (
        lambda f: _rehashed(f, b"organisation: {id: alpha", b"organisation: {id: omega"),
        "does not name",
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_return_is_one_clear_error_and_nothing_docks(name: str, tmp_path: Path) -> None:
    spoil, words = SPOILT[name]
    good = returned(tmp_path, "gamma", HOMES["gamma"])
    bad = spoil(returned(tmp_path, "alpha", HOMES["alpha"]))
    with pytest.raises(RequestError, match=words):
        dock(Docking((good, bad), tmp_path / "centre", DAY))
    assert not (tmp_path / "centre").exists()


@pytest.mark.parametrize("seed", range(20))
def test_any_damage_is_an_error_and_never_a_crash(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)  # noqa: S311 - nothing secret
    path = zipped(returned(tmp_path, "alpha", HOMES["alpha"]))
    content = bytearray(path.read_bytes())
    for _ in range(dice.randint(1, 8)):
        content[dice.randrange(len(content))] = dice.randrange(256)
    path.write_bytes(content)
    try:
        dock(Docking((path,), tmp_path / "centre", DAY))
    except RequestError:
        assert not (tmp_path / "centre").exists()
