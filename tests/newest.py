"""Runs every command in every format on the samples, and reads what came on stdout as what it says it is.

`make newest` does so with the newest versions of all libraries that pyproject.toml allows: users install
without our pins, and what a library prints into a document breaks it.
"""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parent.parent
EXAMPLE = "inventories/example-department"
_TABLES = ("table", "json", "csv", "markdown")
# What to run beside `-f NAME` for each format; every command of the program is here.
RUNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "validate": ((EXAMPLE,), ("text", "json", "sarif", "github", "gitlab", "junit")),
    "rules": ((), ()),
    "schema": ((), ()),
    "scan": ((EXAMPLE,), (*_TABLES, "html")),
    "explain": (("identity-hub", EXAMPLE), ("table", "json", "markdown")),
    "gaps": ((EXAMPLE,), _TABLES),
    "impact": (("identity-hub", EXAMPLE), _TABLES),
    "map": ((EXAMPLE,), ("html", "svg", "mermaid", "dot", "graphml", "json")),
    "services": ((EXAMPLE,), _TABLES),
    "suppliers": ((EXAMPLE,), _TABLES),
    "technologies": ((EXAMPLE,), _TABLES),
    "diff": ((EXAMPLE, EXAMPLE), ("table", "json", "markdown", "html")),
    "history": ((EXAMPLE, "--since", "HEAD"), ("table", "json", "csv", "html")),
    "plan": ((EXAMPLE,), (*_TABLES, "html", "svg")),
    "report": ((EXAMPLE,), ("markdown", "html")),
    "solve": (("docs/examples/problem.json",), ("table", "json")),
    "reconcile": (("inventories/example-federation/docked",), _TABLES),
    "lifecycle show": (("windows-server",), _TABLES),
    "lifecycle search": (("oracle",), _TABLES),
}
# These write files instead: nothing of theirs on stdout is a document.
NOT_ON_STDOUT = frozenset({"init", "add", "import", "export", "share", "dock", "lifecycle"})


def main() -> int:
    """The number of commands whose output is not what it says; each is told."""
    wrong = [fault for name in RUNS for fault in faults(name)]
    for fault in wrong:
        sys.stdout.write(f"{fault}\n")
    sys.stdout.write(f"{len(RUNS)} commands tried: {len(wrong)} faults\n")
    return len(wrong)


def faults(name: str) -> Iterator[str]:
    """What is wrong with the outputs of a command, a sentence each."""
    arguments, formats = RUNS[name]
    if name == "history" and not (ROOT / ".git").exists():
        return  # an archive of the sources has none
    for form in formats or ("",):
        said = ["-f", form] if form else []
        command = [sys.executable, "-m", "legacymap", *name.split(), *arguments, *said]
        run = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
        if run.returncode not in {0, 1}:
            yield f"{name} {form}: exit code {run.returncode}: {run.stderr.decode()[-300:]}"
            continue
        try:
            READERS.get(form, _text)(run.stdout.decode("utf-8"))
        except (ValueError, ET.ParseError) as error:
            yield f"{name} {form}: {error}: begins {run.stdout[:80]!r}"


def _text(text: str) -> None:
    if not text.strip():
        message = "it is empty"
        raise ValueError(message)


def _table(text: str) -> None:
    rows = list(csv.reader(io.StringIO(text), strict=True))
    if len({len(row) for row in rows}) != 1:
        message = "its rows are not all as long"
        raise ValueError(message)


def _page(text: str) -> None:
    if not text.lstrip().lower().startswith("<!doctype html>"):
        message = "it does not begin as a page"
        raise ValueError(message)
    HTMLParser().feed(text)


READERS: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "sarif": json.loads,
    "gitlab": json.loads,
    "csv": _table,
    "html": _page,
    "svg": ET.fromstring,
    "graphml": ET.fromstring,
    "junit": ET.fromstring,
}

if __name__ == "__main__":
    sys.exit(min(main(), 1))
