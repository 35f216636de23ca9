"""Where a system runs, worked by hand."""

import pytest

from legacymap.scoring.criteria.physical_environment import levels
from tests.scoring.builders import facts, record


@pytest.mark.parametrize("hosting", ["public-cloud", "saas"])
def test_the_public_cloud_is_1(hosting: str) -> None:
    found = levels(record(f"hosting: {hosting}"), facts())
    assert found is not None
    assert (found.low, found.high) == (1, 1)
    assert found.evidence


@pytest.mark.parametrize(
    "hosting", ["on-premises", "private-cloud", "supplier-hosted", "hybrid", "{location: Slough}"]
)
def test_of_any_other_place_nothing_is_known(hosting: str) -> None:
    assert levels(record(f"hosting: {hosting}"), facts()) is None


def test_without_hosting_nothing_is_known() -> None:
    assert levels(record(), facts()) is None
