from hypothesis import given

from legacymap.domain.connections import EstateMap
from legacymap.reports.map.groups import Cluster, clusters
from tests.reports.mapped import CASES, PNC, graphs, seven


def _systems(cluster: Cluster) -> list[str]:
    return [node.id for node in cluster.nodes] + [each for inner in cluster.inner for each in _systems(inner)]


@given(graphs())
def test_every_system_is_in_one_group(found: EstateMap) -> None:
    grouped = [system for cluster in clusters(found) for system in _systems(cluster)]
    assert sorted(grouped) == [node.id for node in found.systems]


def test_a_cycle_of_one_organisation_is_within_it() -> None:
    home_office = next(each for each in clusters(seven()) if each.title == "The home-office")
    assert [_systems(ring) for ring in home_office.inner] == [[CASES, PNC]]
