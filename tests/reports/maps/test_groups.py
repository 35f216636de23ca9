from hypothesis import given

from legacymap.domain.connections import EstateMap
from legacymap.domain.inventory import Arrow
from legacymap.domain.results import Cycle
from legacymap.reports.map.groups import Cluster, clusters, is_drawn_simply, left_out
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
