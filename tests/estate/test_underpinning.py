"""Underpinning worked by hand, and by definition."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.assessment import RATINGS, Rating
from legacymap.domain.inventory import Inventory
from legacymap.domain.results import WholeShare
from legacymap.estate.questions import Estate
from legacymap.estate.underpinning import scan_order, shared_places, weighted_risk
from tests.estate.builders import chain, estate, inventories, record, soft

IMPACTS = st.lists(st.floats(1, 5), min_size=9, max_size=9)
DECAYS = st.sampled_from((0.0, 0.25, 0.5, 0.75))


def test_each_hard_arrow_halves_the_impact() -> None:
    found = chain("a/far", "a/near", "a/s")
    assert found.underpinning("a/s", {"a/s": 5.0, "a/near": 4.0, "a/far": 3.0}) == 4 / 2 + 3 / 4


def test_the_shortest_way_counts_and_only_once() -> None:
    found = estate(record("a/top", depends_on=["mid", "s"]), record("a/mid", depends_on=["s"]), record("a/s"))
    assert found.underpinning("a/s", {"a/top": 4.0, "a/mid": 2.0}) == 4 / 2 + 2 / 2


def test_soft_arrows_carry_nothing() -> None:
    found = estate(record("a/x", depends_on=[soft("s")]), record("a/s"))
    assert found.underpinning("a/s", {"a/x": 4.0}) == 0


def test_beyond_the_depth_nothing_counts() -> None:
    ids = [f"a/{place}" for place in range(9)]
    found = chain(*ids)
    impacts = dict.fromkeys(ids, 1.0)
    assert found.underpinning("a/8", impacts) == 1 - 0.5**6
    assert found.underpinning("a/8", impacts, depth=2) == 0.75
    assert found.underpinning("a/8", impacts, depth=0) == 0


def test_without_decay_to_carry_it_nothing_counts() -> None:
    assert chain("a/x", "a/s").underpinning("a/s", {"a/x": 4.0}, decay=0) == 0


def test_components_count_once_by_their_largest_term() -> None:
    found = estate(
        record("a/whole", depends_on=["s"]),
        record("a/part", part_of="whole", depends_on=["s"]),
        record("a/screw", part_of="part", depends_on=["whole"]),
        record("a/s"),
    )
    impacts = {"a/whole": 2.0, "a/part": 3.0, "a/screw": 5.0}
    assert found.underpinning("a/s", impacts) == 3 / 2
    assert found.underpinning("a/s", {**impacts, "a/screw": 8.0}) == 8 / 4


def test_parts_of_its_own_system_do_not_count_nor_does_the_whole() -> None:
    found = estate(
        record("a/whole", depends_on=["part"]),
        record("a/part", part_of="whole"),
        record("a/other", part_of="a/whole", depends_on=["part"]),
        record("b/x", depends_on=["a/whole"]),
    )
    impacts = {"a/whole": 5.0, "a/other": 5.0, "b/x": 4.0}
    assert found.underpinning("a/part", impacts) == 4 / 4
    assert found.underpinning("a/whole", impacts) == 4 / 2


def test_parts_of_a_whole_without_a_record_belong_together() -> None:
    parts = [record(f"a/{name}", part_of="far/whole", depends_on=["s"]) for name in ("p", "q")]
    found = estate(*parts, record("a/s", used_by=["far/whole"]))
    assert found.underpinning("a/s", {"a/p": 2.0, "a/q": 3.0}) == 3 / 2


def test_parts_in_a_loop_are_each_their_own_whole() -> None:
    found = estate(
        record("a/p", part_of="q", depends_on=["s"]),
        record("a/q", part_of="p", depends_on=["s"]),
        record("a/s"),
    )
    assert found.underpinning("a/s", {"a/p": 2.0, "a/q": 3.0}) == 2 / 2 + 3 / 2


def test_in_a_cycle_a_system_does_not_stand_on_itself() -> None:
    found = estate(record("a/x", depends_on=["y"]), record("a/y", depends_on=["x"]))
    assert found.underpinnings({"a/x": 4.0, "a/y": 2.0}) == {"a/x": 1.0, "a/y": 2.0}


def test_stubs_carry_what_stands_on_them_but_count_nothing() -> None:
    found = estate(record("a/s", used_by=["far/x"]), record("a/top", depends_on=["far/x"]))
    assert found.underpinning("a/s", {"a/top": 4.0}) == 4 / 4
    assert found.underpinning("far/x", {"a/top": 4.0}) == 4 / 2


def test_nothing_stands_on_a_system_outside_the_estate() -> None:
    assert estate(record("a/x", status="retired")).underpinning("a/x", {}) == 0


@given(inventories(), IMPACTS, DECAYS, st.integers(0, 4))
def test_it_is_the_sum_of_the_definition(
    written: Inventory, drawn: list[float], decay: float, depth: int
) -> None:
    found = Estate.of(written)
    impacts = dict(zip(found.scored, drawn, strict=False))
    by_definition = {s: sum_by_definition(found, s, impacts, (decay, depth)) for s in found.members}
    everything = found.underpinnings(impacts, decay, depth)
    assert everything == {system: by_definition[system] for system in found.systems}
    assert all(found.underpinning(s, impacts, decay, depth) == by_definition[s] for s in found.members)


@given(inventories(), IMPACTS, st.randoms(use_true_random=False))
def test_it_does_not_depend_on_the_order_of_records(
    written: Inventory, drawn: list[float], chance: random.Random
) -> None:
    impacts = dict(zip(sorted(written.records), drawn, strict=False))
    shuffled = list(written.records.items())
    chance.shuffle(shuffled)
    again = Inventory(dict(shuffled), written.described, written.named, left_out=written.left_out)
    found, other = Estate.of(written), Estate.of(again)
    assert list(found.underpinnings(impacts, 0.75).items()) == list(
        other.underpinnings(impacts, 0.75).items()
    )


def test_the_parts_of_a_whole_count_together_what_it_would_as_one() -> None:
    found = estate(
        record("a/x", part_of="whole"),
        record("a/y", part_of="whole"),
        record("b/j", depends_on=["a/x", "a/y"]),
        record("b/k", depends_on=["a/y"]),
    )
    shares = found.whole_shares({"a/x": 4.0, "a/y": 2.0, "b/j": 3.0, "b/k": 5.0})
    # J gives each part 1.5, of which 1.5 is to be shared; K gives the second all of its 2.5.
    assert shares["a/x"] == WholeShare(4 / 6, 1.5 * 1.5 / 3)
    assert shares["a/y"] == WholeShare(4 / 6, 1.5 * 1.5 / 3 + 2.5)
    assert shares["b/j"] == WholeShare(1.0, 0.0)


def test_only_scored_parts_share_and_a_whole_without_impact_has_none() -> None:
    found = estate(
        record("a/x", part_of="whole"),
        record("a/theirs", part_of="whole", kind="external"),
        record("a/p", part_of="other"),
        record("a/q", part_of="other"),
        record("b/j", depends_on=["a/x", "a/theirs"]),
    )
    impacts = {"a/x": 4.0, "a/p": 0.0, "a/q": 0.0, "b/j": 3.0}
    shares = found.whole_shares(impacts)
    assert shares["a/x"] == WholeShare(1.0, 1.5)
    assert shares["a/p"] == shares["a/q"] == WholeShare(0.0, 0.0)


@given(inventories(), IMPACTS, DECAYS)
def test_shares_of_a_whole_add_up_to_its_largest_part_term_by_term(
    written: Inventory, drawn: list[float], decay: float
) -> None:
    found = Estate.of(written)
    impacts = dict(zip(found.scored, drawn, strict=False))
    shares, wholes = found.whole_shares(impacts, decay), written.whole_systems
    parts: dict[str, list[str]] = {}
    for system in impacts:
        parts.setdefault(wholes.get(system, system), []).append(system)
    for same in parts.values():
        own = math.fsum(shares[part].impact * impacts[part] for part in same)
        assert own == pytest.approx(max(impacts[part] for part in same))
        largest: dict[str, float] = {}
        for part in same:
            for other, distance in hard_distances(found, part).items():
                whole = wholes.get(other, other)
                if 0 < distance <= 6 and whole != wholes.get(part, part):
                    largest[whole] = max(largest.get(whole, 0.0), decay**distance * impacts.get(other, 0.0))
        assert math.fsum(shares[part].underpinning for part in same) == pytest.approx(
            math.fsum(largest.values())
        )


@given(inventories(), IMPACTS)
def test_family_shares_add_up_to_one(written: Inventory, drawn: list[float]) -> None:
    found = Estate.of(written)
    impacts = dict(zip(found.scored, drawn, strict=False))
    for shares in found.shares_by_family(found.scored, impacts).values():
        assert math.fsum(shares.values()) == pytest.approx(1.0)


def sum_by_definition(
    found: Estate, system: str, impacts: dict[str, float], reach: tuple[float, int]
) -> float:
    decay, depth = reach
    wholes = found.inventory.whole_systems
    terms: dict[str, list[float]] = {}
    for other, distance in hard_distances(found, system).items():
        if 0 < distance <= depth and wholes.get(other, other) != wholes.get(system, system):
            term = decay**distance * impacts.get(other, 0.0)
            terms.setdefault(wholes.get(other, other), []).append(term)
    return math.fsum(max(same) for same in terms.values())


def hard_distances(found: Estate, system: str) -> dict[str, int]:
    """The fewest hard arrows to a system, by relaxing every arrow until nothing changes."""
    distances = {system: 0}
    for _ in found.members:
        for arrow in found.arrows:
            if arrow.hard and arrow.needed in distances:
                through = distances[arrow.needed] + 1
                distances[arrow.consumer] = min(through, distances.get(arrow.consumer, through))
    return distances


def test_red_comes_first_whatever_the_risk() -> None:
    ratings: dict[str, Rating] = {"a/x": "not-red", "a/y": "possibly-red", "a/z": "red"}
    assert scan_order(ratings, ratings, {"a/x": 9.0, "a/y": 8.0, "a/z": 7.0}) == ("a/z", "a/y", "a/x")


def test_within_a_rating_the_highest_risk_comes_first() -> None:
    ratings: dict[str, Rating] = dict.fromkeys(("a/x", "a/y"), "red")
    assert scan_order(ratings, ratings, {"a/x": 1.0, "a/y": 2.0}) == ("a/y", "a/x")


def test_risks_that_agree_in_nine_digits_tie_and_ids_decide() -> None:
    ratings: dict[str, Rating] = dict.fromkeys(("a/x", "a/y"), "red")
    assert scan_order(ratings, ratings, {"a/x": 123.4567891, "a/y": 123.4567893}) == ("a/x", "a/y")
    assert scan_order(ratings, ratings, {"a/x": 123.456789, "a/y": 123.456791}) == ("a/y", "a/x")


def test_unscored_systems_come_last_by_id() -> None:
    assert scan_order(["b/x", "a/z", "a/y"], {"a/z": "not-red"}, {"a/z": 0.0}) == ("a/z", "a/y", "b/x")


@given(st.dictionaries(st.text("abc", min_size=1), st.tuples(st.sampled_from(RATINGS), st.floats(0, 99))))
def test_the_order_in_which_systems_are_given_does_not_matter(drawn: dict[str, tuple[Rating, float]]) -> None:
    ratings = {system: rating for system, (rating, _) in drawn.items()}
    risks = {system: risk for system, (_, risk) in drawn.items()}
    assert scan_order(drawn, ratings, risks) == scan_order(reversed(drawn), ratings, risks)


def test_weighted_risk_is_likelihood_times_own_impact_and_underpinning() -> None:
    assert weighted_risk(4.9, 4.5, 12.25) == pytest.approx(82.075)


def test_equals_share_a_place_and_unscored_systems_have_their_own() -> None:
    ratings: dict[str, Rating] = {"a/x": "red", "a/y": "red", "b/x": "red", "b/y": "not-red"}
    risks = {"a/x": 9.0, "a/y": 2.0 + 1e-12, "b/x": 2.0, "b/y": 2.0}
    order = ("a/x", "a/y", "b/x", "b/y", "c/x", "c/y")
    assert shared_places(order, ratings, risks) == {
        "a/x": (1, 1),
        "a/y": (2, 3),
        "b/x": (2, 3),
        "b/y": (4, 4),
        "c/x": (5, 5),
        "c/y": (6, 6),
    }
