"""The door for programs: the JSON of the commands, flat rows, tables, a graph, and no word said."""

import json
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path

import networkx as nx
import pytest
from jsonschema import Draft202012Validator

from legacymap.analysis.schema import schema_text
from legacymap.api import Estate, RequestError, Result, load
from tests.cli.running import DAY, legacymap

EXAMPLE = Path(__file__).parent.parent / "inventories" / "example-department"
SYSTEM = "meridian/identity-hub"


@cache
def estate() -> Estate:
    return load(EXAMPLE, as_of=DAY)


@cache
def answers() -> dict[str, Result[object]]:
    """Every answer that takes no solver, by the name of its document."""
    found = estate()
    return {
        "validate": found.findings,
        "scan": found.scan(),
        "explain": found.explain(SYSTEM),
        "gaps": found.gaps(),
        "impact": found.impact(SYSTEM),
        "services": found.services(),
        "suppliers": found.suppliers(),
        "technologies": found.technologies(),
        "map": found.map(),
    }


NAMES = (*("scan", "explain", "gaps", "impact", "services", "suppliers", "technologies", "map", "validate"),)


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_fits_the_schema_of_its_document(name: str) -> None:
    validator = Draft202012Validator(json.loads(schema_text(name)))
    assert [error.message for error in validator.iter_errors(answers()[name].to_dict())] == []


def test_an_answer_is_the_json_of_the_command() -> None:
    run = legacymap("impact", SYSTEM, EXAMPLE, "-f", "json", "--as-of", DAY)
    assert json.loads(run.out) == estate().impact(SYSTEM).to_dict()


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_flat_and_alike(name: str) -> None:
    rows = answers()[name].rows()
    assert rows
    assert {tuple(row) for row in rows} == {tuple(rows[0])}
    for row in rows:
        for value in row.values():
            assert not isinstance(value, dict)
            assert not (isinstance(value, list) and any(isinstance(each, dict) for each in value))


def test_what_is_nested_has_the_names_of_both_and_nothing_twice() -> None:
    first = estate().scan().rows()[0]
    score = estate().scan().document.systems[0].score
    assert first["score_rating"] == (score.rating if score else None)
    assert "score" not in first
    unscored = next(row for row in estate().scan().rows() if row["score_rating"] is None)
    assert unscored["score_low"] is None


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_is_short_in_words_and_a_table_in_a_notebook(name: str) -> None:
    found = answers()[name]
    assert "\n" not in repr(found)
    assert len(repr(found)) < 120
    assert "<table" in found._repr_html_()


def test_a_plan_is_that_of_its_scenario_and_several_are_compared() -> None:
    tight, baseline = (EXAMPLE / "scenarios" / f"{name}.yaml" for name in ("tight", "baseline"))
    both = estate().plan(tight, baseline)
    assert [each["scenario"]["id"] for each in both.to_dict()["plans"]] == [
        "harbours-tight",
        "harbours-baseline",
    ]
    assert len(both.rows()) == 2


def test_the_graph_is_the_users_own_and_says_all_of_edges_and_nodes() -> None:
    graph = estate().graph
    assert isinstance(graph, nx.DiGraph)
    consumer, needed, said = next(iter(graph.edges(data=True)))
    assert set(said) == {"strength", "confidence", "kind", "note"}
    assert set(graph.nodes[SYSTEM]) >= {
        "name",
        "organisation",
        "kind",
        "status",
        "rating",
        "expected",
        "p_red",
    }
    before = estate().impact(needed).to_dict()
    graph.remove_edge(consumer, needed)
    assert estate().impact(needed).to_dict() == before


def test_what_cannot_be_done_is_said_with_a_hint() -> None:
    with pytest.raises(RequestError) as found:
        estate().explain("identity-hup")
    assert "identity-hub" in found.value.hint
    with pytest.raises(RequestError):
        load(EXAMPLE, as_of="yesterday")
    with pytest.raises(RequestError):
        load(EXAMPLE / "scenarios")


def test_a_day_may_be_a_date_and_paths_may_be_several() -> None:
    part = load([EXAMPLE / "harbours", str(EXAMPLE / "meridian")], as_of=date(2026, 11, 22))
    assert part.scan().document.as_of == date(2026, 11, 22)
    assert {each.organisation for each in part.scan().document.systems} <= {
        *("harbours", "meridian", "meridian-hosting"),
    }


def test_nothing_is_printed_and_nothing_loaded_before_it_is_asked_for(
    capfd: pytest.CaptureFixture[str],
) -> None:
    load(EXAMPLE, as_of=DAY).scan().rows()
    assert capfd.readouterr() == ("", "")
    code = "import sys, legacymap; print('legacymap.api' in sys.modules, 'load' in dir(legacymap))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("False True\n", "")
