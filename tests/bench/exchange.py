"""How long the import of a large register takes beside openpyxl alone, and how much memory it needs."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

ROWS, COLUMNS = 10_000, 40
MOST_MEMORY = 300
_KEPT = 24
_FIRST = datetime(1995, 1, 1)  # noqa: DTZ001 - a day, as cells hold it
_WORDS = [
    "case",
    "track",
    "pay",
    "ledger",
    "grant",
    "ship",
    "chart",
    "audit",
    "licence",
    "fleet",
    "vessel",
    "tide",
    "survey",
    "record",
    "border",
]
_HEADINGS = (
    "Application ID", "Application Name", "Description", "Department", "Lifecycle", "Business criticality",
    "Go live", "Business owner", "Technical owner", "Hosting", "Platform", "Supplier", "Contract end",
    "Annual Cost (£k)", "Number of users", "Personal data",
)  # fmt: skip
_CHILD = """
import sys, time
{work}
hold = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
sys.stdout.write(f"{{time.process_time()}} {{hold}}")
"""
_ALONE = """
import openpyxl
book = openpyxl.load_workbook({source!r}, read_only=True, data_only=True)
for row in book.worksheets[0].iter_rows(values_only=True):
    pass
"""
_OURS = """
import contextlib, io
from legacymap.cli.app import run
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    assert run({arguments!r}) in (0, 1)
"""


def ratios(rounds: int) -> Iterator[str]:
    """A line each for the first import, the second and the memory, all in one run; processor time."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        source = folder / "register.xlsx"
        write_register(source, ROWS)
        alone, first, second = [], [], []
        _run(_OURS.format(arguments=["import", "--help"]), folder)
        for number in range(rounds):
            arguments = ["import", str(source), "--into", str(folder / f"estate-{number}")]
            alone.append(_run(_ALONE.format(source=str(source)), folder))
            first.append(_run(_OURS.format(arguments=arguments), folder))
            second.append(_run(_OURS.format(arguments=arguments), folder))
        least = min(seconds for seconds, _ in alone)
        yield f"import of {ROWS:,} rows x {COLUMNS} columns; openpyxl alone reads them in {least:.2f} s"
        for name, found in (("first", first), ("second, unchanged", second)):
            seconds = min(each for each, _ in found)
            memory = max(each for _, each in found)
            yield f"{name} import {seconds:.2f}: {seconds / least:.2f}x, {memory:.0f} of {MOST_MEMORY} MiB"


def write_register(file: Path, rows: int) -> None:
    """A register in the habits of real ones: fixed words, dates, money, texts, and columns nobody maps."""
    book = xlsxwriter.Workbook(str(file))
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    money = book.add_format({"num_format": "#,##0"})
    sheet = book.add_worksheet("Applications")
    kept = [f"Local field {number}" for number in range(1, COLUMNS - len(_HEADINGS) + 1)]
    sheet.write_row(0, 0, [*_HEADINGS, *kept])
    for number, row in enumerate(_rows(rows), start=1):
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(number, column, value, day)
            elif isinstance(value, int):
                sheet.write_number(number, column, value, money)
            elif value is not None:
                sheet.write_string(number, column, str(value))
    book.close()


def _rows(count: int) -> Iterator[Sequence[str | int | datetime | None]]:
    draw = random.Random(7)  # noqa: S311 - made-up data
    for number in range(count):
        words = " ".join(draw.choice(_WORDS) for _ in range(3))
        yield [
            f"APP{number:05d}",
            f"{words.capitalize()} {number}",
            f"{words.capitalize()} for {draw.choice(_WORDS)} of region {number % 97}",
            f"Department {number % 33}",
            draw.choice(("Live", "Live", "Live", "Phase-out", "Pipeline", "Retired")),
            draw.choice(("High", "Medium", "Low", None)),
            _FIRST + timedelta(days=draw.randrange(10_000)),
            f"Head of {draw.choice(_WORDS)}",
            f"{draw.choice(_WORDS).capitalize()} team",
            draw.choice(("On-prem", "SaaS", "AWS", None)),
            draw.choice(("Oracle 12.1; COBOL", "PostgreSQL 13; Java 8", "Windows Server 2012", None)),
            draw.choice(("Acme", "Northern Systems", "Internal", None)),
            draw.choice((None, _FIRST + timedelta(days=11_700 + draw.randrange(1_500)))),
            draw.randrange(5, 4_000),
            draw.randrange(1, 9_000),
            draw.choice(("Y", "N", None)),
            *(_kept(draw, each) for each in range(_KEPT)),
        ]


def _kept(draw: random.Random, column: int) -> str | int | None:
    """A cell of a column that nobody maps: words of a list, numbers, texts, and many that are empty."""
    if column % 3 == 0:
        return draw.choice(("Red", "Amber", "Green", None))
    if column % 3 == 1:
        return draw.choice((draw.randrange(100), None, None))
    return draw.choice((f"See file {draw.randrange(5_000)}", None))


def _run(work: str, folder: Path) -> tuple[float, float]:
    """The processor seconds of some work in a process of its own, and its MiB at most.

    Bytecode is kept, as it is of what is installed.
    """
    around = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
    asked = [sys.executable, "-c", _CHILD.format(work=work)]
    done = subprocess.run(asked, capture_output=True, check=True, env=around)
    seconds, kibibytes = done.stdout.split()[-2:]
    return float(seconds), int(kibibytes) / 1024


if __name__ == "__main__":
    for line in ratios(3):
        sys.stdout.write(f"{line}\n")
