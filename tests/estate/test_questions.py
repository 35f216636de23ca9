"""Questions to the estate, worked by hand and against networkx."""

import random

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.assessment import RATINGS, Assessment, Rating
from legacymap.domain.inventory import Inventory
from legacymap.domain.nearest import organisation_of
from legacymap.domain.results import ConfirmedReach, Foundation, Reach, ServiceFoundations
from legacymap.estate.questions import Estate
from legacymap.estate.underpinning import scan_order
from tests.estate.builders import assessment, assumed, chain, estate, inventories, record, soft
from tests.estate.test_underpinning import hard_distances

RATED = st.lists(st.sampled_from(RATINGS), min_size=9, max_size=9)


def mixed() -> Estate:
    """A service that needs a case system hard; that needs a mainframe hard and a mailer softly."""
    return estate(
        record("a/service", kind="service", depends_on=["cases"]),
        record("a/cases", depends_on=["b/mainframe", soft("c/mailer")]),
        record("b/mainframe", kind="platform"),
        record("c/mailer"),
        record("b/tool", depends_on=["mainframe"]),
    )


def test_dependents_follow_soft_arrows_and_hard_dependents_do_not() -> None:
    found = mixed()
    assert found.dependents("c/mailer") == ("a/cases", "a/service")
    assert found.hard_dependents("c/mailer") == ()
    assert found.hard_dependents("b/mainframe") == ("a/cases", "a/service", "b/tool")


def test_dependencies_follow_soft_arrows_and_foundations_do_not() -> None:
    found = mixed()
    assert found.dependencies("a/service") == ("a/cases", "b/mainframe", "c/mailer")
    assert found.foundations("a/service") == ("a/cases", "b/mainframe")


def test_hard_distances_count_the_fewest_arrows_nearest_first() -> None:
    found = mixed()
    distances = found.hard_distances("b/mainframe")
    assert list(distances.items()) == [("a/cases", 1), ("b/tool", 1), ("a/service", 2)]
    assert found.hard_distances("b/mainframe", within=1) == {"a/cases": 1, "b/tool": 1}
    assert found.hard_distances("c/mailer") == {}


def test_a_system_in_a_cycle_is_not_its_own_dependent_nor_at_a_distance_from_itself() -> None:
    found = estate(record("a/x", depends_on=["y"]), record("a/y", depends_on=["x"]))
    assert found.dependents("a/x") == found.dependencies("a/x") == found.foundations("a/x") == ("a/y",)
    assert found.hard_distances("a/x") == {"a/y": 1}


def test_a_system_outside_the_estate_reaches_nothing() -> None:
    found = estate(record("a/old", status="retired", depends_on=["x"]), record("a/x"))
    assert found.dependencies("a/old") == found.dependents("a/old") == found.foundations("a/old") == ()
    assert found.hard_distances("a/old") == {}
    assert not found.is_underpinning_capability("a/old")


def test_hard_dependents_in_another_family_make_an_underpinning_capability() -> None:
    records = [record("a/x", depends_on=["b/s"]), record("b/s")]
    assert estate(*records).is_underpinning_capability("b/s")
    assert not estate(*records).is_underpinning_capability("a/x")
    assert not estate(*records, parents={"a": "top", "b": "a"}).is_underpinning_capability("b/s")
    assert estate(*records, parents={"a": "top", "b": "other"}).is_underpinning_capability("b/s")


def test_a_loop_of_parents_leaves_each_organisation_its_own_family() -> None:
    records = [record("a/x", depends_on=["b/s"]), record("b/s")]
    assert estate(*records, parents={"a": "b", "b": "a"}).is_underpinning_capability("b/s")


def test_dependents_far_away_count_for_an_underpinning_capability() -> None:
    assert chain("a/x", "b/near", "b/s").is_underpinning_capability("b/s")


