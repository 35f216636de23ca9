"""`legacymap validate` beside check-jsonschema (with our own schema) and yamllint, on the same files.

python -m tests.bench faults

Of each of the forty planted faults who reports it, and where; and the command lines that are timed.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile.planted import PLANTED, Planted

_BIN = Path(sys.executable).parent
_DAY = ("--as-of", "2026-11-22")
_LONG = 60.0


def faults() -> Iterator[str]:
    """A line for each planted fault: where it is, and where each of the three reports it."""
    yield f"{'planted fault':42}{'at':>7}  {'legacymap':14}{'check-jsonschema':26}yamllint"
    right = [0, 0, 0]
    for planted in PLANTED:
        with TemporaryDirectory() as temporary:
            folder = Path(temporary)
            (folder / "a.yaml").write_bytes(planted.content)
            line, column = planted.place
            said = [_ours(planted, folder), _of_check_jsonschema(folder), _of_yamllint(planted, folder)]
            right = [count + each.startswith("line") for count, each in zip(right, said, strict=True)]
            at = f"{line}:{column}"
            yield f"{planted.name:42}{at:>7}  {said[0]:14}{said[1]:26}{said[2]}"
    yield f"{'at the right line':42}{len(PLANTED):>7}  {right[0]:<14}{right[1]:<26}{right[2]}"


def command_lines(folder: Path, files: Sequence[str]) -> dict[str, list[str]]:
    """The command lines of `validate` and of check-jsonschema, by name."""
    ours = [sys.executable, "-m", "legacymap", "validate", "inventory", *_DAY, "-q", "-f", "json=found.json"]
    return {
        "validate": ours,
        "check-jsonschema": [str(_BIN / "check-jsonschema"), "--schemafile", _schema(folder), *files],
    }


def _schema(folder: Path) -> str:
    path = folder / "schema.json"
    if not path.exists():
        command = [sys.executable, "-m", "legacymap", "schema", "inventory", "-o", str(path)]
        subprocess.run(command, check=True, capture_output=True)
    return str(path)


def _ours(planted: Planted, folder: Path) -> str:
    command = [sys.executable, "-m", "legacymap", "validate", ".", *_DAY, "-q", "-f", "json"]
    findings = json.loads(_ran(command, folder) or '{"findings": []}')["findings"]
    places = [(each["line"], each["column"]) for each in findings if each["rule"] == planted.code]
    line, column = planted.place
    if planted.place in places:
        return f"line {line}:{column}"
    return "elsewhere" if places else "-"


def _of_check_jsonschema(folder: Path) -> str:
    """It names paths, never lines; of a file that it cannot read it quotes the parser."""
    schema = _schema(folder)
    found = _ran([str(_BIN / "check-jsonschema"), "-o", "json", "--schemafile", schema, "a.yaml"], folder)
    if found is None:
        return "does not end"
    try:
        said = json.loads(found)
    except ValueError:
        return "ends in a traceback"
    if said.get("parse_errors"):
        return "cannot be read"
    paths = [each.get("best_deep_match", each)["path"] for each in said.get("errors", ())]
    return f"path {paths[0]}"[:25] if paths else "-"


def _of_yamllint(planted: Planted, folder: Path) -> str:
    found = _ran([str(_BIN / "yamllint"), "-d", "relaxed", "-f", "parsable", "a.yaml"], folder)
    if found is None:
        return "does not end"
    places = [row.split(":")[1:3] for row in found.splitlines() if "[error]" in row]
    lines = [int(line) for line, _ in places]
    wanted = planted.place[0]
    column = next((each for line, each in places if int(line) == wanted), "")
    return f"line {wanted}:{column}" if wanted in lines else "elsewhere" if lines else "-"


def _ran(command: Sequence[str], folder: Path) -> str | None:
    """What a command wrote to stdout; None when it does not end in a minute."""
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=_LONG, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout
