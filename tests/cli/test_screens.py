"""What each question shows on a narrow and on a wide screen, as a person read and accepted it."""

import re
from pathlib import Path

import pytest

from tests import golden
from tests.cli.running import DAY, ROOT, legacymap
from tests.verbs.submissions import write

_DEPARTMENT = ROOT / "inventories" / "example-department"
_DATED = {
    "scan": ("scan", _DEPARTMENT),
    "services": ("services", _DEPARTMENT),
    "suppliers": ("suppliers", _DEPARTMENT),
    "technologies": ("technologies", _DEPARTMENT),
    "product": ("lifecycle", "show", "postgresql"),
}
_UNDATED = {
    "rules": ("rules",),
    "rule": ("rules", "LM201"),
    "search": ("lifecycle", "search", "oracle"),
}
_PLANS = {"frontier": ("--frontier", "--sensitivity"), "compared": ("--scenario", "tight.yaml")}
# Which files, which program and which catalogue are told apart from what they give.
_CHANGING = re.compile(r"^.*(?:sha256|HiGHS|legacymap \d|digest).*\n", re.MULTILINE)


def _check(name: str, width: int, arguments: tuple[str | Path, ...], folder: Path = ROOT) -> None:
    run = legacymap(*arguments, folder=folder, COLUMNS=str(width))
    assert run.code == 0
    golden.check(f"cli/{name}-{width}.txt", _CHANGING.sub("", run.out))


@pytest.mark.parametrize("width", [80, 160])
@pytest.mark.parametrize("name", [*_DATED, *_UNDATED])
def test_a_screen_is_as_accepted(name: str, width: int) -> None:
    _check(name, width, _UNDATED.get(name) or (*_DATED[name], "--as-of", DAY))


@pytest.mark.parametrize("width", [80, 110, 160])
@pytest.mark.parametrize("name", _PLANS)
def test_a_plan_is_as_accepted(name: str, width: int, tmp_path: Path) -> None:
    write(tmp_path)
    asked = ("plan", "estate.yaml", "--scenario", "baseline.yaml", *_PLANS[name], "--as-of", DAY)
    _check(name, width, asked, tmp_path)
