"""Whatever names a system carries at least its marking; what names none of them does not."""

import re
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from tests.cli.running import write
from tests.hostile.running import DAY, ended

OPEN = """\
organisation: {id: alpha, name: Alpha}
systems:
- id: a1
  name: Quiet portal
  kind: service
  owner: Ops
  tags: [x]
  technologies: [cobol]
  depends_on: [a2, beta/b3]
  part_of: beta/b5
  replaced_by: beta/b6
  contracts: [{supplier: Acme, ends: 2027-03}]
  remediation:
    options: [{id: go, approach: replace, cdel: [£2m], requires: [{system: beta/b4, option: go}]}]
- {id: a2, name: Open ledger, owner: Ops, technologies: [cobol], used_by: [beta/b7]}
- {id: a3, name: Lone register, owner: Ops, tags: [alone], kind: service}
"""
MARKED = """\
organisation: {id: beta, name: Beta, handling: top-secret}
systems:
- {id: b3, name: Lotus three, owner: Ops, technologies: [cobol], assessment: {scores: {L1: 6, L3: 5}}}
- {id: b4, name: Lotus four, owner: Ops, remediation: {options: [{id: go, approach: replace, cdel: [£1m]}]}}
- {id: b5, name: Lotus five, owner: Ops, contracts: [{supplier: Acme, ends: 2027-03}]}
- {id: b6, name: Lotus six, status: build, owner: Ops, depends_on: [b3]}
- {id: b7, name: Lotus seven, kind: service, owner: Ops, depends_on: [alpha/a2, b4]}
"""
SCENARIO = """\
scenario: s
years: [2027-28, 2028-29]
price_base: 2026-27
optimism_bias: {rdel: 0.1, cdel: 0.1, upper: 0.5}
discount: {schedule: green-book-2026}
budgets: [{organisation: all, fund: cdel, caps: {2027-28: £40m, 2028-29: £60m}}]
"""
_NAMES = re.compile(r"beta/b\d|Lotus")
_MARKS = re.compile(r"TOP.SECRET", re.IGNORECASE)
MARKED_ONES = (
    "scan . --organisation alpha",
    "scan . --tag x",
    "scan . --tag x -f markdown",
    "gaps .",
    "services . --organisation alpha",
    "suppliers .",
    "explain alpha/a1 .",
    "explain alpha/a2 .",
    "impact alpha/a1 .",
    "impact beta/b5 .",
    "map . --organisation alpha -f dot",
    "map . --around alpha/a2 --hops 1 -f mermaid",
    "plan . --scenario s/s.yaml",
    "reconcile .",
    "report . --scenario s/s.yaml -f markdown",
    "export register . -o out.csv --organisation alpha",
    "export register . -o out.xlsx --organisation alpha",
    "export archimate . -o out.xml --organisation alpha",
    "export backstage . -o out.yaml.txt --organisation alpha",
    "export questions . -o out.xlsx --by none --organisation alpha",
)
OPEN_ONES = (
    "scan . --tag alone",
    "gaps . --organisation alpha",
    "services . --tag alone",
    "suppliers . --organisation alpha",
    "technologies . --organisation alpha -f markdown",
    "explain alpha/a3 .",
    "impact alpha/a3 .",
    "map . --around alpha/a3 -f svg",
    "export cyclonedx . -o out.json --organisation alpha",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "a.yaml", OPEN)
    write(tmp_path, "b.yaml", MARKED)
    write(tmp_path, "s/s.yaml", SCENARIO)
    return tmp_path


def _shown(folder: Path, said: str) -> str:
    """What a command shows on stdout, or writes into its file: of a workbook, all that it holds."""
    parts = [said]
    for path in sorted(folder.glob("out.*")):
        if is_zipfile(path):
            with ZipFile(path) as book:
                parts += [book.read(name).decode("utf-8", "replace") for name in sorted(book.namelist())]
        else:
            parts.append(path.read_text(encoding="utf-8"))
    return "\n".join(parts)


def _said(command: str, folder: Path) -> str:
    days = () if command.startswith("export register") else DAY
    ran = ended(*command.split(), *days, folder=folder)
    assert ran.code == 0, ran.err
    return _shown(folder, ran.out)


@pytest.mark.parametrize("command", MARKED_ONES)
def test_what_names_or_counts_a_marked_system_is_marked(command: str, folder: Path) -> None:
    assert _MARKS.search(_said(command, folder))


@pytest.mark.parametrize("command", OPEN_ONES)
def test_what_names_none_is_not(command: str, folder: Path) -> None:
    said = _said(command, folder)
    assert not _NAMES.search(said)
    assert not _MARKS.search(said)


@pytest.mark.parametrize("target", ["register", "archimate", "backstage"])
def test_what_is_withheld_lends_no_marking(target: str, folder: Path) -> None:
    output = "out.csv" if target == "register" else "out.xml"
    ran = ended("export", target, ".", "-o", output, "--handling-up-to", "official", folder=folder)
    assert ran.code == 0, ran.err
    shown = _shown(folder, "")
    assert not _MARKS.search(shown)
    assert "Lotus" not in shown


def test_a_register_is_never_marked_below_the_settings(folder: Path) -> None:
    write(folder, "legacymap.yaml", "settings: {handling: secret}\n")
    assert "; TOP SECRET;" in _said("export register . -o out.csv --organisation alpha", folder)
    (folder / "b.yaml").unlink()
    assert "; SECRET;" in _said("export register . -o out.csv", folder)
