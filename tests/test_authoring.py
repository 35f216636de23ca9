"""The page for authors holds every key, and its examples are good."""

from pathlib import Path

import pytest

from tests.authoring import EXAMPLES, flow, missing, page
from tests.cli.running import DAY, legacymap
from tests.manual import AUTHORING


def test_the_page_is_current() -> None:
    assert AUTHORING.read_text(encoding="utf-8") == page()  # `make docs` writes it anew


def test_every_key_has_an_example() -> None:
    assert missing() == []


def test_the_examples_have_no_fault() -> None:
    run = legacymap("validate", EXAMPLES, "--as-of", DAY, "--strict")
    assert run.code == 0, run.out


@pytest.mark.parametrize("name", ["scenario", "targets"])
def test_the_examples_can_be_planned(name: str) -> None:
    scenario: Path = EXAMPLES / f"{name}.yaml"
    run = legacymap("plan", EXAMPLES, "--scenario", scenario, "--as-of", DAY, "-q")
    assert run.code == 0, run.err


def test_a_long_example_is_cut_between_its_parts() -> None:
    assert flow({"a": ["x, y", "z"], "b": {}}) == '{a: ["x, y", z], b: {}}'
    assert flow(["abc", "def", "ghi"], 9) == "[abc, def, …]"
