"""All shortest ways at once, against one path at a time and against all of them written out."""

from collections.abc import Callable, Mapping

from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.inventory import Inventory
from legacymap.estate import Estate
from legacymap.estate.graph import Graph
from legacymap.estate.ways import ways_from, ways_to
from tests.estate.builders import chain, estate, inventories, record, soft
from tests.estate.test_condensation import EDGES
from tests.estate.test_paths import best_path


def test_ways_lead_to_and_from_a_system() -> None:
    found = chain("a/z", "a/y", "a/x")
    assert found.ways_to("a/x") == {"a/y": ("a/y", "a/x"), "a/z": ("a/z", "a/y", "a/x")}
    assert found.ways_from("a/z") == {"a/y": ("a/z", "a/y"), "a/x": ("a/z", "a/y", "a/x")}
    assert found.ways_to("a/none") == found.ways_from("a/none") == {}


def test_a_hard_way_may_be_longer_than_a_soft_one() -> None:
    found = estate(record("a/s", depends_on=["m", soft("t")]), record("a/m", depends_on=["t"]), record("a/t"))
    assert found.ways_to("a/t")["a/s"] == ("a/s", "a/t")
    assert found.hard_ways_to("a/t")["a/s"] == found.hard_ways_from("a/s")["a/t"] == ("a/s", "a/m", "a/t")


@given(EDGES.map(lambda edges: {(a % 6, b % 6) for a, b in edges if a % 6 != b % 6}), st.integers(0, 5))
def test_each_way_is_the_least_of_all_shortest_ones(edges: set[tuple[int, int]], node: int) -> None:
    graph = Graph.of(tuple("012345"), [(str(start), str(end)) for start, end in sorted(edges)])
    paths_to = {str(other): best_path(edges, other, node) for other in range(6) if other != node}
    paths_from = {str(other): best_path(edges, node, other) for other in range(6) if other != node}
    assert ways_to(graph, str(node)) == _named(paths_to)
    assert ways_from(graph, str(node)) == _named(paths_from)


@given(inventories())
def test_the_nearest_come_first_and_equals_by_id(inventory: Inventory) -> None:
    found = Estate.of(inventory)
    for system in found.members:
        for ways in (found.ways_to(system), found.hard_ways_to(system)):
            assert list(ways) == sorted(ways, key=_distance(ways))
        assert set(found.ways_to(system)) == set(found.dependents(system))
        assert set(found.hard_ways_to(system)) == set(found.hard_dependents(system))
        assert set(found.ways_from(system)) == set(found.dependencies(system))
        assert set(found.hard_ways_from(system)) == set(found.foundations(system))


def _distance(ways: Mapping[str, tuple[str, ...]]) -> Callable[[str], tuple[int, str]]:
    return lambda other: (len(ways[other]), other)


def _named(paths: dict[str, list[int] | None]) -> dict[str, tuple[str, ...]]:
    return {other: tuple(map(str, path)) for other, path in paths.items() if path}
