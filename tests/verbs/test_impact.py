"""`impact` on small inventories, whose every figure is worked by hand."""

from pathlib import Path

import pytest

from legacymap.analysis.impact import impact
from legacymap.analysis.scan import scan
from legacymap.domain.connections import Direction, Impact, Sum
from legacymap.domain.errors import RequestError
from tests.verbs.test_technologies import request

TEXT = """
organisation: {id: a, name: Agency}
systems:
- {id: hub, name: Hub, consumers_complete: yes}
- {id: desk, name: Desk, kind: service, depends_on: [hub], users: {count: 1200}}
- {id: web, name: Web, kind: service, depends_on: [{system: hub, strength: soft}, desk]}
- {id: log, name: Log, depends_on: [{system: desk, strength: soft, confidence: assumed}], part_of: web}
- {id: old, name: Old, status: retired, depends_on: [hub]}
---
organisation: b
systems:
- {id: app, name: App, kind: service, depends_on: [a/log, far/x], users: {count: 0}, transactions_per_year: 9}
"""
RING = """
organisation: r
systems:
- {id: one, name: One, depends_on: [two]}
- {id: two, name: Two, depends_on: [one]}
"""


def traced(folder: Path, words: str, direction: Direction = "downstream", text: str = TEXT) -> Impact:
    return impact(request(folder, text), words, direction)


def effects(found: Impact) -> list[tuple[str, str, int]]:
    return [(each.id, each.effect, len(each.arrows)) for each in found.affected]


def test_who_is_reached_along_hard_arrows_stops_and_the_rest_degrades(tmp_path: Path) -> None:
    assert effects(traced(tmp_path, "hub")) == [
        ("a/desk", "stops", 1),
        ("a/web", "stops", 2),
        ("a/log", "degrades", 2),
        ("b/app", "degrades", 3),
    ]


def test_a_way_to_a_stop_is_hard_and_a_way_to_a_degradation_is_not(tmp_path: Path) -> None:
    for each in traced(tmp_path, "hub").affected:
        assert all(arrow.strength == "hard" for arrow in each.arrows) == (each.effect == "stops")
        assert each.path[0] == each.id
        assert each.path[-1] == "a/hub"
    log = traced(tmp_path, "hub").affected[2]
    assert [(arrow.strength, arrow.confidence) for arrow in log.arrows] == [
        ("soft", "assumed"),
        ("hard", "confirmed"),
    ]


def test_counts_are_those_of_the_scan(tmp_path: Path) -> None:
    survey = scan(request(tmp_path, TEXT))
    for entry in survey.systems:
        if entry.reach is not None:
            total = traced(tmp_path, entry.id).totals
            assert (total.stop, total.stop + total.degrade, total.services) == (
                entry.reach.hard_dependents,
                entry.reach.dependents,
                entry.reach.services,
            )


def test_users_are_added_up_where_they_are_stated_and_unknown_is_not_nought(tmp_path: Path) -> None:
    found = traced(tmp_path, "hub")
    assert found.services.users == Sum(1200, 2, 3)
    assert found.services.transactions_per_year == Sum(9, 1, 3)
    by_organisation = {share.organisation: share for share in found.organisations}
    assert by_organisation["a"].transactions_per_year == Sum(None, 0, 3)
    assert by_organisation["b"].users == Sum(0, 1, 1)
    assert by_organisation["a"].name == "Agency"


def test_a_part_names_its_whole_and_a_whole_its_parts(tmp_path: Path) -> None:
    log = traced(tmp_path, "hub").affected[2]
    assert (log.id, log.part_of) == ("a/log", "a/web")
    assert traced(tmp_path, "web").parts == ("a/log",)
    assert traced(tmp_path, "a/log").system.part_of == "a/web"


def test_upstream_is_what_it_stands_on_in_scan_order(tmp_path: Path) -> None:
    found = traced(tmp_path, "app", "upstream")
    order = [entry.id for entry in scan(request(tmp_path, TEXT)).systems]
    hard = [each.id for each in found.affected if each.effect == "stops"]
    soft = [each.id for each in found.affected if each.effect == "degrades"]
    assert hard == ["a/log", "far/x"]
    assert soft == sorted(["a/desk", "a/hub"], key=order.index)
    assert all(each.path[0] == "b/app" for each in found.affected)
    assert all(each.path[-1] == each.id for each in found.affected)


def test_a_stub_is_an_end_and_can_be_asked_about(tmp_path: Path) -> None:
    stub = traced(tmp_path, "app", "upstream").affected[1]
    assert (stub.record, stub.kind, stub.organisation) == (None, "external", "far")
    assert effects(traced(tmp_path, "far/x")) == [("b/app", "stops", 1)]


def test_what_goes_in_a_circle_with_it_is_named(tmp_path: Path) -> None:
    found = traced(tmp_path, "one", text=RING)
    assert [cycle.members for cycle in found.cycles] == [("r/one", "r/two")]
    assert effects(found) == [("r/two", "stops", 1)]
    assert traced(tmp_path, "desk").cycles == ()


def test_a_retired_system_is_outside_the_estate(tmp_path: Path) -> None:
    found = traced(tmp_path, "old")
    assert (found.in_estate, found.affected) == (False, ())


def test_a_name_that_means_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError):
        traced(tmp_path, "nowhere/y")
