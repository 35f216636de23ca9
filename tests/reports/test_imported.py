"""What an import found, on a screen."""

from typing import Any, cast

import pytest

from legacymap.domain.imports import CellObject, Import, ImportDocument, ImportFinding
from legacymap.reports.imported import import_text
from legacymap.reports.view import Screen


def cell(row: int) -> dict[str, Any]:
    """The place of a cell of a table."""
    return {
        "file": "r.csv",
        "sheet": "",
        "cell": f"C{row}",
        "row": row,
        "column": 3,
        "heading": "Cost",
        "line": row,
    }


def found(*rows: int, count: int) -> Import:
    """An import with one finding: at the first of the rows, at the others too, and `count` in all."""
    first, *others = rows
    finding = cast(
        "ImportFinding",
        {
            **cell(first),
            "text": f"r.csv:{first}",
            "rule": "LM504",
            "name": "value-not-understood",
            "severity": "warning",
            "message": "`plenty` is no amount",
            "hint": "Write a number.",
            "related": [],
            "places": [cast("CellObject", cell(row)) for row in others],
            "count": count,
        },
    )
    return Import(cast("ImportDocument", {"findings": [finding]}), (), "", {})


@pytest.mark.parametrize(("count", "more"), [(3, ""), (4, ", and 1 more"), (1_234, ", and 1,231 more")])
def test_places_that_are_not_listed_are_counted(count: int, more: str) -> None:
    told = import_text(found(2, 3, 4, count=count), Screen(200))
    assert told.splitlines()[0] == "r.csv:2: warning LM504 value-not-understood: `plenty` is no amount"
    assert f"  = also: C3, C4{more}" in told.splitlines()
