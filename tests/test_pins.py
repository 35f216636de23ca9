"""What `make` and CI install is pinned by version and by hash, and names no place to fetch it from."""

import re
import tomllib
from itertools import chain

import pytest

from tests.cli.running import ROOT

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_NAME = re.compile(r"^[A-Za-z0-9._-]+")
# They come with every environment, and are pinned where hashes are asked for.
_INSTALLERS = {"pip", "setuptools"}


def pins(file: str) -> dict[str, str]:
    found = _PIN.findall((ROOT / file).read_text(encoding="utf-8"))
    return {name.lower().replace("_", "-"): version for name, version in found}


def names(requirements: list[str]) -> set[str]:
    found = (_NAME.match(each) for each in requirements)
    return {each[0].lower().replace("_", "-") for each in found if each}


def test_hashes_are_of_the_versions_that_are_pinned() -> None:
    every = pins("hashes-dev.txt")
    assert {name: every[name] for name in every.keys() - _INSTALLERS} == pins("constraints.txt")
    assert pins("hashes.txt").items() <= every.items()


def test_all_that_the_package_needs_is_pinned_by_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert names(project["dependencies"]) <= pins("hashes.txt").keys()
    extras = project["optional-dependencies"]
    asked = {each for key in extras.keys() - {"dev"} for each in names(extras[key])}
    assert asked <= pins("hashes-dev.txt").keys()


@pytest.mark.parametrize("file", ["constraints.txt", "hashes.txt", "hashes-dev.txt"])
def test_no_place_to_fetch_from_is_named(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(
        r"^\s*(?:-i|-f|--(?:extra-)?index-url|--find-links|--trusted-host)\b", text, re.MULTILINE
    )


@pytest.mark.parametrize("file", ["hashes.txt", "hashes-dev.txt"])
def test_every_pin_has_hashes(file: str) -> None:
    blocks = re.split(r"^(?=[A-Za-z0-9])", (ROOT / file).read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert all("--hash=sha256:" in block for block in blocks if "==" in block)


def test_what_builds_the_package_is_pinned() -> None:
    system = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]
    assert system["requires"] == [f"hatchling=={pins('hashes-dev.txt')['hatchling']}"]


def test_no_library_is_asked_for_twice() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {key: asked for key, asked in project["optional-dependencies"].items() if key != "dev"}
    asked = [_NAME.match(each) for each in (*project["dependencies"], *chain.from_iterable(extras.values()))]
    every = [each[0].lower() for each in asked if each]
    assert [each for each in every if every.count(each) > 1] == []
