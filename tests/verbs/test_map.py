"""`map` on small inventories, whose every system and arrow is known by hand."""

from pathlib import Path

import pytest

from legacymap.analysis.map import estate_map
from legacymap.analysis.scan import scan
from legacymap.domain.connections import EstateMap
from legacymap.domain.errors import RequestError
from tests.verbs.test_technologies import request

TEXT = """
organisation: {id: a, name: Agency, parent: ministry}
systems:
- {id: web, name: Web, kind: service, depends_on: [hub]}
- {id: hub, name: Hub, depends_on: [{system: store, strength: soft}]}
- {id: store, name: Store, kind: data, depends_on: [far/x]}
- {id: other, name: Other, kind: service, depends_on: [store]}
- {id: old, name: Old, status: retired}
---
organisation: b
systems:
- {id: app, name: App, kind: service, depends_on: [a/hub], handling: secret}
- {id: alone, name: Alone}
---
organisation: {id: ministry, name: The ministry}
"""


def mapped(
    folder: Path, organisation: str | None = None, around: str | None = None, hops: int = 1
) -> EstateMap:
    return estate_map(request(folder, TEXT), organisation, around, hops)


def systems(found: EstateMap) -> list[str]:
    return [node.id for node in found.systems]


def test_the_whole_estate_is_every_system_stub_and_arrow(tmp_path: Path) -> None:
    found = mapped(tmp_path)
    assert systems(found) == ["a/hub", "a/other", "a/store", "a/web", "b/alone", "b/app", "far/x"]
    assert (found.totals.systems_of_estate, found.totals.dependencies_of_estate) == (7, 5)
    assert (len(found.systems), len(found.dependencies)) == (7, 5)
    assert [(each.id, each.name, each.family) for each in found.organisations] == [
        ("a", "Agency", "ministry"),
        ("b", None, "b"),
        ("far", None, "far"),
    ]


def test_figures_are_those_of_the_scan(tmp_path: Path) -> None:
    entries = {entry.id: entry for entry in scan(request(tmp_path, TEXT)).systems}
    for node in mapped(tmp_path).systems:
        if node.status is not None:
            score, reach = entries[node.id].score, entries[node.id].reach
            assert node.overall == (score.overall if score else None)
            assert node.rating == (score.rating if score else None)
            assert node.underpinning == (reach.underpinning if reach else None)
            assert node.weighted_risk == (reach.weighted_risk if reach and score else None)


def test_around_a_system_ways_lead_up_or_down_but_do_not_turn(tmp_path: Path) -> None:
    assert systems(mapped(tmp_path, around="hub")) == ["a/hub", "a/store", "a/web", "b/app"]
    two = mapped(tmp_path, around="Hub", hops=2)
    assert systems(two) == ["a/hub", "a/store", "a/web", "b/app", "far/x"]  # `other` needs the store too
    assert (two.scope.around, two.scope.hops) == ("a/hub", 2)
    assert systems(mapped(tmp_path, around="far/x")) == ["a/store", "far/x"]


def test_an_organisation_comes_with_its_neighbours_marked(tmp_path: Path) -> None:
    found = mapped(tmp_path, organisation="ministry")
    assert systems(found) == ["a/hub", "a/other", "a/store", "a/web", "b/app", "far/x"]
    assert [node.id for node in found.systems if node.outside] == ["b/app", "far/x"]
    alone = mapped(tmp_path, organisation="b")
    assert [node.id for node in alone.systems if node.outside] == ["a/hub"]
    assert [(arrow.consumer, arrow.needed) for arrow in alone.dependencies] == [("b/app", "a/hub")]


def test_the_marking_is_the_highest_of_what_is_shown(tmp_path: Path) -> None:
    assert mapped(tmp_path).handling == "secret"
    assert mapped(tmp_path, around="other").handling == "official"


@pytest.mark.parametrize(
    ("organisation", "around", "said"),
    [
        ("a", "hub", "not both"),
        ("nowhere", None, "no organisation"),
        (None, "nothing", "No system"),
        (None, "old", "retired"),
    ],
)
def test_what_cannot_be_mapped_is_refused(
    tmp_path: Path, organisation: str | None, around: str | None, said: str
) -> None:
    with pytest.raises(RequestError, match=said):
        mapped(tmp_path, organisation, around)


def test_an_estate_without_a_system_in_use_has_no_map(tmp_path: Path) -> None:
    text = "organisation: a\nsystems: [{id: b, name: C, status: retired}]\n"
    with pytest.raises(RequestError, match="nothing to map"):
        estate_map(request(tmp_path, text))
    with pytest.raises(RequestError, match="nothing to map"):
        estate_map(request(tmp_path, text), organisation="a")
