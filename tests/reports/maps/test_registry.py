import subprocess
import sys
from pathlib import Path

import pytest

import legacymap.reports.map
from legacymap.reports.map import MAPS
from tests.reports.mapped import seven

# What formats share, and the two that one drawing gives.
_SHARED = {"drawing", "groups", "layout", "matrix", "content"}
_DRAWN = {"html", "json", "svg"}


def test_the_registry_names_every_format_of_its_folder() -> None:
    found = Path(legacymap.reports.map.__file__).parent.glob("[!_]*.py")
    assert {path.stem for path in found} - _SHARED == set(MAPS) - _DRAWN


@pytest.mark.parametrize("name", MAPS)
def test_every_format_is_marked_or_whole_and_says_what_it_rests_on(name: str) -> None:
    text = MAPS[name](seven(), 80)
    assert "uk-litraf" in text
    assert "Police National Computer" in text
    assert text.endswith("\n")
    if name != "json":
        assert "OFFICIAL-SENSITIVE" in text


@pytest.mark.parametrize("name", MAPS)
def test_the_same_map_gives_the_same_bytes(name: str) -> None:
    assert MAPS[name](seven(), 3) == MAPS[name](seven(), 3)


def test_the_registry_does_not_load_the_layout() -> None:
    code = "import sys, legacymap.reports.map\nprint('graphlay' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
