"""What section 10 of the contract fears: one refusal or one finding each, and nothing written elsewhere."""

import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from legacymap.analysis.importing import imported
from legacymap.analysis.telling import ImportRequest
from legacymap.domain.errors import RequestError
from legacymap.domain.imports import Import
from legacymap.exchange.archives import looked_through
from legacymap.exchange.delimited import check_length
from legacymap.exchange.sheets import MOST_ROWS


def run(tmp_path: Path, name: str, content: bytes) -> Import:
    source = tmp_path / name
    source.write_bytes(content)
    return imported(ImportRequest((source,), tmp_path / "estate", name="register"))


def test_a_million_columns_are_one_refusal(tmp_path: Path) -> None:
    wide = ",".join(f"h{number}" for number in range(10**6))
    with pytest.raises(RequestError, match="LM519"):
        run(tmp_path, "wide.csv", f"{wide}\n".encode())
    assert not (tmp_path / "estate").exists()


def wide(columns: int) -> bytes:
    headings = ",".join(["Name", *(f"h{number}" for number in range(columns - 1))])
    return f"{headings}\nTides{',x' * (columns - 1)}\n".encode()


@pytest.mark.parametrize("columns", [1_001, 1_002])
def test_one_column_more_than_the_limit_is_refused(columns: int, tmp_path: Path) -> None:
    assert run(tmp_path, "wide.csv", wide(1_000)).document["ledger"]["rows"]["new"] == 1
    with pytest.raises(RequestError, match="LM519"):
        run(tmp_path, "wide.csv", wide(columns))


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


_HELD = """
import sys
from legacymap.cli.app import run
code = run(sys.argv[1:])
held = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
sys.stderr.write(f"\\n{code} {held}\\n")
"""


def held(*arguments: str) -> tuple[int, int, str]:
    """The exit code of a command in a process of its own, the KiB that it held at most, and what it said."""
    done = subprocess.run(
        [sys.executable, "-c", _HELD, *arguments], capture_output=True, check=True, text=True
    )
    *said, figures = done.stderr.strip().split("\n")
    code, kibibytes = figures.split()
    return int(code), int(kibibytes), "\n".join(said)


_NUMBER = b"<v>1</v>"
_NO_TEXT = b"<f>IF(TRUE,&quot;&quot;)</f><v></v>"


def rows_of_a_sheet(count: int, without_text: int = 0) -> bytes:
    """A workbook of as many rows, each with one number, and then rows whose formula gives no text."""
    out = BytesIO()
    book = openpyxl.Workbook()
    book.save(out)
    held = [_NUMBER] * count + [_NO_TEXT] * without_text
    cells = b"".join(b'<row r="%d"><c r="A%d">%s</c></row>' % (n, n, v) for n, v in enumerate(held, 1))
    changed = BytesIO()
    with zipfile.ZipFile(out) as before, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            part = re.sub(
                rb"<sheetData ?(?:/>|></sheetData>)", b"<sheetData>%s</sheetData>" % cells, before.read(entry)
            )
            after.writestr(entry.filename, part)
    return changed.getvalue()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell it so")
def test_what_is_over_a_limit_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    line = "12,Payroll,Live\n"
    sources = {
        "rows.xlsx": rows_of_a_sheet(MOST_ROWS + 1),
        "rows.csv": f"ID,Name,Status\n{line * (MOST_ROWS + 1)}".encode(),
        "quoted.csv": ("ID,Name,Status\n" + '12,"Pay, roll",Live\n' * (MOST_ROWS + 1)).encode(),
        "lines.csv": ("ID,Name,Status\n" + '12,"Pay ""roll""\nof all",Live\n' * (MOST_ROWS + 1)).encode(),
        "wide.csv": ",".join(f"h{number}" for number in range(10**6)).encode(),
    }
    _, least, _ = held("import", "--help")
    for name, content in sources.items():
        (tmp_path / name).write_bytes(content)
        code, most, said = held("import", str(tmp_path / name), "--into", str(tmp_path / "estate"))
        assert (code, "LM519" in said) == (2, True), name
        assert most - least < 64 * 1024, f"{name}: {(most - least) / 1024:.0f} MiB above start-up"


def test_as_many_rows_as_are_allowed_are_looked_through() -> None:
    looked_through(rows_of_a_sheet(MOST_ROWS), "rows.xlsx")
    with pytest.raises(RequestError, match="LM519"):
        looked_through(rows_of_a_sheet(MOST_ROWS + 1), "rows.xlsx")
    check_length(f"ID,Name,Status\n{'1,b,c' + chr(10)}".encode() + b"1,b,c\n" * (MOST_ROWS - 2), "rows.csv")
    of_lines = b'1,"b\n\n""b""",c\n' * (MOST_ROWS - 1)
    check_length(b"\xef\xbb\xbfID,Name,Status\n" + of_lines, "lines.csv")


def test_rows_that_show_nothing_are_not_counted() -> None:
    looked_through(rows_of_a_sheet(20, without_text=MOST_ROWS + 1), "formulas.xlsx")
    looked_through(rows_of_a_sheet(MOST_ROWS - 1, without_text=5_000), "formulas.xlsx")
    check_length(b"ID,Name,Status\n1,b,c\n" + b'"","",""\n' * (MOST_ROWS + 1), "quoted.csv")
