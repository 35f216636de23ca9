"""Writes docs/licences.md: what legacymap needs, with the licence that each package states."""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "licences.md"
_HEAD = """# Licences

What legacymap needs to run, its extra `report` included, and the licence that each package states of itself.
Written by `make licences` from the metadata of what is installed.

| package | licence |
| --- | --- |
"""
_TAIL = """
Carried along in `reports/formats/scripts`, and written with its licence into pages whose drawings it moves:
Panzoom 4.6.2 (MIT).
"""
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def asked() -> Iterator[str]:
    """The packages that pyproject.toml asks for, those of the extra `report` included."""
    project = tomllib.loads((PAGE.parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    yield from named([*project["dependencies"], *project["optional-dependencies"]["report"]])


def named(requirements: Iterable[str]) -> Iterator[str]:
    """The names in requirements, without those of extras."""
    for line in requirements:
        requirement, _, marker = line.partition(";")
        found = _NAME.match(requirement.strip())
        if found and "extra" not in marker:
            yield found[0].lower().replace("_", "-")


def stated(found: Distribution) -> str:
    """The licence that a package states: its expression, else its classifiers, else its words."""
    metadata = found.metadata
    classifiers = [
        each.rpartition(" :: ")[2]
        for each in metadata.get_all("Classifier") or ()
        if each.startswith("License ::")
    ]
    words = _first(found, "License").strip().splitlines()
    return (
        _first(found, "License-Expression") or ", ".join(classifiers) or (words[0] if words else "not stated")
    )


def _first(found: Distribution, key: str) -> str:
    return next(iter(found.metadata.get_all(key) or ()), "")


def page() -> str:
    """The page, every package once, by name."""
    waiting, found = [*asked()], dict[str, str]()
    while waiting:
        name = waiting.pop()
        if name in found or name == "legacymap":
            continue
        try:
            found[name] = stated(distribution(name))
            waiting += named(distribution(name).requires or ())
        except PackageNotFoundError:  # for another system or an older Python
            continue
    return _HEAD + "".join(f"| {name} | {licence} |\n" for name, licence in sorted(found.items())) + _TAIL


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}\n")