def test_a_soft_need_makes_no_underpinning_capability() -> None:
    found = estate(record("a/x", depends_on=[soft("b/s")]), record("b/s", kind="platform"))
    assert not found.is_underpinning_capability("b/s")


def test_a_platform_is_one_as_soon_as_anything_stands_on_it() -> None:
    found = estate(
        record("a/x", depends_on=["s"]), record("a/s", kind="platform"), record("a/idle", kind="platform")
    )
    assert found.is_underpinning_capability("a/s")
    assert not found.is_underpinning_capability("a/idle")


def test_a_consumer_without_a_record_counts_and_a_stub_itself_is_none() -> None:
    found = estate(record("a/s", used_by=["far/x"]), record("b/x", depends_on=["far/x"]))
    assert found.is_underpinning_capability("a/s")
    assert not found.is_underpinning_capability("far/x")


def test_a_gap_is_a_red_or_possibly_red_capability_whose_plan_is_not_funded() -> None:
    def has_gap(remediation: object, rating: Rating | None) -> bool:
        found = estate(record("a/x", depends_on=["b/s"]), record("b/s", remediation=remediation))
        return found.has_underpinning_gap("b/s", rating)

    assert has_gap(None, "red")
    assert has_gap({}, "possibly-red")
    assert has_gap({"plan": {}}, "red")
    assert has_gap({"plan": {"funded": "partly"}}, "red")
    assert not has_gap({"plan": {"funded": "yes"}}, "red")
    assert not has_gap(None, "not-red")
    assert not has_gap(None, None)
    assert not mixed().has_underpinning_gap("c/mailer", "red")


def test_reach_is_counted_by_hand() -> None:
    assessments = {
        made.system: made
        for made in (
            assessment("a/service", 2.0, 4.0),
            assessment("a/cases", 3.0, 2.0),
            assessment("b/tool", 1.0, 1.0),
            assessment("b/mainframe", 5.0, 3.0, "red"),
            assessment("c/mailer", 5.0, 3.0),
        )
    }
    underpinning = 2 / 2 + 1 / 2 + 4 / 4
    expected = Reach(
        direct_dependents=2, dependents=3, hard_dependents=3, services=1, organisations=2,
        underpinning=underpinning, weighted_risk=5 * (3 + underpinning),
        underpinning_capability=True, underpinning_gap=True,
        confirmed=ConfirmedReach(2, 3, 3, underpinning),
    )  # fmt: skip
    assert mixed().reach("b/mainframe", assessments) == expected
    mailer = Reach(
        direct_dependents=1, dependents=2, hard_dependents=0, services=1, organisations=1,
        underpinning=0.0, weighted_risk=15.0, underpinning_capability=False, underpinning_gap=False,
        confirmed=ConfirmedReach(1, 2, 0, 0.0),
    )  # fmt: skip
    assert mixed().reach("c/mailer", assessments) == mailer


def test_an_external_system_has_reach_without_weighted_risk() -> None:
    found = estate(record("a/x", depends_on=["b/theirs"]), record("b/theirs", kind="external"))
    reach = found.reaches({"a/x": assessment("a/x", 2.0, 4.0)})["b/theirs"]
    assert (reach.underpinning, reach.weighted_risk, reach.underpinning_capability) == (2.0, 0.0, True)
    assert not reach.underpinning_gap


def test_the_owners_own_organisation_counts_when_a_dependent_belongs_to_it() -> None:
    found = estate(record("a/s"), record("a/x", depends_on=["s"]), record("b/x", depends_on=["a/s"]))
    assert found.reaches({})["a/s"].organisations == 2
    assert found.reaches({})["b/x"].organisations == 0


def test_without_decay_weighted_risk_is_the_expected_score() -> None:
    assessments = {"a/s": assessment("a/s", 2.0, 4.0), "a/x": assessment("a/x", 3.0, 5.0)}
    found = chain("a/x", "a/s").reaches(assessments, decay=0)
    assert found["a/s"].weighted_risk == 8.0


