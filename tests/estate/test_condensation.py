"""Components of graphs, against networkx."""

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from legacymap.estate.condensation import condense

EDGES = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda ends: ends[0] != ends[1]))


def adjacency(edges: set[tuple[int, int]]) -> list[list[int]]:
    return [sorted(end for start, end in edges if start == node) for node in range(8)]


@given(EDGES)
def test_components_are_those_of_networkx(edges: set[tuple[int, int]]) -> None:
    graph: nx.DiGraph[int] = nx.DiGraph(sorted(edges))
    graph.add_nodes_from(range(8))
    found = condense(adjacency(edges)).components
    assert sorted(found) == sorted(tuple(sorted(group)) for group in nx.strongly_connected_components(graph))


@given(EDGES)
def test_arrows_between_components_lead_onward_and_are_all_there(edges: set[tuple[int, int]]) -> None:
    found = condense(adjacency(edges))
    place_of = {node: place for place, members in enumerate(found.components) for node in members}
    between = {(place_of[start], place_of[end]) for start, end in edges}
    expected = {(start, end) for start, end in between if start != end}
    assert {(start, end) for start, ends in enumerate(found.onward) for end in ends} == expected
    assert all(start < end for start, end in expected)


@given(EDGES)
def test_turned_round_it_is_the_condensation_of_the_turned_graph(edges: set[tuple[int, int]]) -> None:
    found = condense(adjacency(edges)).turned()
    place_of = {node: place for place, members in enumerate(found.components) for node in members}
    expected = {(place_of[end], place_of[start]) for start, end in edges if place_of[start] != place_of[end]}
    assert {(start, end) for start, ends in enumerate(found.onward) for end in ends} == expected
    assert all(start < end for start, end in expected)


def test_a_chain_of_a_hundred_thousand_does_not_exhaust_the_stack() -> None:
    length = 100_000
    found = condense([*([node + 1] for node in range(length - 1)), []])
    assert len(found.components) == length
    assert found.components[0] == (0,)
