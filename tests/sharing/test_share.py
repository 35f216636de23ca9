"""A return counts exactly, is a valid inventory, and is the same to the byte."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from legacymap.analysis.request import Request
from legacymap.analysis.scan import scan
from legacymap.analysis.share import Choice, Shared, share
from tests.recomputation.inventories import write_inventory

DAY = date(2026, 11, 22)
ALL = """\
audience: counting
title: Everything that counts
up_to: top-secret
fields: [kind, status, depends_on, used_by, part_of, remediation.plan.funded]
scores: levels
"""


def figures(folder: Path) -> dict[str, object]:
    """Rating, bounds, expected score, odds, reach and risk of every system, at nine digits."""
    found: dict[str, object] = {}
    for entry in scan(Request((folder,), DAY)).systems:
        score, reach = entry.score, entry.reach
        figures = (
            [
                score.rating,
                score.legacy,
                *(
                    f"{each:.9g}"
                    for each in (
                        score.overall.low,
                        score.overall.expected,
                        score.overall.high,
                        score.p_red,
                        score.p_legacy,
                    )
                ),
            ]
            if score
            else None
        )
        counts = [f"{value:.9g}" for value in _numbers(reach)] if reach else None
        found[entry.record.id] = (figures, counts)
    return found


def _numbers(reach: object) -> list[float]:
    """Every figure of a value, those of the values in it too."""
    found: list[float] = []
    for each in fields(reach):  # type: ignore[arg-type]  # a dataclass
        value = getattr(reach, each.name)
        found += [float(value)] if isinstance(value, int | float) else _numbers(value)
    return found


def shared(home: Path, output: Path, audience: str = "government", **choice: object) -> Shared:
    return share(Request((home,), DAY), Choice(audience, **choice), output)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(25))
def test_a_scan_of_a_return_is_a_scan_of_its_source(seed: int, tmp_path: Path) -> None:
    home = tmp_path / "home"
    write_inventory(seed, home, DAY)
    audience = tmp_path / "audience.yaml"
    audience.write_text(ALL, encoding="utf-8")
    made = shared(home, tmp_path / "return", str(audience))
    assert made.checked is not None
    assert made.checked.hits == ()
    assert figures(tmp_path / "return") == figures(home)


def test_the_same_inventory_gives_the_same_bytes(tmp_path: Path) -> None:
    write_inventory(7, tmp_path / "home", DAY)
    for name in ("one", "two"):
        shared(tmp_path / "home", tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files
    assert all(
        (tmp_path / "one" / each).read_bytes() == (tmp_path / "two" / each).read_bytes() for each in files
    )