def test_the_weakest_is_the_first_scored_foundation_never_the_system_itself() -> None:
    found = estate(
        record("a/x", depends_on=["y"]),
        record("a/y", depends_on=["x", "b/theirs", soft("z")]),
        record("a/z"),
        record("b/theirs", kind="external"),
    )
    order = ("b/theirs", "a/z", "a/x", "a/y")
    assert found.weakest("a/x", order) == "a/y"
    assert found.weakest("a/y", order) == "a/x"
    assert found.weakest("a/z", order) is None
    assert found.foundation_by_system(order)["a/y"] == Foundation(
        dependencies=3, weakest="a/x", weakest_confirmed=True
    )


@given(inventories())
def test_what_is_reached_is_what_networkx_reaches(written: Inventory) -> None:
    found = Estate.of(written)
    ends = [(arrow.consumer, arrow.needed, arrow.hard) for arrow in found.arrows]
    every: nx.DiGraph[str] = nx.DiGraph([(consumer, needed) for consumer, needed, _ in ends])
    hard: nx.DiGraph[str] = nx.DiGraph([(consumer, needed) for consumer, needed, is_hard in ends if is_hard])
    for graph in (every, hard):
        graph.add_nodes_from(found.members)
    for member in found.members:
        assert found.dependents(member) == tuple(sorted(nx.ancestors(every, member) - {member}))
        assert found.hard_dependents(member) == tuple(sorted(nx.ancestors(hard, member) - {member}))
        assert found.dependencies(member) == tuple(sorted(nx.descendants(every, member) - {member}))
        assert found.foundations(member) == tuple(sorted(nx.descendants(hard, member) - {member}))


@given(inventories(), RATED)
def test_confirmed_reach_is_that_of_the_estate_in_which_nothing_is_assumed(
    written: Inventory, drawn: list[Rating]
) -> None:
    found = Estate.of(written)
    assessments = assessed(found, drawn)
    kept = tuple(arrow for arrow in found.arrows if arrow.confirmed)
    certain = Estate(written, kept).reaches(assessments)
    for system, reach in found.reaches(assessments).items():
        only = certain[system]
        assert reach.confirmed == ConfirmedReach(
            only.direct_dependents, only.dependents, only.hard_dependents, only.underpinning
        )


def test_an_edge_holds_what_the_inventory_says_of_it_and_a_node_its_system() -> None:
    needs = [
        {"system": "y", "kind": "data", "note": "nightly", "strength": "soft", "confidence": "assumed"},
        {"system": "y", "kind": "batch", "note": "weekly"},
        {"system": "far/z"},
    ]
    found = estate(record("a/x", depends_on=needs), record("a/y", kind="platform", status="build"))
    assert list(found.graph.edges(data=True)) == [
        (
            "a/x",
            "a/y",
            {"strength": "hard", "confidence": "confirmed", "kind": "data", "note": "nightly; weekly"},
        ),
        ("a/x", "far/z", {"strength": "hard", "confidence": "confirmed", "kind": None, "note": None}),
    ]
    assert found.arrows[0].note == "nightly; weekly"
    assert found.graph.nodes["a/y"] == {
        "name": "y", "organisation": "a", "kind": "platform", "status": "build"
    }  # fmt: skip
    assert found.graph.nodes["far/z"]["kind"] == "external"
    found.note_scores({"a/x": assessment("a/x", 2.0, 4.0, "red")})
    unbuilt = Estate.of(found.inventory)
    unbuilt.note_scores({})
    unbuilt.note_scores({"a/x": assessment("a/x", 2.0, 4.0, "red")})
    assert dict(unbuilt.graph.nodes) == dict(found.graph.nodes)
    assert found.graph.nodes["a/x"]["rating"] == "red"
    assert found.graph.nodes["a/x"]["expected"] == 8.0
    assert found.graph.nodes["far/z"]["p_red"] is None


