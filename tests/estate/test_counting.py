"""Counting over the condensation, for all nodes at once, against one node at a time."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.estate import counting
from legacymap.estate.build import Graph
from legacymap.estate.counting import (
    UNRANKED,
    condensed,
    distinct_reaching,
    each_distinct_reaching,
    narrowed,
    reached_by_others,
    smallest_reached,
)

NODES = "01234567"
EDGES = st.sets(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda ends: ends[0] != ends[1])
)
MARKS = st.dictionaries(st.sampled_from(NODES), st.sampled_from("pqr"))
BLOCKS = st.sampled_from((1, 2, 3, 16_384))
RANKS = st.permutations([0, 1, 2, 3, 4, UNRANKED, UNRANKED, UNRANKED])


def graph_of(edges: set[tuple[str, str]]) -> Graph:
    graph: Graph = nx.DiGraph()
    graph.add_nodes_from(NODES)
    graph.add_edges_from(sorted(edges))
    return graph


def ancestors(edges: set[tuple[str, str]]) -> dict[str, set[str]]:
    return {node: nx.ancestors(graph_of(edges), node) - {node} for node in NODES}


@given(EDGES)
def test_edges_between_components_lead_onward_and_are_all_there(edges: set[tuple[str, str]]) -> None:
    found = condensed(NODES, edges)
    groups = nx.strongly_connected_components(graph_of(edges))
    assert sorted(found.components) == sorted(tuple(sorted(group)) for group in groups)
    place_of = {node: place for place, members in enumerate(found.components) for node in members}
    expected = {(place_of[start], place_of[end]) for start, end in edges if place_of[start] != place_of[end]}
    assert {(start, end) for start, ends in enumerate(found.onward) for end in ends} == expected
    assert all(start < end for start, end in expected)


@given(EDGES, st.data())
def test_along_some_edges_a_condensation_is_that_of_their_graph(
    edges: set[tuple[str, str]], data: st.DataObject
) -> None:
    some = data.draw(st.sets(st.sampled_from(sorted(edges)))) if edges else set()
    found = narrowed(condensed(NODES, edges), some)
    groups = nx.strongly_connected_components(graph_of(some))
    assert sorted(found.components) == sorted(tuple(sorted(group)) for group in groups)
    place_of = {node: place for place, members in enumerate(found.components) for node in members}
    expected = {(place_of[start], place_of[end]) for start, end in some if place_of[start] != place_of[end]}
    assert {(start, end) for start, ends in enumerate(found.onward) for end in ends} == expected
    assert all(start < end for start, end in expected)


@given(EDGES)
def test_turned_round_it_is_the_condensation_of_the_turned_graph(edges: set[tuple[str, str]]) -> None:
    found = condensed(NODES, edges).reversed()
    place_of = {node: place for place, members in enumerate(found.components) for node in members}
    expected = {(place_of[end], place_of[start]) for start, end in edges if place_of[start] != place_of[end]}
    assert {(start, end) for start, ends in enumerate(found.onward) for end in ends} == expected
    assert all(start < end for start, end in expected)


def test_a_chain_of_twenty_thousand_does_not_exhaust_the_stack() -> None:
    chain: Graph = nx.path_graph([f"{number:05}" for number in range(20_000)], create_using=nx.DiGraph)
    found = condensed(tuple(chain), chain.edges)
    assert len(found.components) == 20_000
    assert found.components[0] == ("00000",)


@given(EDGES, MARKS, BLOCKS)
def test_marks_are_counted_as_one_by_one(
    edges: set[tuple[str, str]], marks: dict[str, str], block: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_BLOCK", block)
        found = distinct_reaching(condensed(NODES, edges), marks)
    expected = {
        node: len({marks[other] for other in above if other in marks})
        for node, above in ancestors(edges).items()
    }
    assert found == expected


@given(EDGES, MARKS, MARKS, BLOCKS)
def test_several_kinds_of_marks_are_counted_as_each_alone(
    edges: set[tuple[str, str]], marks: dict[str, str], others: dict[str, str], block: int
) -> None:
    condensation = condensed(NODES, edges)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_BLOCK", block)
        found = each_distinct_reaching(condensation, (marks, others, {}))
    assert found == [distinct_reaching(condensation, each) for each in (marks, others, {})]


@given(EDGES, BLOCKS)
def test_nodes_are_counted_as_networkx_counts_them(edges: set[tuple[str, str]], block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_BLOCK", block)
        found = distinct_reaching(condensed(NODES, edges), {node: node for node in NODES})
    assert found == {node: len(above) for node, above in ancestors(edges).items()}


@given(EDGES, st.lists(st.sampled_from("pqr"), min_size=8, max_size=8))
def test_others_are_those_with_another_mark(edges: set[tuple[str, str]], drawn: list[str]) -> None:
    marks = dict(zip(NODES, drawn, strict=True))
    expected = {
        node
        for node, above in ancestors(edges).items()
        if any(marks[other] != marks[node] for other in above)
    }
    assert reached_by_others(_onward(edges), marks) == expected


def _onward(edges: set[tuple[str, str]]) -> dict[str, list[str]]:
    return {start: [end for begin, end in sorted(edges) if begin == start] for start, _ in edges}


@given(EDGES, RANKS)
def test_the_smallest_rank_is_of_all_that_are_reached_never_the_own(
    edges: set[tuple[str, str]], drawn: list[int]
) -> None:
    ranks = {node: rank for node, rank in zip(NODES, drawn, strict=True) if rank != UNRANKED}
    reached = ancestors({(end, start) for start, end in edges})
    expected = {
        node: min((ranks.get(other, UNRANKED) for other in others), default=UNRANKED)
        for node, others in reached.items()
    }
    assert smallest_reached(condensed(NODES, edges), ranks) == expected


def test_a_graph_without_nodes_has_no_counts() -> None:
    assert distinct_reaching(condensed((), ()), {}) == {}
