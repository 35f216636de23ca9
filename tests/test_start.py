"""What a run loads before it can answer: a table of commands, and what each may need."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SAMPLE = str(ROOT / "inventories" / "example-department")
SMALL = str(ROOT / "inventories" / "uk-public-record" / "dwp")
WATCHED = (
    *(
        "docx",
        "graphlay",
        "highspy",
        "httpx",
        "jinja2",
        "lxml",
        "markdown_it",
        "networkx",
        "numpy",
        "openpyxl",
    ),
    *(
        "orjson",
        "pydantic",
        "rapidfuzz",
        "rich.console",
        "scipy",
        "typer",
        "typst",
        "vl_convert",
        "xlsxwriter",
    ),
    *("yaml", "asyncio", "multiprocessing"),
    *(f"legacymap.{room}" for room in ("exchange", "planning", "sharing.dock", "sharing.share", "writing")),
    *("legacymap.analysis.returns", "legacymap.analysis.scenario"),
    *("legacymap.domain.plan", "legacymap.domain.sharing", "legacymap.domain.submission"),
    *("legacymap.lifecycle.updating", "legacymap.reports.formats.html", "legacymap.reports.formats.table"),
    *(
        "legacymap.reports.findings.json",
        "legacymap.reports.findings.sarif",
        "legacymap.reports.formats.word",
    ),
)
READING = {"pydantic", "typer"}
PLACES = {"yaml"}  # of findings, by lines and columns; else only for files that are not plain
TABLE = {"rich.console", "legacymap.reports.formats.table"}


def loaded_by(*runs: tuple[str, ...]) -> list[set[str]]:
    """Which of the watched libraries and modules a process has loaded after each of these runs in it."""
    code = (
        "import os, sys\n"
        "os._exit = sys.exit\n"  # the program ends without looking back
        "from legacymap.__main__ import main\n"
        f"for arguments in {list(runs)!r}:\n"
        "    sys.argv = ['legacymap', *arguments]\n"
        "    try:\n"
        "        main()\n"
        "    except SystemExit:\n"
        f"        print('\\nLOADED', *[m for m in {WATCHED!r} if m in sys.modules])\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    told = [set(line.split()[1:]) for line in run.stdout.splitlines() if line.startswith("LOADED")]
    assert len(told) == len(runs), run.stderr
    return told


# In each process a command may load all that those before it may: what it loads besides is seen.
MAY_LOAD: tuple[tuple[tuple[str, set[str]], ...], ...] = (
    (
        ("--version", set()),
        ("--help", set()),
        ("", set()),
        ("nothing-of-the-kind", {"typer", "pydantic"}),
        (f"suppliers {SMALL} -f csv", READING),
        (f"validate {SMALL}", READING | PLACES),
        (f"validate {SMALL} --strcit", READING | PLACES),
        (f"validate {SMALL} -f json", READING | PLACES | {"orjson", "legacymap.reports.findings.json"}),
    ),
    (
        (f"scan {SMALL} -f json", READING | {"orjson"}),
        (
            "schema inventory",
            READING
            | {"orjson", "legacymap.planning", "legacymap.domain.plan", "legacymap.domain.sharing"}
            | {"legacymap.reports.findings.json"},
        ),
    ),
    (
        ("rules", {"pydantic", "typer"} | TABLE),
        ("rules LM201", {"pydantic", "typer"} | TABLE),
        (f"technologies {SMALL}", READING | TABLE),
        (f"scan {SMALL}", READING | TABLE),
        (f"explain basic-benefits {SMALL}", READING | TABLE | {"networkx"}),
    ),
    (
        (
            "lifecycle show cobol",
            READING | TABLE | {"orjson", "yaml", "legacymap.lifecycle.updating", "legacymap.writing"},
        ),
    ),
)


@pytest.mark.parametrize("runs", MAY_LOAD, ids=lambda runs: runs[0][0])
def test_a_command_loads_only_what_it_needs(runs: tuple[tuple[str, set[str]], ...]) -> None:
    found = loaded_by(*(tuple(command.split()) for command, _ in runs))
    assert [
        (command, more - may) for (command, may), more in zip(runs, found, strict=True) if more - may
    ] == []
    assert all(may <= more for (_, may), (_, more) in pairwise(runs))


def test_the_help_of_a_command_loads_what_typer_needs_and_no_room() -> None:
    allowed = {"markdown_it", "pydantic", "rich.console", "typer"}  # typer reads flags and draws panels
    commands = ("validate", "scan", "plan", "share", "export questions", "lifecycle show")
    found = loaded_by(*((*command.split(), "--help") for command in commands))
    assert [(command, more - allowed) for command, more in zip(commands, found, strict=True)] == [
        (command, set()) for command in commands
    ]


def test_a_folder_without_settings_builds_no_validator_of_settings() -> None:
    code = (
        "from legacymap.analysis.reference import Settings, agreed\n"
        "print(agreed([]).settings.handling, Settings.__pydantic_complete__)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "None False\n"


def test_one_command_loads_no_other() -> None:
    code = (
        "import sys\nfrom legacymap.cli.app import run\nrun(['validate', '--help'])\n"
        "print([m for m in sys.modules if m in ('legacymap.cli.planning', 'legacymap.cli.estate')])\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
