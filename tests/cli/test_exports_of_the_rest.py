"""What could not be read is missing from an export, which says so; what stands beside it is whole."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.running import write
from tests.hostile.running import ended

BROKEN = """\
organisation: {id: fens, name: Fens}
systems:
- {id: a, name: Sluice log, owner: Ops, technologies: [cobol]}
- id: b
  name: [Pump house
- {id: c, name: Dyke map, owner: Ops, depends_on: [a]}
"""


@pytest.mark.parametrize(
    ("command", "output"),
    [
        ("export archimate", "out.xml"),
        ("export backstage", "out.txt"),
        ("export cyclonedx", "out.json"),
        ("map", "out.graphml"),
        ("map", "out.dot"),
        ("map", "out.mmd"),
        ("gaps", "out.md"),
        ("services", "out.md"),
        ("suppliers", "out.md"),
        ("technologies", "out.md"),
        ("reconcile", "out.md"),
    ],
)
def test_an_output_says_that_a_record_could_not_be_read(command: str, output: str, tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", BROKEN)
    ran = ended(*command.split(), ".", "-o", output, folder=tmp_path)
    assert ran.code == 1
    text = (tmp_path / output).read_text(encoding="utf-8")
    assert "1 record and 1 file (a.yaml) could not be read or used, fens/b among them" in text


def test_records_beside_a_broken_one_are_exported_whole(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", BROKEN)
    ran = ended("export", "register", ".", "-o", "out.csv", folder=tmp_path)
    assert ran.code == 1
    assert "could not be read" in ran.err
    rows = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[:2] for row in rows[1:]] == [["fens/a", "Sluice log"], ["fens/c", "Dyke map"]]
    assert ended("export", "backstage", ".", "-o", "out.txt", folder=tmp_path).code == 1
    assert '"technologies": ["cobol"]' in (tmp_path / "out.txt").read_text(encoding="utf-8")
    assert ended("export", "questions", ".", "-o", "q.xlsx", "--by", "none", folder=tmp_path).code == 1
    with ZipFile(tmp_path / "q.xlsx") as book:
        assert b"Dyke map" in book.read("xl/sharedStrings.xml")


@pytest.mark.parametrize("more", [(), ("--mapping", "mapping.yaml")])
def test_a_register_of_an_inventory_with_errors_names_them(more: tuple[str, ...], tmp_path: Path) -> None:
    write(tmp_path, "inv/a.yaml", BROKEN.replace("[Pump house", "Pump house\n  ownr: Ops"))
    write(tmp_path, "mapping.yaml", "import: other\ncolumns: {Title: name}\n")
    ran = ended("export", "register", "inv", "-o", "out.csv", *more, folder=tmp_path)
    assert ran.code == 1
    assert "inv/a.yaml:6:3: error LM101 unknown-key: `ownr`" in ran.err
    assert "Pump house" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    strict = ended("export", "register", "inv", "-o", "none.csv", "--strict", *more, folder=tmp_path)
    assert (strict.code, (tmp_path / "none.csv").exists()) == (1, False)
