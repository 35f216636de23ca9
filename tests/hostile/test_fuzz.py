"""Mutated files of every kind end in findings or one clear refusal, in every format."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile.mutations import CASES, INVENTORY, SCENARIO, kinds, mutated
from tests.hostile.running import DAY, ended, validated

FEW = settings(max_examples=8)
COMMANDS = (
    ("scan", ".", "-f", "json"),
    ("scan", "."),
    ("gaps", "."),
    ("technologies", "."),
    ("explain", "home-office/case-tracker", "."),
    ("impact", "home-office/case-tracker", "."),
)


def survived(content: bytes, command: tuple[str, ...]) -> None:
    """Nothing in a file brings the program down, whatever it is asked for."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "a.yaml").write_bytes(content)
        validated(folder)
        ended(*command, *DAY, folder=folder)


@FEW
@given(st.binary(max_size=300), st.sampled_from(COMMANDS))
def test_arbitrary_bytes_are_survived(content: bytes, command: tuple[str, ...]) -> None:
    survived(content, command)


@FEW
@given(mutated(INVENTORY), st.sampled_from(COMMANDS))
def test_mutated_inventories_are_survived(content: bytes, command: tuple[str, ...]) -> None:
    survived(content, command)


@FEW
@given(
    st.sampled_from(CASES).flatmap(lambda case: mutated(case.read_text(encoding="utf-8"))),
    st.sampled_from(COMMANDS),
)
def test_mutated_cases_of_the_rules_are_survived(content: bytes, command: tuple[str, ...]) -> None:
    survived(content, command)


@pytest.mark.parametrize("kind", kinds())
@FEW
@given(st.data())
def test_mutated_files_of_other_kinds_are_survived(kind: str, data: st.DataObject) -> None:
    sound, arguments = kinds()[kind]
    content = data.draw(mutated(sound))
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "other").mkdir()
        (folder / "a.yaml").write_text(INVENTORY, encoding="utf-8")
        name = {"settings": "legacymap.yaml", "scenario": "scenario.yaml"}.get(kind, "other/hostile")
        (folder / name).write_bytes(content)
        validated(folder, *arguments)
        scanned = arguments if kind in {"lifecycle", "framework"} else ()
        ended("scan", ".", "-f", "json", *DAY, *scanned, folder=folder)


@settings(max_examples=4)
@given(mutated(INVENTORY), mutated(SCENARIO))
def test_a_plan_of_mutated_files_is_survived(content: bytes, scenario: bytes) -> None:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "a.yaml").write_bytes(content)
        (folder / "s.yaml").write_bytes(scenario)
        ended("plan", "a.yaml", "--scenario", "s.yaml", "--time-limit", "5", *DAY, folder=folder)
