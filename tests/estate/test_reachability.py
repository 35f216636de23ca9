"""Counting all that reach a node, for all nodes at once."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.estate import reachability
from legacymap.estate.condensation import condense
from legacymap.estate.reachability import distinct_reaching, reached_by_others
from tests.estate.test_condensation import EDGES, adjacency

MARKS = st.lists(st.sampled_from(("p", "q", "r", None)), min_size=8, max_size=8)
BLOCKS = st.sampled_from((1, 2, 3, 16_384))


def ancestors(edges: set[tuple[int, int]]) -> list[set[int]]:
    graph: nx.DiGraph[int] = nx.DiGraph(sorted(edges))
    graph.add_nodes_from(range(8))
    return [nx.ancestors(graph, node) - {node} for node in range(8)]


@given(EDGES, MARKS, BLOCKS)
def test_marks_are_counted_as_one_by_one(
    edges: set[tuple[int, int]], marks: list[str | None], block: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reachability, "_BLOCK", block)
        found = distinct_reaching(condense(adjacency(edges)), marks)
    assert found == [len({marks[other] for other in above} - {None}) for above in ancestors(edges)]


@given(EDGES, BLOCKS)
def test_nodes_are_counted_as_networkx_counts_them(edges: set[tuple[int, int]], block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reachability, "_BLOCK", block)
        found = distinct_reaching(condense(adjacency(edges)), [str(node) for node in range(8)])
    assert found == [len(above) for above in ancestors(edges)]


@given(EDGES, st.lists(st.sampled_from("pqr"), min_size=8, max_size=8))
def test_others_are_those_with_another_mark(edges: set[tuple[int, int]], marks: list[str]) -> None:
    found = reached_by_others(condense(adjacency(edges)), marks)
    expected = [any(marks[n] != marks[node] for n in above) for node, above in enumerate(ancestors(edges))]
    assert found == expected


def test_a_graph_without_nodes_has_no_counts() -> None:
    assert distinct_reaching(condense([]), []) == []
