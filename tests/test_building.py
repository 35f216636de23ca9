"""What is built is the same bytes whenever and wherever it is built."""

import hashlib
import os
import shutil
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from tests.cli.running import ROOT

_EPOCH = "1764460800"


def _copy(folder: Path) -> Path:
    """As much of the source as a package is built from, with times and modes of its own."""
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def _built(source: Path, output: Path) -> dict[str, str]:
    for builder in (SdistBuilder, WheelBuilder):
        list(builder(str(source)).build(directory=str(output)))
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in sorted(output.iterdir())}


def test_wheel_and_sdist_are_the_same_bytes_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", _EPOCH)
    found = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        source = _copy(tmp_path / name)
        for number, path in enumerate(sorted(source.rglob("*.py")) if name == "two" else ()):
            os.utime(path, (number, number))
            path.chmod(0o600)
        found.append(_built(source, tmp_path / f"out-{name}"))
    assert len(found[0]) == 2
    assert found[0] == found[1]
