"""The house keeps its own rules."""

import subprocess
import sys
from pathlib import Path

import pytest

from legacymap import __version__

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
HEAVY = ("graphlay", "httpx", "jinja2", "networkx", "numpy", "pydantic", "rich", "scipy", "yaml")


def loaded_by(*arguments: str) -> set[str]:
    """The heavy libraries that a run of the program has loaded when it ends."""
    code = (
        "import atexit, os, sys\n"
        "os._exit = sys.exit\n"  # the program ends without looking back
        f"sys.argv = ['legacymap', *{list(arguments)!r}]\n"
        f"atexit.register(lambda: print('LOADED', *[m for m in {HEAVY!r} if m in sys.modules]))\n"
        "from legacymap.__main__ import main\n"
        "main()\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return set(run.stdout.rpartition("LOADED")[2].split())


def test_version_loads_nothing_heavy() -> None:
    assert loaded_by("--version") == set()


def test_help_loads_no_library_of_the_rooms() -> None:
    assert loaded_by("--help") <= {"rich"}  # typer draws its panels with rich


@pytest.mark.parametrize(
    "command",
    [
        *("init", "add", "validate", "rules", "schema", "scan", "explain", "gaps", "impact", "map", "plan"),
        *("report", "diff", "history", "technologies", "share", "dock", "reconcile"),
    ],
)
def test_the_help_of_a_command_loads_only_what_typer_needs(command: str) -> None:
    assert loaded_by(command, "--help") <= {"rich", "pydantic"}  # typer reads flags with pydantic


def test_a_scan_for_programs_loads_no_library_of_pages_and_pictures(tmp_path: Path) -> None:
    estate = str(ROOT / "inventories" / "example-department")
    output = str(tmp_path / "scan.json")
    assert loaded_by("scan", estate, "-f", "json", "-q", "-o", output) == {"networkx", "pydantic", "yaml"}


@pytest.mark.parametrize("command", [("rules", "LM201"), ("schema", "scan"), ("lifecycle", "show", "cobol")])
def test_commands_that_need_no_graph_load_none(command: tuple[str, ...]) -> None:
    assert "networkx" not in loaded_by(*command)


def test_no_module_has_outgrown_its_subject() -> None:
    too_long = {path.name for path in SOURCES if len(path.read_text().splitlines()) > 600}
    assert too_long == set()


def test_constraints_name_no_host_and_no_path() -> None:
    text = (ROOT / "constraints.txt").read_text()
    assert "://" not in text
    assert str(ROOT) not in text


def test_the_changelog_knows_this_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text()


def test_every_file_of_the_package_says_what_it_is() -> None:
    silent = [path.name for path in SOURCES if not path.read_text().lstrip().startswith('"""')]
    assert silent == []
