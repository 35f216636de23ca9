from datetime import date
from pathlib import Path

import pytest

from legacymap.analysis.analysis import analyse
from legacymap.analysis.request import Request
from legacymap.domain.findings import Diagnostic
from tests.cli.running import write

GOOD = "organisation: {id: o, name: O}\nsystems:\n- {id: a, name: A, owner: Team}\n"


def findings(folder: Path, settings: str, prior: str | None = None) -> tuple[Diagnostic, ...]:
    write(folder, "a.yaml", GOOD)
    write(folder, "legacymap.yaml", settings)
    return analyse(Request((folder,), date(2026, 11, 22), None, (), prior, 0.5)).findings


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ("settings: {prior: uniform", "LM004"),
        ("settings: {prior: uniform, prior: uniform}", "LM010"),
        ("settings: {prior: !x uniform}", "LM006"),
        ("prior: uniform", "LM301"),
        ("- prior", "LM301"),
        ("settings: {severities: {LM299: off}}", "LM214"),
    ],
)
def test_a_fault_of_a_settings_file_is_told_once(tmp_path: Path, settings: str, code: str) -> None:
    found = findings(tmp_path, settings)
    assert [each.code for each in found] == [code]


@pytest.mark.parametrize("blank", ["", "# nothing yet\n", "settings:\n", "---\n"])
def test_a_settings_file_may_say_nothing(tmp_path: Path, blank: str) -> None:
    assert findings(tmp_path, blank) == ()


def test_a_prior_that_the_framework_lacks_counts_as_not_named(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "# ours\nsettings:\n  prior: unifrom\n")
    assert (found.code, found.place.line, found.place.column) == ("LM107", 3, 10)
    assert found.hint == "Did you mean `uniform`?"


def test_a_flag_does_not_excuse_the_settings(tmp_path: Path) -> None:
    assert len(findings(tmp_path, "settings: {prior: nope}", prior="uniform")) == 1


@pytest.mark.parametrize("name", ["legacymap.yml", "team/legacymap.yaml", "other.yaml"])
def test_settings_that_nobody_reads_are_pointed_out(tmp_path: Path, name: str) -> None:
    write(tmp_path, name, "settings: {prior: uniform}\n")
    (found,) = findings(tmp_path, "settings: {prior: uniform}\n")
    assert (found.code, Path(found.place.file).name) == ("LM303", Path(name).name)


def test_a_second_document_of_settings_is_not_read_either(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "settings: {prior: uniform}\n---\nsettings: {prior: calibrated}\n")
    assert (found.code, found.place.line) == ("LM303", 3)
