"""`legacymap add`, end to end."""

from pathlib import Path

from legacymap.analysis.edit import KINDS
from tests.cli.running import GOOD, legacymap, write


def test_a_system_is_added_to_what_init_wrote(tmp_path: Path) -> None:
    legacymap("init", folder=tmp_path)
    before = (tmp_path / "systems.yaml").read_text(encoding="utf-8")
    asked = ("--name", "Case archive: old", "--kind", "data", "--owner", "Records", "--depends-on", "sign-in")
    run = legacymap("add", "case-archive", *asked, folder=tmp_path)
    assert (run.code, run.err) == (0, "")
    after = (tmp_path / "systems.yaml").read_text(encoding="utf-8")
    assert after.startswith(before)
    assert after.removeprefix(before) == (
        "\n- id: case-archive\n  name: 'Case archive: old'\n  kind: data\n  owner: Records\n"
        "  depends_on: [sign-in]\n"
    )
    line = before.count("\n") + 2
    assert run.out.splitlines()[0].endswith(f"/case-archive at systems.yaml:{line}")
    assert run.out.endswith("\nNext: legacymap validate\n")
    assert legacymap("validate", "--strict", folder=tmp_path).code == 0


def test_the_next_step_names_the_folder(tmp_path: Path) -> None:
    write(tmp_path, "the estate/a.yaml", GOOD)
    run = legacymap("add", "home-office/new", "the estate", folder=tmp_path)
    line = GOOD.count("\n") + 1
    assert run.out == (
        f"added home-office/new at the estate/a.yaml:{line}\n\nNext: legacymap validate 'the estate'\n"
    )


def test_quiet_says_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    run = legacymap("add", "new", "-q", folder=tmp_path)
    assert (run.code, run.out, run.err) == (0, "", "")


def test_an_id_that_exists_is_refused_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    run = legacymap("add", "passport-portal", folder=tmp_path)
    assert (run.code, run.out) == (2, "")
    line = GOOD[: GOOD.index("id: passport-portal")].count("\n") + 1
    assert f"`home-office/passport-portal` is there already, at a.yaml:{line}." in run.err
    assert (tmp_path / "a.yaml").read_text() == GOOD


def test_a_bad_id_is_refused_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    run = legacymap("add", "Case Archive", folder=tmp_path)
    assert run.code == 2
    assert "`case-archive`" in run.err


def test_the_help_names_every_kind() -> None:
    shown = legacymap("add", "--help").out
    assert all(kind in shown for kind in KINDS)


def test_a_list_that_stands_elsewhere_too_is_not_added_to(tmp_path: Path) -> None:
    text = "organisation: {id: a, name: A}\nsystems: &s\n- {id: x, name: X}\nx-copy: *s\n"
    write(tmp_path, "a.yaml", text)
    run = legacymap("add", "y", folder=tmp_path)
    assert run.code == 2
    assert "has an anchor that is used elsewhere" in run.err
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == text
