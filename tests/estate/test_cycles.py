"""Systems that need each other."""

from itertools import pairwise, permutations

import networkx as nx
from hypothesis import given

from legacymap.domain.inventory import Inventory
from legacymap.domain.results import Cycle
from legacymap.estate.questions import Estate
from tests.estate.builders import assumed, chain, estate, inventories, record, soft


def test_a_chain_has_no_cycles() -> None:
    assert chain("a/x", "a/y", "a/z").cycles() == ()


def test_two_that_need_each_other_are_a_cycle_that_nothing_breaks() -> None:
    found = estate(record("a/x", depends_on=["y"]), record("a/y", depends_on=["x"]))
    assert found.cycles() == (Cycle(("a/x", "a/y"), ("a/x", "a/y", "a/x"), ()),)


def test_soft_and_assumed_arrows_are_where_it_breaks_in_the_order_of_the_cycle() -> None:
    found = estate(
        record("a/x", depends_on=["z"]),
        record("a/z", depends_on=[soft("y")]),
        record("a/y", depends_on=[assumed("x")]),
    )
    expected = ("a/x", "a/z", "a/y", "a/x")
    assert found.cycles() == (Cycle(("a/x", "a/y", "a/z"), expected, (("a/z", "a/y"), ("a/y", "a/x"))),)


def test_arrows_off_the_shortest_cycle_are_not_offered_for_breaking() -> None:
    found = estate(
        record("a/w", depends_on=["x", soft("y")]),
        record("a/x", depends_on=["w"]),
        record("a/y", depends_on=["w"]),
    )
    assert found.cycles() == (Cycle(("a/w", "a/x", "a/y"), ("a/w", "a/x", "a/w"), ()),)


def test_groups_come_by_their_smallest_member() -> None:
    found = estate(
        record("b/x", depends_on=["c/x"]),
        record("c/x", depends_on=["b/x"]),
        record("a/x", depends_on=["d/x", "b/x"]),
        record("d/x", used_by=["a/x"], depends_on=["a/x"]),
    )
    assert [cycle.members for cycle in found.cycles()] == [("a/x", "d/x"), ("b/x", "c/x")]


def test_a_stub_may_be_in_a_cycle() -> None:
    found = estate(record("a/x", depends_on=["far/y"], used_by=["far/y"]))
    assert found.cycles() == (Cycle(("a/x", "far/y"), ("a/x", "far/y", "a/x"), (("far/y", "a/x"),)),)


@given(inventories())
def test_cycles_are_those_found_by_trying_every_way_round(written: Inventory) -> None:
    found = Estate.of(written)
    edges = {(arrow.consumer, arrow.needed): arrow for arrow in found.arrows}
    graph: nx.DiGraph[str] = nx.DiGraph(list(edges))
    groups = nx.strongly_connected_components(graph)
    expected = []
    for members in sorted(sorted(group) for group in groups if len(group) > 1):
        way_round = first_way_round(members, set(edges))
        weak = [step for step in pairwise(way_round) if not (edges[step].hard and edges[step].confirmed)]
        expected.append(Cycle(tuple(members), way_round, tuple(weak)))
    assert found.cycles() == tuple(expected)


def first_way_round(members: list[str], edges: set[tuple[str, str]]) -> tuple[str, ...]:
    first, *others = members
    for length in range(1, len(members)):
        for middle in permutations(others, length):
            way_round = (first, *middle, first)
            if all(step in edges for step in pairwise(way_round)):
                return way_round
    raise AssertionError
