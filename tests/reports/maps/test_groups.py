from dataclasses import replace

from hypothesis import given

from legacymap.domain.connections import EstateMap, Scope
from legacymap.domain.inventory import Arrow
from legacymap.domain.results import Cycle
from legacymap.reports.map.groups import (
    Cluster,
    clusters,
    is_drawn_simply,
    is_summed_up,
    left_out,
    scope_text,
)
from tests.reports.mapped import CASES, PNC, graphs, mapped, node, seven


def _systems(cluster: Cluster) -> list[str]:
    return [node.id for node in cluster.nodes] + [each for inner in cluster.inner for each in _systems(inner)]


@given(graphs())
def test_every_system_is_in_one_group(found: EstateMap) -> None:
    grouped = [system for cluster in clusters(found) for system in _systems(cluster)]
    assert sorted(grouped) == [node.id for node in found.systems]


def test_a_cycle_of_one_organisation_is_within_it() -> None:
    home_office = next(each for each in clusters(seven()) if each.title == "The home-office")
    assert [_systems(cycle_place) for cycle_place in home_office.inner] == [[CASES, PNC]]


def test_a_drawing_in_rows_says_that_it_is_one() -> None:
    ids = [f"a/s{at:02d}" for at in range(12)]
    arrows = tuple(Arrow(one, two, True, True) for one in ids for two in ids if one != two)
    cycle_place = Cycle(tuple(ids), (ids[0], ids[1], ids[0]), ())
    dense = mapped(*map(node, ids), arrows=arrows, cycles=(cycle_place,))
    assert is_drawn_simply(dense)
    assert any("straight" in said for said in left_out(dense, 150))
    assert not is_drawn_simply(mapped(*map(node, ids), arrows=arrows[:100], cycles=(cycle_place,)))
    assert not is_drawn_simply(seven())
    assert left_out(seven(), 150) == ()


def test_a_map_within_the_limit_leaves_nothing_out() -> None:
    assert not is_summed_up(seven(), 7)
    assert left_out(seven(), 7) == ()


def test_what_is_left_out_is_counted_and_how_to_see_it_said() -> None:
    said = " ".join(left_out(replace(seven(), totals=replace(seven().totals, systems_of_estate=9)), 6))
    assert "7 systems are summed up" in said
    assert "--around SYSTEM --hops N" in said
    assert "2 systems of the estate are not on this map" in said


def test_the_scope_is_said_in_words() -> None:
    assert scope_text(seven()) == "The whole estate"
    assert "2 arrows" in scope_text(replace(seven(), scope=Scope(around="a/b", hops=2)))
    assert scope_text(replace(seven(), scope=Scope(organisation="moj"))).startswith("moj")
