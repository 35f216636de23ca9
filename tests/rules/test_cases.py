from pathlib import Path

import pytest

from legacymap.rules import RULEBOOK
from tests.rules.findings import as_of_in, expectations, findings

CASES = sorted(Path(__file__).parents[1].glob("cases/rules/*.yaml"))
# What the text of one YAML file cannot show; other tests of this folder do.
NOT_IN_TEXT = {
    "agreement-contradicted",
    "agreement-unused",
    "shared-outside-return",
    "unreadable-file",
    "file-too-large",
    "not-utf-8",
    "link-leaves-folder",
    "path-leaves-folder",
    "ignored-inventory",
    "not-of-this-kind",
    "bad-framework",
    "stray-settings",
    "scenario-twice",
    "base-unusable",
    "catalogue-overlap",
    "catalogue-cycle-twice",
    "catalogue-dates-out-of-order",
    *(each.name for each in RULEBOOK if each.code >= "LM500"),  # of sources, not of inventories
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_exactly_the_lines_that_say_so_are_found(case: Path, tmp_path: Path) -> None:
    text = case.read_text(encoding="utf-8")
    (tmp_path / case.name).write_bytes(case.read_bytes())
    found = {(each.place.line, each.code) for each in findings(tmp_path, as_of_in(text))}
    assert found == expectations(text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_shows_the_rule_that_it_is_named_for(case: Path) -> None:
    codes = {code for _, code in expectations(case.read_text(encoding="utf-8"))}
    assert RULEBOOK.by_name[case.stem].code in codes


def test_every_rule_that_text_can_show_has_a_case() -> None:
    assert {case.stem for case in CASES} | NOT_IN_TEXT == set(RULEBOOK.by_name)
    assert not {case.stem for case in CASES} & NOT_IN_TEXT
