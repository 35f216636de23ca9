"""The same input gives the same bytes, whatever order a process happens to keep its sets in."""

import json
import os
import subprocess
import sys

from tests.cli.running import DAY, ROOT, SAMPLE

EXAMPLE = ROOT / "inventories" / "example-department"
COMMANDS = [
    *(f"{command} {SAMPLE} -f json" for command in ("scan", "gaps", "technologies", "impact pnc")),
    *(f"map {EXAMPLE} -f {form}" for form in ("html", "mermaid", "dot", "graphml", "json")),  # html holds svg
]
# All commands in one process: to start one takes longer than most of them.
_CODE = """
import io, json, sys
from contextlib import redirect_stdout
from legacymap.cli.app import run

said = {}
for command in json.loads(sys.argv[1]):
    with redirect_stdout(io.StringIO()) as out:
        run(command.split())
    said[command] = out.getvalue()
print(json.dumps(said))
"""


def said(seed: str) -> dict[str, str]:
    """What each command says in a process with this seed of hashes."""
    commands = json.dumps([f"{command} --as-of {DAY}" for command in COMMANDS])
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    run = subprocess.run(
        [sys.executable, "-c", _CODE, commands], capture_output=True, check=True, env=environment
    )
    found: dict[str, str] = json.loads(run.stdout)
    return found


def test_the_same_input_gives_the_same_bytes() -> None:
    one, other = said("1"), said("2")
    assert [command for command, text in one.items() if len(text) < 1_000] == []
    assert [command for command, text in one.items() if text != other[command]] == []
