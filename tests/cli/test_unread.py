"""What was not read never looks clean: every way in which a run could pass by accident ends with 1 or 2."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import legacymap, write

SOUND = "organisation: {id: board, name: Board}\nsystems:\n- {id: pump, name: Pump, owner: Ops}\n"
OTHER = "organisation: board\nsystems:\n- {id: weir, name: Weir, owner: Ops}\n"


@pytest.mark.parametrize(
    "text",
    [
        "organisation: {id: board, name: Board}\nsystems: []\n",
        "organisation: {id: board, name: Board}\nsystems:\n# - {id: pump, name: Pump}\n",
        "organisation: {id: board, name: Board}\n",
        "# systems:\n# - {id: pump, name: Pump}\n",
        "services: {pump: {image: x}}\n",
    ],
)
def test_an_inventory_without_systems_is_none(text: str, tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", text)
    run = legacymap("validate", ".", folder=tmp_path)
    assert run.code == 2
    assert "No findings" not in run.out


@pytest.mark.parametrize("arguments", [("validate", ""), ("scan", ""), ("validate", ".", "--within", "")])
def test_an_empty_argument_is_never_the_current_folder(arguments: tuple[str, ...], tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", SOUND)
    run = legacymap(*arguments, folder=tmp_path)
    assert (run.code, "empty" in run.err) == (2, True)


def test_a_working_folder_that_is_gone_ends_with_two(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    code = (
        "import os, sys; os.rmdir(os.getcwd())\n"
        "from legacymap.cli.app import run\nsys.exit(run(['validate']))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path / "gone", capture_output=True, text=True, check=False
    )
    assert (run.returncode, "gone" in run.stderr) == (2, True)


def test_a_named_path_that_was_not_read_ends_with_two(tmp_path: Path) -> None:
    write(tmp_path, "in/a.yaml", SOUND)
    write(tmp_path, "out/b.yaml", OTHER)
    for named in ("out/b.yaml", "in/none.yaml", "in/a.txt"):
        run = legacymap("validate", "in/a.yaml", named, "--within", "in", folder=tmp_path)
        assert run.code == 2
        assert named in run.err


def test_the_closing_line_says_of_how_many_files_it_speaks(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", SOUND)
    write(tmp_path, "b.yaml", OTHER)
    write(tmp_path, "c.yaml", "services: {}\n")
    one = legacymap("validate", "b.yaml", "--within", ".", folder=tmp_path)
    assert "No findings in 1 file at 1 named path, of 2 files, 2 systems read" in one.out
    foreign = legacymap("validate", "c.yaml", "--within", ".", "--verbose", folder=tmp_path)
    assert "No findings in 0 files at 1 named path" in foreign.out
    assert "passed over c.yaml: a compose file" in foreign.err


def test_the_recipe_for_changed_files_finds_every_name(tmp_path: Path) -> None:
    git = ["git", "-C", str(tmp_path), "-c", "user.email=a@example.org", "-c", "user.name=A"]
    names = ("Équipe/b c.yaml", "--ignore=LM.yaml", "it's.yaml")
    write(tmp_path, "a.yaml", SOUND)
    write(tmp_path, "z.yaml", "organisation: board\nsystems:\n- {id: old, name: Old, owner: Ops}\n")
    for number, name in enumerate(names):
        write(tmp_path, name, OTHER.replace("weir", f"weir-{number}").replace("Weir", f"Weir {number}"))
    subprocess.run(["git", "init", "-q", "-b", "main", str(tmp_path)], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "one"], check=True)
    for name in names:
        path = tmp_path / name
        path.write_text(path.read_text(encoding="utf-8").replace("owner", "ownr"), encoding="utf-8")
    (tmp_path / "z.yaml").unlink()
    recipe = (
        "git diff -z --name-only --diff-filter=d main -- '*.yaml' '*.yml' | "
        f"xargs -0 -r {shlex.quote(sys.executable)} -m legacymap validate --within . -f json --"
    )
    run = subprocess.run(
        ["sh", "-c", recipe], cwd=tmp_path, capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    found = json.loads(run.stdout)["findings"]
    assert {each["file"] for each in found if each["rule"] == "LM101"} == set(names)
    assert run.returncode == 123


def test_figures_of_a_broken_inventory_say_what_they_lack(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", SOUND + "- id: weir\n  name: [Weir\n- {id: gate, name: Gate, owner: Ops}\n")
    run = legacymap("scan", ".", "-f", "json", folder=tmp_path)
    found = json.loads(run.out)
    assert run.code == 1
    assert found["totals"]["systems"] == 2
    assert found["incomplete"] == {
        "records": 1,
        "named": ["board/weir"],
        "files": ["a.yaml"],
        "cut_short": [],
    }


@pytest.mark.parametrize(
    ("command", "formats"),
    [
        ("scan", ("table", "markdown", "html", "json")),
        ("gaps", ("table", "markdown", "json")),
        ("technologies", ("table", "markdown", "json")),
        ("services", ("table", "markdown", "json")),
        ("suppliers", ("table", "markdown", "json")),
        ("impact board/pump", ("table", "markdown", "json")),
        ("explain board/pump", ("table", "markdown", "json")),
        ("reconcile", ("table", "markdown", "json")),
        ("map", ("html", "svg", "mermaid", "dot", "json")),
    ],
)
def test_every_answer_of_a_broken_inventory_begins_with_what_it_lacks(
    command: str, formats: tuple[str, ...], tmp_path: Path
) -> None:
    write(tmp_path, "a.yaml", SOUND + "- id: weir\n  name: [Weir\n")
    for chosen in formats:
        run = legacymap(*command.split(), ".", "-f", chosen, folder=tmp_path)
        assert run.code == 1, run.err
        sign = '"records": 1' if chosen == "json" else "Incomplete: 1 record and 1 file"
        assert sign in " ".join(run.out.split()), chosen


def test_what_is_written_out_of_a_broken_inventory_ends_with_one_and_says_so(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", SOUND + "- id: weir\n  name: [Weir\n")
    write(tmp_path, "mapping/to.yaml", "import: theirs\ncolumns: {Name: name}\n")
    for more in ((), ("--mapping", "mapping/to.yaml")):
        run = legacymap("export", "register", "a.yaml", "-f", "csv", *more, folder=tmp_path)
        assert (run.code, "Incomplete: 1 record and 1 file (a.yaml)" in run.err) == (1, True), run.err
    write(tmp_path, "a.yaml", SOUND)
    run = legacymap("export", "register", "a.yaml", "-f", "csv", folder=tmp_path)
    assert (run.code, "1 system" in run.err, "Incomplete" in run.err) == (0, True, False)