def test_a_service_is_told_what_it_stands_on_without_itself() -> None:
    found = estate(
        record("a/s", kind="service", depends_on=["x", soft("q")]),
        record("a/x", depends_on=[assumed("b/old"), "s"], costs={"annual_run": "£2m"}),
        record("a/q"),
        record("b/old", costs={"annual_run": "£3m"}, remediation={"plan": {"funded": "no"}}),
    )
    ratings: dict[str, Rating] = {"a/s": "red", "a/x": "possibly-red", "b/old": "red", "a/q": "red"}
    order = ("a/s", "b/old", "a/q", "a/x")
    assert found.service_foundations(ratings, order) == (
        ServiceFoundations("a/s", ("b/old", "a/x"), 1, 1, "b/old", False, 5_000_000.0, 2, ("b/old",)),
    )


@given(inventories(), st.integers(0, 3))
def test_hard_distances_are_those_found_by_relaxing_every_arrow(written: Inventory, within: int) -> None:
    found = Estate.of(written)
    for member in found.members:
        relaxed = hard_distances(found, member).items()
        assert found.hard_distances(member, within) == {s: far for s, far in relaxed if 0 < far <= within}


@given(inventories())
def test_capabilities_are_those_of_the_definition(written: Inventory) -> None:
    found = Estate.of(written)

    def family(system: str) -> str:
        return written.family(organisation_of(system))

    for system in found.systems:
        hard = found.hard_dependents(system)
        outside = {family(each) for each in hard} - {family(system)}
        expected = bool(outside) or (found.kind(system) == "platform" and bool(hard))
        assert found.is_underpinning_capability(system) == expected


@given(inventories(), RATED)
def test_reach_of_all_at_once_is_reach_one_by_one(written: Inventory, drawn: list[Rating]) -> None:
    found = Estate.of(written)
    assessments = assessed(found, drawn)
    one_by_one = {system: found.reach(system, assessments) for system in found.systems}
    assert found.reaches(assessments) == one_by_one


@given(inventories(), RATED)
def test_foundations_of_all_at_once_are_foundations_one_by_one(
    written: Inventory, drawn: list[Rating]
) -> None:
    found = Estate.of(written)
    order = ranked(found, drawn)
    assert found.foundation_by_system(order) == {
        system: Foundation(
            len(found.dependencies(system)),
            found.weakest(system, order),
            found.weakest(system, order) in found.confirmed_foundations(system),
        )
        for system in found.systems
    }


@given(inventories(), RATED, st.randoms(use_true_random=False))
def test_nothing_depends_on_the_order_of_records(
    written: Inventory, drawn: list[Rating], chance: random.Random
) -> None:
    shuffled = list(written.records.items())
    chance.shuffle(shuffled)
    again = Inventory(dict(shuffled), written.described, written.named, left_out=written.left_out)
    assert answers(Estate.of(again), drawn) == answers(Estate.of(written), drawn)


def answers(found: Estate, drawn: list[Rating]) -> list[object]:
    order = ranked(found, drawn)
    ratings = {system: made.rating for system, made in assessed(found, drawn).items()}
    return [
        found.members,
        found.arrows,
        order,
        list(found.reaches(assessed(found, drawn)).items()),
        list(found.foundation_by_system(order).items()),
        found.cycles(),
        found.old_foundations(ratings, order),
    ]


def assessed(found: Estate, drawn: list[Rating]) -> dict[str, Assessment]:
    return {
        system: assessment(system, 1.1 + place / 3, 5 - place / 7, rating)
        for place, (system, rating) in enumerate(zip(found.scored, drawn, strict=False))
    }


def ranked(found: Estate, drawn: list[Rating]) -> tuple[str, ...]:
    assessments = assessed(found, drawn)
    ratings = {system: made.rating for system, made in assessments.items()}
    risks = {system: reach.weighted_risk for system, reach in found.reaches(assessments).items()}
    return scan_order(found.inventory.records, ratings, risks)
