"""Bombs, depths and crowds end in the right finding at the right place, within bounds of time and memory."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from legacymap.reading import file
from tests.cli.apart import apart
from tests.cli.running import Run
from tests.hostile.large import BOMBS, CROWDS, DEPTHS, GOOD, LISTED, START, Case
from tests.hostile.running import DAY, FORMATS, assert_output, validated

HANGS = 120  # seconds: what takes longer will not end
AMPLE = 4 << 30  # bytes of address space: what asks for more would take all there is


def bounded(folder: Path, *arguments: str) -> Run:
    """What the program ends with in a process that may not take too much."""
    return apart(folder, *arguments, memory=AMPLE, seconds=HANGS)


def findings_of(case: Case, folder: Path) -> list[Mapping[str, object]]:
    """The findings of a case, once every format has been seen to be what it claims to be."""
    # As many findings as are listed take long in every format: a tenth of them is seen in all.
    formats = ("json", "text") if case.errors == LISTED else (*FORMATS, "text")
    (folder / "a.yaml").write_text(case.content(), encoding="utf-8")
    wanted = [part for each in formats for part in ("-f", f"{each}=out.{each}")]
    done = bounded(folder, "validate", "a.yaml", *DAY, *wanted)
    assert done.code == (1 if case.first else 0), done.err
    for each in formats:
        assert_output(each, (folder / f"out.{each}").read_text(encoding="utf-8"))
    found: list[Mapping[str, object]] = json.loads((folder / "out.json").read_text(encoding="utf-8"))[
        "findings"
    ]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("case", [*BOMBS, *DEPTHS, *CROWDS], ids=lambda each: each.name)
def test_a_large_file_ends_in_its_fault_at_its_place(case: Case, tmp_path: Path) -> None:
    errors = [each for each in findings_of(case, tmp_path) if each["severity"] == "error"]
    assert len(errors) == case.errors
    if case.first:
        assert (errors[0]["rule"], errors[0]["line"], errors[0]["column"]) == case.first
    assert all(len(str(each["message"])) < 400 for each in errors)


@pytest.mark.slow
@pytest.mark.parametrize("case", [*BOMBS[:2], DEPTHS[2], CROWDS[2], *CROWDS[-2:]], ids=lambda each: each.name)
@pytest.mark.parametrize("command", ["scan", "gaps", "technologies"])
def test_a_large_file_brings_no_command_down(case: Case, command: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(case.content(), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(GOOD.replace("dwp", "hmt"), encoding="utf-8")
    done = bounded(tmp_path, command, ".", "-f", "json", *DAY)
    assert done.code in {0, 1}, done.err[-500:]
    assert json.loads(done.out)["format"] == f"legacymap.{command}/1"


def test_what_is_not_listed_is_counted_and_stays_the_same_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "MOST_ALIKE", 100)  # as many as are allowed are seen above
    first, last = (_not_listed(tmp_path, count) for count in (1_100, 1_101))
    assert ("1,000 more" in str(first["hint"]), "1,001 more" in str(last["hint"])) == (True, True)
    assert first["fingerprint"] == last["fingerprint"]


def _not_listed(folder: Path, count: int) -> Mapping[str, object]:
    records = (f"- {{id: s{number}, name: S, status: x}}\n" for number in range(count))
    (folder / "a.yaml").write_text("".join([START, *records]), encoding="utf-8")
    _, findings = validated(folder)
    [found] = [each for each in findings if "more; mend" in str(each["hint"])]
    return found
