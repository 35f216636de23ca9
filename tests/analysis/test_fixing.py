"""Mends are certain, made once, and change nothing beside them."""

from datetime import date
from pathlib import Path

import pytest

from legacymap.analysis.fixing import Fixed, fixed
from legacymap.analysis.request import Request

HEAD = "# ours\norganisation: {id: a, name: A}\nsystems:\n- id: hub\n  name: Identity Hub\n"


def mend(folder: Path, record: str, *, is_written: bool = True) -> Fixed:
    (folder / "systems.yaml").write_text(f"{HEAD}- id: b\n  name: B\n{record}", encoding="utf-8")
    return fixed(Request((folder,), date(2026, 11, 22)), is_written=is_written)


def text(folder: Path) -> str:
    return (folder / "systems.yaml").read_text(encoding="utf-8").partition("  name: B\n")[2]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("  in_service: 31/03/2008  # day", "  in_service: 2008-03-31  # day"),
        ("  in_service: March 2008", "  in_service: 2008-03"),
        ("  costs: {annual_run: £1.2 million}", "  costs: {annual_run: £1.2m}"),
        ("  depends_on: [identity-HUB]", "  depends_on: [hub]"),
        ("  depends_on:\n  - {system: Identity hub} # why", "  depends_on:\n  - {system: hub} # why"),
        ("  in_service: 2008–03", "  in_service: 2008-03"),
        ("  costs: {annual_run: £\u00a01\u200b.5m}", "  costs: {annual_run: £1.5m}"),
        ("  transactions_per_year: １２", "  transactions_per_year: 12"),
    ],
)  # fmt: skip
def test_what_is_certain_is_mended_in_place_and_once(tmp_path: Path, wrong: str, right: str) -> None:
    done = mend(tmp_path, f"{wrong}\n")
    assert text(tmp_path) == f"{right}\n"
    assert len(done.mends) == 1
    assert not fixed(Request((tmp_path,), date(2026, 11, 22)), is_written=True).mends
    assert text(tmp_path) == f"{right}\n"


@pytest.mark.parametrize(
    "record",
    [
        "  in_service: 01/02/2008",
        "  retires: TBC",
        "  depends_on: [unknown hub]",
        "  costs: {annual_run: 2-3m}",
    ],
)
def test_what_may_mean_two_things_is_left(tmp_path: Path, record: str) -> None:
    assert not mend(tmp_path, f"{record}\n").mends
    assert text(tmp_path) == f"{record}\n"


def test_a_name_of_two_systems_is_no_id(tmp_path: Path) -> None:
    assert not mend(tmp_path, "  depends_on: [Identity Hub]\n- {id: c, name: identity hub}\n").mends


def test_shown_is_not_written(tmp_path: Path) -> None:
    done = mend(tmp_path, "  in_service: 31/03/2008\n", is_written=False)
    assert "+  in_service: 2008-03-31" in done.difference
    assert text(tmp_path) == "  in_service: 31/03/2008\n"


def test_a_file_with_unread_parts_is_left_alone(tmp_path: Path) -> None:
    record = "  in_service: 31/03/2008\n- id: c\n  name: [broken\n"
    done = mend(tmp_path, record)
    assert not done.mends
    assert text(tmp_path) == record


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("  notes: one\x85two", "  notes: one two"),
        ("  notes: one\u2028two\rthree", "  notes: one two three"),
        ("  notes: zero\u200bwidth and \u200btwice", "  notes: zerowidth and twice"),
        ("  de\u200bscription: x  # why", "  description: x  # why"),
        ("  costs: {annual–run: £4m}", "  costs: {annual_run: £4m}"),
        ("  ｏwner: Ops", "  owner: Ops"),
        ("  criticality: “high”", "  criticality: high"),
        ("  status: “live”", "  status: live"),
    ],
)
def test_look_alikes_are_mended_in_keys_and_values(tmp_path: Path, wrong: str, right: str) -> None:
    mend(tmp_path, f"{wrong}\n")
    assert text_as_stored(tmp_path) == f"{right}\n"
    assert not fixed(Request((tmp_path,), date(2026, 11, 22)), is_written=True).mends


def text_as_stored(folder: Path) -> str:
    return (folder / "systems.yaml").read_bytes().decode().partition("  name: B\n")[2]


@pytest.mark.parametrize(
    "record",
    [
        "  notes: see the wiki\x85  status: retired\n",  # with a space it would be no YAML
        "  owner: Ops\n  ow\u200bner: Others\n",  # it would be given twice
    ],
)
def test_a_look_alike_that_carries_meaning_stays(tmp_path: Path, record: str) -> None:
    mend(tmp_path, record)
    assert text_as_stored(tmp_path) == record


def test_line_ends_of_windows_stay(tmp_path: Path) -> None:
    written = f"{HEAD}- id: b\n  name: B\n  notes: one\rtwo\n".replace("\n", "\r\n")
    (tmp_path / "systems.yaml").write_bytes(written.encode())
    assert len(fixed(Request((tmp_path,), date(2026, 11, 22)), is_written=True).mends) == 1
    assert (tmp_path / "systems.yaml").read_bytes().decode() == written.replace("one\rtwo", "one two")


def test_what_an_id_brings_to_light_is_mended_in_the_same_run(tmp_path: Path) -> None:
    done = mend(tmp_path, "- id: c–d\n  name: C\n  depends_on: [Identity HUB]\n")
    assert text(tmp_path) == "- id: c-d\n  name: C\n  depends_on: [hub]\n"
    assert len(done.mends) == 2
    assert not fixed(Request((tmp_path,), date(2026, 11, 22)), is_written=True).mends


def test_a_difference_breaks_lines_where_editors_do(tmp_path: Path) -> None:
    done = mend(tmp_path, "  notes: one\u2028two\n", is_written=False)
    assert "-  notes: one\u2028two\n+  notes: one two\n" in done.difference


def test_keys_as_spreadsheets_have_them_are_written_as_the_format_does(tmp_path: Path) -> None:
    mend(tmp_path, "  Owner: Ops\n  Depends On: [hub]  # both\n  annual_cost: £4m\n  In-Service: 2001\n")
    assert (
        text(tmp_path)
        == "  owner: Ops\n  depends_on: [hub]  # both\n  annual_cost: £4m\n  in_service: 2001\n"
    )
