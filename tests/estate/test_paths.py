"""Shortest paths, against all of them written out."""

from collections.abc import Callable, Mapping
from itertools import pairwise, permutations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.inventory import Inventory
from legacymap.estate.paths import least_path, paths_from, paths_to
from legacymap.estate.questions import Estate
from tests.estate.builders import chain, estate, inventories, record, soft

NODES = range(6)
EDGES = st.sets(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda ends: ends[0] != ends[1])
)


def test_a_path_runs_from_the_consumer_to_what_it_needs() -> None:
    found = chain("a/z", "a/y", "a/x")
    assert found.path("a/z", "a/x") == ("a/z", "a/y", "a/x")
    assert found.path("a/x", "a/z") == ()


def test_a_path_to_itself_is_the_system_alone() -> None:
    assert chain("a/x", "a/y").path("a/x", "a/x") == ("a/x",)


def test_there_is_no_path_from_or_to_a_system_outside_the_estate() -> None:
    assert chain("a/x", "a/y").path("a/x", "a/z") == chain("a/x", "a/y").path("a/z", "a/x") == ()


def test_paths_follow_soft_arrows_and_of_equals_the_first_by_id_is_taken() -> None:
    found = estate(
        record("a/s", depends_on=["n", "m"]),
        record("a/n", depends_on=["t"]),
        record("a/m", depends_on=[soft("t")]),
        record("a/t"),
    )
    assert found.path("a/s", "a/t") == ("a/s", "a/m", "a/t")


@given(EDGES, st.sampled_from(NODES))
def test_it_is_the_least_of_all_shortest_paths(edges: set[tuple[int, int]], node: int) -> None:
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(NODES)
    graph.add_edges_from(sorted(edges))
    to = {other: best_path(edges, other, node) for other in NODES}
    away = {other: best_path(edges, node, other) for other in NODES if other != node}
    assert {other: tuple(least_path(graph, (other,), node)) for other in NODES} == {
        other: tuple(path or ()) for other, path in to.items()
    }
    del to[node]
    assert paths_to(graph, node) == {other: tuple(path) for other, path in to.items() if path}
    assert paths_from(graph, node) == {other: tuple(path) for other, path in away.items() if path}


def best_path(edges: set[tuple[int, int]], start: int, end: int) -> list[int] | None:
    if start == end:
        return [start]
    between = [node for node in range(6) if node not in {start, end}]
    for length in range(5):
        for middle in permutations(between, length):
            path = [start, *middle, end]
            if all(step in edges for step in pairwise(path)):
                return path
    return None


def test_ways_lead_to_and_from_a_system() -> None:
    found = chain("a/z", "a/y", "a/x")
    assert found.paths_to("a/x") == {"a/y": ("a/y", "a/x"), "a/z": ("a/z", "a/y", "a/x")}
    assert found.paths_from("a/z") == {"a/y": ("a/z", "a/y"), "a/x": ("a/z", "a/y", "a/x")}
    assert found.paths_to("a/none") == found.paths_from("a/none") == {}


def test_a_hard_way_may_be_longer_than_a_soft_one() -> None:
    found = estate(record("a/s", depends_on=["m", soft("t")]), record("a/m", depends_on=["t"]), record("a/t"))
    assert found.paths_to("a/t")["a/s"] == ("a/s", "a/t")
    assert found.hard_paths_to("a/t")["a/s"] == found.hard_paths_from("a/s")["a/t"] == ("a/s", "a/m", "a/t")


@given(inventories())
def test_the_nearest_come_first_and_equals_by_id(inventory: Inventory) -> None:
    found = Estate.of(inventory)
    for system in found.members:
        for ways in (found.paths_to(system), found.hard_paths_to(system)):
            assert list(ways) == sorted(ways, key=_distance(ways))
        assert set(found.paths_to(system)) == set(found.dependents(system))
        assert set(found.hard_paths_to(system)) == set(found.hard_dependents(system))
        assert set(found.paths_from(system)) == set(found.dependencies(system))
        assert set(found.hard_paths_from(system)) == set(found.foundations(system))


def _distance(ways: Mapping[str, tuple[str, ...]]) -> Callable[[str], tuple[int, str]]:
    return lambda other: (len(ways[other]), other)
