"""A file that a request rests on and that is wrong: exit code 2, with every fault as validate shows it."""

from pathlib import Path

from tests.cli.running import DAY, GOOD, legacymap, write


def test_every_fault_of_a_framework_is_named_with_its_place_and_remedy(tmp_path: Path) -> None:
    write(tmp_path, "estate/a.yaml", GOOD)
    write(tmp_path, "own.yaml", "framework: own\nname: Own\nversion: [1]\ncombinaton: weighted-sum\n")
    run = legacymap("scan", "estate", "--framework", "own.yaml", "--as-of", DAY, folder=tmp_path)
    assert (run.code, run.out) == (2, "")
    lines = run.err.splitlines()
    assert lines[0] == "legacymap: `own.yaml` cannot be used: it has 6 faults."
    assert "own.yaml:3:10: error LM103 wrong-type: Text was expected here, not a list" in lines
    [unknown] = [number for number, line in enumerate(lines) if line.startswith("own.yaml:4:1: error LM101 ")]
    assert lines[unknown + 1] == "  = hint: Did you mean `combination`?"
