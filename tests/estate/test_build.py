"""Arrows as records state them."""

import random

from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.inventory import Arrow, Inventory, Record
from legacymap.estate.build import arrows_of
from tests.estate.builders import assumed, inventories, inventory, record, soft


def arrows(*records: Record) -> tuple[Arrow, ...]:
    return arrows_of(inventory(*records))


def test_a_short_need_is_hard_and_confirmed_and_of_the_same_organisation() -> None:
    found = arrows(record("a/x", depends_on=["y"]), record("a/y"))
    assert found == (Arrow("a/x", "a/y", hard=True, confirmed=True),)


def test_strength_and_confidence_are_taken_as_stated() -> None:
    stated = [{"system": "y", "strength": "soft", "confidence": "assumed"}]
    found = arrows(record("a/x", depends_on=stated), record("a/y"))
    assert found == (Arrow("a/x", "a/y", hard=False, confirmed=False),)


def test_several_statements_are_one_arrow_hard_if_any_confirmed_if_any() -> None:
    stated = [soft("y"), assumed("a/y")]
    for order in (stated, stated[::-1]):
        found = arrows(record("a/x", depends_on=order), record("a/y"))
        assert found == (Arrow("a/x", "a/y", hard=True, confirmed=True),)


def test_a_consumer_that_says_nothing_is_assumed_to_need_hard() -> None:
    found = arrows(record("a/x"), record("b/y", used_by=["a/x"]))
    assert found == (Arrow("a/x", "b/y", hard=True, confirmed=False),)


def test_used_by_adds_nothing_to_what_the_consumer_states() -> None:
    own = record("a/x", depends_on=[{"system": "b/y", "strength": "soft", "confidence": "assumed"}])
    found = arrows(own, record("b/y", used_by=["a/x"]))
    assert found == (Arrow("a/x", "b/y", hard=False, confirmed=False),)


def test_used_by_still_counts_when_the_consumer_states_other_needs_only() -> None:
    found = arrows(record("a/x", depends_on=["z"]), record("a/z"), record("b/y", used_by=["a/x"]))
    assert [(arrow.needed, arrow.confirmed) for arrow in found] == [("a/z", True), ("b/y", False)]


def test_a_system_that_needs_itself_has_no_arrow() -> None:
    assert arrows(record("a/x", depends_on=["x", "a/x"], used_by=["x"])) == ()


def test_a_need_of_a_missing_system_of_a_loaded_organisation_is_dropped() -> None:
    assert arrows(record("a/x", depends_on=["gone"])) == ()


def test_a_need_of_an_organisation_that_is_not_loaded_stands() -> None:
    assert [arrow.needed for arrow in arrows(record("a/x", depends_on=["far/x"]))] == ["far/x"]


def test_consumers_that_have_no_record_stand_whether_their_organisation_is_loaded_or_not() -> None:
    found = arrows(record("a/x", used_by=["gone", "far/x"]))
    assert [(arrow.consumer, arrow.hard, arrow.confirmed) for arrow in found] == [
        ("a/gone", True, False),
        ("far/x", True, False),
    ]


def test_a_record_that_was_left_out_has_no_arrows_either_way() -> None:
    stated = record("a/x", depends_on=["b/bad"], used_by=["b/bad", "b/worse"])
    assert arrows_of(inventory(stated, loaded=["b"], left_out=["b/bad", "/worse"])) == ()


def test_retired_and_proposed_systems_have_no_arrows_either_way() -> None:
    for status in ("retired", "proposed"):
        outside = record("a/out", status=status, depends_on=["x", "far/z"], used_by=["x"])
        assert arrows(outside, record("a/x", depends_on=["out"], used_by=["out"])) == ()


def test_systems_in_build_and_retiring_have_arrows() -> None:
    found = arrows(record("a/x", status="build", depends_on=["y"]), record("a/y", status="retiring"))
    assert len(found) == 1


@given(inventories())
def test_arrows_are_what_the_rules_say_pair_by_pair(written: Inventory) -> None:
    names = set(written.records)
    for made in written.records.values():
        names |= {made.full_id(need.system) for need in made.system.depends_on or ()}
        names |= {made.full_id(consumer) for consumer in made.system.used_by or ()}
    pairs = ((consumer, needed) for consumer in sorted(names) for needed in sorted(names))
    assert arrows_of(written) == tuple(filter(None, (arrow_by_the_rules(written, *pair) for pair in pairs)))


@given(inventories(), st.randoms(use_true_random=False))
def test_arrows_do_not_depend_on_the_order_of_records(written: Inventory, chance: random.Random) -> None:
    shuffled = list(written.records.items())
    chance.shuffle(shuffled)
    again = Inventory(dict(shuffled), written.described, written.named, left_out=written.left_out)
    assert arrows_of(again) == arrows_of(written)


def arrow_by_the_rules(written: Inventory, consumer: str, needed: str) -> Arrow | None:
    places = {end: standing_in_estate(written, end) for end in (consumer, needed)}
    if consumer == needed or "outside" in places.values():
        return None
    own = written.records.get(consumer)
    stated = [
        n for n in (own.system.depends_on if own else None) or () if own and own.full_id(n.system) == needed
    ]
    if stated and places[needed] != "missing":
        hard = any(need.strength == "hard" for need in stated)
        return Arrow(consumer, needed, hard, any(need.confidence == "confirmed" for need in stated))
    other = written.records.get(needed)
    if other and consumer in [other.full_id(named) for named in other.system.used_by or ()]:
        return Arrow(consumer, needed, hard=True, confirmed=False)
    return None


def standing_in_estate(written: Inventory, full_id: str) -> str:
    if full_id in written.records:
        inside = written.records[full_id].system.status in {"build", "live", "retiring"}
        return "inside" if inside else "outside"
    if full_id in written.left_out:
        return "outside"
    return "missing" if full_id.split("/", maxsplit=1)[0] in written.named else "not-loaded"
