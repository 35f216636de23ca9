"""What section 10 of the contract fears: one refusal or one finding each, and nothing written elsewhere."""

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from legacymap.analysis.importing import imported
from legacymap.analysis.telling import ImportRequest
from legacymap.domain.errors import RequestError
from legacymap.domain.imported import Import
from legacymap.exchange.archives import looked_through


def run(tmp_path: Path, name: str, content: bytes) -> Import:
    source = tmp_path / name
    source.write_bytes(content)
    return imported(ImportRequest((source,), tmp_path / "estate", name="register"))


def test_a_million_columns_are_one_refusal(tmp_path: Path) -> None:
    wide = ",".join(f"h{number}" for number in range(10**6))
    with pytest.raises(RequestError, match="LM519"):
        run(tmp_path, "wide.csv", f"{wide}\n".encode())
    assert not (tmp_path / "estate").exists()


def test_a_key_given_many_times_is_one_finding(tmp_path: Path) -> None:
    keys = (
        "".join(f"A{number},System {number},Live\n" for number in range(2_000)) + "A1,System 1,Live\n" * 400
    )
    done = run(tmp_path, "keys.csv", f"Application ID,Name,Status\n{keys}".encode())
    assert [(each["rule"], each["count"]) for each in done.document["findings"]] == [("LM508", 401)]
    assert len(done.document["findings"][0]["places"]) < 10


def test_names_that_climb_out_of_the_folder_become_ids(tmp_path: Path) -> None:
    rows = "Application ID,Name,Department,Status\n1,../../etc/passwd,../../evil,Live\n2,/abs,C:\\x,Live\n"
    run(tmp_path, "climbing.csv", rows.encode())
    written = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert all(each.startswith(("estate/", "climbing")) for each in written)
    assert "estate/evil/systems.yaml" in written
    assert "- id: etc-passwd" in (tmp_path / "estate/evil/systems.yaml").read_text()


def test_formulas_are_neither_run_nor_taken_for_values(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Application ID", "Name", "Description", "Status"])
    for number in range(20):
        sheet.append([f"A{number}", f"System {number}", '=WEBSERVICE("http://x.example")', "Live"])
    out = BytesIO()
    book.save(out)
    done = run(tmp_path, "formulas.xlsx", out.getvalue())
    assert {each["rule"] for each in done.document["findings"]} <= {"LM503", "LM505"}
    lines = [line for path in (tmp_path / "estate").rglob("*.yaml") for line in path.read_text().splitlines()]
    assert all("x-register" in line for line in lines if "WEBSERVICE" in line), "kept as text, in no field"


def test_text_that_directs_terminals_or_readers_is_written_escaped(tmp_path: Path) -> None:
    rows = "Application ID,Name,Status\n1,Pay\x1b[31mroll,Live\n2,Over\u202eride,Live\n3,Plain,Live\n"
    run(tmp_path, "controls.csv", rows.encode())
    texts = "".join(path.read_text() for path in (tmp_path / "estate").rglob("*.yaml"))
    assert "\x1b" not in texts
    assert "\u202e" not in texts


def test_a_link_in_the_inventory_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    into = tmp_path / "estate"
    into.mkdir()
    (into / "register").symlink_to(elsewhere)
    source = tmp_path / "register.csv"
    source.write_text("Application ID,Name,Status\n1,Payroll,Live\n2,Ledger,Live\n")
    with pytest.raises(RequestError):
        imported(ImportRequest((source,), into, name="register", organisation="register"))
    assert list(elsewhere.iterdir()) == []


def test_a_text_without_an_end_is_refused_wherever_it_begins(tmp_path: Path) -> None:
    for before in (0, 3, 2**18 - 9, 2**18):
        archive = tmp_path / "long.xlsx"
        with zipfile.ZipFile(archive, "w") as held:
            held.writestr("xl/worksheets/sheet1.xml", f"<a>{' ' * before}<t>{'x' * (2**20 + 1)}</t></a>")
        with pytest.raises(RequestError, match="LM519"):
            looked_through(archive.read_bytes(), "long.xlsx")
