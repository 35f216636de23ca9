"""`legacymap explain`, end to end."""

import json

import pytest

from tests.cli.running import DAY, SAMPLE, legacymap


@pytest.mark.parametrize(
    "words", ["home-office/pnc", "pnc", "PNC", "police national computer", "Police National Comp"]
)
def test_a_system_goes_by_id_alias_or_part_of_its_name(words: str) -> None:
    run = legacymap("explain", words, SAMPLE, "--as-of", DAY)
    assert run.code == 0
    assert "(home-office/pnc)" in run.out


def test_every_criterion_has_its_basis() -> None:
    found = json.loads(legacymap("explain", "pnc", SAMPLE, "--as-of", DAY, "-f", "json").out)
    criteria = found["system"]["score"]["criteria"]
    assert found["format"] == "legacymap.explain/1"
    assert len(criteria) == 13
    assert all(criterion["basis"] and criterion["evidence"] for criterion in criteria)


@pytest.mark.parametrize(
    ("words", "nearest"), [("tax", "hmrc/cotax"), ("home-office/pncc", "home-office/pnc")]
)
def test_ambiguous_and_unknown_names_are_refused_with_the_nearest(words: str, nearest: str) -> None:
    run = legacymap("explain", words, SAMPLE)
    assert run.code == 2
    assert nearest in run.err


def test_a_retired_system_is_explained_as_not_scored() -> None:
    run = legacymap("explain", "hmrc/chief", SAMPLE, "--as-of", DAY)
    assert run.code == 0
    assert "retired" in run.out
