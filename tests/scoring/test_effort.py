"""A framework may not take more work than it is worth."""

from pathlib import Path

import pytest
import yaml

from legacymap.analysis.reference import reference_data
from legacymap.domain.errors import RequestError
from legacymap.scoring.effort import effort_problem


def framework(tmp_path: Path, combination: str, weights: list[int], high: int) -> str:
    levels = dict.fromkeys(range(1, high + 1), "x")
    criteria = [
        {"id": f"c{at}", "code": f"A{at}", "name": "N", "question": "Q", "weight": weight, "levels": levels}
        for at, weight in enumerate(weights)
    ]
    beside = {"id": "d", "code": "B1", "name": "D", "question": "Q", "levels": {1: "a", 2: "b"}}
    document = {
        "framework": "made-up",
        "version": "1",
        "name": "Made up",
        "combination": combination,
        "ratings": {"red": 20, "legacy": {"level": 3}},
        "prior": "p",
        "priors": {"p": {"ratio": 0.8}, "uniform": {"ratio": 1}},
        "groups": [
            {
                "id": "likelihood",
                "name": "L",
                "role": "likelihood",
                "low": 1,
                "high": high,
                "criteria": criteria,
            },
            {"id": "impact", "name": "I", "role": "impact", "low": 1, "high": 2, "criteria": [beside]},
        ],
    }
    path = tmp_path / "framework.yaml"
    path.write_text(yaml.safe_dump(document, sort_keys=False))
    return str(path)


@pytest.mark.parametrize(
    ("combination", "weights", "high", "said"),
    [
        ("weighted-sum", [6**power for power in range(10)], 6, "different totals"),
        ("mean-max-product", [1] * 10, 400, "distribution would take too much work"),
    ],
)
def test_a_framework_that_would_explode_is_one_sentence(
    tmp_path: Path, combination: str, weights: list[int], high: int, said: str
) -> None:
    with pytest.raises(RequestError, match=said):
        reference_data(framework(tmp_path, combination, weights, high), ())


def test_large_weights_with_a_common_step_are_no_trouble(tmp_path: Path) -> None:
    found = reference_data(framework(tmp_path, "weighted-sum", [1_000_000] * 12, 6), ())
    assert effort_problem(found.framework) == ""


def test_the_shipped_framework_is_far_from_any_bound() -> None:
    assert effort_problem(reference_data(None, ()).framework) == ""
