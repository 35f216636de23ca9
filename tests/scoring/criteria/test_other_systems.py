"""How many systems need one, worked by hand."""

import pytest

from legacymap.scoring.criteria.other_systems import levels
from tests.scoring.builders import facts, record


@pytest.mark.parametrize(
    ("dependents", "level"), [(0, 1), (1, 2), (2, 2), (3, 3), (5, 3), (6, 4), (10, 4), (11, 5), (900, 5)]
)
def test_dependents_give_the_level_of_their_band(dependents: int, level: int) -> None:
    known = facts(dependents=dependents)
    complete = levels(record("consumers_complete: yes"), known)
    assert complete is not None
    assert (complete.low, complete.high) == (level, level)
    for text in ("", "consumers_complete: no"):
        found = levels(record(text), known)
        assert found is not None
        assert (found.low, found.high) == (level, 5)


def test_the_evidence_counts_the_systems() -> None:
    phrases = [levels(record(), facts(dependents=count)) for count in (0, 1, 2)]
    assert [found.evidence for found in phrases if found] == [
        "no system of the estate needs it directly; consumers may be missing",
        "1 system of the estate needs it directly; consumers may be missing",
        "2 systems of the estate need it directly; consumers may be missing",
    ]
