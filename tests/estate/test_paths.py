"""Shortest paths, against all of them written out."""

from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from legacymap.estate.graph import Graph
from legacymap.estate.paths import shortest_path
from tests.estate.builders import chain, estate, record, soft
from tests.estate.test_condensation import EDGES


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


@given(EDGES.map(lambda edges: {(a % 6, b % 6) for a, b in edges if a % 6 != b % 6}), st.integers(0, 5))
def test_it_is_the_least_of_all_shortest_paths(edges: set[tuple[int, int]], end: int) -> None:
    ids = tuple(str(node) for node in range(6))
    graph = Graph.of(ids, [(str(start), str(target)) for start, target in sorted(edges)])
    for start in range(6):
        found = shortest_path(graph.needs, graph.needed_by, (start,), end)
        assert found == (best_path(edges, start, end) or [])


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
