"""`share`, `dock` and `reconcile` as their users run them, on the sample made for them."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.running import DAY, ROOT, legacymap, write

SAMPLE = ROOT / "inventories" / "example-federation"


def test_a_return_is_made_checked_and_told(tmp_path: Path) -> None:
    run = legacymap(
        "share", SAMPLE / "departments" / "levies", "--audience", "government", "--as-of", DAY,
        "-o", tmp_path / "return",
    )  # fmt: skip
    assert (run.code, run.out) == (0, "")
    assert "none stands where it should not" in run.err
    again = legacymap("share", SAMPLE / "departments" / "levies", "--check", tmp_path / "return")
    assert again.code == 0
    text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "return").iterdir())
    assert "Fraud" not in text
    assert "Two days without matching" not in text


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "agreements.yaml"
    }


@pytest.mark.parametrize("department", ["levies", "orchards"])  # those with something withheld
def test_the_returns_of_the_sample_are_current(department: str, tmp_path: Path) -> None:
    legacymap(
        "share", SAMPLE / "departments" / department, "--audience", "government", "--as-of", DAY,
        "-q", "-o", tmp_path / "return",
    )  # fmt: skip
    # Where they differ, `inventories/example-federation/make.sh` makes the sample anew.
    assert files_of(tmp_path / "return") == files_of(SAMPLE / "returns" / department)


def test_the_sample_docks_and_its_letters_are_current(tmp_path: Path) -> None:
    centre, letters = tmp_path / "docked", tmp_path / "letters"
    run = legacymap("dock", *(SAMPLE / "returns").iterdir(), "--into", centre, "--as-of", DAY)
    assert run.code == 0
    assert "5 returns stand in" in run.err
    assert "Did you mean `levies/citizen-index`?" in run.err
    assert files_of(centre) == files_of(SAMPLE / "docked")
    write(centre, "agreements.yaml", (SAMPLE / "docked" / "agreements.yaml").read_text(encoding="utf-8"))
    run = legacymap("reconcile", "docked", "--letters", letters, "--as-of", DAY, folder=tmp_path)
    assert run.code == 1  # two references lead nowhere, on purpose
    assert run.out == ""
    for letter in (SAMPLE / "letters").iterdir():
        made = (letters / letter.name).read_text(encoding="utf-8").partition("## Provenance")[0]
        assert made == letter.read_text(encoding="utf-8").partition("## Provenance")[0]


def test_every_kind_of_disagreement_is_in_the_sample() -> None:
    run = legacymap("reconcile", SAMPLE / "departments", "-f", "json", "--as-of", DAY)
    assert {each["kind"] for each in json.loads(run.out)["entries"]} == {
        "one-sided", "told-differently", "not-found", "same-system", "ends-before", "replaced-by",
        "shared-contract",
    }  # fmt: skip


def test_a_docked_estate_shows_for_whom_it_was_shared() -> None:
    run = legacymap("scan", SAMPLE / "docked", "--as-of", DAY)
    assert run.out.startswith("OFFICIAL-SENSITIVE: For other departments and the centre\n")
    assert "Departments, most red systems expected first" in run.out
    found = json.loads(legacymap("scan", SAMPLE / "docked", "-f", "json", "--as-of", DAY).out)
    assert found["provenance"]["shared_for"] == ["For other departments and the centre"]
    assert found["departments"][0]["id"] == "levies"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--audience", "goverment", "-o", "r"), "Did you mean `government`?"),
        (("--audience", "government"), "Say what to do"),
        (("--audience", "supplier", "-o", "r"), "--supplier TEXT"),
        (("--check", "nowhere"), "is no return"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_type(
    arguments: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    run = legacymap("share", SAMPLE / "departments" / "levies", *arguments, folder=tmp_path)
    assert run.code == 2
    assert words in run.err
    assert list(tmp_path.iterdir()) == []


def test_a_return_inside_its_inventory_is_refused(tmp_path: Path) -> None:
    text = (SAMPLE / "departments" / "levies" / "systems.yaml").read_text(encoding="utf-8")
    write(tmp_path, "a.yaml", text)
    run = legacymap("share", ".", "--audience", "government", "-o", "return", folder=tmp_path)
    assert run.code == 2
    assert "twice" in run.err


def test_public_tables_are_written_in_three_forms(tmp_path: Path) -> None:
    run = legacymap(
        "share", ROOT / "inventories" / "uk-public-record", "--audience", "public", "--as-of", DAY,
        "-o", tmp_path / "public",
    )  # fmt: skip
    assert run.code == 0
    assert sorted(path.name for path in (tmp_path / "public").iterdir()) == [
        "tables.csv", "tables.html", "tables.xlsx",
    ]  # fmt: skip
    assert "fewer than 5" in (tmp_path / "public" / "tables.html").read_text(encoding="utf-8")


_LOST = (
    "organisation: {id: dept, name: A Department}\n"
    "systems:\n- id: one\n  name: One\n  depends_on: [two\n- {id: two, name: Two}\n"
)
_PARTIAL = {"records": 0, "named": [], "files": [], "cut_short": [], "returns": ["dept"]}


def test_what_could_not_be_read_at_home_is_told_by_the_return_and_by_all_that_is_made_of_it(
    tmp_path: Path,
) -> None:
    write(tmp_path, "home/a.yaml", _LOST)
    made = legacymap(
        "share", "home", "--audience", "government", "-o", "return", "--as-of", DAY, folder=tmp_path
    )
    assert made.code == 1
    assert "what could not be read is not in it, and it says so: 1 record and 1 file" in made.err
    assert "not_read: {records: '1', files: '1'}" in (tmp_path / "return" / "return.yaml").read_text()
    again = legacymap("share", "home", "--check", "return", "--as-of", DAY, folder=tmp_path)
    assert again.code == 0
    docked = legacymap("dock", "return", "--into", "centre", "--as-of", DAY, folder=tmp_path)
    assert (docked.code, "1 return stands in" in docked.err) == (0, True)
    assert "warning: the return of dept lacks what could not be read where it was made" in docked.err
    for command in ("scan", "reconcile"):
        found = legacymap(command, "centre", "-f", "json", "--as-of", DAY, folder=tmp_path)
        assert json.loads(found.out)["incomplete"] == _PARTIAL
        shown = " ".join(legacymap(command, "centre", "--as-of", DAY, folder=tmp_path).out.split())
        assert "Incomplete: the returns of dept lack what could not be read where they were made." in shown


def test_a_whole_inventory_lacks_nothing_in_its_return(tmp_path: Path) -> None:
    write(tmp_path, "home/a.yaml", _LOST.replace("[two", "[two]"))
    legacymap("share", "home", "--audience", "government", "-o", "return", "--as-of", DAY, folder=tmp_path)
    assert "not_read" not in (tmp_path / "return" / "return.yaml").read_text(encoding="utf-8")


def test_no_two_of_the_records_that_were_read_is_not_no_two(tmp_path: Path) -> None:
    write(tmp_path, "home/a.yaml", _LOST)
    run = legacymap("reconcile", "home", "--letters", "letters", "--as-of", DAY, folder=tmp_path)
    shown = legacymap("reconcile", "home", "--as-of", DAY, folder=tmp_path).out
    assert "Of what was read, no two records disagree." in shown
    assert shown.index("Incomplete: 1 record and 1 file") < shown.index("Of what was read")
    assert run.code == 1
    for letter in (tmp_path / "letters").glob("*"):
        assert "Incomplete: 1 record" in letter.read_text(encoding="utf-8")


def test_public_tables_of_half_an_inventory_say_so(tmp_path: Path) -> None:
    more = "".join(f"- {{id: s{number}, name: S{number}}}\n" for number in range(12))
    for name, text, said in (("half", _LOST + more, True), ("whole", more, False)):
        start = "" if said else "organisation: {id: dept, name: A Department}\nsystems:\n"
        write(tmp_path, f"{name}/a.yaml", start + text)
        legacymap("share", name, "--audience", "public", "-o", f"{name}-out", "--as-of", DAY, folder=tmp_path)
        page = (tmp_path / f"{name}-out" / "tables.html").read_text(encoding="utf-8")
        assert ("Incomplete: some systems could not be read" in page) == said


def test_reconcile_shows_both_sides_with_their_places_on_a_narrow_screen() -> None:
    run = legacymap("reconcile", SAMPLE / "docked", "--as-of", DAY, COLUMNS="80")
    shown = " ".join(run.out.split())
    told = shown.partition("Arrows told differently")[2].partition("Records that")[0]
    assert "needs commons/map-store (soft, confirmed, data)" in told
    assert "orchards/orchards.yaml:16." in told
    assert "is used by orchards/grant-desk, which is a hard arrow" in told
    assert "commons/commons.yaml:46." in told
    assert "the consumer's word counts" in told
    assert max(map(len, run.out.splitlines())) <= 80


def test_reconcile_tells_spreadsheets_what_is_settled_and_by_whom() -> None:
    run = legacymap("reconcile", SAMPLE / "docked", "-f", "csv", "--as-of", DAY)
    settled = [line["settled"] for line in csv.DictReader(StringIO(run.out)) if line["settled"]]
    assert [each.partition(" by ")[0] for each in settled] == ["arrow-confirmed", "same-system"]


def test_a_base_that_cannot_be_is_not_proposed_again(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "audience: a\ntitle: A\nup_to: official\nleast_count: 0\n")
    levies = SAMPLE / "departments" / "levies"
    run = legacymap("share", levies, "--audience", "a.yaml", "-o", "r", folder=tmp_path)
    assert run.code == 2
    assert "Write a number from 1 to 1000." in run.err
    assert "Write 0." not in run.err
