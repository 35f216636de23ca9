"""The day of judgement moved across an end of support moves the score, and only that."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.cli.running import legacymap, write

INVENTORY = """\
organisation: {id: home-office, name: Home Office}
systems:
- id: case-tracker
  name: Case tracker
  technologies:
  - {product: engine, support: {standard_ends: 2030-04-01}, upgrade_planned: no}
  assessment: {scores: {L2: 2, L3: 3, L4: 2, L5: 1, L6: 3, L7: 2, C1: 3, C2: 3, C3: 3, C4: 4, C5: 3, C6: 2}}
- {id: portal, name: Portal, kind: service, depends_on: [case-tracker]}
- {id: archive, name: Archive, used_by: [portal], contracts: [], incidents: []}
"""
SCORED = {"low", "expected", "high", "p_red", "rating", "groups", "weighted_risk"}


def scan(folder: Path, day: str) -> dict[str, Any]:
    run = legacymap("scan", folder, "--as-of", day, "-f", "json")
    assert run.code == 0
    document: dict[str, Any] = json.loads(run.out)
    return document


def differences(
    one: object, two: object, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[str | int, ...]]:
    """The paths at which two documents differ."""
    if isinstance(one, dict) and isinstance(two, dict):
        assert list(one) == list(two)
        for key in one:
            yield from differences(one[key], two[key], (*path, key))
    elif isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        for at, (left, right) in enumerate(zip(one, two, strict=True)):
            yield from differences(left, right, (*path, at))
    elif one != two:
        yield path


def test_the_day_on_which_support_ends_moves_the_score_and_only_that(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", INVENTORY)
    before, after = scan(tmp_path, "2030-03-31"), scan(tmp_path, "2030-04-01")
    at = place(before, "home-office/case-tracker")
    moved = set(differences(before, after))
    criterion = {path for path in moved if path[:5] == ("systems", at, "score", "criteria", 0)}
    assert {path[-1] for path in criterion} == {"low", "expected", "high", "evidence"}
    # Who stands on what, and every other system with each of its figures, stay as they were.
    rest = moved - criterion - {("as_of",), ("totals", "expected_red")}
    assert {path[:2] for path in rest} == {("systems", at)}
    assert all((SCORED | {"why"}) & {str(step) for step in path} for path in rest)
    assert not any("criteria" in path for path in rest)
    assert bounds(before, at)[0] < bounds(after, at)[0]


def place(document: dict[str, Any], system: str) -> int:
    return [each["id"] for each in document["systems"]].index(system)


def bounds(document: dict[str, Any], at: int) -> tuple[float, float]:
    score = document["systems"][at]["score"]
    return score["low"], score["high"]


def test_a_day_later_nothing_moves_but_the_day(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", INVENTORY)
    assert list(differences(scan(tmp_path, "2030-04-01"), scan(tmp_path, "2030-04-02"))) == [("as_of",)]
