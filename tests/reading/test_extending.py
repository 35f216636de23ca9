"""A scenario takes from another what it does not say itself, and every fault is where it was written."""

from pathlib import Path

import pytest

from legacymap.domain.findings import Route
from legacymap.domain.scenario import Scenario
from legacymap.reading.extending import read_extending
from legacymap.reading.single import Single
from tests.cli.running import write

BASE = """\
scenario: base
title: The base
years: [2027-28, 2028-29]
budgets: [{organisation: all, fund: cdel, caps: {2027-28: £1m, 2028-29: £2m}}]
capacity: {all: 3}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    write(tmp_path / "here", "base.yaml", BASE)
    return tmp_path / "here"


def read(folder: Path, text: str, name: str = "own.yaml") -> Single[Scenario]:
    return read_extending(write(folder, name, text), "scenario", Scenario)


def usable(folder: Path, text: str) -> Scenario:
    found = read(folder, text)
    assert found.faults == ()
    assert found.model is not None
    return found.model


def test_keys_that_are_not_named_are_taken_and_lists_whole_or_not_at_all(folder: Path) -> None:
    found = usable(folder, "scenario: own\nextends: base.yaml\nbudgets: []\ncapacity:\n")
    assert (found.scenario, found.title, found.years) == ("own", "The base", (2027, 2028))
    assert found.budgets == ()
    # An empty value is none.
    assert found.capacity == {"all": 3}


def test_files_may_extend_each_other_in_a_row(folder: Path) -> None:
    write(folder, "middle.yaml", "scenario: middle\nextends: base.yaml\nappraisal_years: 7\n")
    found = usable(folder, "scenario: own\nextends: middle.yaml\ntitle: Mine\n")
    assert (found.title, found.appraisal_years, found.years) == ("Mine", 7, (2027, 2028))


def test_the_hash_is_that_of_all_files_together(folder: Path) -> None:
    text = "scenario: own\nextends: base.yaml\n"
    before = read(folder, text).sha256
    write(folder, "base.yaml", BASE.replace("£1m", "£3m"))
    assert read(folder, text).sha256 != before


def test_a_fault_stands_in_the_file_that_says_it(folder: Path) -> None:
    write(folder, "base.yaml", BASE.replace("£2m", "two"))
    [fault] = read(folder, "scenario: own\nextends: base.yaml\nappraisal_years: x\n").faults[:1]
    where = [each.where for each in read(folder, "scenario: own\nextends: base.yaml\n").faults]
    assert where == [Route("base.yaml", 0, ("budgets", 0, "caps", "2028-29"))]
    assert isinstance(fault.where, Route)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("own.yaml", "leads back to itself: own.yaml → own.yaml"),
        ("gone.yaml", "There is no file `gone.yaml`"),
        ("../../outside.yaml", "leads out of the folder"),
        ("/etc/hostname", "leads out of the folder"),
        ("other.yaml", "has no key `scenario`"),
        ("broken.yaml", ""),
    ],
)
def test_what_cannot_be_extended_is_one_fault_at_its_place(folder: Path, named: str, said: str) -> None:
    write(folder, "other.yaml", "settings: {}\n")
    write(folder, "broken.yaml", "scenario: [\n")
    found = read(folder, f"scenario: own\nextends: {named}\n")
    assert found.model is None
    assert said in found.faults[-1].message
    assert found.faults[-1].where == Route("own.yaml", 0, ("extends",))
    assert {fault.rule for fault in found.faults} <= {"base-unusable", "invalid-yaml"}


def test_a_longer_circle_names_every_step(folder: Path) -> None:
    write(folder, "other.yaml", "scenario: other\nextends: own.yaml\n")
    [fault] = read(folder, "scenario: own\nextends: other.yaml\n").faults
    assert fault.message.endswith("own.yaml → other.yaml → own.yaml")
    assert fault.where == Route("other.yaml", 0, ("extends",))
