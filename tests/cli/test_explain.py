"""`legacymap explain`, end to end."""

import json
from pathlib import Path

import pytest

from tests.cli.running import DAY, SAMPLE, legacymap, write


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


@pytest.mark.parametrize(
    ("command", "text", "code"),
    [
        (("scan",), "systems:\n- {id: a, name: A}\n", "LM102"),
        (("scan",), "organisation: x\nsystems:\n- {id: a, name: [\n", "LM004"),
        (("gaps",), "- id: a\n  name: A\n", "LM012"),
        (("explain", "a"), "organisation: x\nsystems:\n- {id: a, nam: A}\n", "LM101"),
        (("impact", "a"), "organisation: x\nsystems:\n- {id: a, nam: A}\n", "LM101"),
    ],
)
def test_what_hinders_is_named_where_nothing_is_left(
    tmp_path: Path, command: tuple[str, ...], text: str, code: str
) -> None:
    write(tmp_path, "a.yaml", text)
    run = legacymap(*command, tmp_path)
    assert (run.code, run.out) == (2, "")
    assert f"error {code}" in run.err


def test_arrows_of_a_system_outside_the_estate_are_not_denied(tmp_path: Path) -> None:
    text = "organisation: {id: o, name: O}\nsystems:\n- {id: a, name: A}\n"
    write(tmp_path, "a.yaml", text + "- {id: b, name: B, status: proposed, depends_on: [a]}\n")
    run = legacymap("explain", "b", tmp_path)
    assert "Its record names what it needs: A." in run.out
    assert "not known to need" not in run.out
